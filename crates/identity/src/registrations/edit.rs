//! What operators and partners change about a registration, section by section.

use tokens::{KeyFault, PartnerKey, PartnerKeyFault, PartnerKeys, SigningAlgorithm};
use vocabulary::{
    ClientDocument, ClientId, Instant, IssuerName, RedirectUri, RegisteredKey, RegistrationSection, ScopeSet,
    VectorOfTrust,
};

use crate::registry::keys_of;

/// The most keys a client may have at a time.
const MOST_KEYS: usize = 10;

/// Another content of one section of a registration.
#[derive(Debug, Clone)]
pub enum RegistrationEdit {
    /// What people see.
    Names {
        /// The name.
        name: String,
        /// Whether sentences say "the" before it.
        takes_the: bool,
        /// Its terms of use.
        terms_url: Option<String>,
        /// Its privacy policy.
        privacy_url: Option<String>,
        /// Whom to write to.
        contact: Option<String>,
    },
    /// Where people are sent back to.
    Addresses {
        /// Redirect URIs.
        redirect_uris: Vec<RedirectUri>,
        /// Where else a sign-in ends.
        onward_origins: Vec<String>,
    },
    /// One of its keys.
    Key(KeyEdit),
    /// What it may ask for.
    Requests {
        /// Approved scopes.
        scopes: ScopeSet,
        /// Approved vectors.
        vectors: Vec<VectorOfTrust>,
        /// What an absent `vtr` means; empty is the default of F-21.
        default_vtr: Vec<VectorOfTrust>,
        /// Whether it gets refresh tokens.
        refresh_tokens: bool,
        /// Whether it may have GP credentials.
        im1: bool,
    },
    /// With whom it shares sign-ins.
    SingleSignOn {
        /// Whether it takes part.
        takes_part: bool,
        /// Clients it may pass a sign-in to.
        partners: Vec<ClientId>,
    },
    /// What is on and off.
    Switches {
        /// Whether newcomers may register on their way to it.
        registration: bool,
        /// Whether `nonce` may be left out.
        nonce_optional: bool,
        /// Its issuer.
        issuer: IssuerName,
    },
    /// Whether it may be used at all.
    Enabled(bool),
}

/// A change of a client's keys.
#[derive(Debug, Clone)]
pub enum KeyEdit {
    /// Adds what was pasted.
    Add {
        /// PEM blocks, a JWK or a JWKS.
        text: String,
        /// The partner's key id, for a key that brings none.
        key_id: Option<String>,
        /// First moment at which it may be used.
        from: Option<Instant>,
        /// First moment at which it may no longer be used.
        until: Option<Instant>,
    },
    /// Sets the dates of the key of this thumbprint.
    Dates {
        /// RFC 7638.
        thumbprint: String,
        /// First moment at which it may be used.
        from: Option<Instant>,
        /// First moment at which it may no longer be used.
        until: Option<Instant>,
    },
    /// Takes the key of this thumbprint away.
    Remove {
        /// RFC 7638.
        thumbprint: String,
    },
}

/// Why keys were not taken. Nothing of what was pasted is kept then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartnerKeyRefused {
    /// A private key was pasted: it is known to somebody who must not know it.
    Private,
    /// A certificate was pasted.
    Certificate,
    /// Not PEM, no JWK and no JWKS, or no key in it.
    NoKey,
    /// Another kind of key, or one for another algorithm than RS512.
    OtherKind,
    /// A modulus of this many bits: outside 2048 to 8192.
    Size(usize),
    /// Two keys would have the same key id.
    SameKeyId,
    /// The same key is registered already.
    SameKey,
    /// More than ten.
    TooMany,
    /// One key id for several keys.
    OneIdForSeveral,
    /// It would end before it begins.
    EndsBeforeItBegins,
    /// No key of this thumbprint is registered.
    Unknown,
}

impl From<PartnerKeyFault> for PartnerKeyRefused {
    fn from(fault: PartnerKeyFault) -> Self {
        match fault {
            PartnerKeyFault::PrivateKey => Self::Private,
            PartnerKeyFault::Certificate => Self::Certificate,
            PartnerKeyFault::TooMany => Self::TooMany,
            PartnerKeyFault::SameKeyId => Self::SameKeyId,
            PartnerKeyFault::Key(KeyFault::Size(bits)) => Self::Size(bits),
            PartnerKeyFault::KeyType | PartnerKeyFault::Algorithm => Self::OtherKind,
            PartnerKeyFault::Empty
            | PartnerKeyFault::Form
            | PartnerKeyFault::Member(_)
            | PartnerKeyFault::Key(_) => Self::NoKey,
        }
    }
}

