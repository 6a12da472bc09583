//! The GP client against GP systems that answer in every way.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::time::Duration;

use gateways::{
    Endpoint, Gp, GpAnswer, GpConnection, GpCredentials, GpDetails, GpFault, GpLink, GpPerson, GpRefusal,
    GpSettings, TimeLimits,
};
use simulators::{Fault, GP_ANSWERS, GpPatient, GpSimulator, serve};
use vocabulary::{DateOfBirth, FamilyName, NhsNumber, OdsCode, PhoneNumber, Secret};

use crate::support::{free, witness};

const NUMBER: &str = "9991002014";
const KEY: &str = r#"q%7&Zé"\<k> #1"#;

fn patient(nhs_number: &str, account_id: Option<&str>) -> GpPatient {
    GpPatient {
        nhs_number: nhs_number.to_owned(),
        family_name: "Raman".to_owned(),
        birthdate: "1991-06-23".to_owned(),
        ods_code: "B86110".to_owned(),
        account_id: account_id.map(ToOwned::to_owned),
        linkage_key: account_id.map(|_| KEY.to_owned()),
        mobile: Some("07700 900103".to_owned()),
        identity_checked: true,
    }
}

async fn systems() -> (Gp, GpSimulator) {
    let unchecked = GpPatient { identity_checked: false, ..patient("9991003177", Some("4401-0002")) };
    let patients = vec![patient(NUMBER, Some("4401-0001")), unchecked, patient("9991005382", None)];
    let simulator = GpSimulator::new(witness(), "gp-token", patients);
    let (listener, port) = free().await;
    tokio::spawn(serve(simulator.router(), listener, std::future::pending()));
    (client(port, "gp-token", Duration::from_secs(20)), simulator)
}

fn client(port: u16, token: &str, patience: Duration) -> Gp {
    let endpoint = Endpoint::sandbox(&format!("http://127.0.0.1:{port}"), witness()).unwrap();
    let limits = TimeLimits { connect: patience, total: patience };
    Gp::new(GpSettings { endpoint, token: Secret::new(token.to_owned()), limits }).unwrap()
}

fn number(text: &str) -> NhsNumber {
    NhsNumber::try_from(text).unwrap()
}

fn ods(text: &str) -> OdsCode {
    OdsCode::try_from(text).unwrap()
}

fn details(key: &str, practice: &str, account: &str) -> GpDetails {
    GpDetails {
        linkage_key: Secret::new(key.to_owned()),
        ods_code: ods(practice),
        account_id: Secret::new(account.to_owned()),
    }
}

fn who(family: &str, born: &str) -> GpPerson {
    GpPerson { family: FamilyName::try_from(family).unwrap(), born: DateOfBirth::try_from(born).unwrap() }
}

fn priya() -> GpPerson {
    who("raman", "1991-06-23")
}

fn refusal(answer: Result<GpAnswer, GpFault>) -> GpRefusal {
    match answer.unwrap() {
        GpAnswer::Refused(refusal) => refusal,
        GpAnswer::Verified { .. } => panic!("it was accepted"),
    }
}

#[tokio::test]
async fn the_right_details_give_the_number_and_the_credentials_with_every_special_character() {
    let (gp, _) = systems().await;
    let answer = gp.verify(&details(KEY, "B86110", "4401-0001"), &priya()).await.unwrap();
    let GpAnswer::Verified { nhs_number, credentials } = answer else { panic!("{answer:?}") };
    assert_eq!(nhs_number, number(NUMBER));
    assert_eq!(credentials.linkage_key.expose(), KEY);
    assert_eq!(credentials.user_id.expose(), "4401-0001");
    assert_eq!(credentials.ods_code, ods("B86110"));
    assert!(!format!("{credentials:?}").contains("4401"), "credentials are not printed");
}

#[tokio::test]
async fn each_wrong_detail_is_refused_in_its_own_way() {
    let (gp, _) = systems().await;
    let cases = [
        (details("Q%7", "B86110", "4401-0001"), priya(), GpRefusal::NotValid),
        (details(KEY, "B86110", "4401-0001"), who("Rahman", "1991-06-23"), GpRefusal::Problem),
        (details(KEY, "B86110", "4401-0001"), who("Raman", "1991-06-24"), GpRefusal::Problem),
        (details(KEY, "B86110", "4401-9999"), priya(), GpRefusal::NotFound),
        (details(KEY, "Z99999", "4401-0001"), priya(), GpRefusal::SurgeryNotAvailable),
        (details(KEY, "B86110", "4401-0002"), priya(), GpRefusal::NeedsPhotoId),
    ];
    for (details, who, expected) in cases {
        assert_eq!(refusal(gp.verify(&details, &who).await), expected);
    }
}

#[tokio::test]
async fn every_reference_of_the_contract_can_be_met_with_its_ods_code() {
    let (gp, _) = systems().await;
    for row in GP_ANSWERS.iter().filter(|row| row.meaning.starts_with("CID")) {
        let practice = ods(row.ods_code);
        let cid = if row.ods_code < "X7020" {
            let answer = gp.verify(&details("any", row.ods_code, "any"), &priya()).await;
            refusal(answer).verify_cid()
        } else {
            match gp.connect(&number(NUMBER), &practice, &priya()).await.unwrap() {
                GpConnection::Refused(refusal) => refusal.connect_cid(),
                GpConnection::Connected(_) => panic!("{} connected", row.ods_code),
            }
        };
        assert!(row.meaning.starts_with(&format!("{cid}:")), "{} gave {cid}", row.ods_code);
    }
}

