//! How often something may be tried: limits asked as questions and answered by a closed type.
//!
//! Counters live in the database; which of them a request touches, when a wait begins and how long it is, is decided here.

use vocabulary::{Instant, Lifetime};

use crate::facts::Device;
use crate::rules::{Lockout, Rate, Rules};

/// What somebody is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Ask whether an address has an account (S1).
    LookUpEmail,
    /// Type a password (S3).
    TryPassword,
    /// Type a code (S4, R3, R5).
    TryCode,
    /// Have a code sent.
    SendCode,
}

/// Which counter: it says what the counter's key is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CounterKind {
    /// One account (or pending registration) on one remembered device.
    AccountDevice,
    /// One account (or pending registration) on all other devices together.
    AccountUnknownDevices,
    /// One network, over all accounts.
    Network,
    /// One email address, from anywhere.
    Address,
}

impl CounterKind {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountDevice => "account_device",
            Self::AccountUnknownDevices => "account_unknown_devices",
            Self::Network => "network",
            Self::Address => "address",
        }
    }
}

/// The counters that `action` touches. A remembered device has its own, so that a stranger's wrong tries lock nobody out of it.
///
/// Journeys 1.2 to 1.4, decision 10
#[must_use]
pub const fn counters(action: Action, device: Device) -> &'static [CounterKind] {
    match (action, device) {
        (Action::LookUpEmail, _) => &[CounterKind::Address, CounterKind::Network],
        (_, Device::Remembered) => &[CounterKind::AccountDevice],
        (_, Device::Unknown) => &[CounterKind::AccountUnknownDevices, CounterKind::Network],
    }
}

/// One counter's rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The event that begins the wait.
    pub trips_at: u32,
    /// How long events count, from the first.
    pub window: Lifetime,
    /// The first wait.
    pub wait: Lifetime,
    /// The wait when the one before began less than `memory` ago.
    pub repeated_wait: Lifetime,
    /// See `repeated_wait`.
    pub memory: Lifetime,
}

/// The rule of counter `kind` for `action`.
///
/// Failures are counted after the fact: the fifth wrong password begins the wait. Sends and look-ups are counted before they
/// are done: five are, the sixth begins the wait.
///
/// Journeys 8
#[must_use]
pub fn limit(rules: &Rules, action: Action, kind: CounterKind) -> Limit {
    let lockout = |lockout: Lockout, trips_at| Limit {
        trips_at,
        window: lockout.window,
        wait: lockout.wait,
        repeated_wait: lockout.repeated_wait,
        memory: rules.lock_memory,
    };
    let rate = |rate: Rate| Limit {
        trips_at: rate.allowed.saturating_add(1),
        window: rate.window,
        wait: rate.window,
        repeated_wait: rate.window,
        memory: rules.lock_memory,
    };
    match (kind, action) {
        (CounterKind::Address, _) => rate(rules.address_lookups),
        (CounterKind::Network, Action::LookUpEmail) => rate(rules.network_lookups),
        (CounterKind::Network, Action::SendCode) => rate(rules.network_sends),
        (CounterKind::Network, Action::TryPassword | Action::TryCode) => rate(rules.network_failures),
        (_, Action::TryCode) => lockout(rules.codes, rules.codes.allowed),
        (_, Action::SendCode) => lockout(rules.sends, rules.sends.allowed.saturating_add(1)),
        (_, Action::TryPassword | Action::LookUpEmail) => lockout(rules.passwords, rules.passwords.allowed),
    }
}

/// What one counter holds. A missing row is [`Counter::EMPTY`]; a success deletes the account's counters, never the network's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter {
    /// Events in the window.
    pub count: u32,
    /// When the first of them was.
    pub since: Option<Instant>,
    /// When the latest wait began.
    pub locked_at: Option<Instant>,
    /// When it ends.
    pub locked_until: Option<Instant>,
}

impl Counter {
    /// Nothing happened.
    pub const EMPTY: Self = Self { count: 0, since: None, locked_at: None, locked_until: None };

    /// When this row says nothing any more and may be deleted.
    #[must_use]
    pub fn forgotten_at(&self, limit: &Limit) -> Option<Instant> {
        let counted = self.since.map(|since| since.after(limit.window));
        let remembered = self.locked_at.map(|at| at.after(limit.memory));
        counted.max(remembered).max(self.locked_until)
    }
}

/// Whether something may be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Permitted,
    /// Not before this moment.
    LockedUntil(Instant),
}

/// Whether these counters permit anything now; of several waits the longest.
pub fn verdict<'a>(counters: impl IntoIterator<Item = &'a Counter>, now: Instant) -> Verdict {
    counters
        .into_iter()
        .filter_map(|counter| counter.locked_until)
        .filter(|until| now < *until)
        .max()
        .map_or(Verdict::Permitted, Verdict::LockedUntil)
}

/// The counter after one more event: a wrong try, a send, a look-up.
///
/// While a wait lasts nothing is counted, so that trying on does not prolong it.
#[must_use]
pub fn record(counter: &Counter, limit: &Limit, now: Instant) -> Counter {
    if counter.locked_until.is_some_and(|until| now < until) {
        return *counter;
    }
    let since = counter.since.filter(|since| now < since.after(limit.window));
    let count = if since.is_some() { counter.count.saturating_add(1) } else { 1 };
    if count < limit.trips_at {
        return Counter { count, since: since.or(Some(now)), ..*counter };
    }
    let repeated = counter.locked_at.is_some_and(|at| now < at.after(limit.memory));
    let wait = if repeated { limit.repeated_wait } else { limit.wait };
    Counter { count: 0, since: None, locked_at: Some(now), locked_until: Some(now.after(wait)) }
}