impl RegistrationEdit {
    /// The section that it changes; none when it switches the client on or off.
    pub(crate) const fn section(&self) -> Option<RegistrationSection> {
        Some(match self {
            Self::Names { .. } => RegistrationSection::Names,
            Self::Addresses { .. } => RegistrationSection::Addresses,
            Self::Key(_) => RegistrationSection::Keys,
            Self::Requests { .. } => RegistrationSection::Requests,
            Self::SingleSignOn { .. } => RegistrationSection::SingleSignOn,
            Self::Switches { .. } => RegistrationSection::Switches,
            Self::Enabled(_) => return None,
        })
    }

    /// `document` with this change.
    pub(crate) fn applied_to(
        self,
        mut document: ClientDocument,
    ) -> Result<ClientDocument, PartnerKeyRefused> {
        let texts = |vectors: Vec<VectorOfTrust>| vectors.iter().map(ToString::to_string).collect();
        match self {
            Self::Names { name, takes_the, terms_url, privacy_url, contact } => {
                document.name = name;
                document.name_takes_the = takes_the;
                document.terms_url = terms_url;
                document.privacy_url = privacy_url;
                document.contact = contact;
            }
            Self::Addresses { redirect_uris, onward_origins } => {
                document.redirect_uris = redirect_uris.iter().map(|uri| uri.as_str().to_owned()).collect();
                document.onward_origins = onward_origins;
            }
            Self::Key(edit) => document.keys = edit.applied_to(document.keys)?,
            Self::Requests { scopes, vectors, default_vtr, refresh_tokens, im1 } => {
                document.scopes = scopes.to_string();
                document.vectors = texts(vectors);
                document.default_vtr = texts(default_vtr);
                document.refresh_tokens = refresh_tokens;
                document.im1 = im1;
            }
            Self::SingleSignOn { takes_part, partners } => {
                document.sso = takes_part;
                document.sso_partners = partners.iter().map(ToString::to_string).collect();
            }
            Self::Switches { registration, nonce_optional, issuer } => {
                document.registration = registration;
                document.nonce_optional = nonce_optional;
                document.issuer = issuer;
            }
            Self::Enabled(enabled) => document.enabled = enabled,
        }
        Ok(document)
    }
}

impl KeyEdit {
    fn applied_to(self, keys: Vec<RegisteredKey>) -> Result<Vec<RegisteredKey>, PartnerKeyRefused> {
        match self {
            Self::Add { text, key_id, from, until } => add(keys, &text, key_id.as_deref(), (from, until)),
            Self::Dates { thumbprint, from, until } => {
                in_order(from, until)?;
                alone(keys, &thumbprint, |key| Some(dated(key, (from, until))))
            }
            Self::Remove { thumbprint } => alone(keys, &thumbprint, |_| None),
        }
    }
}

type Window = (Option<Instant>, Option<Instant>);

fn in_order(from: Option<Instant>, until: Option<Instant>) -> Result<(), PartnerKeyRefused> {
    let is_turned = from.zip(until).is_some_and(|(from, until)| until <= from);
    if is_turned { Err(PartnerKeyRefused::EndsBeforeItBegins) } else { Ok(()) }
}

fn add(
    mut keys: Vec<RegisteredKey>,
    text: &str,
    key_id: Option<&str>,
    window: Window,
) -> Result<Vec<RegisteredKey>, PartnerKeyRefused> {
    // Also one that is cut off or damaged: it is known to too many all the same.
    if text.contains("PRIVATE KEY") {
        return Err(PartnerKeyRefused::Private);
    }
    let found = PartnerKeys::parse(text, SigningAlgorithm::Rs512)?;
    in_order(window.0, window.1)?;
    let present: Vec<PartnerKey> = keys.iter().filter_map(|entry| keys_of(entry).ok()).flatten().collect();
    let added: Vec<&PartnerKey> = found.iter().collect();
    if key_id.is_some() && added.len() > 1 {
        return Err(PartnerKeyRefused::OneIdForSeveral);
    }
    if present.len() + added.len() > MOST_KEYS {
        return Err(PartnerKeyRefused::TooMany);
    }
    let mut taken: Vec<PartnerKey> = present;
    for key in added {
        let named = key_id.map_or_else(|| key.clone(), |id| key.clone().with_key_id(id));
        let is_same = |one: &PartnerKey| one.verifying_key().thumbprint() == key.verifying_key().thumbprint();
        if taken.iter().any(is_same) {
            return Err(PartnerKeyRefused::SameKey);
        }
        if named.key_id().is_some() && taken.iter().any(|one| one.key_id() == named.key_id()) {
            return Err(PartnerKeyRefused::SameKeyId);
        }
        keys.push(dated(entry_of(&named), window));
        taken.push(named);
    }
    Ok(keys)
}

/// A key as it is kept: in PEM, whatever it was pasted as, so that nothing else of what was pasted is kept.
fn entry_of(key: &PartnerKey) -> RegisteredKey {
    let (from, until) = key.window();
    let bare = RegisteredKey {
        kid: key.key_id().map(str::to_owned),
        pem: Some(key.verifying_key().to_pem()),
        jwks: None,
        from: None,
        until: None,
    };
    dated(bare, (from, until))
}

