//! Cases at the document-check provider: submitted, looked after, and given to people whenever it is not sure or not to be had.

use account_store::{AuditEvent, Case, Decision, Holding};
use gateways::{
    Challenge, CheckReason, Clip, ClipFormat, Expected, FaceEvidence, IdCheck, IdCheckFault, Jpeg,
    ProviderReference, Readings, Submission, Verdict,
};
use serde::Serialize;
use vocabulary::{
    CaseStatus, CheckRoute, DeclineReason, EvidenceKind, GivenName, HoldingReason, Instant, Lifetime, Secret,
    scan_colours,
};

use crate::checking::outcome::Outcome;
use crate::fault::Fault;
use crate::proving::photo_draft::{CaseDetails, Draft, Scan};
use crate::service::Inner;

/// Longer than asking once takes: until then no other node asks about the same case.
const CLAIM: Lifetime = Lifetime::minutes(5);
/// The first look comes this soon, and later ones after ever longer waits.
const SOONEST: Lifetime = Lifetime::seconds(5);
const LATEST: Lifetime = Lifetime::minutes(5);

/// What the provider said, as `checking` reads it later.
#[derive(Default, Serialize)]
struct StoredVerdict {
    /// `passed`, `failed`, `unsure`, or `none` when it could not be asked.
    status: &'static str,
    reasons: Vec<&'static str>,
    /// Whether it saw what was asked of the face.
    challenge_kept: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_on: Option<String>,
}

/// What a verdict leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Consequence {
    Approve,
    Decline(DeclineReason),
    Hold(HoldingReason),
    People,
}

