//! A bounded queue between async callers, who never wait to put a job in, and threads that wait for one.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

pub(crate) struct Queue<J> {
    state: Mutex<State<J>>,
    changed: Condvar,
    capacity: usize,
}

struct State<J> {
    waiting: VecDeque<J>,
    is_closed: bool,
}

impl<J> Queue<J> {
    pub(crate) fn new(capacity: usize) -> Self {
        let state = State { waiting: VecDeque::with_capacity(capacity), is_closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), capacity }
    }

    /// Puts a job at the end. When the queue is full, jobs that nobody waits for (`is_abandoned`) make room first.
    pub(crate) fn push(&self, job: J, is_abandoned: impl Fn(&J) -> bool) -> Result<(), Full> {
        let mut state = self.lock();
        if state.waiting.len() >= self.capacity {
            state.waiting.retain(|waiting| !is_abandoned(waiting));
        }
        if state.is_closed || state.waiting.len() >= self.capacity {
            return Err(Full);
        }
        state.waiting.push_back(job);
        drop(state);
        self.changed.notify_one();
        Ok(())
    }

    /// The first job; waits for one. Nothing once the queue is closed.
    pub(crate) fn pop(&self) -> Option<J> {
        let state = self.lock();
        let mut state = self
            .changed
            .wait_while(state, |state| state.waiting.is_empty() && !state.is_closed)
            .unwrap_or_else(PoisonError::into_inner);
        state.waiting.pop_front()
    }

    /// Forgets the jobs that wait and lets every thread go.
    pub(crate) fn close(&self) {
        let mut state = self.lock();
        state.is_closed = true;
        let forgotten = std::mem::take(&mut state.waiting);
        drop(state);
        drop(forgotten);
        self.changed.notify_all();
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().waiting.len()
    }

    pub(crate) const fn capacity(&self) -> usize {
        self.capacity
    }

    fn lock(&self) -> MutexGuard<'_, State<J>> {
        // Nothing under the lock can leave the state half changed.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// There is no room.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Full;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_refuses_at_once_and_keeps_its_order() {
        let queue = Queue::new(2);
        assert_eq!(queue.push(1, |_| false), Ok(()));
        assert_eq!(queue.push(2, |_| false), Ok(()));
        assert_eq!(queue.push(3, |_| false), Err(Full));
        assert_eq!((queue.pop(), queue.pop(), queue.len()), (Some(1), Some(2), 0));
    }

    #[test]
    fn an_abandoned_job_makes_room_in_a_full_queue() {
        let queue = Queue::new(2);
        assert_eq!(queue.push(1, |_| false), Ok(()));
        assert_eq!(queue.push(2, |_| false), Ok(()));
        assert_eq!(queue.push(3, |job| *job == 1), Ok(()));
        assert_eq!((queue.pop(), queue.pop()), (Some(2), Some(3)));
    }

    #[test]
    fn a_closed_queue_lets_its_waiter_go_and_takes_nothing_more() {
        let queue: Queue<u8> = Queue::new(1);
        std::thread::scope(|scope| {
            let waiter = scope.spawn(|| queue.pop());
            queue.close();
            assert_eq!(waiter.join().unwrap(), None);
        });
        assert_eq!(queue.push(1, |_| false), Err(Full));
    }
}
