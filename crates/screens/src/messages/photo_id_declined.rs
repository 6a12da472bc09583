//! E13, E14 and E15: the photo ID check was not passed.

use askama::Template;
use vocabulary::{DeclineAdvice, DeclineReason, DocumentKind, Secret};

use super::{Email, Sender};
use crate::wording::{NOT_ACCEPTED, decline_sentence};

/// E13, E14 or E15, whichever the reason asks for. Journeys 4
///
/// It never says what is suspected: the sentence comes from [`decline_sentence`].
#[derive(Debug, Clone, Template)]
#[template(path = "messages/photo_id_declined.html")]
pub struct PhotoIdDeclined {
    /// The service.
    pub sender: Sender,
    /// Why.
    pub reason: DeclineReason,
}

/// What helps a photo and a video to be accepted.
const TIPS: [&str; 5] = [
    "Use a room with plenty of light, and no light shining on your ID.",
    "Make sure that the whole of your ID is in the photo and all the text can be read.",
    "Take a photo of the original ID, not of a printout or a screen.",
    "Make sure that your whole face can be seen in the video, and nobody else.",
    "Give the 4 numbers that we show you, one after the other.",
];

/// The details that a GP surgery gives out for its online services.
const GP_DETAILS: [&str; 3] = [
    "Linkage Key (it may be called a Passphrase)",
    "ODS Code (it may be called an Organisation Code, Practice ID or Surgery ID)",
    "Account ID",
];

/// D12, and its reference.
const OTHER_LOGIN: &str = "Search all your email inboxes for other emails from the address that this email came from. If you find any, \
    log in with the email address that they were sent to. If you cannot find any, contact us and give us this reference: CID1006.";

impl PhotoIdDeclined {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let (notice, why, advice) = (self.sender.notice(), self.sentence(), self.advice());
        Email {
            subject: self.subject(),
            text: Secret::new(format!(
                "{notice}{heading}\n\n{why}\n\n{advice}\
                 If you did not send us photo ID, contact us now:\n{contact}\n\n\
                 Your {service} still works on websites and apps that do not need proof of who you are.\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n",
                heading = self.heading(),
            )),
            html: super::html_of(self),
        }
    }

    fn subject(&self) -> String {
        let service = self.sender.service();
        match self.reason.advice() {
            DeclineAdvice::TryAgain => format!("Try again to prove who you are for your {service}"),
            DeclineAdvice::IdNotValid => format!("We cannot accept the photo ID you sent for your {service}"),
            DeclineAdvice::UseGp => format!("Prove who you are for your {service} in another way"),
            DeclineAdvice::OtherLogin => format!("You may already have an {service}"),
            DeclineAdvice::Wait => format!("You cannot prove who you are for your {service} yet"),
        }
    }

    fn heading(&self) -> &'static str {
        match self.reason.advice() {
            DeclineAdvice::TryAgain => "Try again to prove who you are",
            DeclineAdvice::IdNotValid => "We cannot accept your photo ID",
            DeclineAdvice::UseGp => "Prove who you are in another way",
            DeclineAdvice::OtherLogin => "You may already have a login",
            DeclineAdvice::Wait => "You cannot prove who you are yet",
        }
    }

    fn sentence(&self) -> &'static str {
        decline_sentence(self.reason)
    }

    fn advice(&self) -> String {
        let restart = format!("{}\n\n", Self::restart());
        let accepted = format!("We accept:\n\n{}\n", bullets(Self::accepted()));
        let refused = format!("We do not accept:\n\n{}\n", bullets(NOT_ACCEPTED));
        match self.reason.advice() {
            DeclineAdvice::TryAgain => {
                format!("{restart}To help us check your information:\n\n{}\n{accepted}", bullets(TIPS))
            }
            DeclineAdvice::IdNotValid => format!("{restart}{accepted}{refused}"),
            DeclineAdvice::UseGp if self.reason.blocks_gp_details() => format!("{}\n\n", Self::surgery()),
            DeclineAdvice::UseGp => format!("{}\n\n{}\n", Self::gp_route(), bullets(GP_DETAILS)),
            DeclineAdvice::OtherLogin | DeclineAdvice::Wait => format!("{}\n\n", self.next()),
        }
    }

    /// The lists of the HTML part: what stands above each, and its items.
    fn lists(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        let accepted = ("We accept:", Self::accepted().collect());
        match self.reason.advice() {
            DeclineAdvice::TryAgain => vec![("To help us check your information:", TIPS.to_vec()), accepted],
            DeclineAdvice::IdNotValid => vec![accepted, ("We do not accept:", NOT_ACCEPTED.to_vec())],
            DeclineAdvice::UseGp if self.reason.blocks_gp_details() => Vec::new(),
            DeclineAdvice::OtherLogin | DeclineAdvice::Wait => Vec::new(),
            DeclineAdvice::UseGp => vec![("You need these 3 details:", GP_DETAILS.to_vec())],
        }
    }

    /// What to do, as one paragraph of the HTML part.
    fn next(&self) -> &'static str {
        match self.reason.advice() {
            DeclineAdvice::UseGp if self.reason.blocks_gp_details() => Self::surgery(),
            DeclineAdvice::UseGp => {
                "You can use the registration details for your GP surgery’s online services instead. Ask your GP surgery for them."
            }
            DeclineAdvice::OtherLogin => OTHER_LOGIN,
            DeclineAdvice::Wait => "You can try again when you are old enough.",
            DeclineAdvice::TryAgain | DeclineAdvice::IdNotValid => Self::restart(),
        }
    }

    const fn restart() -> &'static str {
        "To try again, go back to the website or app you were using and log in. You will be asked for your photo ID."
    }

    const fn surgery() -> &'static str {
        "Talk to your GP surgery about how to use online services."
    }

    const fn gp_route() -> &'static str {
        "You can use the registration details for your GP surgery’s online services instead. Ask your GP surgery for them. You need these 3 details:"
    }

    fn accepted() -> impl Iterator<Item = &'static str> {
        DocumentKind::ALL.into_iter().map(DocumentKind::label)
    }
}

fn bullets(items: impl IntoIterator<Item = &'static str>) -> String {
    items.into_iter().map(|item| ["- ", item, "\n"].concat()).collect()
}
