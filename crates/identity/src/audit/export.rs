//! The audit as files: comma-separated values (RFC 4180) and JSON, one object a line.

use serde_json::{Map, Value as Json};

use crate::audit::search::AuditLine;

const HEADINGS: [&str; 11] = [
    "at",
    "event",
    "event_id",
    "account_id",
    "client_id",
    "operator",
    "operator_id",
    "case_id",
    "incident",
    "reference",
    "detail",
];

impl AuditLine {
    /// The first line of a file of comma-separated values.
    #[must_use]
    pub fn csv_heading() -> String {
        csv(HEADINGS.iter().map(|heading| (*heading).to_owned()))
    }

    /// The event as a line of comma-separated values. No spreadsheet takes a value for a formula.
    #[must_use]
    pub fn to_csv(&self) -> String {
        csv(self.values().into_iter().map(Option::unwrap_or_default))
    }

    /// The event as a line with a JSON object; what it has no value for is left out.
    #[must_use]
    pub fn to_json_line(&self) -> String {
        let named = HEADINGS.iter().zip(self.values()).filter(|(name, _)| **name != "detail");
        let mut object: Map<String, Json> =
            named.filter_map(|(name, value)| Some(((*name).to_owned(), Json::String(value?)))).collect();
        let detail: Map<String, Json> =
            self.detail.iter().map(|(name, value)| (name.clone(), Json::String(value.clone()))).collect();
        object.insert("detail".to_owned(), Json::Object(detail));
        format!("{}\n", Json::Object(object))
    }

    fn values(&self) -> [Option<String>; 11] {
        let detail: Vec<String> =
            self.detail.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let (id, username) = match &self.operator {
            Some((id, username)) => (Some(id.to_string()), username.clone()),
            None => (None, None),
        };
        [
            Some(self.at.to_string()),
            Some(self.kind.clone()),
            Some(self.id.to_string()),
            self.account.map(|id| id.to_string()),
            self.client.as_ref().map(ToString::to_string),
            username,
            id,
            self.case.map(|id| id.to_string()),
            self.incident.as_ref().map(ToString::to_string),
            self.reference.map(|reference| reference.to_string()),
            Some(detail.join("; ")),
        ]
    }
}

/// A line: every value in quotation marks. One that a spreadsheet would take for a formula begins with an apostrophe.
fn csv(values: impl Iterator<Item = String>) -> String {
    let quoted = values.map(|value| {
        let formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
        format!("\"{}{}\"", if formula { "'" } else { "" }, value.replace('"', "\"\""))
    });
    format!("{}\r\n", quoted.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use vocabulary::{ClientId, EventId, Instant};

    use super::*;

    fn line() -> AuditLine {
        AuditLine {
            id: EventId::from_bytes([1; 16]),
            at: Instant::from_seconds(1_800_000_000),
            kind: "code_sent".to_owned(),
            account: None,
            client: Some(ClientId::try_from("app").unwrap()),
            operator: None,
            case: None,
            incident: None,
            reference: None,
            detail: vec![
                ("channel".to_owned(), "text".to_owned()),
                ("purpose".to_owned(), "sign_in".to_owned()),
            ],
        }
    }

    #[test]
    fn a_line_of_values_has_as_many_as_the_heading() {
        let commas = |text: &str| text.matches("\",\"").count();
        assert_eq!(commas(&line().to_csv()), commas(&AuditLine::csv_heading()));
        assert!(line().to_csv().starts_with("\"2027-01-15T08:00:00Z\",\"code_sent\","));
        assert!(line().to_csv().ends_with(",\"channel: text; purpose: sign_in\"\r\n"));
    }

    #[test]
    fn no_value_is_a_formula() {
        for begins in ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"] {
            assert!(csv([begins.to_owned()].into_iter()).starts_with("\"'"), "{begins}");
        }
        assert_eq!(csv(["a\"b".to_owned()].into_iter()), "\"a\"\"b\"\r\n");
    }

    #[test]
    fn a_line_of_json_leaves_out_what_has_no_value() {
        let read: Json = serde_json::from_str(&line().to_json_line()).unwrap();
        assert_eq!(read["detail"]["channel"], "text");
        assert_eq!(read["client_id"], "app");
        assert!(read.get("account_id").is_none());
    }
}
