//! What a change of a registration means for the partner, sentence by sentence.

use std::collections::HashSet;

use vocabulary::{
    ClientDocument, Instant, ProofingLevel, RegistrationSection, Scope, ScopeSet, VectorOfTrust,
};

use super::key_standing::PartnerKeyFacts;
use super::sentences::{day, gives, issuer, listed};

/// What a change does to log ins that work today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something that works stops working.
    Breaks,
    /// Something becomes possible.
    Adds,
    /// Nobody's sign-in notices.
    Harmless,
}

/// One sentence of "what changes for the partner".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationChange {
    /// What it does to log ins.
    pub severity: Severity,
    /// Which part of the registration it is in.
    pub section: RegistrationSection,
    /// A whole sentence.
    pub sentence: String,
}

/// A registration with what is known about its keys.
#[derive(Debug, Clone, Copy)]
pub struct Registration<'a> {
    /// The document.
    pub document: &'a ClientDocument,
    /// Its keys, each alone.
    pub keys: &'a [PartnerKeyFacts],
}

/// What changes for the partner when `before` becomes `after`; without `before` the client is new. What breaks comes first.
///
/// Spec: F-59
#[must_use]
pub fn changes(
    before: Option<Registration<'_>>,
    after: Registration<'_>,
    now: Instant,
) -> Vec<RegistrationChange> {
    let mut said = Said { now, changes: Vec::new() };
    let nobody = nobody(after.document);
    let old = before.unwrap_or(Registration { document: &nobody, keys: &[] });
    if before.is_none() {
        let sentence = format!("A new client, {}, can send people here.", after.document.client_id);
        said.say(Severity::Adds, RegistrationSection::Names, sentence);
    }
    said.names(old.document, after.document);
    said.addresses(old.document, after.document);
    said.keys(old.keys, after.keys);
    said.requests(old.document, after.document);
    said.single_sign_on(old.document, after.document);
    said.switches(old.document, after.document);
    said.changes.sort_by_key(|change| change.severity);
    said.changes
}

/// The registration before there was one: nothing is allowed, and what has a default stands at it.
fn nobody(after: &ClientDocument) -> ClientDocument {
    ClientDocument {
        client_id: after.client_id.clone(),
        name: after.name.clone(),
        name_takes_the: after.name_takes_the,
        redirect_uris: Vec::new(),
        onward_origins: Vec::new(),
        scopes: String::new(),
        vectors: Vec::new(),
        keys: Vec::new(),
        refresh_tokens: false,
        nonce_optional: false,
        default_vtr: Vec::new(),
        sso: false,
        sso_partners: Vec::new(),
        im1: false,
        registration: false,
        terms_url: None,
        privacy_url: None,
        contact: None,
        issuer: after.issuer,
        enabled: after.enabled,
    }
}

struct Said {
    now: Instant,
    changes: Vec<RegistrationChange>,
}

impl Said {
    fn say(&mut self, severity: Severity, section: RegistrationSection, sentence: impl Into<String>) {
        self.changes.push(RegistrationChange { severity, section, sentence: sentence.into() });
    }

    /// A switch that gives something when it is on.
    fn switch(
        &mut self,
        section: RegistrationSection,
        (before, after): (bool, bool),
        (on, off): (&str, &str),
    ) {
        match (before, after) {
            (false, true) => self.say(Severity::Adds, section, on),
            (true, false) => self.say(Severity::Breaks, section, off),
            _ => {}
        }
    }

    fn names(&mut self, before: &ClientDocument, after: &ClientDocument) {
        use RegistrationSection::Names;
        let called = |one: &ClientDocument| {
            if one.name_takes_the { format!("the {}", one.name) } else { one.name.clone() }
        };
        if called(before) != called(after) {
            let sentence = format!("People will read “{}” instead of “{}”.", called(after), called(before));
            self.say(Severity::Harmless, Names, sentence);
        }
        let links = [
            ("terms of use", &before.terms_url, &after.terms_url),
            ("privacy policy", &before.privacy_url, &after.privacy_url),
        ];
        for (what, old, new) in links {
            match (old, new) {
                (old, new) if old == new => {}
                (_, Some(new)) => {
                    self.say(
                        Severity::Harmless,
                        Names,
                        format!("The link to its {what} will lead to {new}."),
                    );
                }
                (_, None) => {
                    self.say(Severity::Harmless, Names, format!("There will be no link to its {what}."));
                }
            }
        }
        if before.contact != after.contact {
            let whom = after.contact.as_deref().unwrap_or("nobody");
            self.say(Severity::Harmless, Names, format!("Whom to write to about it: {whom}."));
        }
    }

