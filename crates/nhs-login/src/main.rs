//! The program: reads the command line and the configuration, then serves or administers.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use identity::{Chance, Clock, SystemChance, SystemClock};
use nhs_login::command::{Command, CommandLine, ConfigArgument};
use nhs_login::configuration::{Config, ConfigFaults, Layer};
use nhs_login::{Administration, House, RunningHouse, telemetry};

/// The system's allocator takes twice as long for the many small values of a request.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let line = CommandLine::parse();
    match run(line.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&mut std::io::stderr(), &format!("nhs-login: {error:#}\n"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(obey(command))
}

async fn obey(command: Command) -> anyhow::Result<()> {
    match command {
        #[cfg(feature = "sandbox")]
        Command::Demo(argument) => demo(argument.config).await,
        Command::Serve(argument) => serve(load(argument)?).await,
        Command::CheckConfig(argument) => {
            load(argument)?;
            say(&mut std::io::stdout(), "The configuration has no faults.\n");
            Ok(())
        }
        other => Box::pin(administer(other)).await,
    }
}

async fn administer(command: Command) -> anyhow::Result<()> {
    let config = load(argument_of(&command))?;
    let _log = telemetry::start(&config.log);
    let (clock, chance) = machine();
    let mut out = std::io::stdout();
    let mut desk = Administration { config: &config, clock, chance, out: &mut out };
    match command {
        Command::Migrate(_) => desk.migrate().await,
        Command::Keys { command } => desk.obey_about_keys(command).await,
        Command::Clients { command } => desk.obey_about_clients(command).await,
        Command::EmailDomains { command } => desk.obey_about_email_domains(command).await,
        Command::Notices { command } => desk.obey_about_notices(command).await,
        Command::Operators { command } => desk.obey_about_operators(command).await,
        Command::Audit { command } => desk.obey_about_audit(command).await,
        Command::People { command } => {
            desk.obey_about_people(command, &mut std::io::BufReader::new(std::io::stdin())).await
        }
        Command::Partners { command } => desk.obey_about_partners(command).await,
        Command::Explain { reference, looking } => desk.explain(&reference, &looking).await,
        Command::Trace { what, looking } => desk.trace(&what, &looking).await,
        _ => Ok(()),
    }
}

fn argument_of(command: &Command) -> ConfigArgument {
    match command {
        #[cfg(feature = "sandbox")]
        Command::Demo(argument) => argument.clone(),
        Command::Serve(argument) | Command::CheckConfig(argument) | Command::Migrate(argument) => {
            argument.clone()
        }
        Command::Explain { looking, .. } | Command::Trace { looking, .. } => looking.config.clone(),
        Command::Keys { command } => command.config().clone(),
        Command::EmailDomains { command } => command.config().clone(),
        Command::Notices { command } => command.config().clone(),
        Command::Operators { command } => command.config().clone(),
        Command::Audit { command } => command.config().clone(),
        Command::People { command } => command.config().clone(),
        Command::Clients { command } => command.config().clone(),
        Command::Partners { command } => command.config().clone(),
    }
}

fn load(argument: ConfigArgument) -> Result<Config, ConfigFaults> {
    let mut layers: Vec<Layer> = argument.config.map(Layer::File).into_iter().collect();
    layers.push(Layer::Environment);
    Config::load(&layers)
}

fn machine() -> (Arc<dyn Clock>, Arc<dyn Chance>) {
    (Arc::new(SystemClock), Arc::new(SystemChance))
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let _log = telemetry::start(&config.log);
    let (clock, chance) = machine();
    let house = House::start(config, clock, chance).await?;
    tracing::info!(issuer = house.addresses().issuer, "serving");
    until_told(house).await
}

#[cfg(feature = "sandbox")]
async fn demo(file: Option<std::path::PathBuf>) -> anyhow::Result<()> {
    let (clock, chance) = machine();
    let config = nhs_login::sandbox::demo_config(file, chance.as_ref())?;
    let _log = telemetry::start(&config.log);
    let people = nhs_login::sandbox::synthetic_people(clock.now())?;
    let house = House::start(config.clone(), clock, chance).await?;
    say(&mut std::io::stdout(), &nhs_login::sandbox::welcome(house.addresses(), &config, &people));
    until_told(house).await
}

async fn until_told(house: RunningHouse) -> anyhow::Result<()> {
    told().await?;
    house.shutdown().await;
    Ok(())
}

/// SIGTERM or Ctrl-C.
async fn told() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok(()),
            pressed = tokio::signal::ctrl_c() => pressed,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

/// Writes for a person. A closed pipe is no reason to fail.
fn say(to: &mut dyn std::io::Write, text: &str) {
    let _closed_pipe = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}
