//! Journeys 6.1, 1.15: what the service desk does with an account, and what its person meets afterwards.

use house_tests::{Landing, Partner, Person, Storage, TestHouse};
use vocabulary::{Cid, Lifetime, PhoneKind, ProofingLevel};

use crate::checker_console::signs_in;
use crate::proving::{P9, confirm, request};
use crate::support::{account_of, open, recorded};
use crate::{CODE, LOW, NINA, OWEN, PASSWORD, PRIYA, at_code, at_password, error};

const INCIDENT: &str = "INC-0042";

/// Opens the account of `email` and the form of an act.
async fn form_of(console: &mut Person, email: &str, act: &str) {
    open(console, email).await;
    let link = console.page().link(act);
    console.go(&link).await;
    console.sees(act);
}

/// Sends the form that is open, and says yes.
async fn go_through(console: &mut Person, button: &str) {
    console.fill("Incident number", INCIDENT).press("Continue").await;
    assert!(console.page().text().contains(INCIDENT), "{}", console.page().describe());
    console.press(button).await;
}

/// An act without anything but its incident number.
async fn act(console: &mut Person, email: &str, act: &str) {
    form_of(console, email, act).await;
    go_through(console, act).await;
    console.sees("Account");
}

pub(crate) async fn disable(console: &mut Person, email: &str, reason: (&str, &str)) {
    form_of(console, email, "Disable account").await;
    console.tick(reason.0, reason.1);
    go_through(console, "Disable account").await;
    console.sees("Account");
    assert!(console.page().html.contains("Account disabled"), "the banner");
}

pub(crate) async fn cleanse(console: &mut Person, email: &str) {
    act(console, email, "Cleanse account").await;
}

/// The emails that somebody got, newest first.
async fn mail(house: &TestHouse, to: &str) -> Vec<vocabulary::MessageKind> {
    let sent = house.identity().outbox(Some(to)).await.expect("read");
    sent.iter().map(|sent| sent.message.kind()).collect()
}

/// Logs in up to where the password was given.
async fn after_password(house: &TestHouse, partner: &Partner, email: &str) -> Person {
    let mut person = at_password(house, partner, email).await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person
}

#[tokio::test]
async fn each_reason_to_disable_shows_its_reference_at_log_in_and_by_email() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut console = signs_in(&house, "admin").await;
    for (email, reason, cid) in [
        (NINA, ("ID checker issue", "id_checker_issue"), "CID2014"),
        (PRIYA, ("P5 to P9 mismatch", "level_mismatch"), "CID2013"),
        (OWEN, ("Patient confusion", "patient_confusion"), "CID2015"),
        ("harold.landless@patients.example", ("Other", "other"), "CID2014"),
    ] {
        disable(&mut console, email, reason).await;
        assert!(console.page().text().contains(&format!("Disabled {cid}")), "{}", console.page().describe());
        let person = after_password(&house, &partner, email).await;
        assert!(person.page().text().contains(cid), "{email}: {}", person.page().describe());
        assert_eq!(mail(&house, email).await[0], vocabulary::MessageKind::AccountDisabled);
        let account = account_of(&house, email).await.id;
        let events = recorded(&house, account, "account_disabled").await;
        assert_eq!(events.len(), 1);
        assert!(events[0].0.contains(reason.1), "{events:?}");
        assert_eq!(events[0].1.as_deref(), Some(INCIDENT));
    }
}

