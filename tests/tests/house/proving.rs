//! Somebody on the way to a level: what the journeys of proving have in common.

use house_tests::{Authorize, Landing, Partner, Person, TestHouse};

use crate::{CODE, NINA, PASSWORD};

pub(crate) const P5: &str = r#"["P5.Cp.Cd"]"#;
pub(crate) const P9: &str = r#"["P9.Cp.Cd"]"#;
pub(crate) const P9_OR_P5: &str = r#"["P9.Cp.Cd","P5.Cp.Cd"]"#;

/// What somebody types on D2 to D5.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Details<'a> {
    pub(crate) number: Option<&'a str>,
    pub(crate) first: &'a str,
    pub(crate) last: &'a str,
    pub(crate) born: [&'a str; 3],
    pub(crate) postcode: &'a str,
}

/// An ordinary adult in PDS without a login, whose record has another mobile than anybody gives here.
pub(crate) const AMELIA: Details<'static> = Details {
    number: Some("999 200 1011"),
    first: "Amelia",
    last: "Thornbury",
    born: ["14", "3", "1979"],
    postcode: "YO1 7HH",
};

/// An ordinary adult in PDS without a login; PDS and the GP hold 07700 900120.
pub(crate) const TOMASZ: Details<'static> = Details {
    number: Some("999 200 1089"),
    first: "Tomasz",
    last: "Kociński",
    born: ["2", "8", "1990"],
    postcode: "NG1 5FS",
};

impl Details<'_> {
    pub(crate) fn by_name(self) -> Self {
        Self { number: None, ..self }
    }
}

/// A request for `vtr` that a client of every scope makes.
pub(crate) fn request(partner: &Partner, vtr: &str) -> Authorize {
    partner.request().with("vtr", vtr).with("scope", "openid profile email phone")
}

/// A seeded P0 person who logged in at a request for `vtr`.
pub(crate) async fn nina_at(house: &TestHouse, partner: &Partner, vtr: &str) -> Person {
    logged_in(house, &request(partner, vtr), NINA).await
}

/// A seeded person with one phone who logged in at `request`.
pub(crate) async fn logged_in(house: &TestHouse, request: &Authorize, email: &str) -> Person {
    let mut person = Person::new(house);
    person.go(&request.path()).await;
    person.fill("Email address", email).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    person
}

/// Tomasz registers on the way to a P9 client, with the mobile that PDS and his GP hold, and comes to the first page of proving.
pub(crate) async fn tomasz_registers(house: &TestHouse, partner: &Partner) -> Person {
    const EMAIL: &str = "tomasz.newcomer@patients.example";
    let mut person = Person::new(house);
    person.go(&request(partner, P9).path()).await;
    person.fill("Email address", EMAIL).press("Continue").await;
    person.press("Continue").await;
    let password = crate::register::PASSWORD;
    person.fill("Password", password).fill("Confirm your password", password).press("Continue").await;
    let code = person.code_sent_to(EMAIL).await;
    person.fill("Security code", &code).press("Continue").await;
    person.fill("UK mobile number", "07700 900120").press("Continue").await;
    let code = person.code_sent_to("+447700900120").await;
    person.fill("Security code", &code).press("Continue").await;
    person
}

/// From D1 to the outcome of the look-up.
pub(crate) async fn find_record(person: &mut Person, details: &Details<'_>) {
    person.sees("What you need to find your NHS record");
    person.press("Continue").await;
    give_details(person, details).await;
}

/// From D2 to the outcome of the look-up.
pub(crate) async fn give_details(person: &mut Person, details: &Details<'_>) {
    person.sees("Do you know your NHS number?");
    if let Some(number) = details.number {
        person.tick("Yes, I know my NHS number", "yes").fill("NHS number", number);
        person.press("Continue").await;
    } else {
        person.tick("No, continue with my full name", "no").press("Continue").await;
        if person.page().heading() == "Enter your full name" {
            person.fill("First name", details.first).fill("Last name", details.last);
            person.press("Continue").await;
        }
    }
    if person.page().heading() == "Enter your date of birth" {
        let [day, month, year] = details.born;
        person.fill("Day", day).fill("Month", month).fill("Year", year).press("Continue").await;
    }
    if person.page().heading() == "Enter your postcode" {
        person.fill("Postcode", details.postcode).press("Continue").await;
    }
    person.sees("Check your details");
    person.press("Submit information").await;
}

/// D8 "yes".
pub(crate) async fn confirm(person: &mut Person) {
    person.sees("Confirm your details");
    person.tick("Yes, these are my details", "yes").press("Continue").await;
}

/// Agrees to share, and the claims of the ID token.
pub(crate) async fn shared(person: &mut Person, partner: &Partner) -> serde_json::Value {
    person.sees("Agree to share your NHS login information");
    person.press("I agree").await;
    partner.redeem(&Landing::of(person).get("code")).await.claims("id_token")
}
