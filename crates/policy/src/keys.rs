//! The life of a signing key: which step may be taken now, which one the schedule takes, and when the next ones come.
//!
//! A key is *announced* (made, its public half and its dates shown to partners and operators, in no JWKS), *published* (in the JWKS,
//! signing nothing), *signing*, *retired* (in the JWKS until the last token that it signed has ended) and then removed. Partners that pin
//! keys learn of a key when it is announced, all others when they read the JWKS again.

use vocabulary::{Instant, Lifetime};

/// How long a partner may keep the JWKS document (`max-age`): a key must be published that long before it signs.
///
/// Spec: F-10
pub const JWKS_MAX_AGE: Lifetime = Lifetime::minutes(60);

/// Where a key is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyStage {
    /// Told about, in no JWKS.
    Announced,
    /// In the JWKS, signing nothing.
    Published,
    /// Signs.
    Signing,
    /// In the JWKS until its last token has ended.
    Retired,
}

impl KeyStage {
    /// Its name for operators and in the document of notices.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Published => "published",
            Self::Signing => "signing",
            Self::Retired => "retired",
        }
    }
}

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyFacts<'a> {
    /// Its `kid`.
    pub key_id: &'a str,
    /// Where it is.
    pub stage: KeyStage,
    /// The announced day of its publication.
    pub publishes_at: Option<Instant>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// The announced day from which it signs.
    pub signs_at: Option<Instant>,
    /// When it began to sign.
    pub signing_since_at: Option<Instant>,
}

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyAct {
    /// Make a key and tell its dates.
    Announce {
        /// When it will be published.
        publishes_at: Instant,
        /// When it will sign.
        signs_at: Instant,
    },
    /// Put the announced key into the JWKS.
    Publish,
    /// Let the key that is published longest sign, and retire the one that signs.
    Sign,
}

impl KeyAct {
    /// Its name for operators.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announce { .. } => "announce",
            Self::Publish => "publish",
            Self::Sign => "sign",
        }
    }
}

/// Whether a step waits until partners can follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It waits.
    Planned,
    /// It does not: the key that signs is lost or stolen.
    Emergency,
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMove<'a> {
    /// A key is made and announced.
    Announce {
        /// When it will be published.
        publishes_at: Instant,
        /// When it will sign.
        signs_at: Instant,
    },
    /// This key is published.
    Publish(&'a str),
    /// One key takes over from another.
    Sign {
        /// It retires.
        retire: &'a str,
        /// It signs; none when one has to be made first, in an emergency.
        sign: Option<&'a str>,
        /// Who comes after it.
        successor: Successor,
    },
}

/// Who comes after a key that begins to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Successor {
    /// Somebody who is announced or published already, or whom the schedule announces in time.
    Coming,
    /// A key that is made and published at once, so that the JWKS holds the next one ahead of its use.
    MadeNow,
}

/// Why a step is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRefused {
    /// A key is announced already.
    AlreadyAnnounced,
    /// No key is announced.
    NothingAnnounced,
    /// No key is published that could sign.
    NothingPublished,
    /// It would sign before partners must have read the JWKS again.
    DatesOutOfOrder,
    /// Partners were told another day, or may not have the key yet.
    TooEarly {
        /// When it may be taken.
        until: Instant,
    },
}

/// When steps are taken without anybody's doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeySchedule {
    /// How long a key signs.
    pub every: Lifetime,
    /// How long before it signs it is published.
    pub publish_before: Lifetime,
    /// How long before it is published it is announced.
    pub announce_before: Lifetime,
}