    fn addresses(&mut self, before: &ClientDocument, after: &ClientDocument) {
        use RegistrationSection::Addresses;
        for uri in missing(&before.redirect_uris, &after.redirect_uris) {
            let sentence = format!(
                "People will no longer be sent back to {uri}: log ins that name it stop at an error page."
            );
            self.say(Severity::Breaks, Addresses, sentence);
        }
        for uri in missing(&after.redirect_uris, &before.redirect_uris) {
            self.say(Severity::Adds, Addresses, format!("People can be sent back to {uri}."));
        }
        for origin in missing(&before.onward_origins, &after.onward_origins) {
            let sentence =
                format!("Browsers will stop people on our pages when their log in leads on to {origin}.");
            self.say(Severity::Breaks, Addresses, sentence);
        }
        for origin in missing(&after.onward_origins, &before.onward_origins) {
            self.say(Severity::Adds, Addresses, format!("A log in can lead on to {origin}."));
        }
    }

    fn keys(&mut self, before: &[PartnerKeyFacts], after: &[PartnerKeyFacts]) {
        use RegistrationSection::Keys;
        for old in before {
            match after.iter().find(|new| new.thumbprint == old.thumbprint) {
                None if old.until.is_some_and(|until| until <= self.now) => {
                    let sentence = format!("Key {}, whose time was over, is no longer registered.", old.name);
                    self.say(Severity::Harmless, Keys, sentence);
                }
                None => {
                    let sentence = format!("Requests signed with key {} are refused from now on.", old.name);
                    self.say(Severity::Breaks, Keys, sentence);
                }
                Some(new) => self.same_key(old, new),
            }
        }
        for new in after.iter().filter(|new| before.iter().all(|old| old.thumbprint != new.thumbprint)) {
            let sentence = format!("Requests signed with key {} are accepted {}.", new.name, window(new));
            self.say(Severity::Adds, Keys, sentence);
        }
    }

    fn same_key(&mut self, old: &PartnerKeyFacts, new: &PartnerKeyFacts) {
        use RegistrationSection::Keys;
        if old.name != new.name {
            let sentence = format!("Key {} has to be named {} in requests.", old.name, new.name);
            self.say(Severity::Breaks, Keys, sentence);
        }
        let later = new.from.is_some_and(|from| from > self.now && old.from.is_none_or(|old| old < from));
        if later {
            let from = new.from.map(day).unwrap_or_default();
            let sentence = format!("Requests signed with key {} are refused until {from}.", new.name);
            self.say(Severity::Breaks, Keys, sentence);
        } else if old.from != new.from {
            let sentence = format!("Requests signed with key {} are accepted {}.", new.name, window(new));
            self.say(Severity::Adds, Keys, sentence);
        }
        if old.until == new.until {
            return;
        }
        match new.until {
            Some(until) if old.until.is_none_or(|old| until < old) => {
                let from = if until <= self.now { "now on".to_owned() } else { day(until) };
                let sentence = format!("Requests signed with key {} are refused from {from}.", new.name);
                self.say(Severity::Breaks, Keys, sentence);
            }
            Some(until) => {
                let sentence =
                    format!("Requests signed with key {} stay accepted until {}.", new.name, day(until));
                self.say(Severity::Adds, Keys, sentence);
            }
            None => {
                let sentence = format!("Requests signed with key {} stay accepted without an end.", new.name);
                self.say(Severity::Adds, Keys, sentence);
            }
        }
    }

    fn requests(&mut self, before: &ClientDocument, after: &ClientDocument) {
        use RegistrationSection::Requests;
        let scopes = |one: &ClientDocument| -> ScopeSet {
            one.scopes.split_whitespace().filter_map(|word| Scope::try_from(word).ok()).collect()
        };
        let (old, new) = (scopes(before), scopes(after));
        for scope in old.minus(new).iter() {
            let sentence = format!("It will no longer get {} ({}).", gives(scope), scope.as_str());
            self.say(Severity::Breaks, Requests, sentence);
        }
        for scope in new.minus(old).iter() {
            let sentence = format!("It may ask people for {} ({}).", gives(scope), scope.as_str());
            self.say(Severity::Adds, Requests, sentence);
        }
        self.vectors(before, after);
        if before.default_vtr != after.default_vtr {
            let asked = |vectors: &[String]| match vectors {
                [] => "P9 with two factors".to_owned(),
                some => some.join(" or "),
            };
            let sentence = format!(
                "Log ins that do not say how well people must be known will ask for {} instead of {}.",
                asked(&after.default_vtr),
                asked(&before.default_vtr)
            );
            self.say(Severity::Breaks, Requests, sentence);
        }
        self.switch(
            Requests,
            (before.refresh_tokens, after.refresh_tokens),
            ("It gets refresh tokens.", "It gets no more refresh tokens, and those it has are refused."),
        );
        self.switch(
            Requests,
            (before.im1, after.im1),
            (
                "It may have registration details for GP online services.",
                "It can no longer have registration details for GP online services.",
            ),
        );
    }

