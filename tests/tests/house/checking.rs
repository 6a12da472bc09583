//! Journeys 6.2: ID checkers take cases, look at evidence, decide.

use house_tests::{Storage, TestHouse};
use identity::{
    Audited, CaseDecided, CaseDecision, CaseDetails, CaseForm, CaseView, Checker, DecisionProblem,
    EvidenceLooked, HeldWith, QuestionState, Reopened, Retraced, SandboxCase, SandboxOperator, SavedAnswers,
    Started, Supervisor, Taken, TraceProblem, TraceResult,
};
use rstest::rstest;
use vocabulary::{
    Answer, CaseId, CaseStatus, ClientId, DeclineReason, DocumentKind, EmailAddress, EvidenceKind,
    HoldingReason, Instant, Lifetime, OperatorId, OperatorRole, ProofingLevel, Question, Secret, VideoMethod,
};

use crate::operators::signed_in;
use crate::{NINA, OWEN, PASSWORD, PRIYA};

/// A number in PDS whose record has an earlier name; nobody has a login with it.
const TOMASZ: &str = "9992001089";
const DECEASED: &str = "9992001224";
const WITHDRAWN: &str = "9992001852";
const BROKEN: &str = "9992002018";

fn details(nhs_number: &str) -> CaseDetails {
    CaseDetails {
        nhs_number: nhs_number.into(),
        given_name: "Tomasz".into(),
        family_name: "Kociński".into(),
        born: "1990-08-02".into(),
        postcode: "NG1 5FS".into(),
    }
}

/// A submitted case of a seeded account, with a photo and a video.
pub(crate) async fn case_of(house: &TestHouse, email: &str) -> CaseId {
    let seed = SandboxCase {
        email: EmailAddress::try_from(email).expect("an address"),
        client: ClientId::try_from("surgery").expect("a client id"),
        details: details(TOMASZ),
        document: DocumentKind::Passport,
        method: VideoMethod::Say,
        files: vec![
            (EvidenceKind::Front, "image/jpeg", b"a photo".to_vec()),
            (EvidenceKind::Video, "video/mp4", b"a video".to_vec()),
        ],
    };
    house.identity().seed_case(seed).await.expect("seeded").expect("a case")
}

async fn checker(house: &TestHouse) -> Checker {
    signed_in(house, "checker").await.1.checker().expect("a checker")
}

async fn supervisor(house: &TestHouse) -> Supervisor {
    signed_in(house, "supervisor").await.1.supervisor().expect("a supervisor")
}

async fn view(house: &TestHouse, checker: &Checker, case: CaseId) -> CaseView {
    house.identity().case_view(checker, case).await.expect("read").expect("theirs")
}

async fn start(house: &TestHouse, checker: &Checker) -> Started {
    house.identity().start_next_case(checker).await.expect("asked")
}

/// Every answer as it should be.
fn all_good() -> Vec<(Question, Answer)> {
    Question::ALL.into_iter().map(|question| (question, question.wanted())).collect()
}

/// Every answer as it should be, but for one.
fn all_but(wrong: Question) -> Vec<(Question, Answer)> {
    let other = if wrong.wanted() == Answer::Yes { Answer::No } else { Answer::Yes };
    let good = all_good().into_iter();
    good.map(|(question, answer)| (question, if question == wrong { other } else { answer })).collect()
}

async fn decide(
    house: &TestHouse,
    checker: &Checker,
    case: CaseId,
    form: (i64, Vec<(Question, Answer)>),
    decision: CaseDecision,
) -> CaseDecided {
    let form = CaseForm { version: form.0, answers: form.1 };
    house.identity().decide_case(checker, case, &form, &decision).await.expect("an answer")
}

fn hold(reason: HoldingReason, note: &str) -> CaseDecision {
    CaseDecision::Hold { reason, note: note.into() }
}

fn decline(reason: DeclineReason, note: &str) -> CaseDecision {
    CaseDecision::Decline { reason, note: note.into() }
}

const APPROVE: CaseDecision = CaseDecision::Approve { confirmed: true };

/// How often this was recorded about a case.
async fn recorded(house: &TestHouse, case: CaseId, kind: &str) -> usize {
    let events = house.identity().store().list_audit_events_of_case(case, 1000).await.expect("read");
    events.iter().filter(|event| event.kind == kind && event.involved.operator_id.is_some()).count()
}

