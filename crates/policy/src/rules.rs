//! The numbers of journeys.md, section 8, that signing in, registering and proving touch. Configuration overrides them field by field.

use vocabulary::Lifetime;

/// Whether the proving journeys (P5, P9) can be entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proving {
    /// A level above the account's own cannot be reached in this visit.
    Unavailable,
    /// It can, by whichever way is open to the person.
    Available,
}

/// So many, then a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lockout {
    /// How many in the window before the wait begins.
    pub allowed: u32,
    /// How long one counts; a success forgets them sooner.
    pub window: Lifetime,
    /// The first wait.
    pub wait: Lifetime,
    /// The wait when it happens again within [`Rules::lock_memory`].
    pub repeated_wait: Lifetime,
}

/// So many in a window, from one network or about one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many in the window; one more waits.
    pub allowed: u32,
    /// The window, and the wait.
    pub window: Lifetime,
}

/// Every number that the journeys use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Life of a code by text or call.
    pub phone_code: Lifetime,
    /// Life of a code by email.
    pub email_code: Lifetime,
    /// How far `exp` of an `asserted_login_identity` may lie behind its `iat` (F-56).
    pub asserted_login: Lifetime,
    /// Life of a link to another device (I20).
    pub switch_link: Lifetime,
    /// Wrong passwords.
    pub passwords: Lockout,
    /// Wrong codes.
    pub codes: Lockout,
    /// Codes sent.
    pub sends: Lockout,
    /// Wrong passwords and codes for one operator from all networks that they do not usually come from.
    pub operator_strangers: Lockout,
    /// How long after a wait its repetition counts as one.
    pub lock_memory: Lifetime,
    /// Wrong passwords and codes from one network, over all accounts.
    pub network_failures: Rate,
    /// Codes sent on behalf of one network.
    pub network_sends: Rate,
    /// Log ins that one network begins: each is stored until it ends.
    pub network_requests: Rate,
    /// Email look-ups from one network.
    pub network_lookups: Rate,
    /// Look-ups of one email address from one network, or on one remembered device of its account.
    pub address_lookups: Rate,
    /// Look-ups of one email address from all networks together: many more, so that no single network shuts an address for others.
    pub address_lookups_anywhere: Rate,
    /// Life of a browser session, from its sign-in.
    pub session: Lifetime,
    /// Life of a sign-in in progress: longer than an email code, so that the code can still be used.
    pub ticket: Lifetime,
    /// Life of a remembered device's cookie.
    pub remembered_device: Lifetime,
    /// A remembered device that was not used for this long is forgotten.
    pub unused_device: Lifetime,
    /// An unfinished registration is deleted after this long.
    pub unfinished_registration: Lifetime,
    /// Look-ups of NHS records and tries of GP details, of one account.
    pub record_look_ups: Lockout,
    /// The same, from one network.
    pub network_record_look_ups: Rate,
    /// The same about one NHS number, or about one account at a GP surgery, from anywhere.
    pub target_record_look_ups: Rate,
    /// Photos, videos and face scans sent by one account.
    pub files: Lockout,
    /// Face scans that cannot be used before the photo of the ID has to be taken anew, and with that one before the video is left.
    pub face_scans: u32,
    /// Look-ups without a match before the person is shown another way (D10).
    pub no_match_rounds: u32,
    /// How long an answer of PDS or the GP system is waited for before the person may go on (D17).
    pub look_up_patience: Lifetime,
    /// The youngest age of a person, years (decision 6).
    pub minimum_age: i16,
    /// Whether levels can be reached here.
    pub proving: Proving,
}

impl Default for Rules {
    /// Journeys 8, and where it names no number ([ours]) one that a household or a ward behind one address does not meet.
    fn default() -> Self {
        let tries = Lockout {
            allowed: 5,
            window: Lifetime::hours(24),
            wait: Lifetime::minutes(15),
            repeated_wait: Lifetime::minutes(15),
        };
        let rate = |allowed| Rate { allowed, window: Lifetime::minutes(15) };
        Self {
            phone_code: Lifetime::minutes(5),
            email_code: Lifetime::hours(1),
            asserted_login: Lifetime::seconds(60),
            switch_link: Lifetime::minutes(10),
            passwords: tries,
            codes: Lockout { repeated_wait: Lifetime::hours(1), ..tries },
            sends: Lockout { window: Lifetime::hours(1), ..tries },
            operator_strangers: Lockout {
                allowed: 20,
                wait: Lifetime::hours(1),
                repeated_wait: Lifetime::hours(4),
                ..tries
            },
            lock_memory: Lifetime::hours(24),
            network_failures: rate(50),
            network_sends: rate(50),
            network_requests: rate(2000),
            network_lookups: rate(100),
            address_lookups: rate(30),
            address_lookups_anywhere: rate(1000),
            session: Lifetime::minutes(60),
            ticket: Lifetime::hours(2),
            remembered_device: Lifetime::days(180),
            unused_device: Lifetime::days(180),
            unfinished_registration: Lifetime::hours(24),
            record_look_ups: Lockout { allowed: 8, window: Lifetime::hours(1), ..tries },
            network_record_look_ups: rate(60),
            target_record_look_ups: Rate { allowed: 30, window: Lifetime::hours(1) },
            files: Lockout {
                allowed: 60,
                wait: Lifetime::hours(24),
                repeated_wait: Lifetime::hours(24),
                ..tries
            },
            face_scans: 3,
            no_match_rounds: 3,
            look_up_patience: Lifetime::seconds(30),
            minimum_age: 13,
            proving: Proving::Unavailable,
        }
    }
}