#[tokio::test]
async fn connecting_twice_gives_the_same_credentials() {
    let (gp, _) = systems().await;
    let mut keys = Vec::new();
    for _ in 0..2 {
        let answer = gp.connect(&number("9991005382"), &ods("B86110"), &priya()).await.unwrap();
        let GpConnection::Connected(GpCredentials { user_id, linkage_key, .. }) = answer else {
            panic!("{answer:?}");
        };
        keys.push((user_id.expose().clone(), linkage_key.expose().clone()));
    }
    assert_eq!(keys[0], keys[1]);
}

#[tokio::test]
async fn a_link_is_valid_until_it_lapses_and_again_when_it_is_renewed() {
    let (gp, simulator) = systems().await;
    let answer = gp.verify(&details(KEY, "B86110", "4401-0001"), &priya()).await.unwrap();
    let GpAnswer::Verified { nhs_number, credentials } = answer else { panic!("{answer:?}") };
    assert_eq!(gp.check_link(&nhs_number, &credentials).await, Ok(GpLink::Valid));
    simulator.let_lapse(NUMBER);
    assert_eq!(gp.check_link(&nhs_number, &credentials).await, Ok(GpLink::Lapsed));
    gp.verify(&details(KEY, "B86110", "4401-0001"), &priya()).await.unwrap();
    assert_eq!(gp.check_link(&nhs_number, &credentials).await, Ok(GpLink::Valid));
    let elsewhere = GpCredentials { ods_code: ods("A20047"), ..credentials };
    assert_eq!(gp.check_link(&nhs_number, &elsewhere).await, Ok(GpLink::Lapsed), "the person has moved");
}

#[tokio::test]
async fn only_people_who_use_online_services_are_online_users() {
    let (gp, _) = systems().await;
    let user = gp.online_user(&number(NUMBER), &ods("B86110")).await.unwrap().unwrap();
    assert!(user.identity_checked());
    assert_eq!(user.mobile.as_ref().map(PhoneNumber::e164), Some("+447700900103"));
    let unchecked = gp.online_user(&number("9991003177"), &ods("B86110")).await.unwrap().unwrap();
    assert!(!unchecked.identity_checked());
    for (nhs_number, practice) in [("9991005382", "B86110"), (NUMBER, "A20047"), ("9990000018", "B86110")] {
        let user = gp.online_user(&number(nhs_number), &ods(practice)).await.unwrap();
        assert!(user.is_none(), "{nhs_number} at {practice}");
    }
}

#[tokio::test]
async fn a_look_that_was_lost_on_the_way_is_repeated_once_and_a_check_of_details_is_not() {
    let (gp, simulator) = systems().await;
    simulator.faults().add(Fault::AcceptedThenCut);
    assert!(gp.online_user(&number(NUMBER), &ods("B86110")).await.unwrap().is_some());
    simulator.faults().add(Fault::AcceptedThenCut);
    simulator.faults().add(Fault::AcceptedThenCut);
    let answer = gp.online_user(&number(NUMBER), &ods("B86110")).await;
    assert!(matches!(answer, Err(GpFault::Interrupted)));
    simulator.faults().add(Fault::AcceptedThenCut);
    let answer = gp.verify(&details(KEY, "B86110", "4401-0001"), &priya()).await;
    assert!(matches!(answer, Err(GpFault::Interrupted)));
}

#[tokio::test]
async fn each_way_a_gp_system_fails_has_its_own_fault_and_a_reference_to_show() {
    let (gp, _) = systems().await;
    let cases = [("X7097", GpFault::Busy, 7000), ("X7099", GpFault::Unreadable, 7000)];
    for (practice, expected, cid) in cases {
        let fault = gp.verify(&details("any", practice, "any"), &priya()).await.unwrap_err();
        assert_eq!((fault, fault.as_refusal().verify_cid().number()), (expected, cid));
        assert_eq!(gp.online_user(&number(NUMBER), &ods(practice)).await.unwrap_err(), expected);
    }
    let answer = gp.online_user(&number(NUMBER), &ods("X7005")).await;
    assert_eq!(answer.unwrap_err(), GpFault::SystemError);
}

#[tokio::test]
async fn a_gp_system_that_never_answers_is_given_up() {
    let simulator = GpSimulator::new(witness(), "gp-token", Vec::new());
    let (listener, port) = free().await;
    tokio::spawn(serve(simulator.router(), listener, std::future::pending()));
    let gp = client(port, "gp-token", Duration::from_millis(200));
    let fault = gp.verify(&details("any", "X7098", "any"), &priya()).await.unwrap_err();
    assert_eq!((fault, fault.as_refusal().verify_cid().number()), (GpFault::TimedOut, 7008));
}

#[tokio::test]
async fn a_gp_system_that_is_not_there_and_one_that_does_not_know_us_are_told_apart() {
    let nobody = client(free().await.1, "gp-token", Duration::from_secs(5));
    let fault = nobody.connect(&number(NUMBER), &ods("B86110"), &priya()).await.unwrap_err();
    assert_eq!((fault, fault.as_refusal().connect_cid().number()), (GpFault::Unreachable, 7026));
    let simulator = GpSimulator::new(witness(), "gp-token", Vec::new());
    let (listener, port) = free().await;
    tokio::spawn(serve(simulator.router(), listener, std::future::pending()));
    let stranger = client(port, "another", Duration::from_secs(20));
    let fault = stranger.online_user(&number(NUMBER), &ods("B86110")).await.unwrap_err();
    assert_eq!(fault, GpFault::NotAuthorised);
}