async fn level(house: &TestHouse, email: &str) -> ProofingLevel {
    let email = EmailAddress::try_from(email).expect("an address");
    house.identity().store().find_account_by_email(&email).await.expect("read").expect("there").level
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_checkers_at_the_same_instant_never_hold_one_case(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let mut checkers = Vec::new();
    for number in 0..8 {
        let username = format!("racer{number}");
        let roles = [OperatorRole::id_checker()].into_iter().collect();
        let password = Secret::new(PASSWORD.to_owned());
        let seed = SandboxOperator { username: username.clone(), name: username.clone(), roles, password };
        assert!(house.identity().seed_operator(&seed).await.expect("seeded"));
        checkers.push(signed_in(&house, &username).await.1.checker().expect("a checker"));
    }
    let mut waiting: Vec<CaseId> = Vec::new();
    for email in [NINA, PRIYA, OWEN] {
        waiting.push(case_of(&house, email).await);
    }
    let asking = checkers.into_iter().map(|checker| {
        let identity = house.identity().clone();
        tokio::spawn(async move { identity.start_next_case(&checker).await.expect("asked") })
    });
    let mut given = Vec::new();
    for asked in asking.collect::<Vec<_>>() {
        match asked.await.expect("an answer") {
            Started::Case(case) => given.push(case),
            Started::NothingWaits => {}
            Started::HasOne(case) => panic!("nobody had {case}"),
        }
    }
    given.sort();
    waiting.sort();
    assert_eq!(given, waiting, "each case has exactly one checker");
}

#[tokio::test]
async fn an_approved_case_can_be_taken_back_for_a_while_and_then_gives_p9() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let me = checker(&house).await;
    let case = case_of(&house, NINA).await;
    assert_eq!(start(&house, &me).await, Started::Case(case));
    assert_eq!(start(&house, &me).await, Started::HasOne(case));
    let seen = view(&house, &me, case).await;
    let TraceResult::Single(record) = &seen.trace else { panic!("{:?}", seen.trace) };
    assert_eq!((record.nhs_number.as_str(), record.family.as_str()), (TOMASZ, "Kociński"));
    assert_eq!(record.earlier_names.len(), 1, "{:?}", record.earlier_names.len());
    assert_eq!(seen.evidence, [EvidenceKind::Front, EvidenceKind::Video]);
    assert!(seen.digits.is_some() && seen.questions.len() == Question::ALL.len() - 1);
    assert!(!seen.may_be_approved() && seen.declines().is_empty(), "nothing is answered");
    let refused = decide(&house, &me, case, (seen.version, Vec::new()), APPROVE).await;
    assert_eq!(refused, CaseDecided::Refused(DecisionProblem::Unanswered(Question::IdVisible)));
    let unsure = CaseDecision::Approve { confirmed: false };
    let refused = decide(&house, &me, case, (seen.version, all_good()), unsure).await;
    assert_eq!(refused, CaseDecided::Refused(DecisionProblem::NotConfirmed));
    let refused = decide(&house, &me, case, (seen.version, all_but(Question::FaceMatches)), APPROVE).await;
    assert_eq!(refused, CaseDecided::Refused(DecisionProblem::NotAllGood));
    assert_eq!(decide(&house, &me, case, (seen.version, all_good()), APPROVE).await, CaseDecided::Done);
    assert!(identity.case_view(&me, case).await.expect("read").is_none(), "decided");
    let decided = identity.decided_case(&me, case).await.expect("read").expect("theirs");
    assert!(decided.status == CaseStatus::Approved && decided.until.is_some());
    assert_eq!(identity.reopen_case(&me, case).await.expect("asked"), Reopened::Done);
    let again = view(&house, &me, case).await;
    assert!(again.may_be_approved(), "the answers are kept");
    assert_eq!(decide(&house, &me, case, (again.version, all_good()), APPROVE).await, CaseDecided::Done);
    assert_eq!(level(&house, NINA).await, ProofingLevel::P0, "not before it cannot be taken back any more");
    house.clock.forward(Lifetime::minutes(6));
    assert_eq!(identity.reopen_case(&me, case).await.expect("asked"), Reopened::TooLate);
    identity.do_casework().await.expect("done");
    assert_eq!(level(&house, NINA).await, ProofingLevel::P9);
    for (kind, times) in [("case_assigned", 1), ("case_decided", 2), ("case_reopened", 1)] {
        assert_eq!(recorded(&house, case, kind).await, times, "{kind}");
    }
}

