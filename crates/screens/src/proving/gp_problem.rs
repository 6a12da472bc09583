//! What a GP surgery's system refused, by reference: CID2020, 7000 to 7009, 7020 to 7029, 7100 and 7110. Journeys 3.

use std::borrow::Cow;

use askama::Template;
use vocabulary::Cid;

use crate::frame::Frame;
use crate::page::Page;
use crate::reference::ErrorReference;

/// A page for each reference, with its own heading, advice and best way on.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/gp_details/gp_problem.html")]
pub struct GpProblemPage {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Which problem; an unknown reference has the words of CID7000.
    pub reference: ErrorReference,
    /// Where it can be tried again: G3 for details, G8 for a connection.
    pub again_href: String,
    /// Where "Prove who you are with photo ID" is posted (I4); absent when that is done.
    pub photo_action: Option<String>,
    /// G3 as another way to a connection; absent where it is the way that was tried.
    pub details_href: Option<String>,
    /// Where "Continue without connecting" is posted; absent when the connection is what proves.
    pub without_action: Option<String>,
}

impl GpProblemPage {
    pub(crate) fn words(&self) -> Words {
        Words::of(self.reference.cid)
    }

    /// The first button tries again, unless photo ID is the answer and still open.
    pub(crate) fn photo_first(&self) -> Option<&str> {
        self.photo_action.as_deref().filter(|_| self.words().best == Best::PhotoId)
    }

    /// Photo ID as the second way.
    pub(crate) fn photo_second(&self) -> Option<&str> {
        self.photo_action.as_deref().filter(|_| self.words().best != Best::PhotoId)
    }
}

impl Page for GpProblemPage {
    fn heading(&self) -> Cow<'_, str> {
        self.words().heading.into()
    }

    fn status(&self) -> u16 {
        if self.words().best == Best::Later { 503 } else { 200 }
    }
}

/// What is said about one reference.
#[derive(Clone, Copy)]
pub(crate) struct Words {
    pub(crate) heading: &'static str,
    pub(crate) cause: &'static str,
    pub(crate) advice: &'static str,
    /// The button that tries again.
    pub(crate) again: &'static str,
    best: Best,
}

/// What helps most.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Best {
    /// Typing the details again, or connecting again.
    Again,
    /// Trying again later: the other side is at fault.
    Later,
    /// Photo ID.
    PhotoId,
}

const ENTER_AGAIN: &str = "Enter your details again";
const ENTER_NEW: &str = "Enter new details";
const TRY_AGAIN: &str = "Try again";
const CONNECT_AGAIN: &str = "Try to connect again";
const EXACTLY: &str = "Enter the 3 registration details exactly as your GP surgery gave them to you, with the same capital letters and special characters.";
const ASK_NEW: &str = "Ask your GP surgery for new registration details, then enter them here.";
const WAIT: &str = "It is not something you did. Try again in a few minutes.";
const ASK_ONLINE: &str = "Ask your GP surgery to check your account for its online services, then try again.";

impl Words {
    const fn new(heading: &'static str, cause: &'static str, advice: &'static str) -> Self {
        Self { heading, cause, advice, again: TRY_AGAIN, best: Best::Again }
    }

    const fn button(self, again: &'static str) -> Self {
        Self { again, ..self }
    }

    const fn later(self) -> Self {
        Self { best: Best::Later, ..self }
    }

    const fn photo_id(self) -> Self {
        Self { best: Best::PhotoId, ..self }
    }

    fn of(cid: Cid) -> Self {
        match cid.number() {
            2020 => Self::new(
                "You need to enter new registration details",
                "The registration details that connect you to your GP surgery no longer work. This can happen if you have changed GP surgery.",
                ASK_NEW,
            )
            .button(ENTER_NEW),
            7100 => Self::new(
                "Your registration details do not match your NHS record",
                "The registration details you entered do not belong to the NHS record that we found for you.",
                "Check that you entered your own details. If you did, ask your GP surgery to check them.",
            )
            .button(ENTER_AGAIN),
            7110 => Self::new(
                "You need to connect to your GP surgery again",
                "You are no longer connected to your GP surgery. This can happen if you have changed GP surgery, or if it has closed your connection.",
                "You can connect again now.",
            )
            .button(CONNECT_AGAIN),
            number @ 7001..=7009 => Self::of_details(number),
            number @ 7020..=7029 => Self::of_connection(number),
            _ => Self::new(
                "We could not check your registration details",
                "Something went wrong while we checked the details with your GP surgery.",
                WAIT,
            )
            .later(),
        }
    }

