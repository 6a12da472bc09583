//! What an operator's actions on an account depend on, and how their looks are recorded.

use std::collections::HashMap;

use account_store::{Account, AuditEntry, AuditEvent, Batch, Involved};
use policy::{Completion, Erasure, Held, MatchRule, PersonStanding, Usage};
use vocabulary::{AccountId, CaseId, ClientId, IncidentNumber, PersonAction, ProofingLevel};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::Inner;

/// The operator, and the incident they act for.
pub(crate) fn involving(by: &SignedInOperator, incident: Option<&IncidentNumber>) -> Involved {
    Involved { operator_id: Some(by.id()), case_id: None, incident: incident.cloned() }
}

impl SignedInOperator {
    /// Whether they may do this with accounts that let themselves be treated so.
    #[must_use]
    pub const fn may_do(&self, action: PersonAction) -> bool {
        self.may(policy::permission_of(action))
    }
}

impl Inner {
    /// The account with what can be done with it; none when there is no such account.
    pub(crate) async fn standing_of(
        &self,
        by: &SignedInOperator,
        id: AccountId,
    ) -> Result<Option<(Account, PersonStanding)>, Fault> {
        let Some(account) = self.store.account(id).await? else { return Ok(None) };
        let waiting = self.store.erasure_request(id, self.clock.now()).await?;
        let erasure = match waiting {
            None => Erasure::None,
            Some(request) if request.requested_by == by.id() => Erasure::AskedByThem,
            Some(_) => Erasure::AskedByAnother,
        };
        let held = |there: bool| if there { Held::Yes } else { Held::No };
        let standing = PersonStanding {
            usage: usage(&account),
            registration: if account.registered_at.is_some() {
                Completion::Complete
            } else {
                Completion::Unfinished
            },
            mobile: held(account.mobile.is_some()),
            landline: held(account.landline.is_some()),
            mobile_match: if account.mobile_match_blocked { MatchRule::Blocked } else { MatchRule::Allowed },
            erasure,
        };
        Ok(Some((account, standing)))
    }

    /// Records a look at an account.
    pub(crate) async fn audit_look(
        &self,
        by: &SignedInOperator,
        account: AccountId,
        event: AuditEvent,
    ) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        self.audit_person(account, event, &involving(by, None), &mut batch);
        self.write(batch).await
    }

    /// Adds an event about an account and who is involved.
    pub(crate) fn audit_person(
        &self,
        account: AccountId,
        event: AuditEvent,
        involved: &Involved,
        batch: &mut Batch,
    ) {
        let entry = AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: Some(account),
            client_id: None,
            reference: None,
        };
        batch.record_involving(&entry, involved);
    }

    /// As [`Self::audit_person`], about a photo ID case as well.
    pub(crate) fn audit_attempt(
        &self,
        (account, case): (AccountId, CaseId),
        event: AuditEvent,
        involved: Involved,
        batch: &mut Batch,
    ) {
        self.audit_person(account, event, &Involved { case_id: Some(case), ..involved }, batch);
    }

    /// What each registered client is called.
    pub(crate) async fn client_names(&self) -> Result<HashMap<ClientId, String>, Fault> {
        let clients = self.store.list_clients().await?;
        Ok(clients.into_iter().map(|client| (client.client_id, client.document.name)).collect())
    }
}

const fn usage(account: &Account) -> Usage {
    match (account.disabled, account.level, &account.person) {
        (None, ..) => Usage::Active,
        (Some(_), ProofingLevel::P0, None) => Usage::Cleansed,
        (Some(_), ..) => Usage::Disabled,
    }
}
