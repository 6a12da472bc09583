//! What PDS said last about an account, as the service desk sees it. Journeys 6.1

use account_store::PdsAnswer;
use gateways::{Lookup, PdsFault, Search};
use vocabulary::{AccountId, PdsCode};

use crate::fault::Fault;
use crate::service::Inner;

/// The code of an answer to a look-up by number.
pub(crate) const fn code_of_lookup(answer: &Result<Lookup, PdsFault>) -> PdsCode {
    match answer {
        Ok(Lookup::Found(_) | Lookup::Superseded(_)) => PdsCode::Found,
        Ok(Lookup::Invalidated) => PdsCode::Invalidated,
        Ok(Lookup::NotFound) => PdsCode::UnknownNumber,
        Err(fault) => code_of_fault(*fault),
    }
}

/// The code of an answer to a search.
pub(crate) const fn code_of_search(answer: &Result<Search, PdsFault>) -> PdsCode {
    match answer {
        Ok(Search::One(_)) => PdsCode::Found,
        Ok(Search::None) => PdsCode::NoMatch,
        Ok(Search::Several) => PdsCode::Several,
        Err(fault) => code_of_fault(*fault),
    }
}

const fn code_of_fault(fault: PdsFault) -> PdsCode {
    match fault {
        PdsFault::Unavailable => PdsCode::Unavailable,
        PdsFault::Busy | PdsFault::CircuitOpen => PdsCode::Busy,
        PdsFault::Refused => PdsCode::Refused,
        PdsFault::Malformed => PdsCode::Malformed,
    }
}

impl Inner {
    /// Keeps what PDS said about an account. A power cut may lose it: the next log-in asks again.
    pub(crate) async fn note_pds(&self, account: AccountId, code: PdsCode) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        batch.relaxed().note_pds_answer(account, PdsAnswer { code, at: self.clock.now() });
        self.write(batch).await
    }
}
