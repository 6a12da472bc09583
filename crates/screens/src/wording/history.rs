//! What happened, in words, for whoever reads an account's history. Journeys 6.1.

/// What an audit event of this name says happened. A name without words of its own is said as it is: "Client changed".
#[must_use]
pub fn event_words(name: &str) -> String {
    let found =
        ACCOUNT.iter().chain(SIGN_IN).chain(PROVING).chain(OPERATORS).find(|(known, _)| *known == name);
    found.map_or_else(|| spaced(name), |(_, words)| (*words).to_owned())
}

fn spaced(name: &str) -> String {
    let mut letters = name.chars().map(|letter| if letter == '_' { ' ' } else { letter });
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

type Words = [(&'static str, &'static str)];

const ACCOUNT: &Words = &[
    ("registration_started", "Registration started"),
    ("email_confirmed", "Email address confirmed"),
    ("phone_confirmed", "Phone number confirmed"),
    ("account_created", "Account created"),
    ("account_disabled", "Account disabled"),
    ("account_enabled", "Account enabled"),
    ("account_deleted", "Account deleted"),
    ("account_cleansed", "Account cleansed"),
    ("phone_changed", "Phone number changed"),
    ("phone_removed", "Phone number removed"),
    ("password_changed", "Password changed"),
    ("device_remembered", "Device remembered"),
    ("device_forgotten", "Device forgotten"),
    ("terms_agreed", "Terms agreed to"),
    ("consent_given", "Agreed to share information"),
    ("consent_refused", "Did not agree to share information"),
    ("consent_withdrawn", "Agreement to share withdrawn"),
    ("metadata_changed", "Service stored its own data"),
    ("metadata_removed", "Service removed its own data"),
    ("sessions_ended", "Logged out everywhere by the service desk"),
    ("erasure_requested", "Erasure asked for"),
    ("erasure_withdrawn", "Erasure withdrawn"),
];

const SIGN_IN: &Words = &[
    ("password_accepted", "Password accepted"),
    ("password_refused", "Wrong password"),
    ("code_sent", "Security code sent"),
    ("code_accepted", "Security code accepted"),
    ("code_refused", "Wrong security code"),
    ("locked", "Locked for a while after too many tries"),
    ("signed_in", "Logged in"),
    ("signed_in_silently", "Logged in with an open session"),
    ("login_asserted", "Moved on from another service"),
    ("signed_out", "Logged out"),
    ("code_issued", "Sent back to the service"),
    ("tokens_issued", "Service fetched its tokens"),
    ("tokens_refreshed", "Service renewed its tokens"),
    ("tokens_resent", "Service fetched its renewed tokens once more"),
    ("refresh_reuse", "A spent refresh token came again"),
    ("code_reuse", "A spent authorisation code came again"),
    ("grant_revoked", "Service’s access ended"),
    ("userinfo_read", "Service read the shared information"),
];

const PROVING: &Words = &[
    ("person_set", "Details set"),
    ("details_matched", "Details matched an NHS record"),
    ("details_not_matched", "Details matched no NHS record"),
    ("level_raised", "Level reached"),
    ("gp_details_refused", "GP details refused"),
    ("gp_connected", "Connected to the GP surgery"),
    ("gp_disconnected", "Connection to the GP surgery ended"),
    ("record_changed", "Details changed with the NHS record"),
    ("mobile_match_refused", "Mobile match refused"),
    ("mobile_match_blocked", "Mobile match blocked"),
    ("mobile_match_allowed", "Mobile match unblocked"),
    ("evidence_stored", "Evidence sent"),
    ("evidence_viewed", "Evidence looked at"),
    ("evidence_listed", "List of evidence looked at"),
    ("evidence_requested", "Archived evidence asked for"),
    ("evidence_restored", "Archived evidence made ready"),
    ("face_scan_failed", "Face scan not made"),
    ("device_link_sent", "Link for another device sent"),
    ("device_link_used", "Link for another device opened"),
    ("case_submitted", "Photo ID check sent"),
    ("case_assigned", "Photo ID check taken by a checker"),
    ("case_released", "Photo ID check given back"),
    ("case_decided", "Photo ID check decided"),
    ("case_held", "Photo ID check put on the holding list"),
    ("case_returned", "Photo ID check sent back to the queue"),
    ("case_reopened", "Decision taken back"),
    ("case_retraced", "NHS record looked for by a checker"),
    ("case_audited", "Decision audited"),
];

const OPERATORS: &Words = &[
    ("person_searched", "Searched for"),
    ("person_viewed", "Account looked at"),
    ("history_viewed", "History looked at"),
    ("trace_viewed", "Log in trace looked at"),
    ("traces_listed", "Log in traces looked for"),
];

/// A field of an event with its value, in words: "Reference: CID2014".
#[must_use]
pub fn event_detail(field: &str, value: &str) -> Option<String> {
    let label = match field {
        "cid" => return Some(format!("Reference: CID{value:0>4}")),
        "removed_phones" if value == "true" => return Some("Phone numbers removed as well".to_owned()),
        "grant" | "until" | "generation" | "removed_phones" => return None,
        "by" => "Searched by",
        "factors" => "Shown",
        "level" => "Level",
        "proof" => "By",
        "purpose" => "For",
        "channel" => "Sent by",
        "round" => "Try",
        "status" => "Result",
        "reason" => "Reason",
        "kind" => "Kind",
        "scopes" => "Scopes",
        "agreed" => "Agreed",
        "outcome" => "Outcome",
        other => other,
    };
    Some(format!("{label}: {}", value.replace('_', " ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_said_in_words_and_what_is_for_machines_is_left_out() {
        assert_eq!(event_detail("cid", "2014").as_deref(), Some("Reference: CID2014"));
        assert_eq!(event_detail("reason", "patient_confusion").as_deref(), Some("Reason: patient confusion"));
        assert_eq!(event_detail("grant", "x"), None);
    }

    #[test]
    fn an_event_without_words_is_said_as_it_is_called() {
        assert_eq!(event_words("account_disabled"), "Account disabled");
        assert_eq!(event_words("something_new"), "Something new");
    }
}
