//! Operators' tries: counted by operator and by network, with the ladders of patients' sign-ins.

use std::net::IpAddr;

use account_store::{Attempt, Counter};
use policy::{Action, CounterKind, limit};
use vocabulary::{CaseId, Instant, OperatorId};

use crate::checking::session::OperatorBrowser;
use crate::fault::Fault;
use crate::limits::{ladder, network_bytes};
use crate::service::Inner;

/// What an operator tries.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trying<'a> {
    /// The password of this user name, whether there is such an operator or not.
    Password(&'a str),
    /// The code of this operator's authenticator app.
    Code(OperatorId),
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
}

impl Inner {
    /// Counts a try before it is looked at. The fifth wrong one locks (journeys 8).
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
        let counter = self.operator_counter(trying);
        Ok(match self.store.take_attempt(&counter, &ladder(&rule), now).await? {
            Attempt::Allowed { locks_until, .. } => TryPermit::Given { locks_until },
            Attempt::Locked { until } => TryPermit::Locked { until },
        })
    }

    /// Until when codes of this operator are not looked at.
    pub(crate) async fn operator_code_lock(&self, operator: OperatorId) -> Result<Option<Instant>, Fault> {
        let counter = self.operator_counter(Trying::Code(operator));
        Ok(self.store.standing(&counter, self.clock.now()).await?.locked_until)
    }

    /// Counts a failure on the network it came from.
    pub(crate) async fn operator_failed(&self, browser: &OperatorBrowser) -> Result<(), Fault> {
        let rule = limit(&self.settings.rules, Action::TryPassword, CounterKind::Network);
        let counter = self.operator_network(browser.network);
        self.store.take_attempt(&counter, &ladder(&rule), self.clock.now()).await?;
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
    pub(crate) fn operator_counter(&self, trying: Trying<'_>) -> Counter {
        match trying {
            Trying::Password(username) => {
                self.store.counter("operator password", &[username.to_lowercase().as_bytes()])
            }
            Trying::Code(operator) => self.store.counter("operator code", &[operator.as_bytes()]),
        }
    }

    fn operator_network(&self, network: IpAddr) -> Counter {
        self.store.counter("operator, network", &[&network_bytes(network)])
    }
}
