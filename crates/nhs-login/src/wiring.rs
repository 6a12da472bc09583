//! The configuration's values in the words of the rooms below.

use std::sync::Arc;
use std::thread::available_parallelism;

use account_store::{Options, Retention, Vault};
use anyhow::Context as _;
use identity::{
    AnotherDevice, AuditKeySettings, CapitalRule, Chance, Clock, HashCost, MacKey, OneTimeCode, Outside,
    PasswordPool, PasswordRules, PhotoIdSettings, PoolSize, Profile, Rules, Settings,
};
use vocabulary::{Lifetime, MessageKind, Secret};

use crate::configuration::{Config, Limits, Passwords, Tries};
use crate::worker::{Duties, Office, Worth};

/// The settings of `identity`, for an issuer whose port is known.
pub(crate) fn settings(config: &Config, issuer: &str) -> anyhow::Result<Settings> {
    let sandbox = config.sandbox.as_ref();
    let static_code = sandbox.and_then(|sandbox| sandbox.static_code.as_deref());
    let static_code = static_code.map(OneTimeCode::from_typed).transpose();
    Ok(Settings {
        issuer: issuer.to_owned(),
        sandbox: config.mode.sandbox(),
        profile: Profile::NHS,
        rules: proving_rules(rules(&config.limits), config),
        checking: config.checking,
        roles: config.roles.clone(),
        access: config.access,
        support: config.support,
        photo_id: photo_id(config),
        registry: config.registry,
        waits: config.proving.waits,
        skip_seeded_rechecks: config.proving.skip_seeded_rechecks,
        terms_version: config.terms.version.clone(),
        password_rules: password_rules(config.passwords),
        confirm_password: config.passwords.confirm,
        blocked_email_domains: config.refused.email_domains.clone(),
        key_schedule: config.key_schedule,
        partner_pages_url: config.partner_pages.url.as_ref().map(ToString::to_string),
        refused_country_codes: config.refused.country_codes.clone(),
        support_mailbox: config.messages.support_mailbox.clone(),
        static_code: static_code.map_err(|_| anyhow::anyhow!("sandbox.static_code must be six digits"))?,
    })
}

fn rules(limits: &Limits) -> Rules {
    let lifetimes = limits.lifetimes;
    let mut rules = Rules {
        phone_code: lifetimes.phone_code,
        email_code: lifetimes.email_code,
        asserted_login: lifetimes.asserted_login,
        switch_link: lifetimes.switch_link,
        lock_memory: limits.lock_memory,
        session: lifetimes.session,
        ticket: lifetimes.journey,
        remembered_device: lifetimes.remembered_device,
        unused_device: lifetimes.unused_device,
        unfinished_registration: lifetimes.unfinished_registration,
        ..Rules::default()
    };
    let ladders = [
        (&mut rules.passwords, limits.passwords),
        (&mut rules.codes, limits.codes),
        (&mut rules.sends, limits.sends),
    ];
    for (ladder, Tries { allowed, window, wait, repeated_wait }) in ladders {
        ladder.allowed = allowed;
        ladder.window = window;
        ladder.wait = wait;
        ladder.repeated_wait = repeated_wait;
    }
    let rates = [
        (&mut rules.network_failures, limits.network_failures),
        (&mut rules.network_sends, limits.network_sends),
        (&mut rules.network_requests, limits.network_requests),
        (&mut rules.network_lookups, limits.network_lookups),
        (&mut rules.address_lookups, limits.address_lookups),
        (&mut rules.address_lookups_anywhere, limits.address_lookups_anywhere),
    ];
    for (rate, allowed) in rates {
        rate.allowed = allowed;
        rate.window = limits.network_window;
    }
    rules
}

fn proving_rules(mut rules: Rules, config: &Config) -> Rules {
    let proving = &config.proving;
    rules.minimum_age = proving.minimum_age;
    rules.no_match_rounds = proving.no_match_rounds;
    rules.face_scans = proving.face_scans;
    rules.files.allowed = config.evidence.files;
    rules.files.window = config.evidence.files_window;
    rules.files.wait = config.evidence.files_window;
    rules.files.repeated_wait = config.evidence.files_window;
    rules.look_up_patience = proving.patience;
    let Tries { allowed, window, wait, repeated_wait } = proving.look_ups;
    rules.record_look_ups.allowed = allowed;
    rules.record_look_ups.window = window;
    rules.record_look_ups.wait = wait;
    rules.record_look_ups.repeated_wait = repeated_wait;
    rules.network_record_look_ups.allowed = proving.network_look_ups;
    rules.network_record_look_ups.window = config.limits.network_window;
    rules.target_record_look_ups.allowed = proving.target_look_ups;
    rules.target_record_look_ups.window = window;
    rules
}

