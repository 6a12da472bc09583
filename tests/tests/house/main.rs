//! The whole house in process with its simulators: modules are named after journeys and contract rules.

mod access;
mod access_own;
mod access_reset;
mod acts;
mod another_device;
mod asserted_login;
mod attacks;
mod audit_chain;
mod audit_log;
mod authorize_rules;
mod checker_cases;
mod checker_console;
mod checker_held;
mod checking;
mod client_libraries;
mod conformance;
mod conformance_flows;
mod consent;
mod contact;
mod explain;
mod face_scan;
mod hostile;
mod key_pages;
mod levels;
mod limits;
mod lock_out;
mod look_up_limits;
mod notices;
mod notices_levels;
mod operators;
mod partner_checklist;
mod partner_inspector;
mod partner_pages;
mod partner_registration;
mod partner_users;
mod privacy;
mod privacy_proving;
mod prove_again;
mod prove_details;
mod prove_effects;
mod prove_faults;
mod prove_gp;
mod prove_gp_rare;
mod prove_mobile;
mod prove_photo;
mod prove_photo_decided;
mod prove_photo_files;
mod proving;
mod races;
mod recheck;
mod refresh;
mod register;
mod registry_console;
mod registry_partner;
mod registry_rules;
mod remembered_device;
mod sign_in;
mod signing_keys;
mod silent;
mod support;
mod support_acts;
mod support_addresses;
mod support_erasure;
mod support_evidence;
mod tabs;
mod token_rules;
mod traces;
mod userinfo_rules;
mod waits;

use house_tests::{Landing, Partner, Person, TestHouse};

/// A seeded person at P0 with a mobile number.
const NINA: &str = "nina.newcombe@patients.example";
/// A seeded person at P9.
const OWEN: &str = "owen.prosser@patients.example";
/// A seeded person at P5 with a mobile and a landline number.
const PRIYA: &str = "priya.raman@patients.example";
/// The password of everybody who is seeded.
const PASSWORD: &str = "Passw0rd$1";
/// The code of everybody who is seeded.
const CODE: &str = "190696";

/// Any level, password and code.
const LOW: &str = r#"["P0.Cp.Cd"]"#;

/// Opens the first page for `email` at `partner`: the address is typed, and S2 is passed.
async fn at_password(house: &TestHouse, partner: &Partner, email: &str) -> Person {
    let mut person = Person::new(house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", email).press("Continue").await;
    person.sees("We found your NHS login");
    person.press("Continue").await;
    person.sees("Enter your password");
    person
}

/// As [`at_password`], with the password accepted.
async fn at_code(house: &TestHouse, partner: &Partner, email: &str) -> Person {
    let mut person = at_password(house, partner, email).await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Check your mobile phone");
    person
}

/// The error that `person` went back to the partner with.
fn error(person: &Person) -> String {
    Landing::of(person).get("error")
}
