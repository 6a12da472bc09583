//! What the registry's pages say about keys, changes and drafts.

use identity::{DraftSummary, PartnerKeyStanding, PartnerKeyView, SecondPerson};
use screens::clients::{DraftRow, KeyRow, KeyTag};
use screens::spoken_moment;
use vocabulary::Instant;
use web::staff::registration::draft_state;

use crate::drafts;

/// What every page says where no second person is needed.
pub(crate) fn second_person_off(second_person: SecondPerson) -> Option<String> {
    let words = "No second person is needed for changes by operators: clients.second_person is switched off in the configuration.";
    (second_person == SecondPerson::SwitchedOff).then(|| words.to_owned())
}

pub(crate) fn moment(at: Instant) -> String {
    spoken_moment(&at.to_string())
}

pub(crate) fn draft_row(draft: &DraftSummary) -> DraftRow {
    DraftRow {
        name: draft.name.clone(),
        client: draft.client_id.to_string(),
        href: drafts::home(draft.id, draft.state),
        state: draft_state(draft.state).to_owned(),
        by: format!("{}, {}", draft.author, moment(draft.changed_at)),
    }
}

pub(crate) const fn key_tag(standing: PartnerKeyStanding) -> KeyTag {
    match standing {
        PartnerKeyStanding::InUse => KeyTag::InUse,
        PartnerKeyStanding::NotYet => KeyTag::NotYet,
        PartnerKeyStanding::EndsSoon(days) => KeyTag::EndsSoon(days),
        PartnerKeyStanding::Ended => KeyTag::Ended,
    }
}

pub(crate) fn key_row(key: &PartnerKeyView, dates_href: Option<String>) -> KeyRow {
    let window = match (key.from, key.until) {
        (None, None) => "without an end".to_owned(),
        (Some(from), None) => format!("from {}", moment(from)),
        (None, Some(until)) => format!("until {}", moment(until)),
        (Some(from), Some(until)) => format!("from {} until {}", moment(from), moment(until)),
    };
    KeyRow {
        name: if key.has_key_id { key.name.clone() } else { "Without a key ID".to_owned() },
        thumbprint: key.thumbprint.clone(),
        size: format!("{} bits", key.bits),
        window,
        used: key.last_used_at.map_or_else(|| "Never, as far as is known".to_owned(), moment),
        tag: key_tag(key.standing),
        dates_href,
    }
}
