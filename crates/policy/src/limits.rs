//! How often something may be tried.
//!
//! Which counters a request touches and the numbers of each are decided here. Counting is the database's, in one statement per try
//! (`account-store`, `attempts`), so that tries at the same instant are no more than allowed.

use vocabulary::Lifetime;

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
    /// Type the code that went to the number on an NHS record (V4). It has counters of its own, which nothing but its own success
    /// clears: whoever can log in must not be able to begin guessing anew by logging in.
    TryMatchCode,
    /// Have a code sent.
    SendCode,
    /// Look for an NHS record (D6).
    LookUpRecord,
    /// Try the GP's registration details (G3).
    TryGpDetails,
    /// Send a photo, a video or a face scan (I7, I11, I14).
    SendFile,
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
    /// One email address, on one remembered device of its account.
    AddressDevice,
    /// One email address, from one network.
    AddressNetwork,
    /// One email address, from all networks together.
    Address,
    /// One thing that is asked about or sent to, from anywhere: an address, a phone number, an NHS number, an account at a GP surgery.
    Target,
}

impl CounterKind {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccountDevice => "account_device",
            Self::AccountUnknownDevices => "account_unknown_devices",
            Self::Network => "network",
            Self::AddressDevice => "address_device",
            Self::AddressNetwork => "address_network",
            Self::Address => "address",
            Self::Target => "target",
        }
    }
}

/// The counters that `action` touches. A remembered device has its own, so that a stranger's wrong tries lock nobody out of it. To look
/// up an address, a device counts as remembered when it is one of that address's account.
///
/// Journeys 1.2 to 1.4, decision 10
#[must_use]
pub const fn counters(action: Action, device: Device) -> &'static [CounterKind] {
    match (action, device) {
        (Action::LookUpEmail, Device::Remembered) => &[CounterKind::AddressDevice],
        (Action::LookUpEmail, Device::Unknown) => {
            &[CounterKind::AddressNetwork, CounterKind::Network, CounterKind::Address]
        }
        // The number is somebody else's until the code is right, however well the device is known.
        (Action::TryMatchCode, _) => &[CounterKind::AccountUnknownDevices, CounterKind::Network],
        (Action::SendFile, _) => &[CounterKind::AccountUnknownDevices],
        // What is asked about other people's records is counted per network too, however well the device is known.
        (Action::LookUpRecord | Action::TryGpDetails, _) => {
            &[CounterKind::AccountUnknownDevices, CounterKind::Network]
        }
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

/// The rule of the counter of tries for one operator from all networks that they do not usually come from: slower than that of one
/// network, so that a handful of wrong tries elsewhere is no lock-out, and a botnet has no more than about a hundred guesses a day.
#[must_use]
pub fn stranger_limit(rules: &Rules) -> Limit {
    let Lockout { allowed, window, wait, repeated_wait } = rules.operator_strangers;
    Limit { trips_at: allowed, window, wait, repeated_wait, memory: rules.lock_memory }
}

/// The rule of counter `kind` for `action`.
///
/// The fifth wrong password or code begins the wait. Of sends and look-ups five are done, and the sixth begins it.
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
        (CounterKind::AddressDevice | CounterKind::AddressNetwork, _) => rate(rules.address_lookups),
        (CounterKind::Address, _) => rate(rules.address_lookups_anywhere),
        (CounterKind::Network, Action::LookUpEmail) => rate(rules.network_lookups),
        (CounterKind::Network, Action::SendCode | Action::SendFile) => rate(rules.network_sends),
        (CounterKind::Network, Action::TryPassword | Action::TryCode | Action::TryMatchCode) => {
            rate(rules.network_failures)
        }
        (CounterKind::Network, Action::LookUpRecord | Action::TryGpDetails) => {
            rate(rules.network_record_look_ups)
        }
        (CounterKind::Target, Action::LookUpRecord | Action::TryGpDetails) => {
            rate(rules.target_record_look_ups)
        }
        (_, Action::SendFile) => lockout(rules.files, rules.files.allowed.saturating_add(1)),
        (_, Action::LookUpRecord | Action::TryGpDetails) => {
            lockout(rules.record_look_ups, rules.record_look_ups.allowed.saturating_add(1))
        }
        (_, Action::TryCode | Action::TryMatchCode) => lockout(rules.codes, rules.codes.allowed),
        (_, Action::SendCode) => lockout(rules.sends, rules.sends.allowed.saturating_add(1)),
        (_, Action::TryPassword | Action::LookUpEmail) => lockout(rules.passwords, rules.passwords.allowed),
    }
}
