//! Samples of S1 to S5 and L0.

use super::{ACTION, EMAIL, OTHER, Sample, client, frame, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::frame::Alert;
use crate::help::Article;
use crate::phone::PhoneChannel;
use crate::sign_in::{
    CannotUsePhone, ChooseChannel, CodeExpired, EnterCode, EnterEmail, EnterPassword, FoundLogin, OtherPhone,
    SendCode,
};
use crate::wording::{ChannelProblem, CodeProblem, CodeSent, EmailProblem, LoginPasswordProblem};

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = doors();
    pages.extend(codes());
    pages.extend(lost_phone());
    pages
}

fn doors() -> Vec<Sample> {
    let alert = Alert {
        heading: "Text messages may arrive late today".into(),
        text: "You can carry on now, or try again later.".into(),
    };
    vec![
        Sample::new("sign-in/enter-email", enter_email("", Errors::new())),
        Sample::new(
            "sign-in/enter-email+error",
            enter_email("amina@", Errors::of(fields::EMAIL, EmailProblem::Malformed)),
        ),
        Sample::new(
            "sign-in/enter-email+alert",
            EnterEmail { frame: frame().with_alert(alert), ..enter_email("", Errors::new()) },
        ),
        Sample::new(
            "sign-in/found-login",
            FoundLogin {
                frame: frame(),
                action: ACTION.into(),
                change_email_action: OTHER.into(),
                email: EMAIL.into(),
                client: client(),
            },
        ),
        Sample::new("sign-in/enter-password", enter_password(Errors::new())),
        Sample::new(
            "sign-in/enter-password+error",
            enter_password(Errors::of(fields::PASSWORD, LoginPasswordProblem::Wrong)),
        ),
    ]
}

fn enter_email(email: &str, errors: Errors) -> EnterEmail {
    EnterEmail { frame: last_frame(), action: ACTION.into(), email: email.into(), errors }
}

fn enter_password(errors: Errors) -> EnterPassword {
    EnterPassword {
        frame: frame(),
        action: ACTION.into(),
        change_email_action: OTHER.into(),
        forgotten_href: Article::Passwords.href(),
        email: EMAIL.into(),
        errors,
    }
}

fn codes() -> Vec<Sample> {
    let resent = EnterCode {
        frame: frame().with_success(CodeSent::Message.to_string()),
        ..enter_code(PhoneChannel::Text, Errors::new())
    };
    vec![
        Sample::new("sign-in/choose-channel", choose_channel(Errors::new())),
        Sample::new(
            "sign-in/choose-channel+error",
            choose_channel(Errors::of(fields::CHANNEL, ChannelProblem::Empty)),
        ),
        Sample::new("sign-in/send-code", send_code(PhoneChannel::Text)),
        Sample::new("sign-in/send-code+call", send_code(PhoneChannel::Call)),
        Sample::new("sign-in/enter-code", enter_code(PhoneChannel::Text, Errors::new())),
        Sample::new(
            "sign-in/enter-code+error",
            enter_code(PhoneChannel::Text, Errors::of(fields::CODE, CodeProblem::Wrong)),
        ),
        Sample::new("sign-in/enter-code+resent", resent),
        Sample::new("sign-in/enter-code+call", enter_code(PhoneChannel::Call, Errors::new())),
        Sample::new(
            "sign-in/code-expired",
            CodeExpired { frame: last_frame(), action: ACTION.into(), minutes: 5 },
        ),
    ]
}

fn choose_channel(errors: Errors) -> ChooseChannel {
    ChooseChannel {
        frame: frame(),
        action: ACTION.into(),
        mobile_ending: "695".into(),
        landline_ending: "123".into(),
        errors,
    }
}

fn send_code(channel: PhoneChannel) -> SendCode {
    SendCode { frame: last_frame(), action: ACTION.into(), channel, ending: "695".into() }
}

fn enter_code(channel: PhoneChannel, errors: Errors) -> EnterCode {
    EnterCode {
        frame: frame(),
        action: ACTION.into(),
        resend_action: OTHER.into(),
        trouble_href: OTHER.into(),
        channel,
        ending: "695".into(),
        remember: false,
        minutes: 5,
        errors,
    }
}

fn lost_phone() -> Vec<Sample> {
    let other = OtherPhone { action: OTHER.into(), ending: "123".into() };
    vec![
        Sample::new(
            "sign-in/cannot-use-phone",
            CannotUsePhone { frame: frame(), channel: PhoneChannel::Text, other: None },
        ),
        Sample::new(
            "sign-in/cannot-use-phone+landline-too",
            CannotUsePhone { frame: frame(), channel: PhoneChannel::Text, other: Some(other.clone()) },
        ),
        Sample::new(
            "sign-in/cannot-use-phone+call",
            CannotUsePhone { frame: frame(), channel: PhoneChannel::Call, other: Some(other) },
        ),
    ]
}
