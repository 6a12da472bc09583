//! The names (and ids) of the form fields, for the doors that parse them. Journeys 2 and 5.6.

/// Proof that the form came from our own page; hidden in every form.
pub const CSRF: &str = "csrf";
/// Email address, and the hidden user name beside a password.
pub const EMAIL: &str = "email";
/// Password.
pub const PASSWORD: &str = "password";
/// The password once more.
pub const CONFIRM_PASSWORD: &str = "confirmPassword";
/// Six-digit security code.
pub const CODE: &str = "code";
/// Tick box, value `yes`: remember this device.
pub const REMEMBER: &str = "remember";
/// UK mobile number.
pub const MOBILE: &str = "phoneNumber";
/// Tick box, value `yes`: the number is an international one.
pub const INTERNATIONAL: &str = "international";
/// International mobile number, read only when [`INTERNATIONAL`] is ticked.
pub const INTERNATIONAL_NUMBER: &str = "internationalNumber";
/// UK landline number.
pub const LANDLINE: &str = "landline";
/// Radios: how the code is sent, [`CHANNEL_TEXT`] or [`CHANNEL_CALL`].
pub const CHANNEL: &str = "channel";
/// Value of [`CHANNEL`]: a text message to the mobile.
pub const CHANNEL_TEXT: &str = "text";
/// Value of [`CHANNEL`]: a call to the landline.
pub const CHANNEL_CALL: &str = "call";
/// Radios of "You did not agree": [`CHOICE_BACK`] or [`CHOICE_LEAVE`].
pub const CHOICE: &str = "choice";
/// Value of [`CHOICE`]: go back and agree.
pub const CHOICE_BACK: &str = "back";
/// Value of [`CHOICE`]: go on without sharing.
pub const CHOICE_LEAVE: &str = "leave";
/// Contact form: the writer's name.
pub const NAME: &str = "name";
/// Contact form: radios of the service used.
pub const SERVICE: &str = "service";
/// Contact form: radios of the kind of problem.
pub const PROBLEM: &str = "problem";
/// Contact form: what happened.
pub const MESSAGE: &str = "message";
/// Contact form and "Explain this error": the reference of an error page.
pub const REFERENCE: &str = "reference";
/// Sandbox outbox: whose messages are shown.
pub const RECIPIENT: &str = "to";
