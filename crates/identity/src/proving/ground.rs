//! The proving answers of a sign-in, and who they are about.

use policy::{LevelFrom, MobileMatch, ProvingFacts, Step, next_step};
use vocabulary::ProofingLevel;

use crate::fault::Fault;
use crate::ground::Ground;
use crate::proving::answers::Answers;
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

impl Ground {
    /// The answers, when they are about the account in question: what one person answered counts for nobody else.
    pub(crate) fn answers(&self) -> Option<&Answers> {
        let about = self.progress.proving.account.as_deref()?;
        let account = self.account.as_ref()?;
        (about == account.id.to_string()).then_some(&self.progress.proving)
    }

    /// The answers, to be changed: those about another account are forgotten.
    pub(crate) fn answers_mut(&mut self) -> Result<&mut Answers, Fault> {
        let account = self.account.as_ref().ok_or(Fault::Bug("proving without an account"))?.id.to_string();
        let answers = &mut self.progress.proving;
        if answers.account.as_deref() != Some(account.as_str()) {
            *answers = Answers { account: Some(account), ..Answers::default() };
        }
        Ok(answers)
    }

    /// What proving is decided from.
    pub(crate) fn proving_facts(&self) -> ProvingFacts {
        let answers = self.answers();
        let facts = answers.map(Answers::facts).unwrap_or_default();
        // An operator may rule the mobile match out while somebody is at it.
        let blocked = self.account.as_ref().is_some_and(|account| account.mobile_match_blocked);
        ProvingFacts {
            photo: self.cases.answers(),
            adjudication: self.cases.adjudication(answers),
            gp_details_blocked: self.gp_details_blocked(),
            mobile: if blocked { MobileMatch::NotPossible } else { facts.mobile },
            ..facts
        }
    }

    /// Whether an ID checker decided that the GP's details prove nothing about the person of this account.
    pub(crate) fn gp_details_blocked(&self) -> bool {
        self.account.as_ref().is_some_and(|account| account.gp_details_blocked)
    }

    /// Where the account's level was reached.
    pub(crate) fn level_from(&self) -> LevelFrom {
        let client = self.account.as_ref().and_then(|account| account.level_client.as_ref());
        if client == Some(&self.client.client.id) { LevelFrom::ThisClient } else { LevelFrom::Elsewhere }
    }

    /// Whether this sign-in would still have to prove something if the account were at P5 and its record confirmed.
    pub(crate) fn wants_more_than_p5(&self, inner: &Inner) -> bool {
        let mut facts = self.facts(inner);
        if let Some(account) = &mut facts.account {
            account.level = account.level.max(ProofingLevel::P5);
        }
        matches!(next_step(&facts), Step::Prove(_))
    }
}

impl Identity {
    /// Changes the answers and nothing else.
    pub(crate) async fn answer(
        &self,
        mut visit: Visit,
        change: impl FnOnce(&mut Answers),
    ) -> Result<Answer<()>, Fault> {
        change(visit.ground.answers_mut()?);
        self.0.save_alone(&visit.ground).await?;
        Ok(Answer::of(()))
    }
}
