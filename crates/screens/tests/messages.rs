//! What every message says and never says. Journeys 4.

use screens::messages::Written;
use screens::samples::messages;
use vocabulary::MessageKind;

fn written(kind: MessageKind) -> Written {
    messages().into_iter().find(|(found, _)| *found == kind).expect("every kind has a sample").1
}

#[test]
fn every_email_has_two_parts_that_say_the_same_and_whom_to_ask() {
    for (kind, written) in messages() {
        let Written::Email(email) = written else { continue };
        let (text, html) = (email.text.expose(), email.html.expose());
        for words in ["https://auth.login.example/help", "Do not reply", "Test service"] {
            assert!(text.contains(words) && html.contains(words), "{kind:?} {words}");
        }
        assert!(!text.contains('<') && !html.contains("<script") && !html.contains("style="), "{kind:?}");
        assert!(text.contains("If you did not") || text.contains("If this was not you"), "{kind:?}");
        assert!(email.subject.contains("NHS login") && !email.subject.contains("482915"), "{kind:?}");
    }
}

#[test]
fn an_emailed_code_is_spaced_for_reading_and_says_how_long_it_lasts() {
    let Written::Email(email) = written(MessageKind::ConfirmEmail) else { panic!("E1 is an email") };
    for part in [email.text.expose(), email.html.expose()] {
        assert!(part.contains("4 8 2 9 1 5") && part.contains("lasts 1 hour") && part.contains("24 hours"));
        assert!(part.contains("Do not share this code"));
    }
}

#[test]
fn a_texted_code_names_the_service_first_and_ends_with_the_autofill_line() {
    let Written::Text(text) = written(MessageKind::TextCode) else { panic!("T1 is a text") };
    let body = text.body.expose();
    assert!(body.starts_with("NHS login: "));
    assert!(body.ends_with("\n@auth.login.example #482915"));
    assert!(body.contains("5 minutes") && body.contains("Do not share"));
    assert!(body.chars().count() < 160);
}

#[test]
fn a_spoken_code_is_read_digit_by_digit_twice() {
    let Written::Call(call) = written(MessageKind::CallCode) else { panic!("T4 is a call") };
    assert_eq!(call.script.expose().matches("4. 8. 2. 9. 1. 5.").count(), 2);
    assert!(call.script.expose().contains("NHS login"));
}

#[test]
fn a_code_is_never_printed_by_accident() {
    for (kind, written) in messages() {
        assert!(!format!("{written:?}").contains("482915"), "{kind:?}");
        assert!(!format!("{written:?}").contains("4 8 2"), "{kind:?}");
    }
}
