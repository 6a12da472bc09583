//! Journeys 6.1: an account ID in an address is a search, and whoever finds people in any way opens what they found.

use house_tests::{Storage, TestHouse};
use vocabulary::{EmailAddress, Lifetime, OperatorRole, SearchKind};

use crate::checker_console::signs_in;
use crate::support::{account_of, operator_with, recorded, search};
use crate::{NINA, OWEN, PRIYA};

#[tokio::test]
async fn accounts_are_not_gone_through_by_their_addresses() {
    let house = TestHouse::with(Storage::Sqlite, "support.searches = 2").await;
    let mut admin = signs_in(&house, "admin").await;
    let (nina, owen, priya) = (
        account_of(&house, NINA).await.id,
        account_of(&house, OWEN).await.id,
        account_of(&house, PRIYA).await.id,
    );
    for what in ["", "/history", "/evidence", "/disable", ""] {
        let page = format!("/people/{nina}{what}");
        assert_eq!(admin.go(&page).await.page().status, 200, "{page}: one search, however many pages");
    }
    assert_eq!(recorded(&house, nina, "person_searched").await.len(), 1);
    admin.go(&format!("/people/{owen}/history")).await.sees("Account history");
    for what in ["", "/history", "/evidence", "/disable"] {
        let page = format!("/people/{priya}{what}");
        admin.go(&page).await.sees("You have searched too many times");
    }
    assert!(recorded(&house, priya, "person_viewed").await.is_empty());
    admin.go(&format!("/people/{nina}")).await.sees("Account");
    house.clock.forward(Lifetime::minutes(61));
    let mut later = signs_in(&house, "admin").await;
    later.go(&format!("/people/{nina}")).await.sees("Account");
    assert_eq!(
        recorded(&house, nina, "person_searched").await.len(),
        2,
        "an hour later it is a search again"
    );
}

#[tokio::test]
async fn who_finds_people_by_phone_alone_opens_what_they_found() {
    let table = "[operators.roles.call_centre]\nmay = [\"find_by_phone\"]\nsees = [\"email\"]";
    let house = TestHouse::with(Storage::Sqlite, table).await;
    let role = OperatorRole::try_from("call_centre").expect("a role");
    operator_with(&house, "caller", role).await;
    let mut caller = signs_in(&house, "caller").await;
    assert!(caller.page().html.contains("/people"), "the menu has it: {}", caller.page().describe());
    search(&mut caller, SearchKind::Phone, "07700 900104").await;
    caller.sees("Account");
    let owen = EmailAddress::try_from(OWEN).expect("an address");
    assert!(caller.page().text().contains(owen.as_str()), "{}", caller.page().describe());
}