fn dated(mut key: RegisteredKey, (from, until): Window) -> RegisteredKey {
    key.from = from.map(Instant::seconds);
    key.until = until.map(Instant::seconds);
    key
}

/// The keys with something else in the place of the one of this thumbprint. An entry that holds several keys is taken apart for it.
fn alone(
    keys: Vec<RegisteredKey>,
    thumbprint: &str,
    instead: impl Fn(RegisteredKey) -> Option<RegisteredKey>,
) -> Result<Vec<RegisteredKey>, PartnerKeyRefused> {
    let mut is_found = false;
    let mut changed = Vec::new();
    for entry in keys {
        let inside = keys_of(&entry).unwrap_or_default();
        if !inside.iter().any(|key| key.verifying_key().thumbprint() == thumbprint) {
            changed.push(entry);
            continue;
        }
        is_found = true;
        for key in &inside {
            let single = entry_of(key);
            if key.verifying_key().thumbprint() == thumbprint {
                changed.extend(instead(single));
            } else {
                changed.push(single);
            }
        }
    }
    if is_found { Ok(changed) } else { Err(PartnerKeyRefused::Unknown) }
}

#[cfg(test)]
mod tests {
    use tokens::{KeyState, SigningKey};

    use super::*;

    fn pem() -> String {
        let state = KeyState::Current { signing_since_at: Instant::from_seconds(0) };
        SigningKey::generate(SigningAlgorithm::Rs512, state).expect("a key").verifying_key().to_pem()
    }

    fn added(
        keys: Vec<RegisteredKey>,
        text: &str,
        key_id: Option<&str>,
    ) -> Result<Vec<RegisteredKey>, PartnerKeyRefused> {
        let key_id = key_id.map(str::to_owned);
        KeyEdit::Add { text: text.to_owned(), key_id, from: None, until: None }.applied_to(keys)
    }

    #[test]
    fn a_pasted_key_is_kept_as_the_key_alone() {
        let key = pem();
        let pasted = format!("Hello, our key:\n{key}\nRegards");
        let keys = added(vec![], &pasted, Some("k1")).expect("a key");
        assert_eq!(
            (keys.len(), keys[0].kid.as_deref(), keys[0].pem.as_deref()),
            (1, Some("k1"), Some(key.as_str()))
        );
        assert_eq!(added(keys.clone(), &key, Some("k2")), Err(PartnerKeyRefused::SameKey));
        assert_eq!(added(keys.clone(), &pem(), Some("k1")), Err(PartnerKeyRefused::SameKeyId));
        assert_eq!(
            added(keys.clone(), &format!("{}{}", pem(), pem()), Some("k3")),
            Err(PartnerKeyRefused::OneIdForSeveral)
        );
        let one = keys_of(&keys[0]).expect("a key").remove(0).verifying_key().thumbprint();
        let gone = KeyEdit::Remove { thumbprint: one.clone() }.applied_to(keys.clone()).expect("removed");
        assert_eq!(gone, []);
        let day = |n: i64| Some(Instant::from_seconds(n * 86_400));
        let dates =
            |from, until| KeyEdit::Dates { thumbprint: one.clone(), from, until }.applied_to(keys.clone());
        assert_eq!(dates(day(2), day(1)), Err(PartnerKeyRefused::EndsBeforeItBegins));
        assert_eq!(dates(day(1), day(2)).expect("dated")[0].until, Some(2 * 86_400));
        let stranger = KeyEdit::Remove { thumbprint: "other".to_owned() };
        assert_eq!(stranger.applied_to(keys), Err(PartnerKeyRefused::Unknown));
    }

    #[test]
    fn what_is_no_public_key_of_the_right_size_is_refused_for_its_reason() {
        let armour = |label: &str| format!("-----BEGIN {label}-----\nAAAA\n-----END {label}-----\n");
        let cases = [
            (armour("PRIVATE KEY"), PartnerKeyRefused::Private),
            (armour("ENCRYPTED PRIVATE KEY"), PartnerKeyRefused::Private),
            (format!("{}{}", pem(), armour("RSA PRIVATE KEY")), PartnerKeyRefused::Private),
            (r#"{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}"#.to_owned(), PartnerKeyRefused::Private),
            (armour("CERTIFICATE"), PartnerKeyRefused::Certificate),
            (armour("PUBLIC KEY"), PartnerKeyRefused::NoKey),
            ("nothing".to_owned(), PartnerKeyRefused::NoKey),
            (r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#.to_owned(), PartnerKeyRefused::OtherKind),
            (
                format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, "_".repeat(170) + "8"),
                PartnerKeyRefused::Size(1024),
            ),
            ("-----BEGIN RSA PRIVATE KEY-----\nnot base64".to_owned(), PartnerKeyRefused::Private),
        ];
        for (text, refused) in cases {
            assert_eq!(added(vec![], &text, None), Err(refused), "{text}");
        }
    }
}
