//! The second phase: the request against its client's registration and the issuer's profile. The endpoint and the inspection walk the
//! same list of rules.

use vocabulary::{Client, Lifetime};

use crate::authorize::checks::{LONGEST_STATE, is_opaque};
use crate::authorize::inspection::{AuthorizeInspection, RuleOutcome, RuleVerdict, advice, received};
use crate::authorize::raw::RawAuthorize;
use crate::authorize::request::{AuthorizeRequest, Registration};
use crate::authorize::rule::{Asked, Fault, Found, Goes, Missed, RULES};
use crate::profile::{MaxAge, Profile};
use crate::refusal::{Destination, Refusal};

/// Longest `login_hint`; a longer one is ignored.
const LONGEST_LOGIN_HINT: usize = 320;
/// Longest `id_token_hint`; a longer one is ignored.
const LONGEST_ID_TOKEN_HINT: usize = 4096;

/// Checks a request against the registration of the client it names.
///
/// # Errors
/// The first failed check in the order of C9. Until client and redirect URI are trusted it is [`Destination::Shown`], from then on
/// [`Destination::Returned`].
///
/// Spec: F-12 to F-24, F-26 to F-28, F-31, C9
pub fn check_authorize(
    raw: &RawAuthorize,
    client: &Client,
    profile: &Profile,
) -> Result<AuthorizeRequest, Refusal> {
    let asked = Asked { raw, client, profile };
    let mut found = Found::default();
    for (_, check) in &RULES {
        if let Err(Missed::Broken(fault)) = check(&asked, &mut found) {
            return Err(refusal(*fault, raw, found));
        }
    }
    Ok(request(&asked, found))
}

/// What every rule says about a request, also behind the first that it breaks.
///
/// The first broken rule is the one for which [`check_authorize`] refuses.
#[must_use]
pub fn inspect_authorize(raw: &RawAuthorize, client: &Client, profile: &Profile) -> AuthorizeInspection {
    let asked = Asked { raw, client, profile };
    let mut found = Found::default();
    let rules = RULES.iter().map(|(rule, check)| RuleVerdict {
        rule: *rule,
        received: received(*rule, raw),
        outcome: match check(&asked, &mut found) {
            Ok(()) => RuleOutcome::Kept,
            Err(Missed::Broken(fault)) => RuleOutcome::Broken(fault.explanation),
            Err(Missed::NotReached) => RuleOutcome::NotReached,
        },
    });
    let rules: Vec<RuleVerdict> = rules.collect();
    AuthorizeInspection { advice: advice(&asked, found.vectors.as_ref()), rules }
}

fn refusal(fault: Fault, raw: &RawAuthorize, found: Found) -> Refusal {
    let destination = match (fault.goes, found.redirect_uri) {
        (Goes::Returned(code), Some(redirect_uri)) => Destination::Returned {
            redirect_uri,
            state: raw.get("state").filter(|state| is_opaque(state, LONGEST_STATE)).map(str::to_owned),
            code,
        },
        (Goes::Shown(cid), _) => Destination::Shown(cid),
        (Goes::Returned(_), None) => Destination::Shown(vocabulary::Cid::UNKNOWN_CLIENT),
    };
    Refusal { destination, description: fault.description, explanation: fault.explanation }
}

/// The request that kept every rule.
fn request(asked: &Asked<'_>, found: Found) -> AuthorizeRequest {
    let Asked { raw, client, profile } = *asked;
    AuthorizeRequest {
        client_id: client.id.clone(),
        redirect_uri: found.redirect_uri.expect("its rule was kept"),
        state: found.state,
        nonce: found.nonce,
        scopes: found.scopes.expect("its rule was kept"),
        vectors: found.vectors.expect("its rule was kept"),
        prompt: found.prompt,
        challenge: found.challenge,
        max_age: max_age(raw, profile),
        registration: registration(raw),
        login_hint: hint(raw, "login_hint", LONGEST_LOGIN_HINT),
        id_token_hint: hint(raw, "id_token_hint", LONGEST_ID_TOKEN_HINT),
        asserted_login: raw.get("asserted_login_identity").map(str::to_owned),
    }
}

/// Never breaks a request (F-22): what is no number of seconds is as good as absent.
fn max_age(raw: &RawAuthorize, profile: &Profile) -> Option<Lifetime> {
    let seconds = raw.get("max_age")?.parse::<u32>().ok()?;
    (profile.max_age == MaxAge::Honoured).then(|| Lifetime::seconds(i64::from(seconds)))
}

fn registration(raw: &RawAuthorize) -> Registration {
    if raw.get("allow_registration") == Some("false") { Registration::Hidden } else { Registration::Offered }
}

/// Never breaks a request (F-22).
fn hint(raw: &RawAuthorize, name: &str, longest: usize) -> Option<String> {
    raw.get(name)
        .filter(|hint| hint.len() <= longest && !hint.chars().any(char::is_control))
        .map(str::to_owned)
}
