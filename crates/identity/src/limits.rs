//! Limits: `policy` names the counters and their numbers, the store counts.
//!
//! Tries on an account are counted before they are looked at, in one statement, so that many at once are no more than allowed; a success
//! clears them. A network's failures are counted when they happen: a hospital's successes must not lock its staff out.

use std::net::IpAddr;

use account_store::{Attempt, Batch, Counter, Ladder};
use policy::{Action, CounterKind, Device, Limit, Locks, counters, limit};
use vocabulary::Instant;

use crate::fault::Fault;
use crate::ground::Ground;
use crate::service::Inner;

/// Whether something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permit {
    /// Yes. If it fails, the counter is locked until then.
    Given { locks_until: Option<Instant> },
    /// No, until then.
    Refused { until: Instant },
}

impl Permit {
    /// Whether it may not be done.
    pub(crate) const fn is_refused(self) -> bool {
        matches!(self, Self::Refused { .. })
    }
}

/// How well this browser is known to whom `action` is about.
fn device(ground: &Ground, action: Action) -> Device {
    match (action, &ground.looked_up) {
        (Action::LookUpEmail, Some((_, device))) => *device,
        (Action::LookUpEmail, None) => Device::Unknown,
        _ => ground.remembered(),
    }
}

impl Inner {
    /// The waits in force for this sign-in.
    pub(crate) async fn locks(&self, ground: &Ground) -> Result<Locks, Fault> {
        let mut locks = Locks::default();
        let refused = |until: Option<i64>| until.map(Instant::from_micros);
        locks.code = refused(ground.progress.sends_refused_until);
        if ground.progress.email.is_none() {
            locks.lookups = refused(ground.progress.look_ups_refused_until);
        }
        // A remembered device is counted by itself, once it says whose it is.
        if ground.progress.email.is_none() && ground.device.is_none() {
            locks.lookups = locks.lookups.max(self.lock_of(ground, Action::LookUpEmail).await?);
        }
        if ground.account.is_some() {
            locks.match_code = self.lock_of(ground, Action::TryMatchCode).await?;
            locks.record = self.lock_of(ground, Action::LookUpRecord).await?;
            locks.gp_details = self.lock_of(ground, Action::TryGpDetails).await?;
        }
        if ground.subject().is_some() {
            locks.password = self.lock_of(ground, Action::TryPassword).await?;
            locks.code = locks
                .code
                .max(self.lock_of(ground, Action::TryCode).await?)
                .max(self.lock_of(ground, Action::SendCode).await?);
        }
        Ok(locks)
    }

    async fn lock_of(&self, ground: &Ground, action: Action) -> Result<Option<Instant>, Fault> {
        let mut latest = None;
        for kind in counters(action, device(ground, action)) {
            let Some(counter) = self.counter(action, *kind, ground) else { continue };
            latest = latest.max(self.store.standing(&counter, ground.now).await?.locked_until);
        }
        Ok(latest)
    }

    /// Counts a look-up or a send, and says whether it may be done. What is refused already is counted nowhere: a network that may do no
    /// more uses up nothing that it shares with others.
    pub(crate) async fn count(
        &self,
        ground: &Ground,
        action: Action,
        about: Option<&str>,
    ) -> Result<Permit, Fault> {
        let mut wanted = Vec::new();
        for kind in counters(action, device(ground, action)) {
            let ladder = ladder(&limit(&self.settings.rules, action, *kind));
            if let Some(counter) = self.counter(action, *kind, ground) {
                wanted.push((counter, ladder));
            }
        }
        if let Some(about) = about {
            let rule = limit(&self.settings.rules, action, CounterKind::Target);
            let name = what(action, CounterKind::Target.as_str());
            wanted.push((self.store.counter(name, &[about.as_bytes()]), ladder(&rule)));
        }
        for (counter, _) in &wanted {
            if let Some(until) = self.store.standing(counter, ground.now).await?.locked_until {
                return Ok(Permit::Refused { until });
            }
        }
        let answers = self.store.take_attempts(&wanted, ground.now).await?;
        // The one that begins the wait is the first that is not done.
        let refused = answers.iter().filter_map(|answer| match answer {
            Attempt::Allowed { locks_until, .. } => *locks_until,
            Attempt::Locked { until } => Some(*until),
        });
        Ok(refused.max().map_or(Permit::Given { locks_until: None }, |until| Permit::Refused { until }))
    }

