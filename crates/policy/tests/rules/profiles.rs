//! certification.md, section 2: the three profiles.

use policy::{Presence, Profile};
use vocabulary::{Client, IssuerName, VectorRequest};

use crate::fixtures::{client, document, vectors};

#[test]
fn the_three_profiles_are_the_table_of_the_contract() {
    let issuers = [IssuerName::Nhs, IssuerName::Standard, IssuerName::Fapi2];
    insta::assert_debug_snapshot!(issuers.map(Profile::of));
}

#[test]
fn a_client_narrows_nonce_only() {
    let mut tolerant = client();
    tolerant.nonce_optional = true;
    assert_eq!(Profile::NHS.nonce_for(&client()), Presence::Required);
    assert_eq!(Profile::NHS.nonce_for(&tolerant), Presence::Optional);
    assert_eq!(Profile::STANDARD.nonce_for(&client()), Presence::Optional);
}

#[test]
fn an_absent_vtr_means_the_clients_default_and_else_the_issuers() {
    assert_eq!(Profile::NHS.vectors_for(&client()), VectorRequest::default_p9());
    assert_eq!(Profile::STANDARD.vectors_for(&client()), vectors(&["P0.Cp.Cd"]));
    let mut own = document();
    own.default_vtr = vec!["P5.Cp.Cd".into()];
    let own = Client::check(&own, false).unwrap();
    assert_eq!(Profile::NHS.vectors_for(&own), vectors(&["P5.Cp.Cd"]));
    assert_eq!(Profile::STANDARD.vectors_for(&own), vectors(&["P5.Cp.Cd"]));
}