impl Inner {
    /// Submits a case, or asks what became of it.
    pub(crate) async fn ask_provider(&self, case: &Case) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        batch.set_case_provider(case.id, case.version, None, self.clock.now().after(CLAIM));
        if !self.commit(batch).await? {
            return Ok(());
        }
        let claimed = Case { version: case.version + 1, ..case.clone() };
        // Submitted before an operator took the provider away.
        let Some(provider) = &self.outside.id_check else {
            return self.give_to_people(&claimed, &unknown()).await;
        };
        let draft = Draft::of(case)?;
        let reference = case.provider_reference.as_deref().map(ProviderReference::try_from);
        match reference {
            Some(Ok(reference)) => match provider.poll(&reference).await {
                Ok(Verdict::Pending) => self.ask_later(&claimed, None).await,
                Ok(verdict) => self.take_verdict(&claimed, &draft, &verdict).await,
                Err(fault) => self.not_answered(&claimed, fault).await,
            },
            _ => self.submit(provider, &claimed, &draft).await,
        }
    }

    async fn submit(&self, provider: &IdCheck, case: &Case, draft: &Draft) -> Result<(), Fault> {
        let found = match self.submission(case, draft).await {
            Ok(found) => found,
            Err(fault) => {
                tracing::error!(case = %case.id, %fault, "the evidence of a case cannot be opened");
                None
            }
        };
        let Some(submission) = found else {
            tracing::error!(case = %case.id, "a submitted case lacks something that the provider needs");
            return self.give_to_people(case, &unknown()).await;
        };
        match provider.submit(&submission).await {
            Ok(reference) => self.ask_later(case, Some(reference.as_str())).await,
            Err(fault) => self.not_answered(case, fault).await,
        }
    }

    /// What the provider is given; none when the case is not whole.
    async fn submission(&self, case: &Case, draft: &Draft) -> Result<Option<Submission>, Fault> {
        let photo = async |kind| {
            let row = self.store.evidence(case.id, kind).await?;
            match row {
                Some(row) => Ok::<_, Fault>(self.fetch(&row).await?.map(|bytes| Jpeg(bytes.into()))),
                None => Ok(None),
            }
        };
        let (Some(document), Some(details)) = (draft.document(), &draft.details) else { return Ok(None) };
        let (Some(family), Some(born)) = (details.family(), details.birth_date()) else { return Ok(None) };
        let Some(front) = photo(EvidenceKind::Front).await? else { return Ok(None) };
        let back = if document.sides() > 1 { photo(EvidenceKind::Back).await? } else { None };
        let face = match draft.scan {
            Scan::Accepted => {
                let colours = scan_colours(draft.digits);
                photo(EvidenceKind::Scan).await?.map(|picture| FaceEvidence::Scan { picture, colours })
            }
            Scan::NotChosen | Scan::Missing | Scan::Failed(_) => self.video_of(case, draft).await?,
        };
        let Some(face) = face else { return Ok(None) };
        Ok(Some(Submission {
            case: case.id,
            document,
            front,
            back,
            face,
            expected: Expected { family, given: details.given(), born },
        }))
    }

    async fn video_of(&self, case: &Case, draft: &Draft) -> Result<Option<FaceEvidence>, Fault> {
        let Some(row) = self.store.evidence(case.id, EvidenceKind::Video).await? else { return Ok(None) };
        let Some(bytes) = self.fetch(&row).await? else { return Ok(None) };
        let clip = Clip { format: clip_format(&row.media_type), bytes: bytes.into() };
        let digits = draft.digits.map(|digit| digit.to_string()).concat();
        Ok(Some(FaceEvidence::Video { clip, digits: Secret::new(digits) }))
    }

    /// Asks again after a wait that grows with the age of the case; people get it when the provider takes too long.
    async fn ask_later(&self, case: &Case, reference: Option<&str>) -> Result<(), Fault> {
        let now = self.clock.now();
        let waited = now.since(case.submitted_at.unwrap_or(now));
        if waited >= self.settings.photo_id.provider_patience {
            return self.give_to_people(case, &unknown()).await;
        }
        let wait = Lifetime::from_micros(waited.micros() / 4).max(SOONEST).min(LATEST);
        let mut batch = self.store.batch();
        batch.set_case_provider(case.id, case.version, reference, now.after(wait));
        self.commit(batch).await.map(|_| ())
    }

    async fn not_answered(&self, case: &Case, fault: IdCheckFault) -> Result<(), Fault> {
        tracing::warn!(case = %case.id, %fault, "the document-check provider did not help");
        if fault.may_pass() {
            self.ask_later(case, None).await
        } else {
            self.give_to_people(case, &unknown()).await
        }
    }

    async fn give_to_people(&self, case: &Case, verdict: &StoredVerdict) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        batch.set_case_verdict(case.id, case.version, &sealed(verdict)?, CheckRoute::Manual);
        self.commit(batch).await.map(|_| ())
    }

    /// Writes what the provider found and what follows from it, in one batch.
    async fn take_verdict(&self, case: &Case, draft: &Draft, verdict: &Verdict) -> Result<(), Fault> {
        let now = self.clock.now();
        let oldest_end = now.before(self.settings.photo_id.expired_id);
        let what = consequence(verdict, draft, oldest_end);
        let found = stored(verdict);
        if what == Consequence::People {
            return self.give_to_people(case, &found).await;
        }
        let document = sealed(&found)?;
        let outcome = Outcome::default().to_json()?;
        let mut batch = self.store.batch();
        batch.set_case_verdict(case.id, case.version, &document, CheckRoute::Automated);
        let decided = |status, reason| Decision {
            status,
            reason,
            outcome: outcome.clone(),
            at: now,
            // Nobody can take back what no person decided.
            reopen_until: now,
        };
        let version = case.version + 1;
        let event = match what {
            Consequence::Approve => {
                batch.decide_case(case.id, version, None, &decided(CaseStatus::Approved, None));
                AuditEvent::CaseDecided { status: CaseStatus::Approved, reason: None }
            }
            Consequence::Decline(reason) => {
                batch.decide_case(case.id, version, None, &decided(CaseStatus::Declined, Some(reason)));
                AuditEvent::CaseDecided { status: CaseStatus::Declined, reason: Some(reason) }
            }
            Consequence::Hold(reason) => {
                let holding = Holding { reason, outcome: outcome.clone(), at: now };
                batch.hold_case(case.id, version, None, &holding);
                AuditEvent::CaseHeld { reason }
            }
            Consequence::People => return Ok(()),
        };
        self.audit_about(case.account_id, Some(case.client_id.clone()), event, &mut batch);
        self.commit(batch).await.map(|_| ())
    }
}

