//! Who may let a change of a registration take effect, and what becomes of it when the registration changed meanwhile.

use vocabulary::{ChangedBy, ClientDocument, OperatorId};

/// Whether a second person has to look at every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondPerson {
    /// Nothing takes effect before somebody else approved it.
    Required,
    /// The configuration switched it off: operators' own changes take effect when they say so. A partner's never do.
    SwitchedOff,
}

/// Whether an operator may approve a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// They may.
    Allowed,
    /// They wrote, changed or submitted it themselves.
    OwnWork,
}

/// Whether `approver` may approve a draft of `author` on which `hands` worked: whoever began, changed or submitted it, whatever they
/// are called.
///
/// Spec: F-59
#[must_use]
pub fn approval(
    second_person: SecondPerson,
    author: ChangedBy,
    hands: &[OperatorId],
    approver: OperatorId,
) -> Approval {
    let needs_another = second_person == SecondPerson::Required || author == ChangedBy::Partner;
    if needs_another && hands.contains(&approver) { Approval::OwnWork } else { Approval::Allowed }
}

/// What `draft`, which was made from `base`, says about a registration that is `current` by now: its own changes, and for everything
/// else what holds.
#[must_use]
pub fn brought_up_to_date(
    base: &ClientDocument,
    draft: &ClientDocument,
    current: &ClientDocument,
) -> ClientDocument {
    fn newer<T: PartialEq + Clone>(base: &T, draft: &T, current: &T) -> T {
        if draft == base { current.clone() } else { draft.clone() }
    }
    macro_rules! merged {
        ($($field:ident),+ $(,)?) => {
            ClientDocument {
                client_id: current.client_id.clone(),
                $($field: newer(&base.$field, &draft.$field, &current.$field),)+
            }
        };
    }
    merged!(
        name,
        name_takes_the,
        redirect_uris,
        onward_origins,
        scopes,
        vectors,
        keys,
        refresh_tokens,
        nonce_optional,
        default_vtr,
        sso,
        sso_partners,
        im1,
        registration,
        terms_url,
        privacy_url,
        contact,
        issuer,
        enabled,
    )
}
