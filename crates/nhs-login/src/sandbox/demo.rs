//! The demo: what it reads, and what it says when it stands.

use std::fmt::Write as _;
use std::path::PathBuf;

use identity::Chance;

use crate::configuration::{Config, ConfigFaults, Layer, SANDBOX};
use crate::house::Addresses;
use crate::sandbox::first_start;
use crate::sandbox::people::{PASSWORD, SyntheticPerson};
use crate::sandbox::seeds::OPERATORS;

/// The demo's configuration: the sandbox's, a file given, secrets made at the first start, the environment.
///
/// # Errors
/// Every fault of the configuration; a data folder that cannot be written.
pub fn demo_config(file: Option<PathBuf>, chance: &dyn Chance) -> Result<Config, ConfigFaults> {
    let mut layers = vec![Layer::Embedded(SANDBOX)];
    layers.extend(file.map(Layer::File));
    let folder = data_folder(&layers)?;
    let secrets = first_start::secrets(&folder, chance)
        .map_err(|error| ConfigFaults::unreadable(format!("{}: {error}", folder.display())))?;
    // Below the file, so that secrets of one's own win.
    layers.insert(1, Layer::File(secrets));
    layers.push(Layer::Environment);
    Config::load(&layers)
}

fn data_folder(layers: &[Layer]) -> Result<PathBuf, ConfigFaults> {
    let mut layers = layers.to_vec();
    layers.push(Layer::Environment);
    Config::data_folder(&layers)
}

/// What a person who started the demo needs to know.
#[must_use]
pub fn welcome(addresses: &Addresses, config: &Config, people: &[SyntheticPerson]) -> String {
    let mut text = String::from("\nNHS login is running, with synthetic people only.\n\n");
    let places = [
        ("Log in through the demo partner", addresses.demo_partner.as_deref()),
        ("Emails, texts and calls that were sent", addresses.outbox.as_deref()),
        ("Sample photo ID and video, to upload", addresses.samples.as_deref()),
        ("ODS codes that are refused", addresses.gp_answers.as_deref()),
        ("Partner pages: your client, its errors", addresses.partner.as_deref()),
        ("Operator pages", addresses.operator.as_deref()),
        ("The service itself (issuer)", Some(addresses.issuer.as_str())),
        ("Metrics", addresses.metrics.as_deref()),
    ];
    for (what, address) in places {
        if let Some(address) = address {
            let _ = writeln!(text, "  {what:<40} {address}");
        }
    }
    let code = config
        .sandbox
        .as_ref()
        .and_then(|sandbox| sandbox.static_code.as_deref())
        .unwrap_or("from the outbox");
    let _ = writeln!(text, "\nLog in as one of these. Password {PASSWORD}, security code {code}.\n");
    for person in people {
        let (level, email) = (person.level.as_str(), person.email.as_str());
        let _ = writeln!(text, "  {level}  {email:<40} {}. {}", person.name(), person.note);
    }
    if let Some(sandbox) = &config.sandbox {
        let usernames = OPERATORS.map(|(username, ..)| username).join(" and ");
        let secret = identity::sandbox_authenticator(sandbox.witness);
        let _ = writeln!(
            text,
            "\nOperators: {usernames}, password {PASSWORD}, code {code} (or an authenticator app with {}).",
            secret.expose()
        );
        let _ = writeln!(text, "\nEverything is kept in {}/. Ctrl-C stops.", sandbox.data_folder.display());
    }
    text
}
