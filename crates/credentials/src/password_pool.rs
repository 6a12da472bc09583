//! Password hashing on its own threads, so that a storm of sign-ins never slows the token endpoint.

use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::{fmt, io};

use tokio::sync::oneshot;
use vocabulary::{Lifetime, Secret};

use crate::password_hash::{HashCost, Hasher, Phc, SALT_LENGTH};
use crate::password_queue::Queue;

/// About a second of work for one thread.
const JOBS_PER_THREAD: NonZeroUsize = NonZeroUsize::new(64).expect("64 is not zero");
const RETRY_AFTER: Lifetime = Lifetime::seconds(5);

/// How many threads hash, and how many jobs may wait for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolSize {
    /// Threads.
    pub threads: NonZeroUsize,
    /// Jobs that wait, beside the ones being worked on.
    pub queue: NonZeroUsize,
}

impl PoolSize {
    /// Half of `cores`, at least one, and about a second's work waiting.
    #[must_use]
    pub fn for_cores(cores: usize) -> Self {
        let threads = NonZeroUsize::new(cores / 2).unwrap_or(NonZeroUsize::MIN);
        Self { threads, queue: threads.saturating_mul(JOBS_PER_THREAD) }
    }
}

/// The queue is full, or the pool is shutting down: say so to the person instead of letting them wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("password hashing is busy; try again after {} s", .retry_after.whole_seconds())]
pub struct Busy {
    /// For `Retry-After`.
    pub retry_after: Lifetime,
}

const BUSY: Busy = Busy { retry_after: RETRY_AFTER };

/// What a password turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// The right one.
    Right,
    /// The right one, but its stored hash has another cost: hash it again and store that.
    RightButOutdated,
    /// The wrong one, or there is no account. Both took the same work.
    Wrong,
}

/// Threads that hash passwords, each with its own memory, fed by one bounded queue. They end when the pool is dropped.
pub struct PasswordPool {
    queue: Arc<Queue<Job>>,
    threads: Vec<JoinHandle<()>>,
    cost: HashCost,
}

impl PasswordPool {
    /// Starts the threads, at a lower priority where the system has one for threads.
    ///
    /// # Errors
    /// When the system refuses a thread.
    pub fn start(size: PoolSize, cost: HashCost) -> io::Result<Self> {
        let mut pool = Self::without_threads(size.queue.get(), cost);
        for number in 1..=size.threads.get() {
            let queue = Arc::clone(&pool.queue);
            let builder = thread::Builder::new().name(format!("password-{number}"));
            pool.threads.push(builder.spawn(move || work(&queue))?);
        }
        Ok(pool)
    }

    fn without_threads(queue: usize, cost: HashCost) -> Self {
        Self { queue: Arc::new(Queue::new(queue)), threads: Vec::new(), cost }
    }

    /// Whether `password` is the one of `stored`. Give `None` when there is no account: the same work is done in the same
    /// queue, and the answer is `Wrong`. Dropping the future takes the job back.
    ///
    /// # Errors
    /// At once when the queue is full.
    pub async fn verify(&self, password: Secret<String>, stored: Option<Phc>) -> Result<Verified, Busy> {
        let (answer, result) = oneshot::channel();
        self.submit(Job::Verify { password, stored, cost: self.cost, answer })?;
        result.await.map_err(|_| BUSY)
    }

    /// The hash to store for `password`; `salt` comes from the caller's random source.
    ///
    /// # Errors
    /// At once when the queue is full.
    pub async fn hash(&self, password: Secret<String>, salt: [u8; SALT_LENGTH]) -> Result<Phc, Busy> {
        let (answer, result) = oneshot::channel();
        self.submit(Job::Hash { password, salt, cost: self.cost, answer })?;
        result.await.map_err(|_| BUSY)
    }

    /// How many jobs wait now.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// How many jobs may wait.
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.queue.capacity()
    }

    /// Whether one more job would find a place, asked before anything is counted or written for it.
    ///
    /// # Errors
    /// [`Busy`] when the queue is full.
    pub fn has_room(&self) -> Result<(), Busy> {
        if self.waiting() < self.capacity() { Ok(()) } else { Err(BUSY) }
    }

    fn submit(&self, job: Job) -> Result<(), Busy> {
        self.queue.push(job, Job::is_abandoned).map_err(|_| BUSY)
    }
}

