//! When a message that was not accepted is tried again, and when it is given up.

use vocabulary::{Instant, Lifetime, MessageKind};

/// Waits between attempts; the last one repeats.
const WAITS: [Lifetime; 5] = [
    Lifetime::seconds(2),
    Lifetime::seconds(10),
    Lifetime::seconds(30),
    Lifetime::minutes(2),
    Lifetime::minutes(10),
];

/// News that came too late to matter is not sent.
const NEWS: Lifetime = Lifetime::days(1);

/// Somebody waits for the answer, however late it arrives: what they wrote to support, an ID check, a closed account.
const ANSWER: Lifetime = Lifetime::days(7);

/// How long a message is worth sending.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Worth {
    /// A code by text or call.
    pub(crate) phone_code: Lifetime,
    /// A code by email.
    pub(crate) email_code: Lifetime,
    /// A link to another device.
    pub(crate) switch_link: Lifetime,
}

impl Worth {
    /// When a message written at `created_at` is of no more use.
    pub(crate) fn ends_at(self, kind: MessageKind, created_at: Instant) -> Instant {
        created_at.after(match kind {
            MessageKind::TextCode | MessageKind::CallCode | MessageKind::RecordCode => self.phone_code,
            MessageKind::ContinueLink => self.switch_link,
            MessageKind::ConfirmEmail => self.email_code,
            MessageKind::AccountCreated
            | MessageKind::DeviceRemembered
            | MessageKind::ContactReceived
            | MessageKind::OperatorInvitation
            | MessageKind::OperatorReset => NEWS,
            MessageKind::Contact
            | MessageKind::PhotoIdPassed
            | MessageKind::PhotoIdDeclined
            | MessageKind::AccountDisabled
            | MessageKind::AccountEnabled
            | MessageKind::AccountDeleted
            | MessageKind::PhoneChanged
            | MessageKind::EvidenceReady => ANSWER,
        })
    }

    /// When the next attempt is due after `attempts` failed ones; none when the message is of no more use by then.
    pub(crate) fn next_attempt(
        self,
        kind: MessageKind,
        created_at: Instant,
        attempts: u32,
        now: Instant,
    ) -> Option<Instant> {
        let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
        let wait = WAITS.get(index).or(WAITS.last()).copied().unwrap_or(NEWS);
        let due_at = now.after(wait);
        (due_at < self.ends_at(kind, created_at)).then_some(due_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORTH: Worth = Worth {
        phone_code: Lifetime::minutes(5),
        email_code: Lifetime::hours(1),
        switch_link: Lifetime::minutes(10),
    };

    #[test]
    fn waits_grow_and_end_with_the_code() {
        let created_at = Instant::from_seconds(1_000_000);
        let mut now = created_at;
        let mut waits = Vec::new();
        for attempts in 1.. {
            let Some(due_at) = WORTH.next_attempt(MessageKind::ConfirmEmail, created_at, attempts, now)
            else {
                break;
            };
            waits.push(due_at.since(now).whole_seconds());
            now = due_at;
        }
        assert_eq!(waits, [2, 10, 30, 120, 600, 600, 600, 600, 600]);
    }

    #[test]
    fn a_text_is_not_sent_after_its_code_has_expired() {
        let created_at = Instant::from_seconds(1_000_000);
        let late = created_at.after(Lifetime::minutes(4));
        assert_eq!(WORTH.next_attempt(MessageKind::TextCode, created_at, 4, late), None);
        assert!(WORTH.next_attempt(MessageKind::TextCode, created_at, 3, late).is_some());
    }
}
