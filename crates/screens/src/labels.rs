//! What a scope shares, in a patient's words.

/// The list of labels for these scopes, each once, in the order of the scopes. Unknown scopes share
/// nothing that has a label. Journeys 2.9.
#[must_use]
pub fn sharing_labels(scopes: &[&str]) -> Vec<&'static str> {
    let landline_too = scopes.contains(&"landline");
    let mut labels: Vec<&'static str> = Vec::new();
    for scope in scopes {
        for label in labels_of(scope, landline_too) {
            if !labels.contains(label) {
                labels.push(label);
            }
        }
    }
    labels
}

fn labels_of(scope: &str, landline_too: bool) -> &'static [&'static str] {
    match scope {
        "basic_demographics" => &["last name", "date of birth", "identity level"],
        "profile" => &["NHS number", "last name", "date of birth", "identity level"],
        "profile_extended" => &["first names"],
        "email" => &["email address"],
        "phone" if landline_too => &["phone numbers"],
        "phone" => &["mobile phone number"],
        "landline" => &["landline number"],
        "gp_registration_details" => &["GP surgery’s name and address"],
        "gp_integration_credentials" => &["registration details for GP online services"],
        "client_metadata" => &["unique ID for the service"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::sharing_labels;

    #[test]
    fn a_label_that_two_scopes_share_is_listed_once() {
        assert_eq!(
            sharing_labels(&["openid", "basic_demographics", "profile"]),
            ["last name", "date of birth", "identity level", "NHS number"]
        );
    }

    #[test]
    fn asking_for_the_landline_too_makes_the_phone_label_plural() {
        assert_eq!(sharing_labels(&["phone"]), ["mobile phone number"]);
        assert_eq!(sharing_labels(&["phone", "landline"]), ["phone numbers", "landline number"]);
    }
}
