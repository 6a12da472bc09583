//! How people prove who they are: the numbers, and whether they can at all.

use identity::Waits;
use vocabulary::Lifetime;

use crate::configuration::mode::Mode;
use crate::configuration::reader::Reader;
use crate::configuration::rules::Tries;

/// The numbers of proving.
#[derive(Debug, Clone, Copy)]
pub struct ProvingConfig {
    /// Whether levels can be reached here; without it a client that asks for one more than the person has ends on an honest page.
    pub enabled: bool,
    /// The youngest age, years. Source: Journeys 9, decision 6
    pub minimum_age: i16,
    /// Look-ups without a match before another way is offered. Source: Journeys 8
    pub no_match_rounds: u32,
    /// Face scans that fail before a new photo is asked for.
    pub face_scans: u32,
    /// Look-ups of records and tries of GP details by one account.
    pub look_ups: Tries,
    /// The same from one network, in the window of the other network limits.
    pub network_look_ups: u32,
    /// The same about one NHS number or one account at a GP surgery, from anywhere, in the window of `look_ups`.
    pub target_look_ups: u32,
    /// How long an answer may take before the person may go on.
    pub patience: Lifetime,
    /// How long pages wait.
    pub waits: Waits,
    /// Whether seeded people are left out of the look-up at each log in. Source: Journeys 7, "disable PDS trace"
    pub skip_seeded_rechecks: bool,
}

pub(crate) fn read(reader: &mut Reader, mode: Mode) -> ProvingConfig {
    let wait = reader.lifetime("proving.look_up_lock_minutes", 1..=1440);
    ProvingConfig {
        enabled: reader.flag("proving.enabled"),
        minimum_age: i16::try_from(reader.number("proving.minimum_age", 0..=25)).unwrap_or(13),
        no_match_rounds: reader.number("proving.no_match_rounds", 1..=10),
        face_scans: reader.number("proving.face_scans", 1..=10),
        look_ups: Tries {
            allowed: reader.number("proving.look_ups", 1..=100),
            window: reader.lifetime("proving.look_ups_window_minutes", 1..=1440),
            wait,
            repeated_wait: wait,
        },
        network_look_ups: reader.number("proving.network_look_ups", 1..=1_000_000),
        target_look_ups: reader.number("proving.target_look_ups", 1..=1_000_000),
        patience: reader.lifetime("proving.patience_seconds", 5..=300),
        waits: Waits {
            answer: reader.lifetime("proving.wait_seconds", 1..=30),
            recheck: Lifetime::from_micros(
                i64::from(reader.number("proving.recheck_milliseconds", 0..=5000)) * 1000,
            ),
            silent_recheck: reader.lifetime("proving.silent_recheck_minutes", 0..=1440),
        },
        skip_seeded_rechecks: reader.flag("sandbox.skip_seeded_rechecks") && mode.sandbox().is_some(),
    }
}
