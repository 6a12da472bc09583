//! Passwords, limits and what is refused at registration.

use vocabulary::{EmailDomain, Lifetime};

use crate::configuration::reader::Reader;

/// What a new password must be, and how passwords are hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passwords {
    /// The fewest characters.
    pub minimum_length: u32,
    /// The most characters.
    pub maximum_length: u32,
    /// Whether a capital letter is required.
    pub capital_required: bool,
    /// Whether a new password is typed twice.
    pub confirm: bool,
    /// Argon2id memory.
    pub memory_kib: u32,
    /// Argon2id passes.
    pub iterations: u32,
    /// Hashing threads; 0 means half the cores.
    pub threads: u32,
    /// Waiting hashes; 0 means about a second's work.
    pub queue: u32,
}

/// So many in a window, then a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// How many before the wait.
    pub allowed: u32,
    /// How long one counts.
    pub window: Lifetime,
    /// The first wait.
    pub wait: Lifetime,
    /// The wait when it happens again.
    pub repeated_wait: Lifetime,
}

/// Every number of the journeys.
///
/// Journeys 8
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wrong passwords.
    pub passwords: Tries,
    /// Wrong codes.
    pub codes: Tries,
    /// Codes sent.
    pub sends: Tries,
    /// How long after a wait its repetition counts as one.
    pub lock_memory: Lifetime,
    /// The window of the limits below.
    pub network_window: Lifetime,
    /// Wrong passwords and codes from one network.
    pub network_failures: u32,
    /// Codes sent on behalf of one network.
    pub network_sends: u32,
    /// Log ins begun by one network.
    pub network_requests: u32,
    /// Email look-ups from one network.
    pub network_lookups: u32,
    /// Look-ups of one email address from one network.
    pub address_lookups: u32,
    /// Look-ups of one email address from all networks.
    pub address_lookups_anywhere: u32,
    /// How long things live.
    pub lifetimes: Lifetimes,
}

/// How long things live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// A code by text or call.
    pub phone_code: Lifetime,
    /// A code by email.
    pub email_code: Lifetime,
    /// An `asserted_login_identity`, from `iat` to `exp`.
    pub asserted_login: Lifetime,
    /// A link to another device.
    pub switch_link: Lifetime,
    /// A browser session.
    pub session: Lifetime,
    /// A sign-in in progress.
    pub journey: Lifetime,
    /// A remembered device's cookie.
    pub remembered_device: Lifetime,
    /// A remembered device that is not used.
    pub unused_device: Lifetime,
    /// An unfinished registration.
    pub unfinished_registration: Lifetime,
}

/// What cannot register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refused {
    /// Country codes of mobile numbers.
    pub country_codes: Vec<String>,
    /// Email domains, lower case and in their ASCII form.
    pub email_domains: Vec<String>,
}

pub(crate) fn read_passwords(reader: &mut Reader) -> Passwords {
    let passwords = Passwords {
        minimum_length: reader.number("passwords.minimum_length", 8..=64),
        maximum_length: reader.number("passwords.maximum_length", 64..=256),
        capital_required: reader.flag("passwords.capital_required"),
        confirm: reader.flag("passwords.confirm"),
        memory_kib: reader.number("passwords.memory_kib", 8..=1_048_576),
        iterations: reader.number("passwords.iterations", 1..=16),
        threads: reader.number("passwords.threads", 0..=256),
        queue: reader.number("passwords.queue", 0..=100_000),
    };
    if passwords.memory_kib < 19_456 && production_asked(reader) {
        reader.fault("passwords.memory_kib", "must be at least 19456 in production mode");
    }
    passwords
}

fn production_asked(reader: &mut Reader) -> bool {
    reader.given("mode").as_deref() == Some("production")
}

pub(crate) fn read_limits(reader: &mut Reader) -> Limits {
    Limits {
        passwords: Tries {
            allowed: reader.number("limits.wrong_passwords", 1..=100),
            window: reader.lifetime("limits.wrong_passwords_window_hours", 1..=720),
            wait: reader.lifetime("limits.password_lock_minutes", 1..=1440),
            repeated_wait: reader.lifetime("limits.password_repeated_lock_minutes", 1..=1440),
        },
        codes: Tries {
            allowed: reader.number("limits.wrong_codes", 1..=100),
            window: reader.lifetime("limits.wrong_codes_window_hours", 1..=720),
            wait: reader.lifetime("limits.code_lock_minutes", 1..=1440),
            repeated_wait: reader.lifetime("limits.code_repeated_lock_minutes", 1..=1440),
        },
        sends: Tries {
            allowed: reader.number("limits.code_sends", 1..=100),
            window: reader.lifetime("limits.code_sends_window_minutes", 1..=1440),
            wait: reader.lifetime("limits.send_lock_minutes", 1..=1440),
            repeated_wait: reader.lifetime("limits.send_repeated_lock_minutes", 1..=1440),
        },
        lock_memory: reader.lifetime("limits.lock_memory_hours", 1..=720),
        network_window: reader.lifetime("limits.network_window_minutes", 1..=1440),
        network_failures: reader.number("limits.network_failures", 1..=1_000_000),
        network_sends: reader.number("limits.network_sends", 1..=1_000_000),
        network_requests: reader.number("limits.network_requests", 1..=1_000_000),
        network_lookups: reader.number("limits.network_lookups", 1..=1_000_000),
        address_lookups: reader.number("limits.address_lookups", 1..=1_000_000),
        address_lookups_anywhere: reader.number("limits.address_lookups_anywhere", 1..=1_000_000),
        lifetimes: lifetimes(reader),
    }
}

fn lifetimes(reader: &mut Reader) -> Lifetimes {
    Lifetimes {
        phone_code: reader.lifetime("limits.phone_code_minutes", 1..=60),
        email_code: reader.lifetime("limits.email_code_minutes", 1..=1440),
        asserted_login: reader.lifetime("limits.asserted_login_seconds", 1..=300),
        switch_link: reader.lifetime("limits.switch_link_minutes", 1..=60),
        session: reader.lifetime("limits.session_minutes", 5..=720),
        journey: reader.lifetime("limits.journey_minutes", 10..=1440),
        remembered_device: reader.lifetime("limits.remembered_device_days", 1..=400),
        unused_device: reader.lifetime("limits.unused_device_days", 1..=400),
        unfinished_registration: reader.lifetime("limits.unfinished_registration_hours", 1..=720),
    }
}

pub(crate) fn read_refused(reader: &mut Reader) -> Refused {
    let country_codes = reader.list("registration.refused_country_codes");
    if !country_codes.iter().all(|code| is_country_code(code)) {
        reader.fault("registration.refused_country_codes", "must hold country codes like 1 or 353");
    }
    let listed = reader.list("registration.blocked_email_domains");
    let domains: Result<Vec<_>, _> =
        listed.iter().map(|domain| EmailDomain::try_from(domain.as_str())).collect();
    if domains.is_err() {
        reader.fault("registration.blocked_email_domains", "must hold domains like throwaway.example");
    }
    let email_domains = domains.unwrap_or_default().iter().map(ToString::to_string).collect();
    Refused { country_codes, email_domains }
}

fn is_country_code(code: &str) -> bool {
    (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit()) && !code.starts_with('0')
}