#[tokio::test]
async fn a_form_that_is_older_than_the_case_changes_nothing() {
    let house = TestHouse::start().await;
    let me = checker(&house).await;
    let case = case_of(&house, NINA).await;
    start(&house, &me).await;
    let old = view(&house, &me, case).await.version;
    let form = CaseForm { version: old, answers: all_but(Question::IdVisible) };
    let saved = house.identity().save_answers(&me, case, &form).await.expect("an answer");
    assert_eq!(saved, SavedAnswers::Done);
    let now = view(&house, &me, case).await;
    assert!(now.questions.contains(&(Question::IdVisible, QuestionState::Open(Some(Answer::No)))));
    assert!(now.declines().contains(&DeclineReason::Blurred));
    assert_eq!(decide(&house, &me, case, (old, all_good()), APPROVE).await, CaseDecided::Stale);
    let saved = house.identity().save_answers(&me, case, &form).await.expect("an answer");
    assert_eq!(saved, SavedAnswers::Stale);
    assert_eq!(house.identity().discard_case(&me, case).await.expect("asked"), Taken::Done);
    assert_eq!(decide(&house, &me, case, (now.version, all_good()), APPROVE).await, CaseDecided::Stale);
}

#[tokio::test]
async fn a_case_that_its_checker_forgets_goes_to_the_next_one() {
    let house = TestHouse::start().await;
    let me = checker(&house).await;
    let other = supervisor(&house).await;
    let case = case_of(&house, NINA).await;
    start(&house, &me).await;
    let version = view(&house, &me, case).await.version;
    house.clock.forward(Lifetime::minutes(29));
    assert_eq!(start(&house, other.checker()).await, Started::NothingWaits);
    house.clock.forward(Lifetime::minutes(2));
    assert_eq!(start(&house, other.checker()).await, Started::Case(case));
    assert!(house.identity().case_view(&me, case).await.expect("read").is_none());
    assert_eq!(decide(&house, &me, case, (version, all_good()), APPROVE).await, CaseDecided::Stale);
}

#[tokio::test]
async fn every_look_at_evidence_is_recorded_and_nobody_else_gets_one() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let me = checker(&house).await;
    let other = supervisor(&house).await;
    let case = case_of(&house, NINA).await;
    let look =
        async |who: &Checker, kind| identity.look_at_evidence(who, case, kind).await.expect("an answer");
    assert!(matches!(look(&me, EvidenceKind::Front).await, EvidenceLooked::NotTheirs), "it only waits");
    start(&house, &me).await;
    let EvidenceLooked::File(file) = look(&me, EvidenceKind::Front).await else { panic!("no file") };
    assert_eq!((file.bytes.as_slice(), file.media_type.as_str()), (&b"a photo"[..], "image/jpeg"));
    assert!(matches!(look(&me, EvidenceKind::Video).await, EvidenceLooked::File(_)));
    assert!(matches!(look(&me, EvidenceKind::Back).await, EvidenceLooked::Missing));
    assert!(matches!(look(other.checker(), EvidenceKind::Front).await, EvidenceLooked::NotTheirs));
    let audited =
        identity.look_at_audited_evidence(&other, case, EvidenceKind::Front).await.expect("an answer");
    assert!(matches!(audited, EvidenceLooked::NotTheirs), "it is in no sample");
    assert_eq!(recorded(&house, case, "evidence_viewed").await, 2);
}