fn photo_id(config: &Config) -> PhotoIdSettings {
    let evidence = &config.evidence;
    PhotoIdSettings {
        photos: evidence.photos,
        videos: evidence.videos,
        share_percent: config.providers.id_check_share_percent,
        archived_after: evidence.archived_after,
        answered_within: evidence.answered_within.clone(),
        provider_patience: config.providers.id_check_patience,
        expired_id: evidence.expired_id,
        notice: evidence.notice.clone(),
        another_device: if config.messages.transports.text.carries(MessageKind::ContinueLink) {
            AnotherDevice::Offered
        } else {
            AnotherDevice::NotOffered
        },
    }
}

fn password_rules(passwords: Passwords) -> PasswordRules {
    let length = |number| usize::try_from(number).unwrap_or(usize::MAX);
    PasswordRules {
        minimum: length(passwords.minimum_length),
        maximum: length(passwords.maximum_length),
        capital: if passwords.capital_required { CapitalRule::Required } else { CapitalRule::NotRequired },
    }
}

/// The services that proving asks.
pub(crate) fn outside(
    config: &Config,
    clock: &Arc<dyn Clock>,
    chance: &Arc<dyn Chance>,
) -> anyhow::Result<Outside> {
    Ok(Outside {
        pds: config.pds(Arc::clone(clock), Arc::clone(chance))?.filter(|_| config.proving.enabled),
        gp: config.gp()?,
        id_check: config.id_check()?,
        virus_scan: config.virus_scan(),
        evidence: Some(config.evidence.store(&config.secrets.sealing)?),
    })
}

/// The threads that hash passwords.
pub(crate) fn password_pool(passwords: Passwords) -> anyhow::Result<PasswordPool> {
    let cost = HashCost::new(passwords.memory_kib, passwords.iterations, 1)
        .context("passwords.memory_kib and passwords.iterations make no Argon2id cost")?;
    let usual = PoolSize::for_cores(available_parallelism().map_or(1, std::num::NonZero::get));
    let chosen = |number: u32, usual| {
        std::num::NonZeroUsize::new(usize::try_from(number).unwrap_or(usize::MAX)).unwrap_or(usual)
    };
    let size = PoolSize {
        threads: chosen(passwords.threads, usual.threads),
        queue: chosen(passwords.queue, usual.queue),
    };
    PasswordPool::start(size, cost).context("the system refuses a thread for passwords")
}

/// The keys of `identity`. One key may make several kinds of digests: each kind has its own label.
pub(crate) fn secrets(config: &Config) -> identity::Secrets {
    let (secrets, audit) = (&config.secrets, &config.audit);
    let mac = |key: &Secret<[u8; 32]>| MacKey::new(key);
    identity::Secrets {
        refresh: mac(&secrets.token),
        forms: mac(&secrets.form),
        codes: mac(&secrets.token),
        counters: mac(&secrets.lookup),
        audit: AuditKeySettings { key: audit.key.clone(), former: audit.former_keys.clone() },
    }
}

/// How the store is opened.
pub(crate) fn store_options(config: &Config) -> anyhow::Result<Options> {
    let vault =
        Vault::new(&config.secrets.sealing, &config.secrets.lookup).context("secrets.sealing_keys")?;
    let connections = usize::try_from(config.database.connections).unwrap_or(1);
    Ok(Options { readers: connections, connections, ..Options::new(vault) })
}

/// What the courier works with.
pub(crate) fn office(config: &Config, issuer: &str) -> anyhow::Result<Office> {
    let minutes = |lifetime: Lifetime| u64::try_from(lifetime.minutes_rounded_up()).unwrap_or(0);
    let lifetimes = config.limits.lifetimes;
    let words = screens::messages::Sender {
        brand: std::sync::Arc::new(config.brand.clone()),
        origin: issuer.to_owned(),
        email_code_minutes: minutes(lifetimes.email_code),
        phone_code_minutes: minutes(lifetimes.phone_code),
    };
    Ok(Office {
        providers: gateways::Messages::new(config.messages.transports.clone())?,
        from: config.messages.from.clone(),
        words,
        worth: Worth {
            phone_code: lifetimes.phone_code,
            email_code: lifetimes.email_code,
            switch_link: lifetimes.switch_link,
        },
        poll: config.messages.poll,
        parallel: config.messages.parallel,
        lease: config.messages.longest_attempt,
        sandbox: config.mode.sandbox(),
    })
}

/// What the housekeeper does when.
pub(crate) fn duties(config: &Config) -> Duties {
    let kept = config.retention;
    let lifetimes = config.limits.lifetimes;
    let retention = Retention {
        unfinished_registration: lifetimes.unfinished_registration,
        unused_account: kept.unused_accounts,
        unused_device: lifetimes.unused_device,
        browser_visits: kept.browser_visits,
        sent_message: kept.messages,
        decided_case: config.evidence.kept,
        case_draft: config.evidence.draft,
        ..Retention::default()
    };
    Duties { retention, audit_kept: kept.audit, sweep_every: kept.sweep_every }
}
