//! Samples of the ID checkers' case pages.

use vocabulary::{Answer, CheckRoute, DeclineReason, DocumentKind, HoldingReason, Question};

use super::checker::menu;
use super::{ACTION, OTHER, Sample, last_frame};
use crate::checker::{
    Approval, Asked, AskedState, AuditCase, CasePage, Compared, ComparedWith, Evidence, EvidencePicture,
    Held, Kept, Offer, Outcome, Subject, TraceResult,
};
use crate::errors::Errors;
use crate::fields;
use crate::wording::{AuditProblem, CaseProblem};

pub(super) fn pages() -> Vec<Sample> {
    let open = case(asked(|_| AskedState::Open(None)));
    let automated = CasePage {
        route: CheckRoute::Automated,
        trace: TraceResult::Several,
        evidence: scan(),
        ..case(asked(automated))
    };
    let unanswered = CasePage {
        errors: Errors::of(Question::IdVisible.as_str(), CaseProblem::Unanswered(Question::IdVisible))
            .with(Question::NumbersGiven.as_str(), CaseProblem::Unanswered(Question::NumbersGiven)),
        ..open.clone()
    };
    let mut pages = vec![
        Sample::new("checker/case", open),
        Sample::new("checker/case+automated", automated),
        Sample::new("checker/case+unanswered", unanswered),
    ];
    pages.extend(decisions());
    pages.extend(audits());
    pages
}

fn decisions() -> Vec<Sample> {
    let good = CasePage {
        offer: Some(offer(Approval::Offered, Vec::new(), Kept::default())),
        ..case(asked(|question| AskedState::Open(Some(question.wanted()))))
    };
    let confirm = CasePage {
        offer: Some(offer(
            Approval::Offered,
            Vec::new(),
            Kept { decision: fields::DECISION_APPROVE.into(), ..Kept::default() },
        )),
        errors: Errors::of(fields::CONFIRM, CaseProblem::NotConfirmed),
        ..good.clone()
    };
    let reasons = || Question::IdVisible.reasons().reasons().chain(Question::FaceMatches.reasons().reasons());
    let kept = Kept {
        decision: fields::DECISION_DECLINE.into(),
        decline: Some(DeclineReason::UnclearOther),
        ..Kept::default()
    };
    let bad = CasePage {
        offer: Some(offer(Approval::NotOffered, reasons().collect(), kept)),
        held: Some(Held {
            reason: HoldingReason::DocumentFraud,
            added_by: "Tom Reid".into(),
            note: "The font of the second line differs.".into(),
        }),
        errors: Errors::of(
            fields::DECLINE_NOTE,
            CaseProblem::NoteEmpty { asks: DeclineReason::UnclearOther.note_asks() },
        ),
        ..case(asked(|question| AskedState::Open(Some(bad_answer(question)))))
    };
    vec![
        Sample::new("checker/case+approve", good),
        Sample::new("checker/case+confirm", confirm),
        Sample::new("checker/case+decline", bad),
    ]
}

fn bad_answer(question: Question) -> Answer {
    match question {
        Question::IdVisible | Question::FaceMatches => Answer::No,
        other => other.wanted(),
    }
}

fn automated(question: Question) -> AskedState {
    match question {
        Question::IdVisible | Question::IdGenuine | Question::IdValid => {
            AskedState::Automated(Outcome::Passed)
        }
        Question::FaceMatches => AskedState::Automated(Outcome::Failed),
        _ => AskedState::Open(None),
    }
}

fn asked(state: impl Fn(Question) -> AskedState) -> Vec<Asked> {
    let of_video = Question::ALL.into_iter().filter(|question| *question != Question::ColoursShown);
    of_video.map(|question| Asked { question, state: state(question) }).collect()
}

fn offer(approval: Approval, declines: Vec<DeclineReason>, kept: Kept) -> Offer {
    Offer { approval, declines, kept }
}

fn case(questions: Vec<Asked>) -> CasePage {
    CasePage {
        frame: last_frame(),
        menu: menu(),
        verification: "7F3K-9Q2D".into(),
        version: 3,
        route: CheckRoute::Manual,
        document: Some(DocumentKind::Passport),
        age: "2 hours".into(),
        held: None,
        answers_action: ACTION.into(),
        retrace_action: OTHER.into(),
        decide_action: ACTION.into(),
        evidence: video(),
        subject: subject(),
        trace: TraceResult::Single,
        comparison: comparison(),
        compared: ComparedWith::Id,
        earlier_names: vec!["Amina OKAFOR".into()],
        questions,
        offer: None,
        errors: Errors::new(),
    }
}

fn picture(label: &str) -> EvidencePicture {
    EvidencePicture {
        label: label.into(),
        src: "/checks/sample/front".into(),
        full_href: "/checks/sample/front?size=full".into(),
    }
}

fn video() -> Evidence {
    Evidence {
        photos: vec![picture("Photo page of the passport")],
        video_src: Some("/checks/sample/video".into()),
        scan: None,
        digits: Some([7, 1, 5, 6]),
    }
}

fn scan() -> Evidence {
    Evidence { video_src: None, scan: Some(picture("Picture of the face scan")), digits: None, ..video() }
}

fn subject() -> Subject {
    Subject {
        nhs_number: "999 123 4567".into(),
        first_name: "Amina".into(),
        last_name: "Okafor-Whitfield".into(),
        birth_day: "15".into(),
        birth_month: "3".into(),
        birth_year: "1984".into(),
        postcode: "LS1 4AP".into(),
    }
}

fn comparison() -> Vec<Compared> {
    let line = |label: &str, on_id: &str, on_record: &str| Compared {
        label: label.into(),
        on_id: on_id.into(),
        on_record: on_record.into(),
    };
    vec![
        line("Date of birth", "15 March 1984", "15 March 1984"),
        line("First names", "AMINA", "Amina"),
        line("Last name", "OKAFOR-WHITFIELD", "Okafor"),
        line("Postcode", "", "LS1 4AP"),
    ]
}

fn audits() -> Vec<Sample> {
    let audit = |agree: Option<bool>, errors: Errors| AuditCase {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        verification: "7F3K-9Q2D".into(),
        document: Some(DocumentKind::Passport),
        approved: "15 March 2026 at 15:04 UTC by Tom Reid".into(),
        evidence: video(),
        comparison: comparison(),
        compared: ComparedWith::Id,
        answers: vec![
            (Question::IdVisible.text().into(), "Yes".into()),
            (Question::FaceMatches.text().into(), "Passed".into()),
        ],
        agree,
        note: String::new(),
        errors,
    };
    vec![
        Sample::new("checker/audit-case", audit(None, Errors::new())),
        Sample::new(
            "checker/audit-case+error",
            audit(Some(false), Errors::of(fields::NOTE, AuditProblem::NoteEmpty)),
        ),
    ]
}
