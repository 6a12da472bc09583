//! Two independent client libraries drive the whole flow: the `openidconnect` crate inside the demo partner, and `openid-client` from
//! npm. Both authenticate with `private_key_jwt`, RS512.

use std::process::{Command, Stdio};

use house_tests::{Partner, Person, Storage, TestHouse};
use serde_json::{Value, json};

use crate::proving::confirm;
use crate::{CODE, OWEN, PASSWORD, PRIYA};

const WITH_PARTNER: &str = "sandbox.demo_partner = \"127.0.0.1:0\"";

async fn account(person: &Person, partner: &str) -> Value {
    let cookies: Vec<String> = person.cookies().map(|(name, value)| format!("{name}={value}")).collect();
    #[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
    let request =
        reqwest::Client::new().get(format!("{partner}/account")).header("cookie", cookies.join("; "));
    let body = request
        .header("accept", "application/json")
        .send()
        .await
        .expect("an answer")
        .text()
        .await
        .expect("a body");
    serde_json::from_str(&body).unwrap_or_else(|_| panic!("no JSON: {body}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_partner_signs_in_refreshes_and_signs_in_again_silently() {
    let house = TestHouse::on(Storage::Sqlite, WITH_PARTNER).await.expect("SQLite");
    let partner = house.demo_partner().expect("the demo partner").to_owned();
    let mut person = Person::new(&house);
    person
        .travels_to(&partner)
        .go(&format!("{partner}/login?choices=1&scope=profile&scope=email&level=P9"))
        .await;
    person.sees("Enter your email address");
    person.fill("Email address", OWEN).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I agree").await;
    assert!(person.page().address.ends_with("/account"), "{}", person.page().describe());
    let first = account(&person, &partner).await;
    assert_eq!(first["id_token"]["claims"]["vot"], "P9.Cp.Cd");
    assert_eq!(first["id_token"]["header"]["alg"], "RS512");
    assert_eq!(first["userinfo"]["email"], OWEN);
    assert_eq!(first["userinfo"]["sub"], first["id_token"]["claims"]["sub"]);

    person.press("Refresh the access token").await;
    assert_eq!(person.page().status, 200, "{}", person.page().describe());
    let refreshed = account(&person, &partner).await;
    assert_eq!(refreshed["tokens"]["refreshed"], 1, "{refreshed}");

    person.press("Log in again silently").await;
    let again = account(&person, &partner).await;
    assert_eq!(again["id_token"]["claims"]["sub"], first["id_token"]["claims"]["sub"]);
    assert_eq!(again["id_token"]["claims"]["auth_time"], first["id_token"]["claims"]["auth_time"]);
    assert_ne!(again["id_token"]["claims"]["jti"], first["id_token"]["claims"]["jti"]);
}

/// The driver and its library, which `npm ci` puts there.
fn driver() -> Option<std::path::PathBuf> {
    if std::env::var("NHS_LOGIN_SKIP").is_ok_and(|parts| parts.contains("clients")) {
        return None;
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("clients");
    assert!(
        folder.join("node_modules/openid-client").is_dir(),
        "openid-client is missing: run `npm ci` in tests/clients (cargo xtask test does), or set NHS_LOGIN_SKIP=clients"
    );
    Some(folder.join("drive.mjs"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_partner_steps_a_p5_person_up_without_another_log_in() {
    let house = TestHouse::on(Storage::Sqlite, WITH_PARTNER).await.expect("SQLite");
    let partner = house.demo_partner().expect("the demo partner").to_owned();
    let mut person = Person::new(&house);
    person
        .travels_to(&partner)
        .go(&format!("{partner}/login?choices=1&scope=profile&scope=email&level=P5"))
        .await;
    person.fill("Email address", PRIYA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.tick("Text message to the mobile ending 103", "text").press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I agree").await;
    let first = account(&person, &partner).await;
    assert_eq!(
        (&first["id_token"]["claims"]["vot"], &first["passed_on"]),
        (&json!("P5.Cp.Cd"), &json!(false))
    );
    person.drop_cookie("login-session").press("Do more with P9").await;
    confirm(&mut person).await;
    person.tick("Yes, use the ID checks from my GP surgery", "yes").press("Continue").await;
    person.press("Agree and continue").await;
    let second = account(&person, &partner).await;
    assert_eq!(
        (&second["id_token"]["claims"]["vot"], &second["passed_on"]),
        (&json!("P9.Cp.Cd"), &json!(true))
    );
    assert_eq!(second["id_token"]["claims"]["sub"], first["id_token"]["claims"]["sub"]);
    assert!(!person.page().text().contains("Do more with P9"), "there is no more to do");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn openid_client_from_npm_signs_in_and_refreshes() {
    let Some(driver) = driver() else { return };
    let house = TestHouse::start().await;
    let partner = Partner::register(&house, "npm", |client| {
        client.redirect_uris = vec!["http://localhost:65000/callback".to_owned()];
    })
    .await;
    let folder = tempfile::tempdir().expect("a folder");
    let key = folder.path().join("key.pem");
    std::fs::write(&key, partner.private_key_pem()).expect("a key file");
    let input = json!({
        "issuer": house.issuer(), "client_id": "npm", "private_key": key.display().to_string(),
        "redirect_uri": partner.redirect_uri, "email": OWEN, "password": PASSWORD, "code": CODE,
        "scopes": "openid profile email", "vtr": r#"["P9.Cp.Cd"]"#,
    });
    let driving = tokio::task::spawn_blocking(move || {
        Command::new("node")
            .arg(driver)
            .arg(input.to_string())
            .stderr(Stdio::inherit())
            .output()
            .expect("node")
    });
    let output = driving.await.expect("node ran");
    let text = String::from_utf8_lossy(&output.stdout);
    let result: Value = serde_json::from_str(text.trim()).unwrap_or_else(|_| panic!("no JSON: {text}"));
    assert_eq!(result["ok"], true, "{result}");
    assert_eq!(result["id_token"]["claims"]["vot"], "P9.Cp.Cd");
    assert_eq!(result["userinfo"]["email"], OWEN);
    assert_eq!(result["refreshed"]["rotated"], true, "{result}");
}