#[tokio::test]
async fn the_trace_is_run_again_with_other_details_and_only_a_live_record_is_approved() {
    let house = TestHouse::start().await;
    let me = checker(&house).await;
    let case = case_of(&house, NINA).await;
    start(&house, &me).await;
    let retrace = async |told: CaseDetails| {
        let form = CaseForm { version: view(&house, &me, case).await.version, answers: all_good() };
        house.identity().retrace(&me, case, &form, told).await.expect("an answer")
    };
    let no_date = CaseDetails { born: "31 February".into(), ..details("") };
    assert_eq!(retrace(no_date).await, Retraced::Refused(TraceProblem::BirthDate));
    assert_eq!(retrace(details("123 456 7890")).await, Retraced::Refused(TraceProblem::NhsNumber));
    for (number, expected) in [
        (DECEASED, TraceResult::Deceased),
        (WITHDRAWN, TraceResult::NotFound),
        (BROKEN, TraceResult::Failed { code: "SMSP-0001".into() }),
    ] {
        assert_eq!(retrace(details(number)).await, Retraced::Done);
        let seen = view(&house, &me, case).await;
        assert_eq!(seen.trace, expected);
        assert_eq!(seen.subject.nhs_number, number);
        let refused = decide(&house, &me, case, (seen.version, all_good()), APPROVE).await;
        assert_eq!(refused, CaseDecided::Refused(DecisionProblem::NotAllGood));
        assert!(seen.declines().contains(&DeclineReason::RecordClosed));
    }
    assert_eq!(retrace(details("")).await, Retraced::Done);
    let seen = view(&house, &me, case).await;
    assert!(matches!(seen.trace, TraceResult::Single(_)) && seen.may_be_approved(), "found by name");
    assert_eq!(recorded(&house, case, "case_retraced").await, 4);
}

#[tokio::test]
async fn eight_searches_are_made_for_a_case_and_the_ninth_is_refused() {
    let house = TestHouse::start().await;
    let me = checker(&house).await;
    let case = case_of(&house, NINA).await;
    start(&house, &me).await;
    let retrace = async || {
        let form = CaseForm { version: view(&house, &me, case).await.version, answers: all_good() };
        house.identity().retrace(&me, case, &form, details(DECEASED)).await.expect("an answer")
    };
    for _ in 0..8 {
        assert_eq!(retrace().await, Retraced::Done);
    }
    assert_eq!(retrace().await, Retraced::Refused(TraceProblem::TooMany));
    assert_eq!(recorded(&house, case, "case_retraced").await, 8);
}

#[tokio::test]
async fn a_suspected_fake_is_held_and_a_supervisor_declines_it() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let me = checker(&house).await;
    let boss = supervisor(&house).await;
    let case = case_of(&house, NINA).await;
    start(&house, &me).await;
    let version = view(&house, &me, case).await.version;
    let fake = || (version, all_but(Question::IdGenuine));
    let refused = decide(&house, &me, case, fake(), decline(DeclineReason::Blurred, "")).await;
    assert_eq!(refused, CaseDecided::Refused(DecisionProblem::ReasonNotOpen));
    let refused = decide(&house, &me, case, fake(), decline(DeclineReason::Tampered, "glued")).await;
    assert_eq!(refused, CaseDecided::Refused(DecisionProblem::HoldFirst(HoldingReason::DocumentFraud)));
    let refused = decide(&house, &me, case, fake(), hold(HoldingReason::DocumentFraud, " ")).await;
    assert!(matches!(refused, CaseDecided::Refused(DecisionProblem::NoteEmpty { .. })));
    let held = decide(&house, &me, case, fake(), hold(HoldingReason::DocumentFraud, "glued photo")).await;
    assert_eq!(held, CaseDecided::Done);
    let list = identity.holding_list(boss.checker()).await.expect("read");
    assert_eq!((list[0].case, &list[0].with), (case, &HeldWith::Unopened));
    assert_eq!((list[0].note.as_str(), list[0].added_by.as_str()), ("glued photo", "Cass Checker"));
    assert_eq!(identity.open_held_case(boss.checker(), case).await.expect("asked"), Taken::Done);
    assert_eq!(identity.open_held_case(&me, case).await.expect("asked"), Taken::NotPossible);
    let seen = view(&house, boss.checker(), case).await;
    assert_eq!(seen.held.as_ref().expect("held").reason, HoldingReason::DocumentFraud);
    let form = (seen.version, all_but(Question::IdGenuine));
    let declined =
        decide(&house, boss.checker(), case, form, decline(DeclineReason::Tampered, "glued")).await;
    assert_eq!(declined, CaseDecided::Done);
    let decided = identity.decided_case(boss.checker(), case).await.expect("read").expect("theirs");
    assert_eq!((decided.status, decided.reason), (CaseStatus::Declined, Some(DeclineReason::Tampered)));
}

