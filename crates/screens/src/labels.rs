//! What a scope shares, in a patient's words.

use vocabulary::{ProofingLevel, Scope, ScopeSet};

/// The labels for these scopes, each once, in the fixed order of the scopes. Journeys 2.9.
#[must_use]
pub fn sharing_labels(scopes: ScopeSet) -> Vec<&'static str> {
    let mut labels: Vec<&'static str> = Vec::new();
    for label in scopes.iter().flat_map(|scope| labels_of(scope, scopes)) {
        if !labels.contains(label) {
            labels.push(label);
        }
    }
    labels
}

/// The labels for what these scopes share of somebody at `level`: before a record is matched, that is little.
#[must_use]
pub fn sharing_labels_at(scopes: ScopeSet, level: ProofingLevel) -> Vec<&'static str> {
    let shared = |scope: &Scope| match scope {
        Scope::ProfileExtended | Scope::GpRegistrationDetails => level >= ProofingLevel::P5,
        Scope::GpIntegrationCredentials => level >= ProofingLevel::P9,
        _ => true,
    };
    let labels = sharing_labels(scopes.iter().filter(shared).collect());
    let matched = level >= ProofingLevel::P5;
    labels
        .into_iter()
        .filter(|label| matched || !["NHS number", "last name", "date of birth"].contains(label))
        .collect()
}

/// What is new to a client that had agreed scopes at one level and now gets `now` at another. A level that rose is new, under a name of
/// its own: the client knew the lower one. Journeys 1.10, C2
#[must_use]
pub fn new_sharing_labels(
    before: (ScopeSet, ProofingLevel),
    now: (ScopeSet, ProofingLevel),
) -> Vec<&'static str> {
    let known = sharing_labels_at(before.0, before.1);
    let all = sharing_labels_at(now.0, now.1);
    let rose = now.1 > before.1 && all.contains(&IDENTITY_LEVEL) && known.contains(&IDENTITY_LEVEL);
    let news = all.into_iter().filter(|label| !known.contains(label));
    news.chain(rose.then_some("new identity level")).collect()
}

const IDENTITY_LEVEL: &str = "identity level";

fn labels_of(scope: Scope, all: ScopeSet) -> &'static [&'static str] {
    match scope {
        Scope::OpenId => &[],
        Scope::BasicDemographics => &["last name", "date of birth", "identity level"],
        Scope::Profile => &["NHS number", "last name", "date of birth", "identity level"],
        Scope::ProfileExtended => &["first names"],
        Scope::Email => &["email address"],
        Scope::Phone if all.contains(Scope::Landline) => &["phone numbers"],
        Scope::Phone => &["mobile phone number"],
        Scope::Landline if all.contains(Scope::Phone) => &["phone numbers"],
        Scope::Landline => &["landline number"],
        Scope::GpRegistrationDetails => &["GP surgery’s name and address"],
        Scope::GpIntegrationCredentials => &["registration details for GP online services"],
        Scope::ClientMetadata => &["unique ID for the service"],
    }
}

#[cfg(test)]
mod tests {
    use vocabulary::{ProofingLevel, ScopeSet};

    use super::{new_sharing_labels, sharing_labels, sharing_labels_at};

    #[test]
    fn what_was_shared_before_is_not_new_when_the_level_rises() {
        let asked = ScopeSet::known_in("openid profile email");
        let rise = |from, to| new_sharing_labels((asked, from), (asked, to));
        assert_eq!(rise(ProofingLevel::P5, ProofingLevel::P9), ["new identity level"]);
        assert_eq!(
            rise(ProofingLevel::P0, ProofingLevel::P9),
            ["NHS number", "last name", "date of birth", "new identity level"]
        );
        let more = ScopeSet::known_in("openid profile email phone gp_integration_credentials");
        let p9 = ProofingLevel::P9;
        assert_eq!(
            new_sharing_labels((asked, p9), (more, p9)),
            ["mobile phone number", "registration details for GP online services"]
        );
        assert_eq!(sharing_labels_at(asked, ProofingLevel::P0), ["identity level", "email address"]);
    }

    #[test]
    fn a_label_that_two_scopes_share_is_listed_once() {
        assert_eq!(
            sharing_labels(ScopeSet::known_in("openid basic_demographics profile")),
            ["NHS number", "last name", "date of birth", "identity level"]
        );
    }

    #[test]
    fn asking_for_the_landline_too_makes_the_phone_label_plural() {
        assert_eq!(sharing_labels(ScopeSet::known_in("phone")), ["mobile phone number"]);
        assert_eq!(sharing_labels(ScopeSet::known_in("landline")), ["landline number"]);
        assert_eq!(sharing_labels(ScopeSet::known_in("phone landline")), ["phone numbers"]);
    }
}
