//! Load: many requests over a few kept connections, bounded in number and in time.

use std::cell::{Cell, RefCell};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::stream::{FuturesUnordered, TryStreamExt as _};

use crate::bench::http::{Answer, Connection};

/// No measurement takes longer, however slow the server is.
const PATIENCE: Duration = Duration::from_secs(12);

/// What is sent.
#[derive(Clone, Copy)]
pub(crate) enum Requests<'a> {
    /// The same again and again.
    Same(&'a [u8], usize),
    /// Each of these once.
    Each(&'a [Vec<u8>]),
}

/// How fast it is sent.
#[derive(Clone, Copy)]
pub(crate) enum Pace {
    /// The next as soon as one is answered.
    Full,
    /// So many a second, whether or not the server keeps up.
    PerSecond(u32),
}

/// Load on one address.
#[derive(Clone, Copy)]
pub(crate) struct Load<'a> {
    /// Where to.
    pub(crate) address: SocketAddr,
    /// What.
    pub(crate) requests: Requests<'a>,
    /// On how many connections.
    pub(crate) connections: usize,
    /// How fast.
    pub(crate) pace: Pace,
}

/// What came of it.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    /// From the first request to the last answer.
    pub(crate) elapsed: Duration,
    latencies: Vec<Duration>,
}

/// What is done with each answer, by the number of its request.
pub(crate) type OnAnswer<'a> = dyn FnMut(usize, &Answer<'_>) -> anyhow::Result<()> + 'a;

struct Shared<'a, 'b> {
    load: Load<'a>,
    started: Instant,
    next: Cell<usize>,
    latencies: RefCell<Vec<Duration>>,
    on_answer: RefCell<&'b mut OnAnswer<'b>>,
}

impl Requests<'_> {
    const fn len(&self) -> usize {
        match self {
            Self::Same(_, count) => *count,
            Self::Each(requests) => requests.len(),
        }
    }

    fn at(&self, index: usize) -> &[u8] {
        match self {
            Self::Same(request, _) => request,
            Self::Each(requests) => &requests[index],
        }
    }
}

impl Sample {
    /// These latencies, in any order, of a load that took this long.
    pub(crate) fn of(elapsed: Duration, mut latencies: Vec<Duration>) -> Self {
        latencies.sort_unstable();
        Self { elapsed, latencies }
    }

    /// How many were answered.
    pub(crate) const fn count(&self) -> usize {
        self.latencies.len()
    }

    /// The latency that this share of the answers does not exceed.
    pub(crate) fn quantile(&self, permille: usize) -> Duration {
        let Some(last) = self.latencies.len().checked_sub(1) else { return Duration::ZERO };
        self.latencies[(self.latencies.len() * permille / 1000).min(last)]
    }
}

impl Load<'_> {
    /// Sends it all, or as much as the time allows.
    ///
    /// # Errors
    /// When the server fails, or `on_answer` does.
    pub(crate) async fn run<'b>(&self, on_answer: &'b mut OnAnswer<'b>) -> anyhow::Result<Sample> {
        let shared = Shared {
            load: *self,
            started: Instant::now(),
            next: Cell::new(0),
            latencies: RefCell::new(Vec::with_capacity(self.requests.len())),
            on_answer: RefCell::new(on_answer),
        };
        let workers: FuturesUnordered<_> = (0..self.connections).map(|_| work(&shared)).collect();
        workers.try_collect::<()>().await?;
        let elapsed = shared.started.elapsed();
        Ok(Sample::of(elapsed, shared.latencies.into_inner()))
    }
}

async fn work(shared: &Shared<'_, '_>) -> anyhow::Result<()> {
    let mut connection = Connection::to(shared.load.address);
    while shared.started.elapsed() < PATIENCE {
        let index = shared.next.get();
        if index >= shared.load.requests.len() {
            break;
        }
        shared.next.set(index + 1);
        let sent_at = shared.turn(index).await;
        let answer = connection.exchange(shared.load.requests.at(index)).await?;
        shared.latencies.borrow_mut().push(sent_at.elapsed());
        (shared.on_answer.borrow_mut())(index, &answer)?;
    }
    Ok(())
}

impl Shared<'_, '_> {
    /// Waits for a request's turn. One that is late, because every connection waits for the server, counts from its turn.
    async fn turn(&self, index: usize) -> Instant {
        let Pace::PerSecond(rate) = self.load.pace else { return Instant::now() };
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let turn = self.started + Duration::from_secs(1) * number / rate;
        if turn <= Instant::now() {
            return turn;
        }
        tokio::time::sleep_until(turn.into()).await;
        Instant::now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{hello, http};

    async fn answered(requests: Requests<'_>, pace: Pace) -> (Sample, Vec<usize>) {
        let address = hello::serve(0).unwrap();
        let mut seen = Vec::new();
        let load = Load { address, requests, connections: 3, pace };
        let sample = load
            .run(&mut |index, answer| {
                assert_eq!((answer.status, answer.body()), (200, b"hello".as_slice()));
                seen.push(index);
                Ok(())
            })
            .await
            .unwrap();
        seen.sort_unstable();
        (sample, seen)
    }

    #[tokio::test]
    async fn each_request_is_sent_once_and_its_answer_is_handed_over() {
        let requests: Vec<Vec<u8>> = (0..50).map(|_| http::get("localhost", "/", &[])).collect();
        let (sample, seen) = answered(Requests::Each(&requests), Pace::Full).await;
        assert_eq!(sample.count(), 50);
        assert_eq!(seen, (0..50).collect::<Vec<_>>());
        assert!(sample.quantile(500) <= sample.quantile(990));
    }

    #[tokio::test]
    async fn a_paced_load_lasts_at_least_as_long_as_its_pace_says() {
        let request = http::get("localhost", "/", &[]);
        let (sample, _) = answered(Requests::Same(&request, 21), Pace::PerSecond(200)).await;
        assert_eq!(sample.count(), 21);
        assert!(
            sample.elapsed >= Duration::from_millis(100),
            "the last is sent a tenth of a second after the first"
        );
    }

    #[tokio::test]
    async fn the_first_fault_of_an_answer_ends_the_load() {
        let address = hello::serve(0).unwrap();
        let request = http::get("localhost", "/nowhere", &[]);
        let load = Load { address, requests: Requests::Same(&request, 10), connections: 2, pace: Pace::Full };
        let ended = load.run(&mut |_, answer| anyhow::bail!("{}", answer.status)).await;
        assert_eq!(ended.unwrap_err().to_string(), "404");
    }

    #[test]
    fn quantiles_are_of_what_was_measured() {
        let latencies = (1..=200).rev().map(Duration::from_millis).collect();
        let sample = Sample::of(Duration::from_secs(1), latencies);
        assert_eq!(sample.quantile(500), Duration::from_millis(101));
        assert_eq!(sample.quantile(990), Duration::from_millis(199));
        let empty = Sample::of(Duration::ZERO, vec![]);
        assert_eq!(empty.quantile(990), Duration::ZERO);
    }
}
