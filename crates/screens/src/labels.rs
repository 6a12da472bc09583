//! What a scope shares, in a patient's words.

use vocabulary::{Scope, ScopeSet};

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
    use vocabulary::ScopeSet;

    use super::sharing_labels;

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
