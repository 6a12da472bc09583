//! Setting up a new login: R1 to R6. Journeys 2.2.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;
use crate::phone::PhoneChannel;

/// R1: repeats the address, so that typing mistakes are noticed.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/set_up.html")]
pub struct SetUp {
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
page!(SetUp, |page| format!("Set up a new {}", page.frame.service()).into());

/// R2. Fields `password` and `confirmPassword`; a hidden user name serves password managers.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/create_password.html")]
pub struct CreatePassword {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The address typed at S1.
    pub email: String,
    /// What a password must be; the policy's values.
    pub rules: PasswordRules,
    /// Words of [`crate::wording::NewPasswordProblem`] and [`crate::wording::ConfirmProblem`].
    pub errors: Errors,
}
page!(CreatePassword, "Create a password", form);

/// The visible rules of a new password. Journeys 5.7; section 9, decision 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// The fewest characters.
    pub minimum: usize,
    /// Whether a capital letter is asked for.
    pub capital: Capital,
    /// Whether the password is typed twice.
    pub entry: PasswordEntry,
}

/// Whether a capital letter is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capital {
    /// Any characters will do.
    NotAsked,
    /// At least one capital letter.
    Asked,
}

/// How often a new password is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordEntry {
    /// Once: no field `confirmPassword`.
    Once,
    /// Twice.
    Twice,
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self { minimum: 8, capital: Capital::NotAsked, entry: PasswordEntry::Twice }
    }
}

impl PasswordRules {
    pub(crate) fn asks_capital(self) -> bool {
        self.capital == Capital::Asked
    }

    pub(crate) fn is_typed_twice(self) -> bool {
        self.entry == PasswordEntry::Twice
    }
}

/// R3: the code sent by email. Field `code`.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/check_email.html")]
pub struct CheckEmail {
    /// Around the page; a success banner after a code was sent again.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "Send the code again" is posted.
    pub resend_action: String,
    /// Where "Use a different email address" is posted.
    pub change_email_action: String,
    /// The address the code went to.
    pub email: String,
    /// How long the code lives, in words: "1 hour".
    pub lifetime: String,
    /// Words of [`crate::wording::CodeProblem`].
    pub errors: Errors,
}
page!(CheckEmail, "Check your email", form);

/// R3 when the code is too old.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/email_code_expired.html")]
pub struct EmailCodeExpired {
    /// Around the page.
    pub frame: Frame,
    /// Where "Send a new code" is posted.
    pub resend_action: String,
    /// Where "Use a different email address" is posted.
    pub change_email_action: String,
    /// The address the code went to.
    pub email: String,
    /// How long a code lives, in words: "1 hour".
    pub lifetime: String,
}
page!(EmailCodeExpired, "The security code in your email has expired");

/// R4. Fields `phoneNumber`, `international`, `internationalNumber`.
///
/// With script a ticked `international` disables `phoneNumber`, so the latter may be missing.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/enter_mobile.html")]
pub struct EnterMobile {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "Use a landline number instead" leads (R4b); absent when there are no calls.
    pub landline_href: Option<String>,
    /// The UK number typed before.
    pub mobile: String,
    /// Whether `international` was ticked before.
    pub international: bool,
    /// The international number typed before.
    pub international_number: String,
    /// Words of [`crate::wording::MobileProblem`] and [`crate::wording::InternationalProblem`].
    pub errors: Errors,
}
page!(EnterMobile, "Enter your mobile number", form);

/// R4b. Field `landline`.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/enter_landline.html")]
pub struct EnterLandline {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "Use a mobile number instead" leads (R4).
    pub mobile_href: String,
    /// The number typed before.
    pub landline: String,
    /// Words of [`crate::wording::LandlineProblem`].
    pub errors: Errors,
}
page!(EnterLandline, "Enter your landline number", form);

/// R5: the code that proves the new phone. Field `code`.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/confirm_phone.html")]
pub struct ConfirmPhone {
    /// Around the page; a success banner after a code was sent again.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "Send the code again" or "Call me again" is posted.
    pub resend_action: String,
    /// Where "Change your number" is posted; leads back to R4 or R4b.
    pub change_number_action: String,
    /// How the code was sent.
    pub channel: PhoneChannel,
    /// The whole number as the person typed it a moment ago.
    pub number: String,
    /// How long a code lives.
    pub minutes: u64,
    /// Words of [`crate::wording::CodeProblem`].
    pub errors: Errors,
}
page!(
    ConfirmPhone,
    |page| match page.channel {
        PhoneChannel::Text => "Check your mobile phone to confirm your number".into(),
        PhoneChannel::Call => "Enter the security code from your phone call".into(),
    },
    form
);

/// R6: the code of R5 is too old.
#[derive(Debug, Clone, Template)]
#[template(path = "registration/phone_code_expired.html")]
pub struct PhoneCodeExpired {
    /// Around the page.
    pub frame: Frame,
    /// Where "Get a new code" is posted; leads back to R4 or R4b.
    pub action: String,
    /// How long a code lives.
    pub minutes: u64,
}
page!(PhoneCodeExpired, "Security code expired");
