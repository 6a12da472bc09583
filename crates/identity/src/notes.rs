//! What a node notes in memory and writes in a batch every few seconds: observations that no request should wait for, and that a
//! crash may lose. Bounded, so that a flood costs memory that is known beforehand.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use account_store::{Batch, JwksFetch, Refusal, RehearsalCounts, Trace, TraceStep};
use policy::Rate;
use vocabulary::{ClientId, Instant, Lifetime, RehearsalId, TraceId};

use crate::fault::Fault;
use crate::limits::network_bytes;
use crate::service::{Identity, Inner};

/// Networks that are noted between two batches, of fetches and of calls each.
const MOST_NETWORKS: usize = 10_000;
/// Sign-ins that are noted between two batches.
const MOST_TRACES: usize = 5_000;
/// Refusals and failures that are noted between two batches.
const MOST_REFUSALS: usize = 1_000;
/// Networks whose fetches are remembered in all; beyond it only known ones are refreshed.
const REMEMBERED_NETWORKS: i64 = 50_000;
/// Statements in one batch.
const AT_ONCE: usize = 200;

/// The first and the last time.
#[derive(Clone, Copy)]
struct Span {
    first: Instant,
    last: Instant,
}

/// A network as in [`network_bytes`], without an allocation.
type Net = (bool, u64);

/// A trace on its way to the store.
#[derive(Clone)]
pub(crate) struct NotedTrace {
    pub(crate) trace: Trace,
    pub(crate) steps: Vec<TraceStep>,
}

/// Fetches of a document from a network, with the keys that were in it.
type Fetches = HashMap<(Net, usize), (Span, Arc<[String]>)>;

/// What is noted.
#[derive(Default)]
pub(crate) struct Notes {
    fetches: Mutex<Fetches>,
    calls: Mutex<HashMap<(ClientId, Net), Span>>,
    rehearsals: Mutex<HashMap<RehearsalId, RehearsalCounts>>,
    traces: Mutex<HashMap<TraceId, NotedTrace>>,
    refusals: Mutex<Vec<Refusal>>,
    silent: Mutex<HashMap<ClientId, (i64, u32)>>,
    begun: Mutex<HashMap<Net, (Instant, u32)>>,
    /// Held while notes are written: whoever shows them waits until those that were taken are in the store.
    writing: tokio::sync::Mutex<()>,
}

fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

fn net(address: IpAddr) -> Net {
    match address.to_canonical() {
        IpAddr::V4(address) => (true, u64::from(address.to_bits())),
        IpAddr::V6(address) => (false, u64::try_from(address.to_bits() >> 64).unwrap_or(0)),
    }
}

/// An address of the network.
fn address((is_v4, bits): Net) -> IpAddr {
    if is_v4 {
        IpAddr::V4(u32::try_from(bits).unwrap_or(0).into())
    } else {
        IpAddr::V6((u128::from(bits) << 64).into())
    }
}

/// Notes `key` at `now`, unless it is new and there is no room.
fn note<K: Eq + Hash, V>(
    map: &mut HashMap<K, V>,
    key: K,
    new: impl FnOnce() -> V,
    seen: impl FnOnce(&mut V),
) {
    if let Some(value) = map.get_mut(&key) {
        seen(value);
    } else if map.len() < MOST_NETWORKS {
        map.insert(key, new());
    }
}

impl Notes {
    pub(crate) fn fetch(&self, from: IpAddr, kids: &Arc<[String]>, now: Instant) {
        // Two documents are told apart by where their list of keys stands: it lives as long as the note does.
        let key = (net(from), kids.as_ptr().addr());
        let span = Span { first: now, last: now };
        note(&mut locked(&self.fetches), key, || (span, Arc::clone(kids)), |(span, _)| span.last = now);
    }

    pub(crate) fn call(&self, client: &ClientId, from: IpAddr, now: Instant) {
        let span = Span { first: now, last: now };
        note(&mut locked(&self.calls), (client.clone(), net(from)), || span, |span| span.last = now);
    }

    pub(crate) fn rehearsal(&self, id: RehearsalId, more: RehearsalCounts) {
        let mut all = locked(&self.rehearsals);
        let counts = all.entry(id).or_default();
        counts.tokens += more.tokens;
        counts.userinfo += more.userinfo;
        counts.refreshes += more.refreshes;
    }