impl Drop for PasswordPool {
    fn drop(&mut self) {
        self.queue.close();
        for thread in self.threads.drain(..) {
            // A thread that panicked has nothing left to clean up.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for PasswordPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PasswordPool({} threads, {} waiting)", self.threads.len(), self.waiting())
    }
}

enum Job {
    Verify {
        password: Secret<String>,
        stored: Option<Phc>,
        cost: HashCost,
        answer: oneshot::Sender<Verified>,
    },
    Hash {
        password: Secret<String>,
        salt: [u8; SALT_LENGTH],
        cost: HashCost,
        answer: oneshot::Sender<Phc>,
    },
}

impl Job {
    /// Whether the one who asked has gone.
    fn is_abandoned(&self) -> bool {
        match self {
            Self::Verify { answer, .. } => answer.is_closed(),
            Self::Hash { answer, .. } => answer.is_closed(),
        }
    }

    /// Works and answers. An answer nobody waits for any more is dropped.
    fn run(self, hasher: &mut Hasher) {
        match self {
            Self::Verify { password, stored, cost, answer } => {
                let _ = answer.send(verified(hasher, password.expose(), stored.as_ref(), cost));
            }
            Self::Hash { password, salt, cost, answer } => {
                let _ = answer.send(hasher.hash(password.expose().as_bytes(), salt, cost));
            }
        }
    }
}

fn verified(hasher: &mut Hasher, password: &str, stored: Option<&Phc>, cost: HashCost) -> Verified {
    let Some(stored) = stored else {
        hasher.pretend(password.as_bytes(), cost);
        return Verified::Wrong;
    };
    match (hasher.matches(password.as_bytes(), stored), stored.needs_rehash(cost)) {
        (false, _) => Verified::Wrong,
        (true, false) => Verified::Right,
        (true, true) => Verified::RightButOutdated,
    }
}

fn work(queue: &Queue<Job>) {
    lower_priority();
    let mut hasher = Hasher::default();
    while let Some(job) = queue.pop() {
        if job.is_abandoned() {
            continue;
        }
        // A job that panics answers nobody, who then reads Busy; the thread must live on for the others.
        if catch_unwind(AssertUnwindSafe(|| job.run(&mut hasher))).is_err() {
            hasher = Hasher::default();
        }
    }
}

#[cfg(target_os = "linux")]
fn lower_priority() {
    // On Linux this is the calling thread's own value. Where it is forbidden, hashing just runs at normal priority.
    let _ = rustix::process::nice(19);
}

#[cfg(not(target_os = "linux"))]
const fn lower_priority() {}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn cheap() -> HashCost {
        HashCost::new(64, 1, 1).unwrap()
    }

    fn password() -> Secret<String> {
        Secret::new("correct horse".to_owned())
    }

    #[test]
    fn a_full_queue_answers_busy_at_once() {
        let pool = PasswordPool::without_threads(1, cheap());
        let mut context = Context::from_waker(Waker::noop());
        let mut first = pin!(pool.verify(password(), None));
        let mut second = pin!(pool.verify(password(), None));
        assert!(first.as_mut().poll(&mut context).is_pending());
        assert_eq!(second.as_mut().poll(&mut context), Poll::Ready(Err(BUSY)));
        assert_eq!((pool.waiting(), pool.capacity()), (1, 1));
    }

    #[test]
    fn a_job_whose_requester_has_gone_is_known_as_abandoned() {
        let pool = PasswordPool::without_threads(2, cheap());
        let mut context = Context::from_waker(Waker::noop());
        {
            let mut gone = pin!(pool.verify(password(), None));
            assert!(gone.as_mut().poll(&mut context).is_pending());
        }
        let mut waits = pin!(pool.hash(password(), [0; SALT_LENGTH]));
        assert!(waits.as_mut().poll(&mut context).is_pending());
        assert!(pool.queue.pop().unwrap().is_abandoned());
        assert!(!pool.queue.pop().unwrap().is_abandoned());
    }

    #[test]
    fn closing_the_pool_tells_those_who_wait() {
        let pool = PasswordPool::without_threads(1, cheap());
        let mut context = Context::from_waker(Waker::noop());
        let mut waits = pin!(pool.verify(password(), None));
        assert!(waits.as_mut().poll(&mut context).is_pending());
        pool.queue.close();
        assert_eq!(waits.as_mut().poll(&mut context), Poll::Ready(Err(BUSY)));
    }

    #[test]
    fn dropping_the_pool_ends_its_threads() {
        let three = NonZeroUsize::new(3).unwrap();
        let pool = PasswordPool::start(PoolSize { threads: three, queue: three }, cheap()).unwrap();
        let queue = Arc::downgrade(&pool.queue);
        drop(pool);
        assert!(queue.upgrade().is_none(), "a thread still holds the queue");
    }

    #[test]
    fn half_the_cores_hash_but_never_none() {
        let threads = |cores| PoolSize::for_cores(cores).threads.get();
        assert_eq!((threads(0), threads(1), threads(2), threads(8)), (1, 1, 1, 4));
        assert_eq!(PoolSize::for_cores(4).queue.get(), 128);
    }
}
