//! Pages that stop a person: X1 to X13, too busy, and a level that cannot be reached. Journeys 2.10.

use std::borrow::Cow;

use askama::Template;
use vocabulary::{Cid, IncidentReference};

use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;
use crate::reference::ErrorReference;
use crate::spoken::spoken_minutes;

/// Why a person is stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// X1: no such page.
    NotFound,
    /// X2: our fault.
    Technical,
    /// X3: the service is down.
    Unavailable {
        /// When it should be back, in words: "3pm on 15 March 2026".
        until: Option<String>,
    },
    /// X3: every place in a queue is taken; asks to try again soon.
    Busy {
        /// How long to wait.
        retry_after_seconds: u64,
    },
    /// X4: an unknown client, or Back after the end.
    UnknownClient,
    /// X5: the log-in is no longer valid.
    TooManyTries,
    /// X5: too many email addresses looked up.
    EmailLocked {
        /// How long is left.
        minutes: u64,
    },
    /// A form that our own page in this browser did not send, or that no page of ours sends.
    FormNotAccepted,
    /// The client asks for a way of logging in that is not offered.
    MethodNotOffered,
    /// X6: too many wrong passwords.
    PasswordLocked {
        /// How long is left.
        minutes: u64,
    },
    /// X7: too many wrong codes.
    CodeLocked {
        /// How long is left.
        minutes: u64,
    },
    /// X7: too many codes asked for.
    CodeSendsLocked {
        /// How long is left.
        minutes: u64,
    },
    /// X8: the country of the number on the account is no longer accepted.
    NumberNotAccepted,
    /// X9: the session has reached its limit.
    LoggedOut {
        /// The limit.
        minutes: u64,
    },
    /// X10: too many look-ups of the NHS record.
    LookUpsLocked {
        /// How long is left.
        minutes: u64,
    },
    /// X11: something unexpected, with the way back to the client.
    SomethingWentWrong,
    /// X12: the address is not registered and the client takes nobody new.
    CannotLogIn,
    /// X13: the account is disabled.
    Disabled(Disabled),
}

/// Why an account is disabled. Journeys 3; the words never say why someone's record was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disabled {
    /// CID2012.
    Closed,
    /// CID2013: the two levels name different people.
    LevelMismatch,
    /// CID2014: being looked into.
    UnderReview,
    /// CID2015: records mixed up.
    RecordsMixed,
    /// CID7031: the phone check belonged to someone else.
    PhoneMismatch,
}

impl Disabled {
    /// The reason that a stored reference stands for; anything unknown is shown as [`Self::Closed`].
    #[must_use]
    pub fn from_cid(cid: Cid) -> Self {
        match cid {
            Cid::LEVEL_MISMATCH => Self::LevelMismatch,
            Cid::INVESTIGATED => Self::UnderReview,
            Cid::CONFUSION => Self::RecordsMixed,
            Cid::MOBILE_MISMATCH => Self::PhoneMismatch,
            _ => Self::Closed,
        }
    }
}

impl Problem {
    /// The public reference. A lock or a log-out is nothing to report, so it has none.
    #[must_use]
    pub fn cid(&self) -> Option<Cid> {
        Some(match self {
            Self::NotFound => Cid::NOT_FOUND,
            Self::Technical | Self::SomethingWentWrong => Cid::SERVER_ERROR,
            Self::Unavailable { .. } | Self::Busy { .. } => Cid::UNAVAILABLE,
            Self::UnknownClient => Cid::UNKNOWN_CLIENT,
            Self::Disabled(Disabled::Closed) => Cid::DISABLED,
            Self::Disabled(Disabled::LevelMismatch) => Cid::LEVEL_MISMATCH,
            Self::Disabled(Disabled::UnderReview) => Cid::INVESTIGATED,
            Self::Disabled(Disabled::RecordsMixed) => Cid::CONFUSION,
            Self::Disabled(Disabled::PhoneMismatch) => Cid::MOBILE_MISMATCH,
            _ => return None,
        })
    }

    fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Technical | Self::SomethingWentWrong => 500,
            Self::Unavailable { .. } | Self::Busy { .. } => 503,
            Self::UnknownClient | Self::TooManyTries | Self::NumberNotAccepted | Self::LoggedOut { .. } => {
                400
            }
            Self::PasswordLocked { .. }
            | Self::CodeLocked { .. }
            | Self::CodeSendsLocked { .. }
            | Self::LookUpsLocked { .. }
            | Self::EmailLocked { .. } => 429,
            Self::CannotLogIn | Self::Disabled(_) | Self::FormNotAccepted | Self::MethodNotOffered => 403,
        }
    }

    fn heading(&self, service: &str) -> Cow<'static, str> {
        match self {
            Self::NotFound => "We cannot find that page".into(),
            Self::Technical => "Sorry, there is a technical problem".into(),
            Self::Unavailable { .. } => "The service is unavailable".into(),
            Self::Busy { .. } => "We are very busy".into(),
            Self::UnknownClient => "We do not know which website or app you are trying to access".into(),
            Self::TooManyTries => "You have tried too many times".into(),
            Self::EmailLocked { .. } => "You cannot continue: too many email addresses entered".into(),
            Self::FormNotAccepted => "We could not accept what you sent".into(),
            Self::MethodNotOffered => "You cannot log in this way yet".into(),
            Self::PasswordLocked { .. } => {
                "You cannot continue: wrong password entered too many times".into()
            }
            Self::CodeLocked { .. } => {
                "You cannot continue: wrong security code entered too many times".into()
            }
            Self::CodeSendsLocked { .. } => "You cannot continue: too many security codes sent".into(),
            Self::NumberNotAccepted => "Unable to send security code".into(),
            Self::LoggedOut { .. } => "We have logged you out".into(),
            Self::LookUpsLocked { .. } => "You cannot continue: too many searches for your NHS record".into(),
            Self::SomethingWentWrong => "Something went wrong".into(),
            Self::CannotLogIn => "We cannot log you in".into(),
            Self::Disabled(Disabled::UnderReview) => format!("You cannot use your {service}").into(),
            Self::Disabled(_) => format!("Your {service} has been disabled").into(),
        }
    }
}

