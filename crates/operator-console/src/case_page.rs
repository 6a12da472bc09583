//! The case page, drawn from what is known of a case.

use axum::response::Response;
use identity::{Automated, CaseView, Checker, HeldBecause, QuestionState, ReadingsShown, TraceResult};
use screens::Errors;
use screens::checker::{
    Approval, Asked, AskedState, CasePage, Compared, ComparedWith, Evidence, EvidencePicture, Held, Kept,
    Offer, Outcome, Subject, TraceResult as Traced,
};
use vocabulary::{DocumentKind, EvidenceKind, Question, scan_colours};
use web::page;

use crate::case_fields::subject_of;
use crate::console::Console;
use crate::holding::or_the_service;
use crate::on_duty::OnDuty;
use crate::said::{age, birth_date};
use crate::work::at;

/// What was typed before an error, shown in place of what is stored.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub(crate) subject: Option<Subject>,
    pub(crate) kept: Kept,
}

pub(crate) fn case_page(
    console: &Console,
    on_duty: &OnDuty<Checker>,
    view: CaseView,
    typed: Typed,
    errors: Errors,
) -> Response {
    let now = console.identity.now();
    page(&CasePage {
        frame: on_duty.frame(console),
        menu: on_duty.menu(),
        verification: view.case.to_string(),
        version: u64::try_from(view.version).unwrap_or(0),
        route: view.route,
        document: view.document,
        age: view.submitted_at.map(|at| age(now.since(at))).unwrap_or_default(),
        answers_action: at(view.case, "answers"),
        retrace_action: at(view.case, "retrace"),
        decide_action: at(view.case, "decision"),
        evidence: evidence(&view, &at(view.case, "evidence")),
        subject: typed.subject.unwrap_or_else(|| subject_of(&view.subject)),
        comparison: comparison(&view),
        compared: compared(&view),
        earlier_names: earlier_names(&view.trace),
        questions: view.questions.iter().map(|(question, state)| asked(*question, *state)).collect(),
        offer: offer(&view, typed.kept),
        trace: traced(&view.trace),
        held: view.held.map(held),
        errors,
    })
}

/// What can be decided: as soon as every question is answered, or some answer opens a reason to decline.
pub(crate) fn may_decide(view: &CaseView) -> bool {
    view.unanswered().is_none() || !view.declines().is_empty()
}

fn offer(view: &CaseView, kept: Kept) -> Option<Offer> {
    let approval = if view.may_be_approved() { Approval::Offered } else { Approval::NotOffered };
    may_decide(view).then(|| Offer { approval, declines: view.declines(), kept })
}

fn held(because: HeldBecause) -> Held {
    Held { reason: because.reason, added_by: or_the_service(because.added_by), note: because.note }
}

fn asked(question: Question, state: QuestionState) -> Asked {
    let state = match state {
        QuestionState::Open(answer) => AskedState::Open(answer),
        QuestionState::Automated(Automated::Passed) => AskedState::Automated(Outcome::Passed),
        QuestionState::Automated(Automated::Failed) => AskedState::Automated(Outcome::Failed),
    };
    Asked { question, state }
}

/// The files of a case, served below `place`.
pub(crate) fn evidence(view: &CaseView, place: &str) -> Evidence {
    let there =
        |kind: EvidenceKind| view.evidence.contains(&kind).then(|| format!("{place}/{}", kind.as_str()));
    let picture = |kind: EvidenceKind| {
        there(kind).map(|src| EvidencePicture {
            label: label(view.document, view.scan_digits, kind),
            full_href: src.clone(),
            src,
        })
    };
    Evidence {
        photos: [EvidenceKind::Front, EvidenceKind::Back].into_iter().filter_map(picture).collect(),
        video_src: there(EvidenceKind::Video),
        scan: picture(EvidenceKind::Scan),
        digits: view.digits,
    }
}

fn label(document: Option<DocumentKind>, digits: Option<[u8; 4]>, kind: EvidenceKind) -> String {
    let noun = document.map_or("photo ID", DocumentKind::noun);
    let has_back = document.is_none_or(|document| document.sides() > 1);
    match kind {
        EvidenceKind::Front if has_back => format!("Front of the {noun}"),
        EvidenceKind::Front => format!("Photo of the {noun}"),
        EvidenceKind::Back => format!("Back of the {noun}"),
        EvidenceKind::Video => "Video of the person".to_owned(),
        EvidenceKind::Scan => format!(
            "Face scan, row by row while the screen was {}",
            digits.map(scan_colours).unwrap_or_default().join(", ")
        ),
    }
}

/// What stands beside the record: without a provider's readings, what the person typed.
pub(crate) const fn compared(view: &CaseView) -> ComparedWith {
    if view.readings.is_some() { ComparedWith::Id } else { ComparedWith::Typed }
}

/// The ID, as far as the provider read it, or what the person typed, beside the record.
pub(crate) fn comparison(view: &CaseView) -> Vec<Compared> {
    let (given, family, born, postcode, nhs_number) =
        if let Some(ReadingsShown { given, family, born, .. }) = view.readings.clone() {
            (given, family, birth_date(&born), String::new(), String::new())
        } else {
            let typed = view.typed.clone();
            let born = birth_date(&typed.born);
            (typed.given_name, typed.family_name, born, typed.postcode, typed.nhs_number)
        };
    let record = match &view.trace {
        TraceResult::Single(record) => Some(record),
        _ => None,
    };
    let on_record =
        |text: fn(&identity::RecordShown) -> &str| record.map(text).unwrap_or_default().to_owned();
    let line = |label: &str, on_id: String, on_record: String| Compared {
        label: label.to_owned(),
        on_id,
        on_record,
    };
    vec![
        line("First names", given, on_record(|record| &record.given)),
        line("Last name", family, on_record(|record| &record.family)),
        line("Date of birth", born, birth_date(&on_record(|record| &record.born))),
        line("Postcode", postcode, on_record(|record| &record.postcode)),
        line("NHS number", nhs_number, on_record(|record| &record.nhs_number)),
    ]
}

fn earlier_names(trace: &TraceResult) -> Vec<String> {
    match trace {
        TraceResult::Single(record) => record.earlier_names.clone(),
        _ => Vec::new(),
    }
}

fn traced(trace: &TraceResult) -> Traced {
    match trace {
        TraceResult::NotRun => Traced::NotRun,
        TraceResult::Single(_) => Traced::Single,
        TraceResult::NotFound => Traced::NotFound,
        TraceResult::Several => Traced::Several,
        TraceResult::Deceased => Traced::Deceased,
        TraceResult::Failed { code } => Traced::Failed { code: code.clone() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_says_which_side_of_which_document_it_shows() {
        let said = |document, kind| label(document, Some([0, 1, 2, 9]), kind);
        assert_eq!(said(Some(DocumentKind::Passport), EvidenceKind::Front), "Photo of the passport");
        assert_eq!(said(Some(DocumentKind::CitizenCard), EvidenceKind::Front), "Front of the CitizenCard");
        assert_eq!(said(None, EvidenceKind::Back), "Back of the photo ID");
        let scan = "Face scan, row by row while the screen was red, blue, green, white";
        assert_eq!(said(None, EvidenceKind::Scan), scan);
    }
}
