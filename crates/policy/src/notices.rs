//! What operators announce: which alert stands on which page, and which promise about photo ID checks may be made.
//!
//! Journeys 2.0 (alert slot), 6.1 (in-journey alerts, service SLA), 9 decision 18

use vocabulary::{AlertLevel, AlertPart, Instant, ServiceMessage};

use crate::page::Page;
use crate::proving::{MobileMatch, ProvingFacts, Route};

/// A problem that an operator announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alert {
    /// What has it.
    pub part: AlertPart,
    /// How bad it is.
    pub level: AlertLevel,
    /// Whether it is work that was planned.
    pub planned: bool,
    /// When it ends, where that is known: it passes by itself then.
    pub ends_at: Option<Instant>,
}

impl Alert {
    /// Whether people are told of it at `now`.
    #[must_use]
    pub fn is_in_force(&self, now: Instant) -> bool {
        self.ends_at.is_none_or(|end| now < end)
    }
}

/// By when people are told the result of a photo ID check, and why it takes longer than usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceLevel {
    /// Whole hours, at least 1.
    pub hours: u32,
    /// The sentence that people read beside it.
    pub message: Option<ServiceMessage>,
}

/// Why a promise cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServiceLevelProblem {
    /// Neither days nor hours, or more than the longest.
    Time,
    /// More than a day needs a reason that people can read.
    MessageMissing,
}

impl ServiceLevel {
    /// Up to this many hours no reason is needed.
    pub const WITHOUT_MESSAGE: u32 = 24;
    /// The longest promise: four weeks.
    pub const LONGEST: u32 = 28 * 24;

    /// The promise of so many hours.
    ///
    /// # Errors
    /// When the time is none or too long, or it is over 24 hours without a message.
    ///
    /// Journeys 6.1, Service SLA
    pub fn new(hours: u32, message: Option<ServiceMessage>) -> Result<Self, ServiceLevelProblem> {
        if hours == 0 || hours > Self::LONGEST {
            return Err(ServiceLevelProblem::Time);
        }
        if hours > Self::WITHOUT_MESSAGE && message.is_none() {
            return Err(ServiceLevelProblem::MessageMissing);
        }
        Ok(Self { hours, message })
    }
}

/// What the operators set about the whole service; what they did not set is the configuration's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    /// At most one for each part.
    pub alerts: Vec<Alert>,
    /// The promise about photo ID checks.
    pub service_level: Option<ServiceLevel>,
    /// Of a hundred photo ID cases, how many the document-check provider looks at first.
    pub automation: Option<u8>,
}

impl Notices {
    /// The alert about `part` that is in force at `now`.
    #[must_use]
    pub fn alert(&self, part: AlertPart, now: Instant) -> Option<Alert> {
        self.alerts.iter().copied().find(|alert| alert.part == part && alert.is_in_force(now))
    }

    /// Whether `part` works for nobody at `now`.
    #[must_use]
    pub fn is_down(&self, part: AlertPart, now: Instant) -> bool {
        self.alert(part, now).is_some_and(|alert| alert.level == AlertLevel::Down)
    }

    /// The facts of proving with the ways that are down left out: who was on one of them is led to photo ID. `photo` says whether photo ID
    /// can be used here; where it cannot, GP details stay, as there is no other way.
    #[must_use]
    pub fn close_ways(&self, facts: ProvingFacts, photo: bool, now: Instant) -> ProvingFacts {
        let mobile_down = self.is_down(AlertPart::MobileMatch, now);
        let details_down = photo && facts.route == Route::Gp && self.is_down(AlertPart::GpDetails, now);
        ProvingFacts {
            mobile: if mobile_down { MobileMatch::NotPossible } else { facts.mobile },
            route: if details_down { Route::Photo } else { facts.route },
            ..facts
        }
    }

    /// The alert that stands on `page`. Where a way is down, the first pages of photo ID say so to whoever would have been offered it:
    /// `mobile` says whether that is the mobile match.
    #[must_use]
    pub fn alert_on(&self, page: Page, mobile: bool, now: Instant) -> Option<Alert> {
        if let Some(part) = part_of(page) {
            return self.alert(part, now);
        }
        let first_pages = [Page::PhotoIntro, Page::HasPhotoId, Page::FetchPhotoId];
        let offered = [(mobile, AlertPart::MobileMatch), (true, AlertPart::GpDetails)];
        let down = |(offered, part): (bool, AlertPart)| {
            self.alert(part, now).filter(|alert| offered && alert.level == AlertLevel::Down)
        };
        if first_pages.contains(&page) { offered.into_iter().find_map(down) } else { None }
    }
}

/// The pages that an alert about `part` stands on.
#[must_use]
pub const fn pages_of(part: AlertPart) -> &'static [Page] {
    match part {
        AlertPart::MobileMatch => &[
            Page::UseGpChecks,
            Page::IsThisYourNumber,
            Page::EnterMatchCode,
            Page::MatchCodeExpired,
            Page::CannotUseNumber,
        ],
        AlertPart::GpDetails => {
            &[Page::UsesGpServices, Page::HasGpDetails, Page::GiveGpDetails, Page::GpChecking]
        }
        AlertPart::GpConnection => &[Page::ConnectGp],
    }
}

/// The part that `page` is of.
fn part_of(page: Page) -> Option<AlertPart> {
    AlertPart::ALL.iter().copied().find(|part| pages_of(*part).contains(&page))
}
