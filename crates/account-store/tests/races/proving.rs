//! Two who prove at once.

use account_store::{LevelRaise, Person};
use vocabulary::{DateOfBirth, FamilyName, LevelProof, NhsNumber, ProofingLevel};

use crate::both::{NOW, complete, on_both};
use crate::{put, twelve, written_of};

fn person() -> Person {
    Person {
        nhs_number: Some(NhsNumber::try_from("9990000018").expect("a number")),
        family_name: FamilyName::try_from("Name").expect("a name"),
        given_name: None,
        birthdate: DateOfBirth::try_from("1984-03-15").expect("a date"),
        postcode: None,
        gp_ods_code: None,
        gp_user_id: None,
        gp_linkage_key: None,
    }
}

on_both! {
    of_claims_of_one_nhs_number_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            for n in 0..12 {
                batch.insert_account(&complete(n, &format!("a{n}@example.org")));
            }
        })
        .await;
        let who = person();
        let claims = twelve(store, |batch, n| {
            let id = complete(n, "a@example.org").id;
            batch.raise_level(id, 0, &LevelRaise {
                level: ProofingLevel::P5,
                proof: LevelProof::Details,
                client: None,
                at: NOW,
                person: &who,
            });
        });
        assert_eq!(written_of(store, claims).await, 1);
        let number = who.nhs_number.expect("a number");
        assert_eq!(store.list_accounts_by_nhs_number(number).await.expect("read").len(), 1);
    }
}