/// What `act` does with `keys` at `now`.
///
/// # Errors
/// When it is out of order, or too early and no emergency.
///
/// Spec: F-10
pub fn key_move<'a>(
    keys: &[KeyFacts<'a>],
    act: KeyAct,
    urgency: Urgency,
    schedule: Option<KeySchedule>,
    now: Instant,
) -> Result<KeyMove<'a>, KeyRefused> {
    let announced = announced(keys);
    let in_time = |earliest: Instant| match urgency {
        Urgency::Planned if now < earliest => Err(KeyRefused::TooEarly { until: earliest }),
        _ => Ok(()),
    };
    match act {
        KeyAct::Announce { .. } if announced.is_some() => Err(KeyRefused::AlreadyAnnounced),
        KeyAct::Announce { publishes_at, signs_at } => {
            if signs_at < publishes_at.max(now).after(JWKS_MAX_AGE) {
                return Err(KeyRefused::DatesOutOfOrder);
            }
            Ok(KeyMove::Announce { publishes_at, signs_at })
        }
        KeyAct::Publish => {
            let key = announced.ok_or(KeyRefused::NothingAnnounced)?;
            in_time(key.publishes_at.unwrap_or(now))?;
            Ok(KeyMove::Publish(key.key_id))
        }
        KeyAct::Sign => {
            let signing = keys.iter().find(|key| key.stage == KeyStage::Signing);
            let retire = signing.ok_or(KeyRefused::NothingPublished)?.key_id;
            let next = match (published(keys), urgency) {
                (Some(key), _) => {
                    in_time(may_sign_at(&key))?;
                    Some(key)
                }
                (None, Urgency::Emergency) => announced,
                (None, Urgency::Planned) => return Err(KeyRefused::NothingPublished),
            };
            let sign = next.map(|key| key.key_id);
            let waiting = |key: &&KeyFacts<'_>| {
                matches!(key.stage, KeyStage::Announced | KeyStage::Published) && Some(key.key_id) != sign
            };
            let somebody_waits = keys.iter().any(|key| waiting(&key));
            let successor =
                if somebody_waits || schedule.is_some() { Successor::Coming } else { Successor::MadeNow };
            Ok(KeyMove::Sign { retire, sign, successor })
        }
    }
}

/// The step that the schedule takes at `now`, if one is due.
#[must_use]
pub fn due_act(keys: &[KeyFacts<'_>], schedule: KeySchedule, now: Instant) -> Option<KeyAct> {
    next_acts(keys, Some(schedule), now).into_iter().find(|next| next.at <= now).map(|next| next.act)
}

/// A step that is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextAct {
    /// The step.
    pub act: KeyAct,
    /// When it is taken, or without a schedule: from when it may be.
    pub at: Instant,
}

/// The steps to come, soonest first.
#[must_use]
pub fn next_acts(keys: &[KeyFacts<'_>], schedule: Option<KeySchedule>, now: Instant) -> Vec<NextAct> {
    let since = keys.iter().find_map(|key| key.signing_since_at.filter(|_| key.stage == KeyStage::Signing));
    let turn = schedule.zip(since).map(|(schedule, since)| (schedule, since.after(schedule.every)));
    let mut acts = Vec::new();
    if let Some(key) = published(keys) {
        let day = key.signs_at.or(turn.map(|(_, turn)| turn)).unwrap_or(now);
        let at = day.max(may_sign_at(&key));
        acts.push(NextAct { act: KeyAct::Sign, at });
    }
    if let Some(key) = announced(keys) {
        let at = key.publishes_at.unwrap_or(now);
        acts.push(NextAct { act: KeyAct::Publish, at });
        if published(keys).is_none() {
            let at = key.signs_at.unwrap_or(at).max(at.after(JWKS_MAX_AGE));
            acts.push(NextAct { act: KeyAct::Sign, at });
        }
    } else if let (Some((schedule, turn)), None) = (turn, published(keys)) {
        let at = turn.before(schedule.publish_before).before(schedule.announce_before).max(now);
        let publishes_at = at.after(schedule.announce_before);
        let signs_at = publishes_at.after(schedule.publish_before.max(JWKS_MAX_AGE));
        acts.push(NextAct { act: KeyAct::Announce { publishes_at, signs_at }, at });
        acts.push(NextAct { act: KeyAct::Publish, at: publishes_at });
        acts.push(NextAct { act: KeyAct::Sign, at: signs_at });
    }
    acts.sort_by_key(|next| next.at);
    acts
}

/// The key that would sign next: the one that is published longest.
fn published<'a>(keys: &[KeyFacts<'a>]) -> Option<KeyFacts<'a>> {
    let published = keys.iter().filter(|key| key.stage == KeyStage::Published);
    published.min_by_key(|key| key.published_at).copied()
}

fn announced<'a>(keys: &[KeyFacts<'a>]) -> Option<KeyFacts<'a>> {
    keys.iter().find(|key| key.stage == KeyStage::Announced).copied()
}

/// Not before every partner must have read the JWKS again, nor before the announced day.
fn may_sign_at(key: &KeyFacts<'_>) -> Instant {
    let known = key.published_at.map_or(Instant::from_micros(i64::MAX), |at| at.after(JWKS_MAX_AGE));
    key.signs_at.map_or(known, |day| day.max(known))
}
