//! The whole run: for each database a furnished house, its starts, its rounds of load, and its storm.

use std::process::Command;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use tokio::runtime::Runtime;

use crate::bench::browser::{Browser, PEOPLE};
use crate::bench::figures::{Figure, Found, Kind, OnDatabase, keep_least};
use crate::bench::house::House;
use crate::bench::http::{self, Answer};
use crate::bench::load::{Load, OnAnswer, Pace, Requests, Sample};
use crate::bench::partner::{Partner, Tokens, code_in};
use crate::bench::process::{Memory, Server, free_address, tail};
use crate::bench::profile::Recording;
use crate::bench::raw::{self, Raw};
use crate::bench::{Database, Options, storm};

/// Enough at a time to keep two cores busy and to let the store commit groups, few enough to be an ordinary hour.
const CONNECTIONS: usize = 16;
/// Requests of a round that cost next to nothing.
const LIGHT: usize = 60_000;
/// Codes of a round, each with everything that follows from it.
const CODES: usize = 4_000;
/// Full sign-ins of one person in a round.
const SIGN_INS: usize = 6;
const STARTS: usize = 7;
/// What everybody can reach, and what the first person can.
pub(crate) const ANYBODY: &str = "P0.Cp.Cd";
const PROVEN: &str = "P9.Cp.Cd";

/// Measures everything.
///
/// # Errors
/// When a server fails or answers otherwise than expected.
pub(crate) fn everything(runtime: &Runtime, options: &Options) -> anyhow::Result<Found> {
    let hello = start_hello()?;
    let mut bases = Bases { raw: raw::measure()?, hello: Vec::new() };
    let mut found = Vec::new();
    for database in options.databases() {
        found.push(on_database(runtime, options, database, (&hello, &mut bases))?);
    }
    let hello = bases.hello.into_iter().next().context("nothing was measured")?;
    let cores = available_parallelism().map_or(1, std::num::NonZero::get);
    Ok(Found { raw: bases.raw, hello, databases: found, cores })
}

/// What everything is compared with, measured beside every round.
struct Bases {
    raw: Raw,
    hello: Vec<Figure>,
}

fn start_hello() -> anyhow::Result<Server> {
    let address = free_address()?;
    let log = super::folder()?.join("hello.log");
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["hello", &address.port().to_string()]);
    Server::start(&mut command, address, "/", &log)
}

fn on_database(
    runtime: &Runtime,
    options: &Options,
    database: Database,
    (hello, bases): (&Server, &mut Bases),
) -> anyhow::Result<OnDatabase> {
    println!("{}: first start", database.title());
    let house = House::furnish(&options.program(), database)?;
    house.start()?.stop()?;
    let (starts, idle) = starts(&house)?;
    let server = house.start()?;
    let profiled = options.profile.then(|| database.title().to_lowercase());
    let target = Target { runtime, server: &server, partner: &house.partner, profiled: profiled.as_deref() };
    let measured = target.measure(options.rounds.max(1), hello, bases);
    let (figures, storm) =
        measured.with_context(|| format!("the end of its log:\n{}", tail(&house.log())))?;
    let loaded = server.memory()?;
    server.stop()?;
    Ok(OnDatabase { database, figures, starts, idle, loaded, storm })
}

fn starts(house: &House) -> anyhow::Result<(Vec<Duration>, Memory)> {
    let (mut starts, mut idle) = (Vec::new(), Memory::default());
    for _ in 0..STARTS {
        let server = house.start()?;
        starts.push(server.started_in);
        std::thread::sleep(Duration::from_millis(300));
        idle = server.memory()?;
        server.stop()?;
    }
    starts.sort_unstable();
    Ok((starts, idle))
}

/// A running server and who talks to it.
pub(crate) struct Target<'a> {
    runtime: &'a Runtime,
    /// The server.
    pub(crate) server: &'a Server,
    /// The registered partner.
    pub(crate) partner: &'a Partner,
    /// The database's name, when a profile is recorded.
    profiled: Option<&'a str>,
}