/// X1 to X13: why the person is stopped, what to do, the reference, and whom to ask.
#[derive(Debug, Clone, Template)]
#[template(path = "problems/problem.html")]
pub struct ProblemPage {
    /// Around the page.
    pub frame: Frame,
    /// Why the person is stopped.
    pub problem: Problem,
    /// What to read out to support.
    pub reference: Option<ErrorReference>,
    /// A way on: back to the client, or to the step before.
    pub way_on: Option<WayOn>,
}

/// The one button of a page that stops a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WayOn {
    /// A link that looks like a button.
    Link {
        /// The words.
        text: String,
        /// The address.
        href: String,
    },
    /// A form with one button.
    Post {
        /// The words.
        text: String,
        /// Where it is posted.
        action: String,
    },
}

impl WayOn {
    /// "Go back to …": ends in an answer to the client.
    #[must_use]
    pub fn back_to(client: &PartnerName, action: impl Into<String>) -> Self {
        Self::Post { text: format!("Go back to {}", client.inside()), action: action.into() }
    }

    /// "Try again": the page that the failed request belongs to.
    #[must_use]
    pub fn try_again(href: impl Into<String>) -> Self {
        Self::Link { text: "Try again".into(), href: href.into() }
    }

    /// "Go back and try again": the page whose form was not accepted.
    #[must_use]
    pub fn back_to_form(href: impl Into<String>) -> Self {
        Self::Link { text: "Go back and try again".into(), href: href.into() }
    }
}

impl ProblemPage {
    /// The page for this problem with the reference that the contract gives it, if any.
    #[must_use]
    pub fn new(frame: Frame, problem: Problem) -> Self {
        let reference = problem.cid().map(ErrorReference::new);
        Self { frame, problem, reference, way_on: None }
    }

    /// The page with the number of this occurrence beside its reference, or alone when it has none.
    #[must_use]
    pub fn with_incident(mut self, incident: IncidentReference) -> Self {
        match self.reference {
            Some(reference) => self.reference = Some(reference.with_incident(incident)),
            None => self.frame.error_number = Some(incident),
        }
        self
    }

    /// The page with a button.
    #[must_use]
    pub fn with_way_on(mut self, way_on: WayOn) -> Self {
        self.way_on = Some(way_on);
        self
    }

    /// The time of the problem as people say it: "10 seconds", "12 minutes", "1 hour"; never "0 minutes".
    pub(crate) fn time(&self) -> String {
        match self.problem {
            Problem::Busy { retry_after_seconds } if retry_after_seconds < 60 => {
                format!("{} seconds", retry_after_seconds.max(2))
            }
            Problem::Busy { retry_after_seconds } => spoken_minutes(retry_after_seconds.div_ceil(60)),
            Problem::PasswordLocked { minutes }
            | Problem::CodeLocked { minutes }
            | Problem::CodeSendsLocked { minutes }
            | Problem::LookUpsLocked { minutes }
            | Problem::EmailLocked { minutes }
            | Problem::LoggedOut { minutes } => spoken_minutes(minutes.max(1)),
            _ => String::new(),
        }
    }
}

impl Page for ProblemPage {
    fn heading(&self) -> Cow<'_, str> {
        self.problem.heading(self.frame.service())
    }

    fn status(&self) -> u16 {
        self.problem.status()
    }

    fn retry_after(&self) -> Option<u64> {
        match self.problem {
            Problem::Busy { retry_after_seconds } => Some(retry_after_seconds),
            Problem::PasswordLocked { minutes }
            | Problem::CodeLocked { minutes }
            | Problem::CodeSendsLocked { minutes }
            | Problem::LookUpsLocked { minutes }
            | Problem::EmailLocked { minutes } => Some(minutes * 60),
            _ => None,
        }
    }
}

/// The client asked for a level of proof that nobody can reach here yet.
#[derive(Debug, Clone, Template)]
#[template(path = "problems/level_not_reached.html")]
pub struct LevelNotReached {
    /// Around the page.
    pub frame: Frame,
    /// The client.
    pub client: PartnerName,
    /// Where "Go back to …" is posted; ends in an error answer to the client.
    pub action: String,
    /// What to read out to support.
    pub reference: ErrorReference,
}
page!(LevelNotReached, "You cannot prove who you are yet");