fn clip_format(media_type: &str) -> ClipFormat {
    let all = [ClipFormat::Mp4, ClipFormat::QuickTime, ClipFormat::WebM, ClipFormat::Matroska];
    all.into_iter().find(|format| format.media_type() == media_type).unwrap_or(ClipFormat::Mp4)
}

fn sealed(verdict: &StoredVerdict) -> Result<Secret<Vec<u8>>, Fault> {
    let text = serde_json::to_vec(verdict).map_err(|_| Fault::Bug("a verdict does not serialise"))?;
    Ok(Secret::new(text))
}

/// Nothing, as it could not be asked.
fn unknown() -> StoredVerdict {
    StoredVerdict { status: "none", ..StoredVerdict::default() }
}

fn stored(verdict: &Verdict) -> StoredVerdict {
    let names = |reasons: &[CheckReason]| reasons.iter().map(|reason| reason.as_str()).collect();
    match verdict {
        Verdict::Pending => unknown(),
        Verdict::Passed(readings, challenge) => StoredVerdict {
            status: "passed",
            reasons: Vec::new(),
            challenge_kept: *challenge == Challenge::Kept,
            family_name: readings.family.as_ref().map(|name| name.as_str().to_owned()),
            given_name: readings.given.as_ref().map(|name| name.as_str().to_owned()),
            birthdate: readings.born.map(|born| born.to_string()),
            expires_on: readings.expires_on.map(|date| date.to_string()),
        },
        Verdict::Failed(reasons) => {
            StoredVerdict { status: "failed", reasons: names(reasons), ..StoredVerdict::default() }
        }
        Verdict::Unsure(reasons) => {
            StoredVerdict { status: "unsure", reasons: names(reasons), ..StoredVerdict::default() }
        }
    }
}

/// What follows: only what is plain is decided without a person, and suspicion always goes to people. A document that ended after
/// `oldest_end` can be accepted still. Of a face scan the provider must have seen the colours: a photo of somebody has none.
fn consequence(verdict: &Verdict, draft: &Draft, oldest_end: Instant) -> Consequence {
    match verdict {
        Verdict::Passed(_, Challenge::NotConfirmed) if draft.scan == Scan::Accepted => Consequence::People,
        Verdict::Passed(readings, _)
            if draft.details.as_ref().is_some_and(|details| agrees(readings, details, oldest_end)) =>
        {
            Consequence::Approve
        }
        Verdict::Failed(reasons) if reasons.contains(&CheckReason::SuspectedFraud) => {
            Consequence::Hold(HoldingReason::DocumentFraud)
        }
        Verdict::Failed(reasons) => {
            let plain: Option<Vec<DeclineReason>> = reasons.iter().map(|reason| plain(*reason)).collect();
            plain.and_then(|plain| plain.first().copied()).map_or(Consequence::People, Consequence::Decline)
        }
        Verdict::Passed(..) | Verdict::Unsure(_) | Verdict::Pending => Consequence::People,
    }
}

/// The reason that the person is told, when the provider's says enough to end a case without a person looking.
const fn plain(reason: CheckReason) -> Option<DeclineReason> {
    match reason {
        CheckReason::DocumentExpired => Some(DeclineReason::Expired),
        CheckReason::NotReadableId => Some(DeclineReason::Blurred),
        CheckReason::UnsupportedId => Some(DeclineReason::TypeNotAccepted),
        CheckReason::FaceMismatch => Some(DeclineReason::FaceDiffers),
        CheckReason::DigitsMismatch => Some(DeclineReason::NumbersWrong),
        CheckReason::SuspectedFraud
        | CheckReason::AgeRequirementNotMet
        | CheckReason::DetailsMismatch
        | CheckReason::NoLiveFace
        | CheckReason::Other => None,
    }
}

