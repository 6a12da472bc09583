//! The client of PDS against its simulator, over real connections.

mod support;

use std::collections::BTreeSet;

use crate::support::{Fixture, NUMBERS, person, who};
use gateways::{Lookup, PdsFault, Search};
use simulators::{Behaviour, Fault, Standing};
use vocabulary::{Lifetime, NhsNumber, OdsCode, PhoneNumber};

fn number(text: &str) -> NhsNumber {
    NhsNumber::try_from(text).expect("a synthetic number")
}

#[tokio::test]
async fn a_search_finds_the_one_record() {
    let outside = Fixture::start().await;
    let Ok(Search::One(record)) = outside.pds.search(&who("Raman")).await else { panic!("one record") };
    assert_eq!(record.nhs_number, number(NUMBERS[0]));
    assert_eq!(record.current_name().map(|name| name.given.len()), Some(2));
    assert_eq!(record.born, Some(who("Raman").born));
    assert_eq!(record.postcode, Some(who("Raman").postcode));
    let phones: Vec<&str> = record.phones.iter().map(PhoneNumber::e164).collect();
    assert_eq!(phones, ["+447700900103", "+442079460103"]);
    assert_eq!(record.gp_ods_code.as_ref().map(OdsCode::as_str), Some("B86110"));
    assert!(!record.deceased && !record.restricted);
}

#[tokio::test]
async fn a_search_for_nobody_finds_none_and_for_two_alike_says_so() {
    let outside = Fixture::start().await;
    assert_eq!(outside.pds.search(&who("Nobody")).await, Ok(Search::None));
    outside.simulator.put(person(NUMBERS[1], "Raman"));
    assert_eq!(outside.pds.search(&who("Raman")).await, Ok(Search::Several));
}

#[tokio::test]
async fn a_number_leads_to_its_record_however_it_stands() {
    let outside = Fixture::start().await;
    let mut record = person(NUMBERS[1], "Standing");
    for standing in [Standing::Live, Standing::Deceased, Standing::Restricted] {
        record.standing = standing;
        outside.simulator.put(record.clone());
        let Ok(Lookup::Found(found)) = outside.pds.retrieve(&number(NUMBERS[1])).await else {
            panic!("{standing:?}")
        };
        assert_eq!(found.deceased, standing == Standing::Deceased);
        assert_eq!(found.restricted, standing == Standing::Restricted);
        assert_eq!(found.postcode.is_none() && found.phones.is_empty(), standing == Standing::Restricted);
    }
    record.standing = Standing::Invalidated;
    outside.simulator.put(record.clone());
    assert_eq!(outside.pds.retrieve(&number(NUMBERS[1])).await, Ok(Lookup::Invalidated));
    record.standing = Standing::SupersededBy(number(NUMBERS[0]));
    outside.simulator.put(record);
    let superseded = outside.pds.retrieve(&number(NUMBERS[1])).await;
    assert!(matches!(superseded, Ok(Lookup::Superseded(record)) if record.nhs_number == number(NUMBERS[0])));
    assert_eq!(outside.pds.retrieve(&number(NUMBERS[2])).await, Ok(Lookup::NotFound));
}

#[tokio::test]
async fn neither_restricted_nor_withdrawn_records_are_found_by_name() {
    let outside = Fixture::start().await;
    for standing in [Standing::Restricted, Standing::Invalidated, Standing::SupersededBy(number(NUMBERS[0]))]
    {
        let mut record = person(NUMBERS[1], "Hidden");
        record.standing = standing;
        outside.simulator.put(record);
        assert_eq!(outside.pds.search(&who("Hidden")).await, Ok(Search::None), "{standing:?}");
    }
}

#[tokio::test]
async fn each_way_pds_fails_over_a_record_has_its_own_fault() {
    let outside = Fixture::start().await;
    for (behaviour, fault) in [
        (Behaviour::Busy, PdsFault::Busy),
        (Behaviour::Broken, PdsFault::Unavailable),
        (Behaviour::Malformed, PdsFault::Malformed),
    ] {
        let mut record = person(NUMBERS[1], "Trouble");
        record.behaviour = behaviour;
        outside.simulator.put(record);
        assert_eq!(outside.pds.search(&who("Trouble")).await, Err(fault), "{behaviour:?}");
        assert_eq!(outside.pds.retrieve(&number(NUMBERS[1])).await, Err(fault), "{behaviour:?}");
    }
}

#[tokio::test]
async fn a_slow_answer_within_the_patience_is_an_answer() {
    let outside = Fixture::start().await;
    let mut record = person(NUMBERS[1], "Slow");
    record.behaviour = Behaviour::Slow;
    outside.simulator.put(record);
    assert!(matches!(outside.pds.retrieve(&number(NUMBERS[1])).await, Ok(Lookup::Found(_))));
}