impl Target<'_> {
    fn measure(
        &self,
        rounds: u32,
        hello: &Server,
        bases: &mut Bases,
    ) -> anyhow::Result<(Vec<Figure>, storm::Storm)> {
        let silent = self.runtime.block_on(self.open_sessions())?;
        let mut figures = Vec::new();
        for round in 1..=rounds {
            println!("  round {round} of {rounds}");
            bases.raw = bases.raw.least(raw::measure()?);
            let target = Target { server: hello, profiled: None, ..*self };
            keep_least(&mut bases.hello, self.runtime.block_on(target.light(Kind::Hello, "/"))?);
            for figure in self.runtime.block_on(self.round(&silent))? {
                println!("    {:<16} {:>7.4} ms", figure.kind.title(), figure.cpu.as_secs_f64() * 1e3);
                keep_least(&mut figures, figure);
            }
        }
        println!("  storm");
        let storm = self.runtime.block_on(storm::measure(self, &silent))?;
        Ok((figures, storm))
    }

    /// Everybody agrees to share once; the first person stays signed in, and this is their silent request.
    async fn open_sessions(&self) -> anyhow::Result<Vec<u8>> {
        for person in &PEOPLE[1..] {
            self.browser(person).sign_in(&Partner::authorize(ANYBODY)).await?;
        }
        let mut first = self.browser(PEOPLE[0]);
        let authorize = Partner::authorize(PROVEN);
        first.sign_in(&authorize).await?;
        Ok(http::get(&self.server.address.to_string(), &authorize, &[("cookie", &first.cookie_header())]))
    }

    /// A browser that has never been here.
    pub(crate) fn browser(&self, person: &'static str) -> Browser {
        Browser::new(self.server.address, person)
    }

    async fn round(&self, silent: &[u8]) -> anyhow::Result<Vec<Figure>> {
        let mut figures = vec![
            self.light(Kind::Discovery, "/.well-known/openid-configuration").await?,
            self.light(Kind::Jwks, "/.well-known/jwks.json").await?,
        ];
        let (codes, authorize) = self.metered(Kind::SilentAuthorize, self.codes(silent, CODES)).await?;
        figures.push(authorize);
        let (tokens, exchange) = self.exchange(&codes).await?;
        figures.push(exchange);
        let twice = tokens.iter().chain(&tokens);
        let requests: Vec<_> = twice.map(|tokens| self.partner.userinfo(tokens)).collect();
        figures.push(self.measured(Kind::Userinfo, Requests::Each(&requests), &mut expect_ok).await?);
        let requests: Vec<_> =
            tokens.iter().map(|tokens| self.partner.refresh(tokens)).collect::<Result<_, _>>()?;
        figures.push(self.measured(Kind::Refresh, Requests::Each(&requests), &mut expect_ok).await?);
        figures.push(self.sign_ins().await?);
        Ok(figures)
    }

    async fn light(&self, kind: Kind, path: &str) -> anyhow::Result<Figure> {
        let request = http::get(&self.server.address.to_string(), path, &[]);
        self.measured(kind, Requests::Same(&request, LIGHT), &mut expect_ok).await
    }

    /// Fresh codes, each from a silent authorization request.
    pub(crate) async fn codes(&self, silent: &[u8], count: usize) -> anyhow::Result<(Vec<String>, Sample)> {
        let mut codes = Vec::with_capacity(count);
        let sample = self
            .load(Requests::Same(silent, count))
            .run(&mut |_, answer| {
                codes.push(code_in(answer)?);
                Ok(())
            })
            .await?;
        Ok((codes, sample))
    }

    async fn exchange(&self, codes: &[String]) -> anyhow::Result<(Vec<Tokens>, Figure)> {
        let requests: Vec<_> =
            codes.iter().map(|code| self.partner.exchange(code)).collect::<Result<_, _>>()?;
        let mut tokens = Vec::with_capacity(codes.len());
        let mut keep = |index: usize, answer: &Answer<'_>| {
            expect_ok(index, answer)?;
            tokens.push(serde_json::from_slice::<Tokens>(answer.body())?);
            Ok(())
        };
        let figure = self.measured(Kind::Exchange, Requests::Each(&requests), &mut keep).await?;
        Ok((tokens, figure))
    }

    async fn measured<'b>(
        &self,
        kind: Kind,
        requests: Requests<'_>,
        on_answer: &'b mut OnAnswer<'b>,
    ) -> anyhow::Result<Figure> {
        let load = self.load(requests);
        let sample = async { Ok(((), load.run(on_answer).await?)) };
        Ok(self.metered(kind, sample).await?.1)
    }

    /// What some work gives, and what it cost the server.
    async fn metered<T>(
        &self,
        kind: Kind,
        work: impl Future<Output = anyhow::Result<(T, Sample)>>,
    ) -> anyhow::Result<(T, Figure)> {
        let name = self.profiled.map(|database| format!("{database}-{}", kind.title().replace(' ', "-")));
        let folder = super::folder()?;
        let recording = name.map(|name| Recording::start(self.server.id(), &name, &folder)).transpose()?;
        let before = self.server.cpu()?;
        let (given, sample) = work.await?;
        let figure = Figure::of(kind, &sample, self.server.cpu_since(before)?);
        recording.map(Recording::stop).transpose()?;
        Ok((given, figure))
    }

    const fn load<'r>(&self, requests: Requests<'r>) -> Load<'r> {
        Load { address: self.server.address, requests, connections: CONNECTIONS, pace: Pace::Full }
    }

    /// Everybody signs in again and again, each in a browser that is known but signed out.
    async fn sign_ins(&self) -> anyhow::Result<Figure> {
        let authorize = Partner::authorize(ANYBODY);
        let everybody = PEOPLE.iter().map(async |person| {
            let mut browser = self.browser(person);
            let mut latencies = Vec::new();
            for _ in 0..SIGN_INS {
                browser.sign_out();
                let started = Instant::now();
                browser.sign_in(&authorize).await?;
                latencies.push(started.elapsed());
            }
            anyhow::Ok(latencies)
        });
        let all = async {
            let begun = Instant::now();
            let latencies = futures_util::future::try_join_all(everybody).await?.concat();
            Ok(((), Sample::of(begun.elapsed(), latencies)))
        };
        Ok(self.metered(Kind::SignIn, all).await?.1)
    }
}

/// 200, and nothing else.
pub(crate) fn expect_ok(_: usize, answer: &Answer<'_>) -> anyhow::Result<()> {
    ensure!(answer.status == 200, "unexpected: {}", answer.describe());
    Ok(())
}
