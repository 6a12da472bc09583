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
        let said_to_strangers = text.contains("If you did not") || text.contains("If this was not you");
        assert!(said_to_strangers || kind == MessageKind::Contact, "{kind:?}");
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
fn a_code_to_the_number_of_the_gp_surgery_says_what_it_is_for() {
    let Written::Text(text) = written(MessageKind::RecordCode) else { panic!("T2 is a text") };
    let body = text.body.expose();
    assert!(body.starts_with("NHS login: ") && body.contains("GP surgery") && body.contains("5 minutes"));
    assert!(body.contains("Do not share") && body.ends_with("\n@auth.login.example #482915"));
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

#[test]
fn support_gets_what_was_typed_and_no_typed_line_passes_for_one_of_ours() {
    let Written::Email(email) = written(MessageKind::Contact) else { panic!("it is an email") };
    let typed = ["Nina Newcombe", "nina.newcombe@patients.example", "CID1004", "My old phone is lost."];
    for part in [email.text.expose(), email.html.expose()] {
        assert!(typed.iter().all(|words| part.contains(words)), "{part}");
    }
    let addresses = email.text.expose().lines().filter(|line| line.starts_with("Email address: "));
    assert_eq!(addresses.collect::<Vec<_>>(), ["Email address: nina.newcombe@patients.example"]);
    assert!(typed.iter().all(|words| !email.subject.contains(words)), "{}", email.subject);
}

#[test]
fn the_receipt_of_a_contact_message_holds_its_number_and_nothing_that_was_typed() {
    let Written::Email(email) = written(MessageKind::ContactReceived) else { panic!("E24 is an email") };
    for part in [email.text.expose(), email.html.expose()] {
        assert!(part.contains("within 48 hours") && part.contains("7F3K-9Q2D"), "{part}");
        for typed in ["Nina", "Example Health App", "new number", "CID1004", "lost my phone"] {
            assert!(!part.contains(typed), "{typed}");
        }
    }
}

#[test]
fn a_link_for_another_device_names_the_service_first_and_stands_alone_at_the_end() {
    let Written::Text(text) = written(MessageKind::ContinueLink) else { panic!("T3 is a text") };
    let body = text.body.expose();
    assert!(body.starts_with("NHS login: ") && body.contains("10 minutes"));
    assert!(body.lines().last().is_some_and(|line| line.starts_with("https://auth.login.example/")));
    assert!(body.chars().count() < 160);
}
