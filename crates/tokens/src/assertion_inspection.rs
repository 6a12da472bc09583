//! What a developer is told about a client assertion, check by check.

use serde_json::Value;
use vocabulary::{Explanation, Instant};

use crate::assertion::AssertionRules;
use crate::assertion_checks::{AssertionCheck, CHECKS, Missed, Trial};
use crate::assertion_fault::quoted;
use crate::json::numeric_date;
use crate::partner_keys::{PartnerKey, PartnerKeys};

/// What every check says about one assertion. The first failed one is that for which the token endpoint refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssertionInspection {
    /// Check by check, in the order of the token endpoint.
    pub checks: Vec<CheckVerdict>,
    /// The registered key that made the signature.
    pub key: Option<KeyFound>,
    /// `jti` and `exp`, when both are what they must be: a `jti` may still be spent.
    pub single_use: Option<(String, Instant)>,
}

impl AssertionInspection {
    /// The first failed check.
    #[must_use]
    pub fn refusal(&self) -> Option<&Explanation> {
        self.checks.iter().find_map(|verdict| match &verdict.outcome {
            CheckOutcome::Failed(why) => Some(&**why),
            CheckOutcome::Passed | CheckOutcome::NotReached => None,
        })
    }
}

/// What one check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckVerdict {
    /// The check.
    pub check: AssertionCheck,
    /// What it looked at, cut to visible ASCII.
    pub received: String,
    /// What it says.
    pub outcome: CheckOutcome,
}

/// How an assertion stands to a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOutcome {
    /// It passes.
    Passed,
    /// It fails.
    Failed(Box<Explanation>),
    /// An earlier check must be passed first.
    NotReached,
}

/// A registered key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFound {
    /// The partner's key id, or the key's thumbprint.
    pub name: String,
    /// When it may be used first.
    pub from: Option<Instant>,
    /// When it may no longer be used.
    pub until: Option<Instant>,
}

impl KeyFound {
    fn of(key: &PartnerKey) -> Self {
        let (from, until) = key.window();
        Self { name: key.name(), from, until }
    }

    fn spoken(&self) -> String {
        let from = self.from.map(|from| format!(" from {from}")).unwrap_or_default();
        let until = self.until.map(|until| format!(" until {until}")).unwrap_or_default();
        format!("{}{from}{until}", quoted(&self.name))
    }
}

/// Looks at an assertion with the checks of [`verify_client_assertion`](crate::verify_client_assertion), also behind the first that fails.
/// It spends nothing.
///
/// Spec: F-34
#[must_use]
pub fn inspect_client_assertion(
    assertion: &str,
    keys: &PartnerKeys,
    rules: &AssertionRules<'_>,
    now: Instant,
) -> AssertionInspection {
    let mut trial = Trial::of(assertion, keys, rules, now);
    let mut checks = Vec::with_capacity(CHECKS.len());
    for (check, run) in &CHECKS {
        let outcome = match run(&mut trial) {
            Ok(()) => CheckOutcome::Passed,
            Err(Missed::Failed(fault)) => CheckOutcome::Failed(Box::new(fault.explanation())),
            Err(Missed::NotReached) => CheckOutcome::NotReached,
        };
        checks.push(CheckVerdict { check: *check, received: received(*check, &trial, assertion), outcome });
    }
    AssertionInspection {
        checks,
        key: trial.signer.map(KeyFound::of),
        single_use: trial.jti.clone().zip(trial.expires_at),
    }
}

fn received(check: AssertionCheck, trial: &Trial<'_>, assertion: &str) -> String {
    let Some(jws) = &trial.jws else {
        return if check == AssertionCheck::Form {
            format!("{} bytes in {} parts", assertion.len(), assertion.split('.').count())
        } else {
            String::new()
        };
    };
    let claim = |name: &str| shown(jws.claims.get(name));
    match check {
        AssertionCheck::Form => format!("{} bytes, 3 parts", assertion.len()),
        AssertionCheck::Algorithm => quoted(&jws.algorithm),
        AssertionCheck::KeyId => match &jws.key_id {
            Some(key_id) => quoted(key_id),
            None => "no kid, so every registered key is tried".to_owned(),
        },
        AssertionCheck::KeyValidity => {
            trial.candidates.iter().map(|key| KeyFound::of(key).spoken()).collect::<Vec<_>>().join("; ")
        }
        AssertionCheck::Signature => match trial.signer {
            Some(key) => format!("made with {}", KeyFound::of(key).spoken()),
            None => format!("{} bytes", jws.signature.len()),
        },
        AssertionCheck::Issuer => claim("iss"),
        AssertionCheck::Subject => claim("sub"),
        AssertionCheck::Audience => claim("aud"),
        AssertionCheck::Expiry => dated(jws.claims.get("exp")),
        AssertionCheck::NotBefore => dated(jws.claims.get("nbf")),
        AssertionCheck::IssuedAt => dated(jws.claims.get("iat")),
        AssertionCheck::Jti => match jws.claims.get("jti").and_then(Value::as_str) {
            Some(jti) => format!("{} characters", jti.chars().count()),
            None => claim("jti"),
        },
    }
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => quoted(text),
        Some(other) => quoted(&other.to_string()),
    }
}

fn dated(value: Option<&Value>) -> String {
    match value.and_then(numeric_date) {
        Some(seconds) => format!("{seconds}, which is {}", Instant::from_seconds(seconds)),
        None => shown(value),
    }
}
