//! What the program acknowledged, written down by those who got the answer.

use std::sync::{Mutex, MutexGuard};

use tokio::sync::mpsc::UnboundedSender;

use crate::partner::Tokens;

/// A person and what they may rely on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Life {
    pub(crate) email: String,
    /// As typed.
    pub(crate) mobile: String,
    /// The registration came to its end.
    pub(crate) has_account: bool,
    /// "I agree" was answered.
    pub(crate) has_agreed: bool,
    pub(crate) exchanges: Vec<Exchange>,
}

/// A code on its way to the token endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Exchange {
    pub(crate) code: String,
    /// The newest that it gave; none when no answer came.
    pub(crate) tokens: Option<Tokens>,
}

/// Everybody, and who counts the acknowledgements.
pub(crate) struct Ledger {
    lives: Mutex<Vec<Life>>,
    acknowledged: UnboundedSender<()>,
}

impl Ledger {
    pub(crate) fn new(acknowledged: UnboundedSender<()>) -> Self {
        Self { lives: Mutex::default(), acknowledged }
    }

    /// Somebody new; their place in the ledger.
    pub(crate) fn newcomer(&self) -> usize {
        let mut lives = self.lives();
        let place = lives.len();
        let (email, mobile) =
            (format!("person-{place}@patients.example"), format!("07700900{:03}", 200 + place));
        lives.push(Life { email, mobile, ..Life::default() });
        place
    }

    /// The person at this place, as of now.
    pub(crate) fn life(&self, place: usize) -> Life {
        self.lives()[place].clone()
    }

    /// Everybody, as of now.
    pub(crate) fn everybody(&self) -> Vec<Life> {
        self.lives().clone()
    }

    /// Writes down what was asked for.
    pub(crate) fn note<T>(&self, place: usize, change: impl FnOnce(&mut Life) -> T) -> T {
        change(&mut self.lives()[place])
    }

    /// Writes down what was acknowledged, and counts it.
    pub(crate) fn acknowledge(&self, place: usize, change: impl FnOnce(&mut Life)) {
        self.note(place, change);
        self.acknowledged.send(()).unwrap();
    }

    fn lives(&self) -> MutexGuard<'_, Vec<Life>> {
        self.lives.lock().unwrap()
    }
}
