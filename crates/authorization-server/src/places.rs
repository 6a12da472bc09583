//! Places for what takes a file's size of memory: so many at once, and few of them for one account.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use vocabulary::AccountId;

/// The places of one kind.
pub(crate) struct Places {
    all: Arc<Semaphore>,
    /// How many one account may hold.
    for_one: usize,
    held: Mutex<HashMap<AccountId, usize>>,
}

/// A place, until it is dropped.
pub(crate) struct Place {
    places: Arc<Places>,
    account: AccountId,
    _one: OwnedSemaphorePermit,
}

impl Places {
    pub(crate) fn new(at_once: usize, for_one: usize) -> Arc<Self> {
        Arc::new(Self { all: Arc::new(Semaphore::new(at_once)), for_one, held: Mutex::default() })
    }

    /// A place for `account`; none when all are taken, or too many by this account.
    pub(crate) fn take(self: &Arc<Self>, account: AccountId) -> Option<Place> {
        let one = Arc::clone(&self.all).try_acquire_owned().ok()?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let own = held.entry(account).or_default();
        if *own >= self.for_one {
            return None;
        }
        *own += 1;
        drop(held);
        Some(Place { places: Arc::clone(self), account, _one: one })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.places.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = held.get_mut(&self.account) {
            *own -= 1;
            if *own == 0 {
                held.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_account_holds_two_places_and_all_together_no_more_than_there_are() {
        let places = Places::new(3, 2);
        let [one, two] = [1, 2].map(|byte| AccountId::from_bytes([byte; 16]));
        let first = places.take(one).expect("a place");
        let second = places.take(one).expect("a place");
        assert!(places.take(one).is_none(), "a third place of one account");
        let third = places.take(two).expect("a place");
        assert!(places.take(two).is_none(), "a fourth place");
        drop((first, second, third));
        assert!(places.held.lock().expect("whole").is_empty());
        assert!(places.take(two).is_some());
    }
}