#[tokio::test]
async fn disabling_ends_sessions_tokens_and_the_visit_that_is_open() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut signed_in = Person::new(&house);
    let code = partner.sign_in(&mut signed_in, OWEN, &partner.request().with("vtr", LOW)).await;
    let reply = partner.redeem(&code).await;
    let mut on_the_way = at_code(&house, &partner, OWEN).await;
    let mut console = signs_in(&house, "desk").await;
    disable(&mut console, OWEN, ("Other", "other")).await;
    on_the_way.fill("Security code", CODE).press("Continue").await;
    assert!(on_the_way.page().text().contains("CID2014"), "{}", on_the_way.page().describe());
    assert_eq!(partner.refresh(reply.text("refresh_token")).await.text("error"), "invalid_grant");
    assert_eq!(partner.userinfo(reply.text("access_token")).await.status, 401);
    signed_in.go(&partner.request().with("vtr", LOW).with("prompt", "none").path()).await;
    assert_eq!(error(&signed_in), "sso_login_required");
    let account = account_of(&house, OWEN).await;
    assert_eq!(account.disabled, Some(Cid::INVESTIGATED));
    assert_eq!(
        house.identity().store().count_sessions(account.id, house.identity().now()).await.expect("read"),
        0
    );
}

#[tokio::test]
async fn an_enabled_account_logs_in_again_and_its_person_is_told() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut console = signs_in(&house, "admin").await;
    disable(&mut console, NINA, ("Other", "other")).await;
    act(&mut console, NINA, "Enable account").await;
    assert!(console.page().text().contains("Active"));
    assert_eq!(mail(&house, NINA).await[0], vocabulary::MessageKind::AccountEnabled);
    let code = partner.sign_in(&mut Person::new(&house), NINA, &partner.request().with("vtr", LOW)).await;
    assert!(!code.is_empty());
    console.go(&format!("/people/{}/enable", account_of(&house, NINA).await.id)).await;
    console.sees("The account was not enabled");
    assert_eq!(console.page().status, 409);
}

#[tokio::test]
async fn an_account_is_not_enabled_beside_another_with_the_same_nhs_number() {
    let house = TestHouse::start().await;
    let mut console = signs_in(&house, "admin").await;
    disable(&mut console, OWEN, ("Patient confusion", "patient_confusion")).await;
    let (owen, nina) = (account_of(&house, OWEN).await, account_of(&house, NINA).await);
    let mut batch = house.identity().store().batch();
    batch.raise_level(
        nina.id,
        nina.version,
        &account_store::LevelRaise {
            level: ProofingLevel::P5,
            proof: vocabulary::LevelProof::Details,
            client: None,
            at: house.identity().now(),
            person: owen.person.as_ref().expect("a person"),
        },
    );
    house.identity().store().write(batch).await.expect("written");
    form_of(&mut console, OWEN, "Enable account").await;
    go_through(&mut console, "Enable account").await;
    console.sees("The account was not enabled");
    assert!(console.page().text().contains("Another account has proven the same NHS number"));
    assert!(!account_of(&house, OWEN).await.is_active());
}

#[tokio::test]
async fn only_a_disabled_account_is_cleansed_and_it_keeps_what_the_contract_says() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let scopes = "openid profile email phone";
    let asked = partner.request().with("vtr", LOW).with("scope", scopes);
    let mut person = Person::new(&house);
    let before = partner.redeem(&partner.sign_in(&mut person, OWEN, &asked).await).await;
    assert_eq!(before.claims("id_token")["identity_proofing_level"], "P9");
    let case = crate::checking::case_of(&house, OWEN).await;
    let was = account_of(&house, OWEN).await;
    let mut console = signs_in(&house, "admin").await;
    console.go(&format!("/people/{}/cleanse", was.id)).await;
    console.sees("The account was not cleansed");
    disable(&mut console, OWEN, ("Patient confusion", "patient_confusion")).await;
    cleanse(&mut console, OWEN).await;
    let now = account_of(&house, OWEN).await;
    assert!(now.person.is_none() && now.level == ProofingLevel::P0 && !now.is_active());
    assert_eq!((now.id, now.email.as_str(), &now.terms), (was.id, OWEN, &was.terms));
    assert_eq!(now.mobile.map(|phone| phone.number), was.mobile.map(|phone| phone.number));
    assert!(house.identity().store().case(case).await.expect("read").is_none(), "the open case is gone");
    house.identity().delete_unneeded_files().await.expect("deleted");
    assert_eq!(house.evidence_files(), 0);
    act(&mut console, OWEN, "Enable account").await;
    let mut again = Person::new(&house);
    let after = partner.redeem(&partner.sign_in(&mut again, OWEN, &asked).await).await;
    let claims = after.claims("id_token");
    assert_eq!(claims["identity_proofing_level"], "P0");
    assert_eq!(claims["sub"], before.claims("id_token")["sub"], "it is the same account");
    let userinfo = partner.userinfo(after.text("access_token")).await.body;
    for gone in ["nhs_number", "family_name", "birthdate"] {
        assert!(userinfo.get(gone).is_none() && claims.get(gone).is_none(), "{gone}: {userinfo}");
    }
    assert_eq!(userinfo["phone_number_pds_matched"], false, "{userinfo}");
    assert!(again.visited().iter().any(|address| address.ends_with("/share")), "they are asked again");
    open(&mut console, OWEN).await;
    let link = console.page().link("Account history");
    console.go(&link).await;
    let text = console.page().text();
    assert!(text.contains("Account cleansed") && text.contains("Agreed to share information"), "{text}");
}