    fn vectors(&mut self, before: &ClientDocument, after: &ClientDocument) {
        use RegistrationSection::Requests;
        let levels = ProofingLevel::ALL.map(Some).into_iter().chain([None]);
        for level in levels {
            let (old, new) = (at_level(&before.vectors, level), at_level(&after.vectors, level));
            let name = level.map_or("any level", ProofingLevel::as_str);
            if old.is_empty() && !new.is_empty() {
                let sentence = format!("Log ins with {name} will be possible: {}.", listed(&new));
                self.say(Severity::Adds, Requests, sentence);
                continue;
            }
            if new.is_empty() && !old.is_empty() {
                let sentence = format!("Log ins with {name} will no longer be possible.");
                self.say(Severity::Breaks, Requests, sentence);
                continue;
            }
            for vector in missing(&old, &new) {
                self.say(
                    Severity::Breaks,
                    Requests,
                    format!("Log ins that ask for {vector} will be refused."),
                );
            }
            for vector in missing(&new, &old) {
                self.say(
                    Severity::Adds,
                    Requests,
                    format!("Log ins that ask for {vector} will be possible."),
                );
            }
        }
    }

    fn single_sign_on(&mut self, before: &ClientDocument, after: &ClientDocument) {
        use RegistrationSection::SingleSignOn;
        self.switch(
            SingleSignOn,
            (before.sso, after.sso),
            (
                "People who logged in at another client need not log in again.",
                "People have to log in again, even when they just did so at another client.",
            ),
        );
        for partner in missing(&before.sso_partners, &after.sso_partners) {
            let sentence = format!("Log ins can no longer be passed between it and {partner}.");
            self.say(Severity::Breaks, SingleSignOn, sentence);
        }
        for partner in missing(&after.sso_partners, &before.sso_partners) {
            let sentence =
                format!("Log ins can be passed between it and {partner}, if that client lists it too.");
            self.say(Severity::Adds, SingleSignOn, sentence);
        }
    }

    fn switches(&mut self, before: &ClientDocument, after: &ClientDocument) {
        use RegistrationSection::Switches;
        self.switch(
            Switches,
            (before.enabled, after.enabled),
            (
                "It is switched on: people can log in to it.",
                "It is switched off: nobody can log in to it, and every request of its servers is refused.",
            ),
        );
        self.switch(
            Switches,
            (before.registration, after.registration),
            (
                "People without an account can register on their way to it.",
                "People without an account can no longer register on their way to it.",
            ),
        );
        match (before.nonce_optional, after.nonce_optional) {
            (false, true) => self.say(Severity::Adds, Switches, "It may leave out the nonce."),
            (true, false) => self.say(Severity::Breaks, Switches, "Log ins without a nonce will be refused."),
            _ => {}
        }
        if before.issuer != after.issuer {
            let sentence = format!(
                "It moves from the issuer {} to {}: every address it uses and the issuer in its tokens change.",
                issuer(before.issuer),
                issuer(after.issuer)
            );
            self.say(Severity::Breaks, Switches, sentence);
        }
    }
}

/// Those of `some` that are not among `others`.
fn missing<'a>(some: &'a [String], others: &[String]) -> Vec<&'a String> {
    let others: HashSet<&String> = others.iter().collect();
    some.iter().filter(|one| !others.contains(one)).collect()
}

/// The vectors that name this level, as texts.
fn at_level(vectors: &[String], level: Option<ProofingLevel>) -> Vec<String> {
    let is_at =
        |text: &&String| VectorOfTrust::try_from(text.as_str()).is_ok_and(|vector| vector.level() == level);
    vectors.iter().filter(is_at).cloned().collect()
}

/// When a key may be used, as the end of a sentence.
fn window(key: &PartnerKeyFacts) -> String {
    match (key.from, key.until) {
        (None, None) => "from now on".to_owned(),
        (Some(from), None) => format!("from {}", day(from)),
        (None, Some(until)) => format!("until {}", day(until)),
        (Some(from), Some(until)) => format!("from {} until {}", day(from), day(until)),
    }
}
