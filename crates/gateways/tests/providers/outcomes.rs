//! The gateways against the simulators, over real connections.

use crate::support::{NOW, Outside, call_to, email_to, text_to};
use gateways::{Attempt, Delivery, Refusal, Trouble};
use simulators::Fault;
use vocabulary::{Instant, PhoneNumber};

#[tokio::test]
async fn a_text_arrives_in_the_templates_words() {
    let outside = Outside::start().await;
    let text = text_to("07700 900123");
    assert_eq!(outside.messages.send_text(&text, Attempt::First, NOW).await, Delivery::Delivered);
    let [sent] = outside.notify.texts().try_into().unwrap();
    assert_eq!(sent.phone_number, "+447700900123");
    assert_eq!(sent.body, "NHS login: 482913 is your security code.");
    assert_eq!(sent.reference, Some(text.message_id.to_string()));
}

#[tokio::test]
async fn each_way_a_provider_fails_has_its_own_answer() {
    let outside = Outside::start().await;
    let cases = [
        (Fault::Busy, Trouble::Busy),
        (Fault::Broken, Trouble::ProviderFault),
        (Fault::AcceptedThenCut, Trouble::Interrupted),
    ];
    for (fault, trouble) in cases {
        outside.notify.faults().add(fault);
        let text = text_to("07700 900123");
        let delivery = outside.messages.send_text(&text, Attempt::First, NOW).await;
        assert_eq!(delivery, Delivery::TryAgain(trouble), "text, {fault:?}");
        outside.voice.faults().add(fault);
        let delivery = outside.messages.send_call(&call_to("020 7946 0018")).await;
        assert_eq!(delivery, Delivery::TryAgain(trouble), "call, {fault:?}");
    }
}

#[tokio::test]
async fn a_provider_that_never_answers_is_given_up() {
    let outside = Outside::impatient().await;
    let timed_out = Delivery::TryAgain(Trouble::TimedOut);
    let text = text_to("07700 900982");
    assert_eq!(outside.messages.send_text(&text, Attempt::First, NOW).await, timed_out);
    outside.voice.faults().add(Fault::Silent);
    assert_eq!(outside.messages.send_call(&call_to("020 7946 0018")).await, timed_out);
    assert_eq!(outside.messages.send_email(&email_to("silent@mail.example"), NOW).await, timed_out);
}

#[tokio::test]
async fn the_numbers_that_always_fail_do_so_without_preparation() {
    let outside = Outside::start().await;
    let text = text_to("07700 900981");
    let delivery = outside.messages.send_text(&text, Attempt::First, NOW).await;
    assert_eq!(delivery, Delivery::TryAgain(Trouble::ProviderFault));
}

#[tokio::test]
async fn a_text_that_was_accepted_before_the_connection_broke_is_not_sent_twice() {
    let outside = Outside::start().await;
    outside.notify.faults().add(Fault::AcceptedThenCut);
    let text = text_to("07700 900123");
    let first = outside.messages.send_text(&text, Attempt::First, NOW).await;
    assert_eq!(first, Delivery::TryAgain(Trouble::Interrupted));
    assert_eq!(outside.messages.send_text(&text, Attempt::Again, NOW).await, Delivery::Delivered);
    assert_eq!(outside.notify.texts().len(), 1);
}

#[tokio::test]
async fn a_text_that_was_never_accepted_is_sent_at_the_second_attempt() {
    let outside = Outside::start().await;
    outside.notify.faults().add(Fault::Broken);
    let text = text_to("07700 900123");
    outside.messages.send_text(&text, Attempt::First, NOW).await;
    assert_eq!(outside.notify.texts().len(), 0);
    assert_eq!(outside.messages.send_text(&text, Attempt::Again, NOW).await, Delivery::Delivered);
    assert_eq!(outside.notify.texts().len(), 1);
}

#[tokio::test]
async fn a_number_that_notify_refuses_is_not_tried_again() {
    let outside = Outside::start().await;
    let mut text = text_to("07700 900123");
    // A country code cannot begin with zero; our own parser lets a stored number pass.
    text.to = PhoneNumber::stored("+0123456789", text.to.kind()).unwrap();
    let delivery = outside.messages.send_text(&text, Attempt::First, NOW).await;
    assert_eq!(delivery, Delivery::Refused(Refusal::Recipient));
}

