//! More password log ins than the machine can hash, beside a token endpoint that should not notice.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use futures_util::future::try_join_all;
use futures_util::stream::{FuturesUnordered, TryStreamExt as _};

use crate::bench::browser::PEOPLE;
use crate::bench::http::Connection;
use crate::bench::load::{Load, Pace, Requests, Sample};
use crate::bench::partner::Partner;
use crate::bench::visit::{ANYBODY, Target, expect_ok};

/// Exchanges a second, beside which people log in.
const RATE: u32 = 200;
/// Exchanges of each part: five seconds' worth.
const EXCHANGES: usize = 1_000;
/// People who press "Continue" at the same time: well more than may wait.
const IMPATIENT: u32 = 120;
/// Log ins that wait for their password to be sent: more than the machine hashes meanwhile.
const PREPARED: usize = 56;
/// How soon the first of those who were told to come back does: much sooner than told. The others follow one by one, as
/// people do, not all at once.
const AGAIN: Duration = Duration::from_millis(300);
const APART: Duration = Duration::from_millis(5);

/// What was seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Storm {
    /// The token endpoint's p99 while nothing else happens.
    pub(crate) p99_alone: Duration,
    /// The token endpoint's p99 in the storm.
    pub(crate) p99_beside: Duration,
    /// Its medians, in the same order.
    pub(crate) medians: (Duration, Duration),
    /// Passwords that were looked at.
    pub(crate) accepted: usize,
    /// Answers 503 with `Retry-After`.
    pub(crate) told: usize,
    /// Other answers: nobody was told anything useful.
    pub(crate) untold: usize,
    /// The longest wait for a password to be looked at.
    pub(crate) longest: Duration,
    /// The longest wait for being told to come back.
    pub(crate) longest_told: Duration,
}

/// Log ins at the password, and what became of them.
#[derive(Default)]
struct Crowd {
    requests: Vec<Vec<u8>>,
    next: Cell<usize>,
    over: Cell<bool>,
    accepted: RefCell<Vec<Duration>>,
    told: RefCell<Vec<Duration>>,
    untold: Cell<usize>,
}

/// Measures the token endpoint alone, then in the storm.
///
/// # Errors
/// When the server fails.
pub(crate) async fn measure(target: &Target<'_>, silent: &[u8]) -> anyhow::Result<Storm> {
    let crowd = gather(target).await?;
    let quiet = exchanges(target, silent).await?;
    let requests = prepare(target, silent).await?;
    let watched = async {
        let sample = run(target, &requests).await;
        crowd.over.set(true);
        sample
    };
    let (stormy, ()) = futures_util::future::try_join(watched, crowd.rush(target)).await?;
    let longest = |times: &RefCell<Vec<Duration>>| times.borrow().iter().max().copied().unwrap_or_default();
    Ok(Storm {
        p99_alone: quiet.quantile(990),
        p99_beside: stormy.quantile(990),
        medians: (quiet.quantile(500), stormy.quantile(500)),
        accepted: crowd.accepted.borrow().len(),
        told: crowd.told.borrow().len(),
        untold: crowd.untold.get(),
        longest: longest(&crowd.accepted),
        longest_told: longest(&crowd.told),
    })
}

/// Everybody comes as far as the password, in many tabs.
async fn gather(target: &Target<'_>) -> anyhow::Result<Crowd> {
    let authorize = Partner::authorize(ANYBODY);
    let everybody = PEOPLE.iter().map(async |person| {
        let mut browser = target.browser(person);
        let mut requests = Vec::new();
        for _ in 0..PREPARED {
            requests.push(browser.password_request(&authorize).await?);
        }
        anyhow::Ok(requests)
    });
    let each = try_join_all(everybody).await?;
    // By turns, so that nobody's own limits are met early.
    let by_turns = (0..PREPARED).flat_map(|tab| each.iter().map(move |requests| requests[tab].clone()));
    Ok(Crowd { requests: by_turns.collect(), ..Crowd::default() })
}

async fn exchanges(target: &Target<'_>, silent: &[u8]) -> anyhow::Result<Sample> {
    let requests = prepare(target, silent).await?;
    run(target, &requests).await
}

async fn prepare(target: &Target<'_>, silent: &[u8]) -> anyhow::Result<Vec<Vec<u8>>> {
    let (codes, _) = target.codes(silent, EXCHANGES).await?;
    codes.iter().map(|code| target.partner.exchange(code)).collect()
}

async fn run(target: &Target<'_>, requests: &[Vec<u8>]) -> anyhow::Result<Sample> {
    let (address, requests) = (target.server.address, Requests::Each(requests));
    Load { address, requests, connections: 8, pace: Pace::PerSecond(RATE) }.run(&mut expect_ok).await
}

impl Crowd {
    async fn rush(&self, target: &Target<'_>) -> anyhow::Result<()> {
        let people: FuturesUnordered<_> =
            (0..IMPATIENT).map(|number| self.press_on(target, AGAIN + APART * number)).collect();
        people.try_collect().await
    }

    async fn press_on(&self, target: &Target<'_>, pause: Duration) -> anyhow::Result<()> {
        let mut connection = Connection::to(target.server.address);
        while !self.over.get() {
            let index = self.next.get();
            self.next.set(index + 1);
            let Some(request) = self.requests.get(index) else { break };
            self.insist(&mut connection, request, pause).await?;
        }
        Ok(())
    }

    /// Sends a password until it is looked at, or the storm is over.
    async fn insist(
        &self,
        connection: &mut Connection,
        request: &[u8],
        pause: Duration,
    ) -> anyhow::Result<()> {
        while !self.over.get() {
            let sent_at = Instant::now();
            let answer = connection.exchange(request).await.context("a log in was given up")?;
            match answer.status {
                303 => {
                    self.accepted.borrow_mut().push(sent_at.elapsed());
                    return Ok(());
                }
                503 if answer.header("retry-after").is_some() => {
                    self.told.borrow_mut().push(sent_at.elapsed());
                    tokio::time::sleep(pause).await;
                }
                500..600 => {
                    self.untold.set(self.untold.get() + 1);
                    return Ok(());
                }
                _ => bail!("unexpected: {}", answer.describe()),
            }
        }
        Ok(())
    }
}