    /// G4: the 3 registration details.
    const fn of_details(number: u16) -> Self {
        match number {
            7001 => Self::new(
                "Your registration details are not correct",
                "Your GP surgery’s system did not accept the details you entered.",
                EXACTLY,
            )
            .button(ENTER_AGAIN),
            7002 => Self::new(
                "There is a problem with your registration details",
                "Your GP surgery’s system does not let you use these details at the moment.",
                ASK_ONLINE,
            )
            .button(ENTER_AGAIN),
            7003 => Self::new(
                "We cannot find your registration details",
                "Your GP surgery’s system does not have the details you entered.",
                EXACTLY,
            )
            .button(ENTER_AGAIN),
            7004 => Self::new(
                "Your registration details have already been used",
                "Registration details can only be used once.",
                ASK_NEW,
            )
            .button(ENTER_NEW),
            7006 => Self::new(
                "Your GP surgery is not available",
                "You cannot use registration details from this GP surgery to prove who you are.",
                "Check that you entered the ODS Code of your own GP surgery. If it is correct, use photo ID instead.",
            )
            .button(ENTER_AGAIN)
            .photo_id(),
            7007 => Self::new(
                "We cannot reach your GP surgery’s system",
                "Your GP surgery’s system sent an answer that we could not use.",
                WAIT,
            )
            .later(),
            7008 => Self::new(
                "Your GP surgery’s system is taking too long to answer",
                "We waited for your GP surgery’s system, but it did not answer in time.",
                WAIT,
            )
            .later(),
            7009 => Self::new(
                "You need photo ID to prove who you are",
                "Your GP surgery’s system cannot confirm who you are with registration details.",
                "Send a photo of your ID instead.",
            )
            .photo_id(),
            _ => Self::new(
                "There is a problem with your GP surgery’s system",
                "Your GP surgery’s system could not check your details.",
                WAIT,
            )
            .later(),
        }
    }

    /// G8: the connection after photo ID.
    const fn of_connection(number: u16) -> Self {
        let words = match number {
            7020 => Self::new(
                "We could not connect you to your GP surgery",
                "Your GP surgery’s system did not accept your details.",
                "Ask your GP surgery to check the details that it has for you, then try again.",
            ),
            7021 => Self::new(
                "Your GP surgery does not let you connect yet",
                "Your GP surgery’s system does not let you use its online services at the moment.",
                ASK_ONLINE,
            ),
            7022 => Self::new(
                "Your GP surgery cannot find you",
                "Your GP surgery’s system does not have a patient with your details.",
                "Check that you are registered with this GP surgery, then try again.",
            ),
            7023 => Self::new(
                "You may already be connected to your GP surgery",
                "You may be connected already with another login, or your GP surgery may have different details for you.",
                "Ask your GP surgery to check your details and your account for its online services, then try again.",
            ),
            7025 => Self::new(
                "Your GP surgery does not offer this connection",
                "Your GP surgery’s system cannot connect to this service.",
                "Ask your GP surgery which online services you can use.",
            ),
            7024 => Self::new(
                "Your GP surgery’s system has a problem",
                "Your GP surgery’s system could not make the connection.",
                WAIT,
            )
            .later(),
            7026 => Self::new(
                "We could not reach your GP surgery’s system",
                "Your GP surgery’s system sent an answer that we could not use.",
                WAIT,
            )
            .later(),
            7027 => Self::new(
                "Your GP surgery’s system did not answer in time",
                "We waited for your GP surgery’s system, but it took too long to answer.",
                WAIT,
            )
            .later(),
            7029 => Self::new(
                "You cannot connect to your GP surgery",
                "Your GP surgery’s system cannot connect you online.",
                "Ask your GP surgery how to use its online services.",
            ),
            _ => Self::new(
                "Something went wrong while we connected to your GP surgery",
                "We could not make the connection to your GP surgery.",
                WAIT,
            )
            .later(),
        };
        words.button(CONNECT_AGAIN)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_reference_of_the_contract_has_a_heading_of_its_own() {
        let numbers = (7000..=7009).chain(7020..=7029).chain([2020, 7100, 7110]);
        let headings: Vec<&str> = numbers.map(|number| Words::of(Cid::new(number)).heading).collect();
        assert_eq!(headings.iter().collect::<HashSet<_>>().len(), headings.len(), "{headings:?}");
    }

    #[test]
    fn a_surgery_that_needs_photo_id_leads_to_photo_id() {
        assert!(Words::of(Cid::new(7009)).best == Best::PhotoId);
        assert!(Words::of(Cid::new(7001)).best == Best::Again);
    }
}