/// Whether the document names the person of the matched record and can be accepted still (decision 14). A name with other letters, as
/// in an accent that the document lacks, is for people to judge.
fn agrees(readings: &Readings, details: &CaseDetails, oldest_end: Instant) -> bool {
    let family = readings.family.as_ref().map(|name| plain_name(name.as_str()));
    let first = |name: Option<&GivenName>| {
        plain_name(name.and_then(|name| name.as_str().split_whitespace().next()).unwrap_or_default())
    };
    let expected = details.family().map(|name| plain_name(name.as_str()));
    let in_date = readings.expires_on.is_none_or(|date| oldest_end.date() < date);
    details.matched
        && in_date
        && family.is_some()
        && family == expected
        && first(readings.given.as_ref()) == first(details.given().as_ref())
        && readings.born.is_some()
        && readings.born == details.birth_date()
}

/// Letters only, in lower case.
fn plain_name(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::{DateOfBirth, FamilyName};

    const NOW: Instant = Instant::from_seconds(1_790_000_000);

    fn a_year_ago() -> Instant {
        NOW.before(Lifetime::days(365))
    }

    fn draft(matched: bool) -> Draft {
        let text = format!(
            r#"{{"matched":{matched},"given_name":"Amelia Jane","family_name":"O'Brien-Lee","born":"1979-03-14"}}"#
        );
        let mut draft = Draft::new([7, 1, 5, 6], true);
        draft.details = serde_json::from_str(&text).unwrap();
        draft
    }

    fn readings(family: &str, given: &str, born: &str) -> Verdict {
        let readings = Readings {
            family: FamilyName::try_from(family).ok(),
            given: GivenName::try_from(given).ok(),
            born: DateOfBirth::try_from(born).ok(),
            expires_on: None,
        };
        Verdict::Passed(readings, Challenge::NotConfirmed)
    }

    #[test]
    fn a_pass_counts_only_for_the_person_of_the_matched_record() {
        let pass = readings("O’BRIEN LEE", "AMELIA", "1979-03-14");
        let end = |verdict: &Verdict| consequence(verdict, &draft(true), a_year_ago());
        assert_eq!(end(&pass), Consequence::Approve);
        assert_eq!(
            consequence(&pass, &draft(false), a_year_ago()),
            Consequence::People,
            "no record was matched"
        );
        assert_eq!(end(&readings("Else", "AMELIA", "1979-03-14")), Consequence::People);
        assert_eq!(end(&readings("O'Brien-Lee", "AMELIA", "1979-03-15")), Consequence::People);
        assert_eq!(end(&readings("O'Brien-Lee", "", "1979-03-14")), Consequence::People);
    }

    #[test]
    fn a_scan_is_believed_only_when_the_provider_saw_the_colours() {
        let Verdict::Passed(read, _) = readings("O'Brien-Lee", "Amelia", "1979-03-14") else {
            panic!("passed")
        };
        let mut scan = draft(true);
        scan.scan = Scan::Accepted;
        let end = |challenge| consequence(&Verdict::Passed(read.clone(), challenge), &scan, a_year_ago());
        assert_eq!(end(Challenge::Kept), Consequence::Approve);
        assert_eq!(end(Challenge::NotConfirmed), Consequence::People);
    }

    #[test]
    fn suspicion_is_for_people_and_plain_reasons_are_told() {
        let end = |verdict: Verdict| consequence(&verdict, &draft(true), a_year_ago());
        let fraud = vec![CheckReason::DocumentExpired, CheckReason::SuspectedFraud];
        assert_eq!(end(Verdict::Failed(fraud)), Consequence::Hold(HoldingReason::DocumentFraud));
        let expired = Verdict::Failed(vec![CheckReason::DocumentExpired]);
        assert_eq!(end(expired), Consequence::Decline(DeclineReason::Expired));
        let mixed = vec![CheckReason::DocumentExpired, CheckReason::NoLiveFace];
        assert_eq!(end(Verdict::Failed(mixed)), Consequence::People);
        assert_eq!(end(Verdict::Failed(Vec::new())), Consequence::People);
        assert_eq!(end(Verdict::Unsure(vec![CheckReason::SuspectedFraud])), Consequence::People);
    }
}