    /// Adds to a trace, or begins one; none is noted when there is no room.
    pub(crate) fn trace(&self, noted: NotedTrace) {
        let mut all = locked(&self.traces);
        if let Some(known) = all.get_mut(&noted.trace.id) {
            known.trace.account_id = noted.trace.account_id.or(known.trace.account_id);
            known.trace.choice = noted.trace.choice;
            if known.trace.ending.is_none() {
                known.trace.ending = noted.trace.ending;
                known.trace.ended_at = noted.trace.ended_at;
            }
            let fresh = |step: &TraceStep| known.steps.iter().all(|old| old.position != step.position);
            let steps: Vec<TraceStep> = noted.steps.into_iter().filter(fresh).collect();
            known.steps.extend(steps);
        } else if all.len() < MOST_TRACES {
            all.insert(noted.trace.id, noted);
        }
    }

    pub(crate) fn refusal(&self, refusal: Refusal) {
        let mut all = locked(&self.refusals);
        if all.len() < MOST_REFUSALS {
            all.push(refusal);
        }
    }

    /// Whether another sign-in that was answered at once is traced: so many in a minute for one client.
    pub(crate) fn admits_silent(&self, client: &ClientId, now: Instant) -> bool {
        const IN_A_MINUTE: u32 = 20;
        let minute = now.seconds().div_euclid(60);
        let mut all = locked(&self.silent);
        if let Some((at, count)) = all.get_mut(client) {
            if *at != minute {
                (*at, *count) = (minute, 0);
            }
            *count += 1;
            return *count <= IN_A_MINUTE;
        }
        if all.len() < MOST_NETWORKS {
            all.insert(client.clone(), (minute, 1));
        }
        true
    }
}

impl Notes {
    /// Counts a sign-in that a network begins; when it began too many, how long it has to wait. Networks beyond those that there is room
    /// for are not counted.
    pub(crate) fn begins(&self, from: IpAddr, rate: Rate, now: Instant) -> Option<Lifetime> {
        let mut all = locked(&self.begun);
        let key = net(from);
        if all.len() >= MOST_NETWORKS && !all.contains_key(&key) {
            all.retain(|_, (until, _)| *until > now);
        }
        if all.len() >= MOST_NETWORKS && !all.contains_key(&key) {
            return None;
        }
        let (until, count) = all.entry(key).or_insert((now.after(rate.window), 0));
        if *until <= now {
            (*until, *count) = (now.after(rate.window), 0);
        }
        *count = count.saturating_add(1);
        (*count > rate.allowed).then(|| until.since(now))
    }
}

/// Batches of a few statements, each written when it is full.
struct Pages<'a> {
    inner: &'a Inner,
    batch: Batch,
}

impl Pages<'_> {
    async fn turn(&mut self, at: usize) -> Result<(), Fault> {
        if self.batch.len() < at {
            return Ok(());
        }
        let mut full = std::mem::replace(&mut self.batch, self.inner.store.batch());
        full.relaxed();
        self.inner.write(full).await
    }
}

impl Identity {
    /// Notes that somebody fetched the JWKS. In memory: the fetch waits for nothing.
    pub fn note_jwks_fetch(&self, from: IpAddr) {
        let kids = &self.0.published().kids;
        self.0.notes.fetch(from, kids, self.0.clock.now());
    }

    /// Writes what was noted since the last time: the worker calls it every few seconds, and whoever shows it before that.
    ///
    /// # Errors
    /// When the store fails. Refusals and failures are then kept for the next time, everything else is lost.
    pub async fn write_notes(&self) -> Result<(), Fault> {
        let inner = &self.0;
        let _alone = inner.notes.writing.lock().await;
        let refusals = std::mem::take(&mut *locked(&inner.notes.refusals));
        if let Err(fault) = inner.write_refusals(&refusals).await {
            locked(&inner.notes.refusals).splice(0..0, refusals.into_iter().take(MOST_REFUSALS));
            return Err(fault);
        }
        inner.write_observations().await
    }
}

impl Inner {
    async fn write_refusals(&self, refusals: &[Refusal]) -> Result<(), Fault> {
        for some in refusals.chunks(AT_ONCE) {
            let mut batch = self.store.batch();
            for refusal in some {
                batch.note_refusal(refusal);
            }
            batch.relaxed();
            self.write(batch).await?;
        }
        Ok(())
    }

