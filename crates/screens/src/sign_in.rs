//! Logging in: S1 to S5 and L0. Journeys 2.1 and 2.3.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;
use crate::phone::PhoneChannel;

/// S1: the one entry for logging in and registering. Field `email`.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/enter_email.html")]
pub struct EnterEmail {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// What was typed before.
    pub email: String,
    /// Words of [`crate::wording::EmailProblem`].
    pub errors: Errors,
}
page!(EnterEmail, "Enter your email address", form);

/// S2: this email address is known, and this client is new on this device.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/found_login.html")]
pub struct FoundLogin {
    /// Around the page.
    pub frame: Frame,
    /// Where "Continue" is posted.
    pub action: String,
    /// Where "Use a different email address" is posted.
    pub change_email_action: String,
    /// The address typed at S1.
    pub email: String,
    /// The client the person came from.
    pub client: PartnerName,
}
page!(FoundLogin, |page| format!("We found your {}", page.frame.service()).into());

/// S3. Field `password`; a hidden user name serves password managers.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/enter_password.html")]
pub struct EnterPassword {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "Use a different email address" is posted.
    pub change_email_action: String,
    /// Where "I have forgotten my password" leads, such as the help article on passwords.
    pub forgotten_href: String,
    /// The address typed at S1.
    pub email: String,
    /// Words of [`crate::wording::LoginPasswordProblem`].
    pub errors: Errors,
}
page!(EnterPassword, "Enter your password", form);

/// Between S3 and S4 when the person has both phones. Field `channel`.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/choose_channel.html")]
pub struct ChooseChannel {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The mobile's last 3 digits.
    pub mobile_ending: String,
    /// The landline's last 3 digits.
    pub landline_ending: String,
    /// Words of [`crate::wording::ChannelProblem`].
    pub errors: Errors,
}
page!(ChooseChannel, "How do you want to get your security code?", form);

/// Between S3 and S4 when no code was sent yet and there is one phone only: a GET never sends one.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/send_code.html")]
pub struct SendCode {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted; it carries the field `channel`.
    pub action: String,
    /// How the code will be sent.
    pub channel: PhoneChannel,
    /// The number's last 3 digits.
    pub ending: String,
}
page!(SendCode, "Get a security code");

/// S4: the code of a log-in. Fields `code` and `remember`.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/enter_code.html")]
pub struct EnterCode {
    /// Around the page; a success banner after a code was sent again.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "Send the code again" or "Call me again" is posted.
    pub resend_action: String,
    /// Where "I cannot log in using my mobile phone" leads (L0).
    pub trouble_href: String,
    /// How the code was sent.
    pub channel: PhoneChannel,
    /// The number's last 3 digits.
    pub ending: String,
    /// Whether "Remember this device" was ticked before.
    pub remember: bool,
    /// How long a code lives.
    pub minutes: u64,
    /// Words of [`crate::wording::CodeProblem`].
    pub errors: Errors,
}
page!(
    EnterCode,
    |page| match page.channel {
        PhoneChannel::Text => "Check your mobile phone".into(),
        PhoneChannel::Call => "Answer the call to your landline".into(),
    },
    form
);

/// S5: the code of a log-in is too old.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/code_expired.html")]
pub struct CodeExpired {
    /// Around the page.
    pub frame: Frame,
    /// Where "Continue" is posted; leads back to S3.
    pub action: String,
    /// How long a code lives.
    pub minutes: u64,
}
page!(CodeExpired, "This security code has expired");

/// L0: the phone is out of reach.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in/cannot_use_phone.html")]
pub struct CannotUsePhone {
    /// Around the page.
    pub frame: Frame,
    /// How the code was sent, and so which phone is out of reach.
    pub channel: PhoneChannel,
    /// The other phone, when there is one.
    pub other: Option<OtherPhone>,
}
page!(CannotUsePhone, |page| match page.channel {
    PhoneChannel::Text => "I cannot log in using my mobile phone".into(),
    PhoneChannel::Call => "I cannot log in using my landline".into(),
});

/// A second phone that can get the code instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPhone {
    /// Where the request to use it is posted.
    pub action: String,
    /// Its last 3 digits.
    pub ending: String,
}
