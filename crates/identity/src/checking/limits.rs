//! Operators' tries of passwords and codes: how often, from where.
//!
//! Three counters, so that neither guessing nor locking somebody out pays:
//!
//! - *Operator and network.* The ladder of patients' sign-ins: the fifth wrong one locks, for this operator from this network. A stranger
//!   elsewhere counts on a counter of their own, and locks out nobody but themselves.
//! - *Operator and strangers.* All networks from which this operator did not sign in within the last 90 days count together as well, on a
//!   slower ladder ([`policy::stranger_limit`]): who guesses from a thousand networks has no more tries than who guesses from one. When it
//!   locks, the operator still gets in from a network that is theirs; only from a new place they wait. A success does not clear it: the
//!   operator's own sign-ins must not give a guesser fresh tries.
//! - *Network.* Failures of everybody from one network, as for patients.
//!
//! What remains: somebody inside the operator's own network (an office behind one address) can lock them out there for a quarter of an
//! hour. They share the address, so nothing tells them apart; the audit log shows it.
//!
//! Which networks are an operator's is kept as a mark under a keyed hash of user name and network, so that it can be asked before anybody
//! is looked up, says nothing to who reads the database, and goes by itself.

use std::net::IpAddr;

use account_store::{Attempt, Counter, Ladder};
use policy::{Action, CounterKind, limit, stranger_limit};
use vocabulary::{CaseId, Instant, Lifetime};

use crate::checking::session::OperatorBrowser;
use crate::fault::Fault;
use crate::limits::{ladder, network_bytes};
use crate::service::Inner;

/// A mark, not a limit: it is never reached.
const USUAL: Ladder = Ladder {
    limit: u32::MAX,
    window: Lifetime::days(90),
    lock: Lifetime::seconds(0),
    repeated_lock: Lifetime::seconds(0),
    memory: Lifetime::days(90),
};

/// What an operator tries, by their user name, whether there is such an operator or not.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trying<'a> {
    /// The password.
    Password(&'a str),
    /// The code of the authenticator app.
    Code(&'a str),
}

/// Whether it may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TryPermit {
    /// Yes. If it fails, it is locked until then.
    Given { locks_until: Option<Instant> },
    /// Not before then.
    Locked { until: Instant },
}

impl Trying<'_> {
    const fn action(self) -> Action {
        match self {
            Self::Password(_) => Action::TryPassword,
            Self::Code(_) => Action::TryCode,
        }
    }

    fn name(self) -> String {
        let (Self::Password(name) | Self::Code(name)) = self;
        name.to_lowercase()
    }
}

impl Inner {
    /// Counts a try before it is looked at. The fifth wrong one from one network locks (journeys 8).
    pub(crate) async fn operator_tries(
        &self,
        trying: Trying<'_>,
        browser: &OperatorBrowser,
    ) -> Result<TryPermit, Fault> {
        let now = self.clock.now();
        let network = self.store.standing(&self.operator_network(browser.network), now).await?;
        if let Some(until) = network.locked_until {
            return Ok(TryPermit::Locked { until });
        }
        let rule = limit(&self.settings.rules, trying.action(), CounterKind::AccountUnknownDevices);
        let mut wanted = vec![(self.operator_counter(trying, browser), ladder(&rule))];
        if !self.is_usual_network(trying, browser).await? {
            let rule = stranger_limit(&self.settings.rules);
            wanted.push((self.strangers_counter(trying), ladder(&rule)));
        }
        let mut permit = TryPermit::Given { locks_until: None };
        for answer in self.store.take_attempts(&wanted, now).await? {
            permit = match (permit, answer) {
                (TryPermit::Locked { until }, _) | (_, Attempt::Locked { until }) => {
                    TryPermit::Locked { until }
                }
                (TryPermit::Given { locks_until: known }, Attempt::Allowed { locks_until, .. }) => {
                    TryPermit::Given { locks_until: known.max(locks_until) }
                }
            };
        }
        Ok(permit)
    }

    /// Until when codes of this operator are not looked at, from here.
    pub(crate) async fn operator_code_lock(
        &self,
        username: &str,
        browser: &OperatorBrowser,
    ) -> Result<Option<Instant>, Fault> {
        let (trying, now) = (Trying::Code(username), self.clock.now());
        let here = self.store.standing(&self.operator_counter(trying, browser), now).await?.locked_until;
        if self.is_usual_network(trying, browser).await? {
            return Ok(here);
        }
        let strangers = self.store.standing(&self.strangers_counter(trying), now).await?.locked_until;
        Ok(here.max(strangers))
    }

    /// Counts a failure on the network it came from.
    pub(crate) async fn operator_failed(&self, browser: &OperatorBrowser) -> Result<(), Fault> {
        let rule = limit(&self.settings.rules, Action::TryPassword, CounterKind::Network);
        let counter = self.operator_network(browser.network);
        self.store.take_attempt(&counter, &ladder(&rule), self.clock.now()).await?;
        Ok(())
    }

    /// Remembers that this operator signs in from here.
    pub(crate) async fn mark_usual_network(
        &self,
        username: &str,
        browser: &OperatorBrowser,
    ) -> Result<(), Fault> {
        let mark = self.usual_network(Trying::Code(username), browser);
        self.store.take_attempt(&mark, &USUAL, self.clock.now()).await?;
        Ok(())
    }

    /// Counts a search for the record of a case: as many as a person has for their own.
    pub(crate) async fn may_retrace(&self, case: CaseId) -> Result<bool, Fault> {
        let rule = limit(&self.settings.rules, Action::LookUpRecord, CounterKind::AccountUnknownDevices);
        let counter = self.store.counter("record, case", &[case.as_bytes()]);
        let attempt = self.store.take_attempt(&counter, &ladder(&rule), self.clock.now()).await?;
        Ok(matches!(attempt, Attempt::Allowed { locks_until: None, .. }))
    }

    /// The counter that a success clears.
    pub(crate) fn operator_counter(&self, trying: Trying<'_>, browser: &OperatorBrowser) -> Counter {
        let what = match trying {
            Trying::Password(_) => "operator password",
            Trying::Code(_) => "operator code",
        };
        self.store.counter(what, &[trying.name().as_bytes(), &network_bytes(browser.network)])
    }

    fn strangers_counter(&self, trying: Trying<'_>) -> Counter {
        let what = match trying {
            Trying::Password(_) => "operator password, strangers",
            Trying::Code(_) => "operator code, strangers",
        };
        self.store.counter(what, &[trying.name().as_bytes()])
    }

    fn usual_network(&self, trying: Trying<'_>, browser: &OperatorBrowser) -> Counter {
        let (name, network) = (trying.name(), network_bytes(browser.network));
        self.store.counter("operator, usual network", &[name.as_bytes(), &network])
    }

    async fn is_usual_network(&self, trying: Trying<'_>, browser: &OperatorBrowser) -> Result<bool, Fault> {
        let mark = self.usual_network(trying, browser);
        Ok(self.store.standing(&mark, self.clock.now()).await?.made > 0)
    }

    fn operator_network(&self, network: IpAddr) -> Counter {
        self.store.counter("operator, network", &[&network_bytes(network)])
    }
}