    async fn write_observations(&self) -> Result<(), Fault> {
        let mut pages = Pages { inner: self, batch: self.store.batch() };
        let traces = std::mem::take(&mut *locked(&self.notes.traces));
        for NotedTrace { trace, steps } in traces.into_values() {
            pages.batch.record_trace(&trace);
            for step in &steps {
                pages.batch.record_trace_step(trace.id, step);
            }
            pages.turn(AT_ONCE).await?;
        }
        let calls = std::mem::take(&mut *locked(&self.notes.calls));
        for ((client, from), span) in calls {
            let network = self.network(from);
            pages.batch.record_client_call(&client, &network, span.first, span.last);
            pages.turn(AT_ONCE).await?;
        }
        let rehearsals = std::mem::take(&mut *locked(&self.notes.rehearsals));
        for (id, more) in rehearsals {
            pages.batch.count_rehearsal(id, more);
        }
        self.write_fetches(&mut pages).await?;
        pages.turn(1).await
    }

    async fn write_fetches(&self, pages: &mut Pages<'_>) -> Result<(), Fault> {
        let fetches = std::mem::take(&mut *locked(&self.notes.fetches));
        if fetches.is_empty() {
            return Ok(());
        }
        let has_room = self.store.count_jwks_networks().await? < REMEMBERED_NETWORKS;
        for ((from, _), (span, kids)) in fetches {
            for kid in kids.iter() {
                let fetch = JwksFetch {
                    network: self.network(from),
                    kid: kid.clone(),
                    first_at: span.first,
                    last_at: span.last,
                };
                if has_room {
                    pages.batch.record_jwks_fetch(&fetch);
                } else {
                    pages.batch.refresh_jwks_fetch(&fetch);
                }
            }
            pages.turn(AT_ONCE).await?;
        }
        Ok(())
    }

    /// The keyed digest of a network: the same for fetches and for calls, so that they can be joined.
    fn network(&self, from: Net) -> account_store::Counter {
        self.store.counter("key reach, network", &[&network_bytes(address(from))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_the_same_for_every_address_in_it_and_for_the_digest() {
        for (one, other) in
            [("203.0.113.9", "::ffff:203.0.113.9"), ("2001:db8:1:2::3", "2001:db8:1:2:ffff::1")]
        {
            let (one, other): (IpAddr, IpAddr) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(net(one), net(other));
            assert_eq!(network_bytes(address(net(one))), network_bytes(other));
        }
    }

    #[test]
    fn a_flood_of_networks_takes_no_more_memory_than_there_is_room_for() {
        let notes = Notes::default();
        let kids: Arc<[String]> = Arc::from(["one".to_owned()]);
        let now = Instant::from_seconds(1);
        for n in 0..20_000_u32 {
            notes.fetch(IpAddr::V4(n.into()), &kids, now);
        }
        assert_eq!(locked(&notes.fetches).len(), MOST_NETWORKS);
        notes.fetch(IpAddr::V4(7.into()), &kids, now.after(vocabulary::Lifetime::seconds(1)));
        let seven = locked(&notes.fetches)[&((true, 7), kids.as_ptr().addr())].0;
        assert_eq!(
            (seven.first.seconds(), seven.last.seconds()),
            (1, 2),
            "known ones are noted all the same"
        );
    }

    #[test]
    fn a_network_begins_so_many_sign_ins_in_a_window_and_a_flood_of_networks_takes_no_more_memory() {
        let notes = Notes::default();
        let rate = Rate { allowed: 3, window: Lifetime::minutes(15) };
        let one: IpAddr = "203.0.113.9".parse().unwrap();
        let begins = |from, second| notes.begins(from, rate, Instant::from_seconds(second));
        assert!((0..3).all(|second| begins(one, second).is_none()));
        assert_eq!(begins(one, 60), Some(Lifetime::minutes(14)));
        assert_eq!(begins("203.0.113.10".parse().unwrap(), 60), None);
        for n in 0..20_000_u32 {
            begins(IpAddr::V4(n.into()), 60);
        }
        assert_eq!(locked(&notes.begun).len(), MOST_NETWORKS);
        assert!(begins(one, 61).is_some(), "known ones are counted all the same");
        assert_eq!(begins(one, 900), None);
        begins("198.51.100.1".parse().unwrap(), 2000);
        assert_eq!(locked(&notes.begun).len(), 1, "those whose window is over make room");
    }

    #[test]
    fn silent_sign_ins_are_traced_a_few_times_a_minute() {
        let notes = Notes::default();
        let client = ClientId::try_from("app").unwrap();
        let admitted =
            |second| (0..50).filter(|_| notes.admits_silent(&client, Instant::from_seconds(second))).count();
        assert_eq!((admitted(60), admitted(119), admitted(120)), (20, 0, 20));
    }
}
