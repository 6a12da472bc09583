//! From a URL to a connection's settings: time limits, and TLS unless the server is this machine.

use std::str::FromStr as _;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::fault::{Cause, StoreFault};

/// How to connect.
pub(crate) struct Settings {
    pub(crate) config: Config,
    pub(crate) tls: Option<MakeRustlsConnect>,
}

enum Wanted {
    Unsaid,
    Off,
    Verified,
}

/// Reads `url`; `patience` limits statements, locks and connecting.
pub(crate) fn parse(url: &str, patience: Duration) -> Result<Settings, StoreFault> {
    let (rest, wanted) = take_ssl_mode(url)?;
    let mut config = Config::from_str(&rest).map_err(|_| StoreFault::Url("is no PostgreSQL URL"))?;
    let local = config.get_hosts().iter().all(is_local) && config.get_hostaddrs().is_empty();
    let verified = match wanted {
        Wanted::Verified => true,
        Wanted::Off => false,
        Wanted::Unsaid if local => false,
        Wanted::Unsaid => {
            return Err(StoreFault::Url(
                "must say sslmode=verify-full, or sslmode=disable, for another machine",
            ));
        }
    };
    config.ssl_mode(if verified { SslMode::Require } else { SslMode::Disable });
    set_limits(&mut config, patience);
    let tls = if verified { Some(connector()?) } else { None };
    Ok(Settings { config, tls })
}

/// Takes `sslmode` out of the URL: the driver does not know the verifying modes, and here every mode that
/// encrypts verifies.
fn take_ssl_mode(url: &str) -> Result<(String, Wanted), StoreFault> {
    let Some((base, query)) = url.split_once('?') else {
        return Ok((url.to_owned(), Wanted::Unsaid));
    };
    let mut wanted = Wanted::Unsaid;
    let mut kept = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.strip_prefix("sslmode=") {
            Some("disable") => wanted = Wanted::Off,
            Some("require" | "verify-ca" | "verify-full") => wanted = Wanted::Verified,
            Some(_) => return Err(StoreFault::Url("must say sslmode=verify-full, require or disable")),
            None => kept.push(pair),
        }
    }
    let rest = if kept.is_empty() { base.to_owned() } else { format!("{base}?{}", kept.join("&")) };
    Ok((rest, wanted))
}

fn is_local(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

fn set_limits(config: &mut Config, patience: Duration) {
    let millis = patience.as_millis();
    let limits = format!(
        "-c statement_timeout={millis} -c lock_timeout={millis} -c idle_in_transaction_session_timeout={}",
        millis * 2
    );
    let options = match config.get_options() {
        Some(given) => format!("{limits} {given}"),
        None => limits,
    };
    config
        .options(options)
        .connect_timeout(patience)
        .tcp_user_timeout(patience * 2)
        .keepalives_idle(Duration::from_secs(30));
    if config.get_application_name().is_none() {
        config.application_name("nhs-login");
    }
}

/// TLS with the certificates that this machine trusts (`SSL_CERT_FILE` names others).
fn connector() -> Result<MakeRustlsConnect, StoreFault> {
    // Fails when the program has installed its provider already, which is as good.
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let trusted = MakeRustlsConnect::with_native_certs();
    trusted.map(|(connector, _)| connector).map_err(|_| {
        StoreFault::Unavailable(Cause("this machine trusts no certificate authority".to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(url: &str) -> Result<SslMode, StoreFault> {
        parse(url, Duration::from_secs(5)).map(|settings| settings.config.get_ssl_mode())
    }

    #[test]
    fn a_server_elsewhere_must_say_how_it_is_secured() {
        assert!(matches!(mode("postgres://u:p@db.example/x"), Err(StoreFault::Url(_))));
        assert!(matches!(mode("postgres://u:p@db.example/x?sslmode=prefer"), Err(StoreFault::Url(_))));
        assert_eq!(mode("postgres://u:p@db.example/x?sslmode=disable").expect("mode"), SslMode::Disable);
        assert_eq!(mode("postgres://u:p@localhost/x").expect("mode"), SslMode::Disable);
        assert_eq!(mode("postgres://u@%2Ftmp%2Fsocket/x").expect("mode"), SslMode::Disable);
    }

    #[test]
    fn options_in_the_url_are_kept() {
        let url = "postgres://localhost/x?options=-c%20work_mem%3D8MB&sslmode=disable";
        let settings = parse(url, Duration::from_secs(5)).expect("settings");
        let options = settings.config.get_options().expect("options");
        assert!(options.contains("work_mem=8MB") && options.contains("statement_timeout=5000"), "{options}");
    }
}
