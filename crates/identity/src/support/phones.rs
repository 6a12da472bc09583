//! Phone numbers, and whether P9 can be reached through them. Journeys 6.1, E9

use account_store::{AuditEvent, Batch, Phone};
use vocabulary::{Message, MobileMatchReason, PhoneChange, PhoneKind, PhoneNumber};

use crate::service::Inner;
use crate::support::change::Acting;

impl Inner {
    /// The person is told by email: whoever did not ask for it learns of it.
    pub(crate) fn add_mobile(&self, acting: &Acting<'_>, number: &PhoneNumber, batch: &mut Batch) {
        let phone = Phone { number: number.clone(), confirmed_at: self.clock.now(), pds_matched: false };
        batch.put_phone(acting.account.id, &phone);
        let event = AuditEvent::PhoneChanged { kind: PhoneKind::Mobile };
        self.audit_person(acting.account.id, event, &acting.involved(), batch);
        let change = PhoneChange::MobileChanged;
        self.tell_person(acting.account, &Message::PhoneChanged { change }, batch);
    }

    pub(crate) fn add_removal(&self, acting: &Acting<'_>, kind: PhoneKind, batch: &mut Batch) {
        batch.delete_phone(acting.account.id, kind);
        let event = AuditEvent::PhoneRemoved { kind };
        self.audit_person(acting.account.id, event, &acting.involved(), batch);
        let change = match kind {
            PhoneKind::Mobile => PhoneChange::MobileRemoved,
            PhoneKind::Landline => PhoneChange::LandlineRemoved,
        };
        self.tell_person(acting.account, &Message::PhoneChanged { change }, batch);
    }

    pub(crate) fn add_match_block(&self, acting: &Acting<'_>, reason: MobileMatchReason, batch: &mut Batch) {
        batch.block_mobile_match(acting.account.id, acting.account.version, true);
        let event = AuditEvent::MobileMatchBlocked { reason };
        self.audit_person(acting.account.id, event, &acting.involved(), batch);
    }

    pub(crate) fn add_match_permit(&self, acting: &Acting<'_>, reason: MobileMatchReason, batch: &mut Batch) {
        batch.block_mobile_match(acting.account.id, acting.account.version, false);
        let event = AuditEvent::MobileMatchAllowed { reason };
        self.audit_person(acting.account.id, event, &acting.involved(), batch);
    }
}