#[tokio::test]
async fn a_template_that_notify_does_not_have_is_refused() {
    let outside = Outside::with_template("11111111-1111-4111-8111-111111111111").await;
    let delivery = outside.messages.send_text(&text_to("07700 900123"), Attempt::First, NOW).await;
    assert_eq!(delivery, Delivery::Refused(Refusal::Message));
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_a_fault_of_the_configuration() {
    let outside = Outside::start().await;
    let late = Instant::from_seconds(NOW.seconds() + 31);
    let delivery = outside.messages.send_text(&text_to("07700 900123"), Attempt::First, late).await;
    assert_eq!(delivery, Delivery::TryAgain(Trouble::NotAuthorised));
}

#[tokio::test]
async fn a_call_is_placed_once_however_often_it_is_asked_for() {
    let outside = Outside::start().await;
    let call = call_to("020 7946 0018");
    outside.voice.faults().add(Fault::AcceptedThenCut);
    assert_eq!(outside.messages.send_call(&call).await, Delivery::TryAgain(Trouble::Interrupted));
    assert_eq!(outside.messages.send_call(&call).await, Delivery::Delivered);
    let [placed] = outside.voice.calls().try_into().unwrap();
    assert_eq!((placed.to.as_str(), placed.key), ("+442079460018", call.message_id.to_string()));
    assert_eq!(&placed.script, call.script.expose());
}

#[tokio::test]
async fn an_email_arrives_with_both_forms_and_a_stable_message_id() {
    let outside = Outside::start().await;
    let email = email_to("sam@mail.example");
    assert_eq!(outside.messages.send_email(&email, NOW).await, Delivery::Delivered);
    assert_eq!(outside.messages.send_email(&email, NOW).await, Delivery::Delivered);
    let [first, second] = outside.smtp.emails().try_into().unwrap();
    assert_eq!(
        (first.from.as_str(), first.to.as_slice()),
        ("no-reply@login.example", &["sam@mail.example".to_owned()][..])
    );
    assert_eq!(first.header("Subject"), Some("Confirm your email address"));
    assert_eq!(first.header("From"), Some("\"NHS login\" <no-reply@login.example>"));
    assert_eq!(first.header("Date"), Some("Tue, 14 Nov 2023 22:13:20 +0000"));
    let identifier = format!("<{}@login.example>", email.message_id);
    assert_eq!(first.header("Message-ID"), Some(identifier.as_str()));
    assert_eq!(second.header("Message-ID"), Some(identifier.as_str()));
    assert!(first.raw.contains("text/plain") && first.raw.contains("text/html"), "{}", first.raw);
    assert!(
        first.raw.contains("\r\n.482913 is your code"),
        "a line with a leading dot survives: {}",
        first.raw
    );
}

#[tokio::test]
async fn each_way_a_mail_server_fails_has_its_own_answer() {
    let outside = Outside::start().await;
    let cases = [
        ("refused@mail.example", Delivery::Refused(Refusal::Recipient)),
        ("busy@mail.example", Delivery::TryAgain(Trouble::Busy)),
        ("cut@mail.example", Delivery::TryAgain(Trouble::Interrupted)),
    ];
    for (address, expected) in cases {
        assert_eq!(outside.messages.send_email(&email_to(address), NOW).await, expected, "{address}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_a_fault_of_the_configuration() {
    let outside = Outside::with_mail_password("wrong").await;
    let delivery = outside.messages.send_email(&email_to("sam@mail.example"), NOW).await;
    assert_eq!(delivery, Delivery::TryAgain(Trouble::NotAuthorised));
}

#[tokio::test]
async fn nobody_at_home_means_that_nothing_left() {
    let messages = Outside::nobody().await;
    let unreachable = Delivery::TryAgain(Trouble::Unreachable);
    assert_eq!(messages.send_text(&text_to("07700 900123"), Attempt::First, NOW).await, unreachable);
    assert_eq!(messages.send_call(&call_to("020 7946 0018")).await, unreachable);
    assert_eq!(messages.send_email(&email_to("sam@mail.example"), NOW).await, unreachable);
}

#[tokio::test]
async fn in_sandbox_mode_everything_is_delivered_and_nothing_leaves() {
    let messages = crate::support::sandbox();
    assert_eq!(messages.send_text(&text_to("07700 900981"), Attempt::First, NOW).await, Delivery::Delivered);
    assert_eq!(messages.send_call(&call_to("020 7946 0018")).await, Delivery::Delivered);
    assert_eq!(messages.send_email(&email_to("refused@mail.example"), NOW).await, Delivery::Delivered);
}