#[tokio::test]
async fn a_checker_has_one_case_at_a_time_and_a_supervisor_several_held_ones() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let me = checker(&house).await;
    let boss = supervisor(&house).await;
    let mut held = Vec::new();
    for email in [NINA, PRIYA, OWEN] {
        let case = case_of(&house, email).await;
        assert_eq!(start(&house, &me).await, Started::Case(case));
        let version = view(&house, &me, case).await.version;
        let done = hold(HoldingReason::SystemIssue, "");
        assert_eq!(decide(&house, &me, case, (version, Vec::new()), done).await, CaseDecided::Done);
        held.push(case);
    }
    assert_eq!(identity.open_held_case(&me, held[0]).await.expect("asked"), Taken::Done);
    assert_eq!(identity.open_held_case(&me, held[1]).await.expect("asked"), Taken::HasOne(held[0]));
    assert_eq!(start(&house, &me).await, Started::HasOne(held[0]));
    for case in [held[1], held[2]] {
        assert_eq!(identity.open_held_case(boss.checker(), case).await.expect("asked"), Taken::Done);
    }
    assert_eq!(identity.take_over_case(&boss, held[0]).await.expect("asked"), Taken::Done);
    assert!(identity.case_view(&me, held[0]).await.expect("read").is_none());
    assert_eq!(identity.discard_case(boss.checker(), held[1]).await.expect("asked"), Taken::Done);
    assert_eq!(identity.open_held_case(&me, held[1]).await.expect("asked"), Taken::Done);
    assert_eq!(identity.return_held_cases(&boss, &held).await.expect("asked"), 2, "one is with a colleague");
    let counts = identity.workbench(boss.checker(), Instant::from_seconds(0)).await.expect("read").counts;
    assert_eq!((counts.queue, counts.held), (2, 1));
}

#[tokio::test]
async fn a_supervisor_gives_a_case_in_progress_to_somebody_who_may_have_it() {
    let house = TestHouse::start().await;
    let me = checker(&house).await;
    let (_, operator) = signed_in(&house, "supervisor").await;
    let boss = operator.supervisor().expect("a supervisor");
    let case = case_of(&house, NINA).await;
    start(&house, &me).await;
    let version = view(&house, &me, case).await.version;
    let give = async |to| house.identity().reassign_case(&boss, case, to).await.expect("asked");
    assert_eq!(give(OperatorId::from_bytes([9; 16])).await, Taken::NotPossible, "nobody");
    assert_eq!(give(operator.id()).await, Taken::Done);
    assert_eq!(decide(&house, &me, case, (version, all_good()), APPROVE).await, CaseDecided::Stale);
    assert!(view(&house, boss.checker(), case).await.version > version);
}

#[tokio::test]
async fn the_sample_is_audited_by_a_supervisor_who_did_not_decide() {
    let house = TestHouse::with(Storage::Sqlite, "id_checks.audit_percent = 100").await;
    let identity = house.identity();
    let me = checker(&house).await;
    let boss = supervisor(&house).await;
    let (of_checker, of_boss) = (case_of(&house, NINA).await, case_of(&house, PRIYA).await);
    for (who, case) in [(&me, of_checker), (boss.checker(), of_boss)] {
        assert_eq!(start(&house, who).await, Started::Case(case));
        let version = view(&house, who, case).await.version;
        assert_eq!(decide(&house, who, case, (version, all_good()), APPROVE).await, CaseDecided::Done);
    }
    house.clock.forward(Lifetime::minutes(6));
    identity.do_casework().await.expect("done");
    let list = identity.audit_list(&boss).await.expect("read");
    assert_eq!(list.iter().map(|row| row.case).collect::<Vec<_>>(), [of_checker], "not their own");
    assert_eq!(list[0].approved_by, "Cass Checker");
    let seen = identity.audit_view(&boss, of_checker).await.expect("read").expect("in the sample");
    assert_eq!(seen.status, CaseStatus::Approved);
    let looked = identity.look_at_audited_evidence(&boss, of_checker, EvidenceKind::Front).await;
    assert!(matches!(looked.expect("an answer"), EvidenceLooked::File(_)));
    let finish =
        async |case, agreed, note| identity.finish_audit(&boss, case, agreed, note).await.expect("asked");
    assert_eq!(finish(of_boss, true, "").await, Audited::NotPossible);
    assert_eq!(finish(of_checker, false, " ").await, Audited::NoteEmpty);
    assert_eq!(finish(of_checker, false, "another face").await, Audited::Done);
    assert_eq!(finish(of_checker, true, "").await, Audited::NotPossible, "once");
    assert_eq!(level(&house, NINA).await, ProofingLevel::P9, "an audit changes nothing about the person");
}