#[tokio::test]
async fn cleansing_can_take_the_phones_as_well() {
    let house = TestHouse::start().await;
    let mut console = signs_in(&house, "admin").await;
    disable(&mut console, PRIYA, ("Other", "other")).await;
    form_of(&mut console, PRIYA, "Cleanse account").await;
    console.tick("Remove the mobile and landline numbers as well", "yes");
    go_through(&mut console, "Cleanse account").await;
    let account = account_of(&house, PRIYA).await;
    assert!(account.mobile.is_none() && account.landline.is_none() && account.person.is_none());
    let events = recorded(&house, account.id, "account_cleansed").await;
    assert_eq!(events, [(r#"{"removed_phones":true}"#.to_owned(), Some(INCIDENT.to_owned()))]);
}

#[tokio::test]
async fn a_changed_mobile_gets_the_next_code_and_its_person_is_told() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut console = signs_in(&house, "admin").await;
    form_of(&mut console, NINA, "Change mobile number").await;
    console.fill("Incident number", INCIDENT).fill("New mobile number", "12").press("Continue").await;
    let wrong = "Enter a valid mobile number, like 07700 900123 or +353 7777 666555";
    assert_eq!(console.page().errors(), [wrong]);
    console.fill("New mobile number", "07700 900555");
    go_through(&mut console, "Change mobile number").await;
    console.sees("Account");
    let account = account_of(&house, NINA).await;
    assert_eq!(account.mobile.expect("a mobile").number.e164(), "+447700900555");
    assert_eq!(mail(&house, NINA).await[0], vocabulary::MessageKind::PhoneChanged);
    let person = after_password(&house, &partner, NINA).await;
    person.sees("Check your mobile phone");
    assert!(person.page().text().contains("555"), "{}", person.page().describe());
    assert_eq!(recorded(&house, account.id, "phone_changed").await[0].1.as_deref(), Some(INCIDENT));
}

#[tokio::test]
async fn whose_only_phone_was_removed_gives_another_at_the_next_log_in() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut console = signs_in(&house, "admin").await;
    act(&mut console, NINA, "Remove mobile number").await;
    assert!(account_of(&house, NINA).await.mobile.is_none());
    let mut person = after_password(&house, &partner, NINA).await;
    person.fill("UK mobile number", "07700 900556").press("Continue").await;
    let code = person.code_sent_to("+447700900556").await;
    person.fill("Security code", &code).press("Continue").await;
    person.sees("Agree to share your NHS login information");
    person.press("I agree").await;
    assert!(!Landing::of(&person).get("code").is_empty());
    let told = mail(&house, NINA).await;
    assert_eq!(told[..2], [vocabulary::MessageKind::PhoneChanged; 2], "removed, and set anew");
}

#[tokio::test]
async fn a_blocked_mobile_match_closes_that_way_to_p9_and_unblocked_it_is_open_again() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let steps_up = async || {
        let mut person = Person::new(&house);
        person.go(&request(&partner, P9).path()).await;
        person.fill("Email address", PRIYA).press("Continue").await;
        person.press("Continue").await;
        person.fill("Password", PASSWORD).press("Continue").await;
        person.tick("Text message to the mobile ending 103", "text").press("Continue").await;
        person.fill("Security code", CODE).press("Continue").await;
        confirm(&mut person).await;
        person.page().heading()
    };
    let mut console = signs_in(&house, "desk").await;
    form_of(&mut console, PRIYA, "Block mobile match").await;
    console.fill("Incident number", INCIDENT).press("Continue").await;
    assert_eq!(console.page().errors(), ["Select a reason"]);
    console.tick("Safeguarding concern", "safeguarding");
    go_through(&mut console, "Block mobile match").await;
    assert!(console.page().text().contains("Blocked"), "{}", console.page().describe());
    assert_ne!(steps_up().await, "You have been matched to your NHS record");
    form_of(&mut console, PRIYA, "Unblock mobile match").await;
    console.tick("What was wrong has been put right", "put_right");
    go_through(&mut console, "Unblock mobile match").await;
    assert_eq!(steps_up().await, "You have been matched to your NHS record");
    let account = account_of(&house, PRIYA).await.id;
    assert_eq!(recorded(&house, account, "mobile_match_blocked").await[0].0, r#"{"reason":"safeguarding"}"#);
}

#[tokio::test]
async fn logging_out_everywhere_ends_sessions_devices_and_tokens() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    person.tick("Remember this device and stop sending security codes", "yes");
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I agree").await;
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    let mut console = signs_in(&house, "admin").await;
    open(&mut console, NINA).await;
    let text = console.page().text();
    assert!(text.contains("Logged in browsers 1") && text.contains("Remembered devices 1"), "{text}");
    act(&mut console, NINA, "Log out everywhere").await;
    let text = console.page().text();
    assert!(text.contains("Logged in browsers 0") && text.contains("Remembered devices 0"), "{text}");
    assert_eq!(partner.refresh(reply.text("refresh_token")).await.text("error"), "invalid_grant");
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Check your mobile phone");
}

