//! What a checker chooses, what the person reads, and that nobody is told what is suspected. Journeys 4 and 6.2.

use std::fmt::Write as _;

use screens::messages::{PhotoIdDeclined, Sender};
use screens::wording::decline_sentence;
use screens::{Brand, Stage};
use vocabulary::{DeclineAdvice, DeclineReason, Note, ReasonGroup};

fn email(reason: DeclineReason) -> screens::messages::Email {
    let sender = Sender {
        brand: std::sync::Arc::new(Brand::new(Stage::Live)),
        origin: "https://auth.login.example".into(),
        email_code_minutes: 60,
        phone_code_minutes: 5,
    };
    PhotoIdDeclined { sender, reason }.render()
}

#[test]
fn every_reason_has_its_email_its_sentence_and_its_note() {
    let mut table = String::new();
    for group in ReasonGroup::ALL {
        writeln!(table, "{}", group.label()).unwrap();
        for reason in group.reasons() {
            let email = match reason.advice() {
                DeclineAdvice::TryAgain => "E13",
                DeclineAdvice::IdNotValid => "E14",
                DeclineAdvice::UseGp => "E15",
                DeclineAdvice::OtherLogin => "E15 with D12",
                DeclineAdvice::Wait => "E15 with D16",
            };
            let note = match reason.note() {
                Note::None => "no note",
                Note::Optional => "note",
                Note::Required => reason.note_asks(),
            };
            let held = if reason.held_first().is_some() { ", held first" } else { "" };
            writeln!(table, "  {} [{email}, {note}{held}]", reason.label()).unwrap();
            writeln!(table, "    {}", decline_sentence(reason)).unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn both_parts_of_the_email_say_the_reason_and_never_what_is_suspected() {
    let unwanted = ["fraud", "fake", "genuine", "tamper", "suspect", "safeguard", "concern", "death"];
    for reason in DeclineReason::all() {
        let email = email(reason);
        for part in [email.text.expose(), email.html.expose()] {
            assert!(part.contains(decline_sentence(reason)), "{reason:?}");
            let said = part.to_lowercase();
            assert!(unwanted.iter().all(|word| !said.contains(word)), "{reason:?}");
        }
    }
}

#[test]
fn each_email_carries_what_its_reader_needs() {
    let said = |reason: DeclineReason| email(reason).text.expose().clone();
    let again = said(DeclineReason::Blurred);
    assert!(
        again.contains("plenty of light") && again.contains("- Passport\n") && again.contains("To try again")
    );
    let refused = said(DeclineReason::Expired);
    assert!(
        refused.contains("- Passport\n")
            && refused.contains("- bus pass\n")
            && refused.contains("To try again")
    );
    let surgery = said(DeclineReason::NoRecord);
    assert!(
        surgery.contains("Linkage Key") && surgery.contains("ODS Code") && surgery.contains("Account ID")
    );
    for (reason, says) in
        [(DeclineReason::OnAnotherLogin, "CID1006"), (DeclineReason::UnderAge, "when you are old enough")]
    {
        let said = said(reason);
        assert!(said.contains(says), "{said}");
        assert!(
            !said.contains("Linkage Key") && !said.contains("GP surgery"),
            "no way that leads nowhere: {said}"
        );
    }
    let blocked = said(DeclineReason::SafeguardingGpBlocked);
    assert!(!blocked.contains("Linkage Key"), "a route that is blocked is not offered");
}
