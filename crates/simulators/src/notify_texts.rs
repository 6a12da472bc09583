//! What the Notify simulator keeps.

use std::collections::BTreeMap;

use serde::Serialize;

/// A template in the service's account.
#[derive(Debug, Clone)]
pub struct NotifyTemplate {
    /// Its id.
    pub id: String,
    /// Its words, with `((name))` where personalisation goes.
    pub body: String,
}

impl NotifyTemplate {
    /// The words with every `((name))` filled in.
    ///
    /// # Errors
    /// The first name that is missing.
    pub(crate) fn fill(&self, with: &BTreeMap<String, String>) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = self.body.as_str();
        while let Some((before, after)) = rest.split_once("((") {
            let Some((name, tail)) = after.split_once("))") else { break };
            out.push_str(before);
            out.push_str(with.get(name).ok_or_else(|| name.to_owned())?);
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// A text that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentText {
    /// Notify's own id.
    pub id: String,
    /// The sender's reference, if it gave one.
    pub reference: Option<String>,
    /// The number, in E.164.
    pub phone_number: String,
    /// The template.
    pub template_id: String,
    /// The words as they arrive.
    pub body: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_or_names_what_is_missing() {
        let template = NotifyTemplate { id: "t".into(), body: "((code)) is your ((what)).".into() };
        let mut with = BTreeMap::from([("code".to_owned(), "123456".to_owned())]);
        assert_eq!(template.fill(&with), Err("what".to_owned()));
        with.insert("what".into(), "code".into());
        assert_eq!(template.fill(&with).unwrap(), "123456 is your code.");
    }
}
