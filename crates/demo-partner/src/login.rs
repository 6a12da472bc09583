//! What the developer chose on the start page, read from the query of `GET /login`.

use url::form_urlencoded;

use crate::config::{Level, PartnerConfig};

/// Every scope the provider may offer, in the order of the start page. Spec: F-9.
pub(crate) const OFFERED_SCOPES: [&str; 9] = [
    "profile",
    "basic_demographics",
    "profile_extended",
    "email",
    "phone",
    "landline",
    "gp_registration_details",
    "gp_integration_credentials",
    "client_metadata",
];

/// The `prompt` of a log in. Spec: F-20.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// Left out: silent when possible, else screens.
    Absent,
    /// Never a screen.
    Silent,
    /// Always log in again.
    Login,
}

/// One log in as it will be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoginChoice {
    pub(crate) scopes: Vec<String>,
    pub(crate) vtr: Option<String>,
    pub(crate) prompt: Prompt,
    /// The `jti` of the ID token whose log in is passed on (`asserted_login_identity`).
    pub(crate) passed_on: Option<String>,
}

impl LoginChoice {
    /// What the button asks for.
    pub(crate) fn configured(config: &PartnerConfig) -> Self {
        let scopes = config.scopes.iter().filter(|scope| *scope != "openid").cloned().collect();
        Self { scopes, vtr: config.level.vtr(), prompt: Prompt::Absent, passed_on: None }
    }

    /// Reads `scope` (repeated), `level`, `vtr` (wins over `level`), `prompt` and `silent`. Without
    /// `choices` the scopes and the level are the configured ones, so that a bare link works; unknown
    /// words are left out.
    pub(crate) fn from_query(query: &str, config: &PartnerConfig) -> Self {
        let mut choice = Self::configured(config);
        let fields: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let value = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        if value("choices").is_some() || value("scope").is_some() {
            choice.scopes = fields
                .iter()
                .filter(|(key, value)| key == "scope" && OFFERED_SCOPES.contains(&value.as_str()))
                .map(|(_, value)| value.clone())
                .collect();
        }
        if let Some(level) = value("level").and_then(|text| text.parse::<Level>().ok()) {
            choice.vtr = level.vtr();
        }
        if let Some(vtr) = value("vtr").filter(|text| !text.is_empty()) {
            choice.vtr = Some(vtr.to_owned());
        }
        choice.prompt = match (value("silent"), value("prompt")) {
            (Some(_), _) | (None, Some("none")) => Prompt::Silent,
            (None, Some("login")) => Prompt::Login,
            _ => Prompt::Absent,
        };
        choice
    }

    /// The same log in, without a screen.
    pub(crate) fn silently(&self) -> Self {
        Self { prompt: Prompt::Silent, passed_on: None, ..self.clone() }
    }

    /// The same scopes at P9, for the person to whom the ID token with this `jti` was issued. Spec: F-56.
    pub(crate) fn at_p9(&self, id_token_jti: &str) -> Self {
        Self {
            vtr: Level::P9.vtr(),
            prompt: Prompt::Absent,
            passed_on: Some(id_token_jti.to_owned()),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_link_asks_for_what_is_configured() {
        let choice = LoginChoice::from_query("", &PartnerConfig::sample());
        assert_eq!(choice.scopes, ["profile", "email"]);
        assert_eq!(choice.vtr, Level::P5.vtr());
        assert_eq!(choice.prompt, Prompt::Absent);
    }

    #[test]
    fn the_form_replaces_scopes_level_and_prompt() {
        let choice = LoginChoice::from_query(
            "choices=1&scope=phone&scope=email&level=P9&prompt=login",
            &PartnerConfig::sample(),
        );
        assert_eq!(choice.scopes, ["phone", "email"]);
        assert_eq!(choice.vtr, Level::P9.vtr());
        assert_eq!(choice.prompt, Prompt::Login);
    }

    #[test]
    fn no_ticked_box_asks_for_openid_alone() {
        assert!(LoginChoice::from_query("choices=1", &PartnerConfig::sample()).scopes.is_empty());
    }

    #[test]
    fn the_silent_button_wins_over_the_prompt_choice() {
        let choice = LoginChoice::from_query("choices=1&prompt=login&silent=yes", &PartnerConfig::sample());
        assert_eq!(choice.prompt, Prompt::Silent);
    }

    #[test]
    fn doing_more_asks_for_p9_on_the_strength_of_the_id_token() {
        let choice = LoginChoice::configured(&PartnerConfig::sample()).at_p9("id-token-1");
        assert_eq!((choice.vtr.clone(), choice.passed_on.as_deref()), (Level::P9.vtr(), Some("id-token-1")));
        assert_eq!(choice.silently().passed_on, None, "a token is good once");
    }

    #[test]
    fn words_nobody_offered_are_left_out() {
        let choice = LoginChoice::from_query(
            "scope=email&scope=everything&level=P12&prompt=maybe",
            &PartnerConfig::sample(),
        );
        assert_eq!(choice.scopes, ["email"]);
        assert_eq!(choice.vtr, Level::P5.vtr());
        assert_eq!(choice.prompt, Prompt::Absent);
    }
}
