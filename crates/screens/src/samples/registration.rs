//! Samples of R1 to R6.

use super::{ACTION, EMAIL, OTHER, Sample, client, frame, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::phone::PhoneChannel;
use crate::registration::{
    CheckEmail, ConfirmPhone, CreatePassword, EmailCodeExpired, EnterLandline, EnterMobile, PasswordRules,
    PhoneCodeExpired, SetUp,
};
use crate::wording::{
    CodeProblem, ConfirmProblem, InternationalProblem, LandlineProblem, MobileProblem, NewPasswordProblem,
};

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = beginning();
    pages.extend(phones());
    pages.extend(confirmations());
    pages
}

fn beginning() -> Vec<Sample> {
    let set_up = SetUp {
        frame: frame(),
        action: ACTION.into(),
        change_email_action: OTHER.into(),
        email: EMAIL.into(),
        client: client(),
    };
    let both_wrong = Errors::of(fields::PASSWORD, NewPasswordProblem::TooShort { minimum: 8 })
        .with(fields::CONFIRM_PASSWORD, ConfirmProblem::Empty);
    let expired = EmailCodeExpired {
        frame: last_frame(),
        resend_action: ACTION.into(),
        change_email_action: OTHER.into(),
        email: EMAIL.into(),
        lifetime: "1 hour".into(),
    };
    vec![
        Sample::new("registration/set-up", set_up),
        Sample::new("registration/create-password", create_password(Errors::new())),
        Sample::new("registration/create-password+errors", create_password(both_wrong)),
        Sample::new("registration/check-email", check_email(Errors::new())),
        Sample::new(
            "registration/check-email+error",
            check_email(Errors::of(fields::CODE, CodeProblem::NotSixNumbers)),
        ),
        Sample::new("registration/email-code-expired", expired),
    ]
}

fn create_password(errors: Errors) -> CreatePassword {
    CreatePassword {
        frame: frame(),
        action: ACTION.into(),
        email: EMAIL.into(),
        rules: PasswordRules::default(),
        errors,
    }
}

fn check_email(errors: Errors) -> CheckEmail {
    CheckEmail {
        frame: last_frame(),
        action: ACTION.into(),
        resend_action: OTHER.into(),
        change_email_action: OTHER.into(),
        email: EMAIL.into(),
        lifetime: "1 hour".into(),
        errors,
    }
}

fn phones() -> Vec<Sample> {
    let international = EnterMobile {
        mobile: String::new(),
        international: true,
        international_number: "353 7777".into(),
        ..enter_mobile(Errors::of(fields::INTERNATIONAL_NUMBER, InternationalProblem::Malformed))
    };
    vec![
        Sample::new("registration/enter-mobile", enter_mobile(Errors::new())),
        Sample::new(
            "registration/enter-mobile+error",
            enter_mobile(Errors::of(fields::MOBILE, MobileProblem::NotUkMobile)),
        ),
        Sample::new("registration/enter-mobile+international", international),
        Sample::new("registration/enter-landline", enter_landline(Errors::new())),
        Sample::new(
            "registration/enter-landline+error",
            enter_landline(Errors::of(fields::LANDLINE, LandlineProblem::NotUkLandline)),
        ),
    ]
}

fn enter_mobile(errors: Errors) -> EnterMobile {
    EnterMobile {
        frame: last_frame(),
        action: ACTION.into(),
        landline_href: Some(OTHER.into()),
        mobile: "07700 900".into(),
        international: false,
        international_number: String::new(),
        errors,
    }
}

fn enter_landline(errors: Errors) -> EnterLandline {
    EnterLandline {
        frame: frame(),
        action: ACTION.into(),
        mobile_href: OTHER.into(),
        landline: "960".into(),
        errors,
    }
}

fn confirmations() -> Vec<Sample> {
    vec![
        Sample::new("registration/confirm-phone", confirm_phone(PhoneChannel::Text, Errors::new())),
        Sample::new(
            "registration/confirm-phone+error",
            confirm_phone(PhoneChannel::Text, Errors::of(fields::CODE, CodeProblem::Empty)),
        ),
        Sample::new("registration/confirm-phone+call", confirm_phone(PhoneChannel::Call, Errors::new())),
        Sample::new(
            "registration/phone-code-expired",
            PhoneCodeExpired { frame: last_frame(), action: ACTION.into(), minutes: 5 },
        ),
    ]
}

fn confirm_phone(channel: PhoneChannel, errors: Errors) -> ConfirmPhone {
    ConfirmPhone {
        frame: last_frame(),
        action: ACTION.into(),
        resend_action: OTHER.into(),
        change_number_action: OTHER.into(),
        channel,
        number: channel.pick("01632 960123", "07700 900695").into(),
        minutes: 5,
        errors,
    }
}
