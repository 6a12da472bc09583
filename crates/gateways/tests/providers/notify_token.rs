//! Notify's token, read by an independent JWT library.

use gateways::NotifyKey;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use vocabulary::Instant;

const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";

#[test]
fn the_token_is_a_jwt_that_other_libraries_accept() {
    let key = NotifyKey::try_from(format!("a-key-{SERVICE}-{SECRET}").as_str()).unwrap();
    let token = key.token(Instant::from_seconds(1_700_000_000));
    let header = decode_header(token.expose()).unwrap();
    assert_eq!((header.alg, header.typ.as_deref()), (Algorithm::HS256, Some("JWT")));
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["iss"]);
    validation.set_issuer(&[SERVICE]);
    let secret = DecodingKey::from_secret(SECRET.as_bytes());
    let claims = decode::<serde_json::Value>(token.expose(), &secret, &validation).unwrap().claims;
    assert_eq!(claims, serde_json::json!({ "iss": SERVICE, "iat": 1_700_000_000 }));
}
