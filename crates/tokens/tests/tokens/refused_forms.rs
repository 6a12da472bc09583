//! Texts that are no JWT we look at further.

use rstest::rstest;
use tokens::{JwsFault, MAX_ASSERTION_LENGTH, read_unverified_client};

use crate::fixtures::{PARTNER_KEY, encode, signed};

fn jwt(header: &str, payload: &str) -> String {
    format!("{}.{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()), encode(b"signature"))
}

#[rstest]
#[case::nothing("", JwsFault::Parts)]
#[case::one_part("e30", JwsFault::Parts)]
#[case::two_parts("e30.e30", JwsFault::Parts)]
#[case::four_parts("e30.e30.e30.e30", JwsFault::Parts)]
#[case::five_parts_as_in_a_jwe("e30.e30.e30.e30.e30", JwsFault::Parts)]
#[case::padding("e30=.e30.AA", JwsFault::Encoding)]
#[case::standard_base64("eyJhbGciOiJSUzUxMiJ9.e30.+/+/", JwsFault::Encoding)]
#[case::a_space("e30 .e30.AA", JwsFault::Encoding)]
#[case::stray_bits("e31.e30.AA", JwsFault::Encoding)]
#[case::header_without_alg("e30.e30.AA", JwsFault::AlgorithmMissing)]
fn a_text_that_is_no_jwt_names_what_is_wrong(#[case] text: &str, #[case] fault: JwsFault) {
    assert_eq!(read_unverified_client(text), Err(fault));
}

#[rstest]
#[case::header_is_a_list("[]", "{}", JwsFault::Header)]
#[case::header_is_cut_off(r#"{"alg":"#, "{}", JwsFault::Header)]
#[case::alg_twice(r#"{"alg":"none","alg":"RS512"}"#, "{}", JwsFault::Header)]
#[case::alg_is_a_number(r#"{"alg":512}"#, "{}", JwsFault::Header)]
#[case::kid_is_null(r#"{"alg":"RS512","kid":null}"#, "{}", JwsFault::Header)]
#[case::crit(r#"{"alg":"RS512","crit":["exp"]}"#, "{}", JwsFault::Critical)]
#[case::payload_is_a_text(r#"{"alg":"RS512"}"#, r#""{}""#, JwsFault::Payload)]
#[case::payload_has_a_tail(r#"{"alg":"RS512"}"#, "{} {}", JwsFault::Payload)]
#[case::iss_twice(r#"{"alg":"RS512"}"#, r#"{"iss":"a","iss":"b"}"#, JwsFault::Payload)]
#[case::iss_twice_in_disguise(r#"{"alg":"RS512"}"#, r#"{"iss":"a","\u0069ss":"b"}"#, JwsFault::Payload)]
fn a_part_that_is_no_sound_object_names_what_is_wrong(
    #[case] header: &str,
    #[case] payload: &str,
    #[case] fault: JwsFault,
) {
    assert_eq!(read_unverified_client(&jwt(header, payload)), Err(fault));
}

#[test]
fn a_text_longer_than_8_kib_is_not_even_decoded() {
    let longest = "A".repeat(MAX_ASSERTION_LENGTH);
    assert_eq!(read_unverified_client(&longest), Err(JwsFault::Parts));
    assert_eq!(read_unverified_client(&format!("{longest}A")), Err(JwsFault::TooLong));
}

#[rstest]
#[case::both(r#"{"iss":"a","sub":"b"}"#, Some("a"))]
#[case::only_sub(r#"{"sub":"b"}"#, Some("b"))]
#[case::iss_of_another_type(r#"{"iss":1,"sub":"b"}"#, Some("b"))]
#[case::neither("{}", None)]
fn the_client_is_looked_up_by_iss_then_sub(#[case] payload: &str, #[case] name: Option<&str>) {
    let assertion = signed(&PARTNER_KEY, r#"{"alg":"RS512"}"#, payload);
    assert_eq!(read_unverified_client(&assertion).unwrap().name(), name);
}