#[tokio::test]
async fn an_act_needs_its_incident_number_and_is_asked_once_more() {
    let house = TestHouse::start().await;
    let mut console = signs_in(&house, "admin").await;
    form_of(&mut console, NINA, "Disable account").await;
    console.press("Continue").await;
    assert_eq!(console.page().errors(), ["Enter the incident number", "Select a reason"]);
    console.fill("Incident number", "x y").tick("Other", "other").press("Continue").await;
    let malformed = "The incident number must be 3 to 32 letters, numbers and hyphens";
    assert_eq!(console.page().errors(), [malformed]);
    console.fill("Incident number", "inc-7").tick("Other", "other").press("Continue").await;
    console.sees("Do you want to disable this account?");
    assert!(console.page().text().contains("INC-7") && console.page().text().contains("CID2014"));
    assert!(account_of(&house, NINA).await.is_active(), "nothing is done yet");
    let cancel = console.page().link("Cancel");
    console.go(&cancel).await;
    assert!(console.page().text().contains("Active"));
}

#[tokio::test]
async fn nobody_acts_on_their_own_account() {
    let house = TestHouse::with(Storage::Sqlite, "").await;
    let own = crate::support::operator_with(&house, NINA, vocabulary::OperatorRole::admin()).await;
    let incident = vocabulary::IncidentNumber::try_from(INCIDENT).expect("a number");
    let account = account_of(&house, NINA).await.id;
    let change = identity::PersonChange::RemovePhone(PhoneKind::Mobile);
    let changed = house.identity().change_person(&own, account, &change, &incident).await.expect("an answer");
    assert_eq!(changed, identity::PersonChanged::OwnAccount);
    house.clock.forward(Lifetime::minutes(1));
    assert!(account_of(&house, NINA).await.mobile.is_some());
}