#[tokio::test]
async fn a_read_that_broke_off_is_tried_again_under_a_new_request_and_the_same_correlation() {
    let outside = Fixture::start().await;
    outside.simulator.faults().add(Fault::AcceptedThenCut);
    outside.simulator.faults().add(Fault::AcceptedThenCut);
    assert!(matches!(outside.pds.search(&who("Raman")).await, Ok(Search::One(_))));
    let asked = outside.simulator.asked();
    let requests: BTreeSet<&str> = asked.iter().map(|asked| asked.request_id.as_str()).collect();
    let correlations: BTreeSet<Option<&str>> =
        asked.iter().map(|asked| asked.correlation_id.as_deref()).collect();
    assert_eq!((asked.len(), requests.len(), correlations.len()), (3, 3, 1));
}

#[tokio::test]
async fn nothing_is_tried_more_often_than_configured_and_a_fault_of_pds_itself_only_once() {
    let outside = Fixture::start().await;
    for _ in 0..3 {
        outside.simulator.faults().add(Fault::AcceptedThenCut);
    }
    assert_eq!(outside.pds.search(&who("Raman")).await, Err(PdsFault::Unavailable));
    assert_eq!(outside.simulator.asked().len(), 3);
    outside.simulator.faults().add(Fault::Broken);
    assert_eq!(outside.pds.search(&who("Raman")).await, Err(PdsFault::Unavailable));
    assert_eq!(outside.simulator.asked().len(), 4);
}

#[tokio::test]
async fn a_pds_that_never_answers_is_given_up() {
    let outside = Fixture::impatient().await;
    outside.simulator.faults().add(Fault::Silent);
    assert_eq!(outside.pds.search(&who("Raman")).await, Err(PdsFault::Unavailable));
}

#[tokio::test]
async fn after_failures_in_a_row_nobody_waits_until_one_gets_through() {
    let outside = Fixture::start().await;
    for _ in 0..5 {
        outside.simulator.faults().add(Fault::Broken);
        assert_eq!(outside.pds.search(&who("Raman")).await, Err(PdsFault::Unavailable));
    }
    let asked = outside.simulator.asked().len();
    assert_eq!(outside.pds.search(&who("Raman")).await, Err(PdsFault::CircuitOpen));
    assert_eq!(outside.simulator.asked().len(), asked, "nothing leaves while the circuit is open");
    outside.advance(Lifetime::seconds(30));
    assert!(matches!(outside.pds.search(&who("Raman")).await, Ok(Search::One(_))));
    assert!(matches!(outside.pds.search(&who("Raman")).await, Ok(Search::One(_))));
}

#[tokio::test]
async fn one_token_serves_everybody_until_shortly_before_its_end() {
    let outside = Fixture::start().await;
    let (here, there) = (outside.pds.clone(), outside.pds.clone());
    let (sought, other) = (who("Raman"), number(NUMBERS[0]));
    let (first, second) = tokio::join!(here.search(&sought), there.retrieve(&other));
    assert!(first.is_ok() && second.is_ok());
    assert_eq!(outside.simulator.tokens_granted(), 1);
    outside.advance(Lifetime::seconds(568));
    assert!(outside.pds.search(&sought).await.is_ok());
    assert_eq!(outside.simulator.tokens_granted(), 1);
    outside.advance(Lifetime::seconds(2));
    assert!(outside.pds.search(&sought).await.is_ok());
    assert_eq!(outside.simulator.tokens_granted(), 2);
}

#[tokio::test]
async fn a_token_that_pds_forgot_is_replaced_without_anybody_noticing() {
    let outside = Fixture::start().await;
    assert!(outside.pds.search(&who("Raman")).await.is_ok());
    outside.simulator.revoke_tokens();
    assert!(outside.pds.search(&who("Raman")).await.is_ok());
    assert_eq!(outside.simulator.tokens_granted(), 2);
}

#[tokio::test]
async fn a_key_or_a_clock_that_the_platform_does_not_accept_is_a_fault_of_the_configuration() {
    let stranger = Fixture::with_another_key().await;
    assert_eq!(stranger.pds.search(&who("Raman")).await, Err(PdsFault::Refused));
    assert_eq!(stranger.simulator.tokens_granted(), 0);
    let late = Fixture::with_a_fast_clock(Lifetime::minutes(2)).await;
    assert_eq!(late.pds.search(&who("Raman")).await, Err(PdsFault::Refused));
}

#[tokio::test]
async fn nobody_at_home_is_unavailable() {
    let pds = Fixture::nobody().await;
    assert_eq!(pds.search(&who("Raman")).await, Err(PdsFault::Unavailable));
}