    /// Counts a try of a password or a code before it is looked at.
    pub(crate) async fn try_once(&self, ground: &Ground, action: Action) -> Result<Permit, Fault> {
        let mut permit = Permit::Given { locks_until: None };
        for kind in counters(action, ground.remembered()) {
            let Some(counter) = self.counter(action, *kind, ground) else { continue };
            if *kind == CounterKind::Network {
                if let Some(until) = self.store.standing(&counter, ground.now).await?.locked_until {
                    return Ok(Permit::Refused { until });
                }
                continue;
            }
            let ladder = ladder(&limit(&self.settings.rules, action, *kind));
            match self.store.take_attempt(&counter, &ladder, ground.now).await? {
                Attempt::Allowed { locks_until, .. } => permit = Permit::Given { locks_until },
                Attempt::Locked { until } => return Ok(Permit::Refused { until }),
            }
        }
        Ok(permit)
    }

    /// Counts a failed try on the network it came from.
    pub(crate) async fn count_failure(&self, ground: &Ground, action: Action) -> Result<(), Fault> {
        for kind in counters(action, ground.remembered()) {
            if *kind != CounterKind::Network {
                continue;
            }
            if let Some(counter) = self.counter(action, *kind, ground) {
                let ladder = ladder(&limit(&self.settings.rules, action, *kind));
                self.store.take_attempt(&counter, &ladder, ground.now).await?;
            }
        }
        Ok(())
    }

    /// Forgets an account's tries of `action` after a success.
    pub(crate) fn forgive(&self, ground: &Ground, action: Action, batch: &mut Batch) {
        for kind in counters(action, ground.remembered()) {
            if matches!(kind, CounterKind::AccountDevice | CounterKind::AccountUnknownDevices)
                && let Some(counter) = self.counter(action, *kind, ground)
            {
                batch.clear_attempts(&counter);
            }
        }
    }

    fn counter(&self, action: Action, kind: CounterKind, ground: &Ground) -> Option<Counter> {
        let name = what(action, kind.as_str());
        let network = network_bytes(ground.network);
        let account = ground.subject().map(|account| *account.id.as_bytes());
        let looked_up = ground.looked_up.as_ref().map(|(email, _)| email.normal().as_bytes());
        match kind {
            // Whoever counts says what it is about.
            CounterKind::Target => None,
            CounterKind::Network => Some(self.store.counter(name, &[&network])),
            CounterKind::Address => Some(self.store.counter(name, &[looked_up?])),
            CounterKind::AddressNetwork => Some(self.store.counter(name, &[looked_up?, &network])),
            CounterKind::AddressDevice => {
                let device = ground.device.as_ref()?;
                Some(self.store.counter(name, &[looked_up?, device.digest.as_bytes()]))
            }
            CounterKind::AccountUnknownDevices => Some(self.store.counter(name, &[&account?])),
            CounterKind::AccountDevice => {
                let device = ground.device.as_ref()?;
                Some(self.store.counter(name, &[&account?, device.digest.as_bytes()]))
            }
        }
    }
}

pub(crate) const fn ladder(limit: &Limit) -> Ladder {
    Ladder {
        limit: limit.trips_at,
        window: limit.window,
        lock: limit.wait,
        repeated_lock: limit.repeated_wait,
        memory: limit.memory,
    }
}

/// The counter's name: action and kind.
fn what(action: Action, kind: &'static str) -> &'static str {
    match (action, kind) {
        (Action::LookUpEmail, "network") => "look up, network",
        (Action::LookUpEmail, "address_network") => "look up, address and network",
        (Action::LookUpEmail, "address_device") => "look up, address and device",
        (Action::LookUpEmail, _) => "look up, address",
        (Action::TryPassword, "network") => "password, network",
        (Action::TryPassword, "account_device") => "password, device",
        (Action::TryPassword, _) => "password, account",
        (Action::TryCode, "network") => "code, network",
        (Action::TryCode, "account_device") => "code, device",
        (Action::TryCode, _) => "code, account",
        (Action::TryMatchCode, "network") => "match code, network",
        (Action::TryMatchCode, _) => "match code, account",
        (Action::SendCode, "network") => "send, network",
        (Action::SendCode, "account_device") => "send, device",
        (Action::SendCode, "target") => "send, target",
        (Action::SendCode, _) => "send, account",
        (Action::LookUpRecord, "network") => "record, network",
        (Action::LookUpRecord, "target") => "record, target",
        (Action::LookUpRecord, _) => "record, account",
        (Action::SendFile, _) => "file, account",
        (Action::TryGpDetails, "network") => "gp details, network",
        (Action::TryGpDetails, "target") => "gp details, target",
        (Action::TryGpDetails, _) => "gp details, account",
    }
}

/// An IPv4 address, or the /64 that an IPv6 subscriber has to itself.
pub(crate) fn network_bytes(network: IpAddr) -> Vec<u8> {
    match network.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets()[..8].to_vec(),
    }
}
