//! Accounts, phones, consents, client metadata.

use account_store::{Consent, Person, Phone, Terms, WriteFault};
use vocabulary::{
    AccountId, Cid, DateOfBirth, FamilyName, LevelProof, NhsNumber, PhoneKind, PhoneNumber, ProofingLevel,
    ScopeSet,
};

use crate::both::{NOW, client, complete, digest, email, minutes, on_both, pending, secret};

pub(crate) fn person() -> Person {
    Person {
        nhs_number: Some(NhsNumber::try_from("9990000018").expect("a number")),
        family_name: FamilyName::try_from("O’Connor-Šmid").expect("a name"),
        given_name: None,
        birthdate: DateOfBirth::try_from("1984-03-15").expect("a date"),
        postcode: Some("LS1 4AP".try_into().expect("a postcode")),
        gp_ods_code: Some("A28579".try_into().expect("a code")),
        gp_user_id: Some(secret("user")),
        gp_linkage_key: Some(secret("linkage")),
    }
}

pub(crate) fn mobile() -> Phone {
    let number = PhoneNumber::uk_mobile("07700 900123").expect("a number");
    Phone { number, confirmed_at: NOW, pds_matched: false }
}

on_both! {
    an_account_comes_back_as_it_was_written(opened) {
        let store = &opened.store;
        let mut account = complete(1, "Ada@Example.org");
        account.password_hash = Some(secret("$argon2id$x"));
        account.password_set_at = Some(NOW);
        account.level = ProofingLevel::P9;
        account.level_client = Some(client("app"));
        account.level_proof = Some(LevelProof::Seeded);
        account.level_at = Some(minutes(1));
        account.record_checked_at = Some(minutes(2));
        account.mobile_match_blocked = true;
        account.gp_details_blocked = true;
        account.gp_lapsed_at = Some(minutes(3));
        account.person = Some(person());
        account.disabled = Some(Cid::INVESTIGATED);
        account.terms = Some(Terms { version: "2".to_owned(), agreed_at: NOW });
        account.static_code = true;
        let mut batch = store.batch();
        batch.insert_account(&account).put_phone(account.id, &mobile());
        batch.insert_account(&complete(2, "grace@example.org"));
        store.write(batch).await.expect("written");
        assert_eq!(store.count_static_codes().await.expect("read"), 1);

        let found = store.find_account_by_email(&email("ada@example.ORG")).await.expect("read").expect("there");
        assert_eq!(found.id, account.id);
        assert_eq!(found.email.as_str(), "Ada@Example.org");
        assert_eq!(found.password_hash.as_ref().map(|hash| hash.expose().as_str()), Some("$argon2id$x"));
        assert_eq!((found.level, found.disabled), (ProofingLevel::P9, Some(Cid::INVESTIGATED)));
        assert_eq!((found.level_client, found.level_proof), (Some(client("app")), Some(LevelProof::Seeded)));
        assert_eq!((found.level_at, found.record_checked_at), (Some(minutes(1)), Some(minutes(2))));
        assert!(found.mobile_match_blocked && found.gp_details_blocked);
        assert_eq!(found.gp_lapsed_at, Some(minutes(3)));
        assert_eq!((found.terms, found.static_code), (account.terms, true));
        assert_eq!((found.mobile, found.landline), (Some(mobile()), None));
        let found_person = found.person.expect("a person");
        assert_eq!(found_person.nhs_number, person().nhs_number);
        assert_eq!(found_person.family_name, person().family_name);
        assert_eq!(found_person.gp_linkage_key.map(|key| key.expose().clone()), Some("linkage".to_owned()));

        let number = person().nhs_number.expect("a number");
        assert_eq!(store.list_accounts_by_nhs_number(number).await.expect("read").len(), 1);
        let by_subject = store.find_account_by_subject(&account.subject).await.expect("read");
        assert_eq!(by_subject.expect("there").id, account.id);
        assert!(store.account(AccountId::from_bytes([9; 16])).await.expect("read").is_none());
    }

    a_pending_registration_blocks_nobody(opened) {
        let store = &opened.store;
        let (mut mine, mut theirs) = (pending(1, "a@example.org"), pending(2, "a@example.org"));
        mine.pending_browser = Some(digest(1));
        theirs.pending_browser = Some(digest(2));
        let mut batch = store.batch();
        batch.insert_account(&mine).insert_account(&theirs);
        store.write(batch).await.expect("both pending");
        assert!(store.find_account_by_email(&mine.email).await.expect("read").is_none());
        let found = store.find_pending_account(&mine.email, &digest(2)).await.expect("read").expect("there");
        assert_eq!(found.id, theirs.id);

        let mut batch = store.batch();
        batch.confirm_email(mine.id, NOW);
        store.write(batch).await.expect("confirmed");
        let mut batch = store.batch();
        batch.confirm_email(theirs.id, NOW);
        assert!(matches!(store.write(batch).await, Err(WriteFault::Conflict { index: 0, .. })));
        let mut batch = store.batch();
        batch.delete_other_pending_accounts(&mine.email, mine.id);
        assert_eq!(store.write(batch).await.expect("written").touched(0), 1);
        assert!(store.account(theirs.id).await.expect("read").is_none());
        let confirmed = store.find_account_by_email(&mine.email).await.expect("read").expect("there");
        assert_eq!((confirmed.email_confirmed_at, confirmed.pending_browser), (Some(NOW), None));
    }

    registration_completes_once_and_only_after_the_email(opened) {
        let store = &opened.store;
        let account = pending(1, "a@example.org");
        let mut batch = store.batch();
        batch.insert_account(&account);
        store.write(batch).await.expect("written");
        let complete = || {
            let mut batch = store.batch();
            batch.complete_registration(account.id, minutes(2));
            batch
        };
        assert!(store.write(complete()).await.is_err());
        let mut batch = store.batch();
        batch.confirm_email(account.id, minutes(1));
        store.write(batch).await.expect("confirmed");
        store.write(complete()).await.expect("complete");
        assert!(store.write(complete()).await.is_err());
    }

    what_changes_about_an_account_is_found_again(opened) {
        let store = &opened.store;
        let account = complete(1, "a@example.org");
        let terms = Terms { version: "3".to_owned(), agreed_at: minutes(2) };
        let mut batch = store.batch();
        batch
            .insert_account(&account)
            .update_password(account.id, &secret("$new"), minutes(1))
            .update_terms(account.id, &terms)
            .update_disabled(account.id, Some(Cid::DISABLED))
            .touch_account(account.id, minutes(5))
            .touch_account(account.id, minutes(3));
        store.write(batch).await.expect("written");
        let found = store.account(account.id).await.expect("read").expect("there");
        assert_eq!(found.password_set_at, Some(minutes(1)));
        assert_eq!((found.terms, found.last_used_at), (Some(terms), minutes(5)));
        assert_eq!((found.disabled, found.version), (Some(Cid::DISABLED), 3));
        let mut batch = store.batch();
        batch.update_disabled(account.id, None);
        store.write(batch).await.expect("written");
        let found = store.account(account.id).await.expect("read").expect("there");
        assert!(found.disabled.is_none());
    }

    two_accounts_may_share_a_mobile(opened) {
        let store = &opened.store;
        let (one, two) = (complete(1, "a@example.org"), complete(2, "b@example.org"));
        let mut batch = store.batch();
        batch.insert_account(&one).put_phone(one.id, &mobile());
        batch.insert_account(&two).put_phone(two.id, &mobile()).put_phone(two.id, &mobile());
        batch.match_phone(two.id, &mobile().number).put_phone(two.id, &mobile());
        store.write(batch).await.expect("written");
        let found = store.list_accounts_by_phone(&mobile().number).await.expect("read");
        let matched: Vec<_> = found.iter().map(|account| account.mobile.as_ref().map(|m| m.pds_matched)).collect();
        assert_eq!(matched, [Some(false), Some(true)]);
        let another = PhoneNumber::uk_mobile("07700 900124").expect("a number");
        let mut batch = store.batch();
        batch.match_phone(two.id, &another);
        assert!(store.write(batch).await.is_err(), "not the number of this account");
        let mut batch = store.batch();
        batch.delete_phone(two.id, PhoneKind::Mobile);
        store.write(batch).await.expect("written");
        assert_eq!(store.list_accounts_by_phone(&mobile().number).await.expect("read").len(), 1);
        assert_eq!(store.list_accounts(10).await.expect("read").len(), 2);
    }

    consent_is_given_replaced_and_withdrawn(opened) {
        let store = &opened.store;
        let account = complete(1, "a@example.org");
        let consent = Consent {
            account_id: account.id,
            client_id: client("app"),
            scopes: ScopeSet::known_in("openid email"),
            level: ProofingLevel::P0,
            agreed_at: NOW,
            withdrawn_at: None,
        };
        let more = Consent { scopes: ScopeSet::known_in("openid email phone"), ..consent.clone() };
        let mut batch = store.batch();
        batch.insert_account(&account).upsert_consent(&consent).upsert_consent(&more);
        store.write(batch).await.expect("written");
        assert_eq!(store.consent(account.id, &client("app")).await.expect("read"), Some(more.clone()));
        assert_eq!(store.consent(account.id, &client("other")).await.expect("read"), None);
        let mut batch = store.batch();
        batch.withdraw_consent(account.id, &client("app"), minutes(1));
        store.write(batch).await.expect("withdrawn");
        let mut batch = store.batch();
        batch.withdraw_consent(account.id, &client("app"), minutes(2));
        assert!(store.write(batch).await.is_err());
        let listed = store.list_consents(account.id).await.expect("read");
        assert_eq!(listed, [Consent { withdrawn_at: Some(minutes(1)), ..more.clone() }]);
        let mut batch = store.batch();
        batch.upsert_consent(&more);
        store.write(batch).await.expect("given again");
        assert_eq!(store.consent(account.id, &client("app")).await.expect("read"), Some(more));
    }

    a_clients_own_string_is_kept_for_that_client(opened) {
        let store = &opened.store;
        let account = complete(1, "a@example.org");
        let mut batch = store.batch();
        batch.insert_account(&account);
        batch.put_client_metadata(account.id, &client("app"), &secret("one"));
        batch.put_client_metadata(account.id, &client("app"), &secret("two"));
        store.write(batch).await.expect("written");
        let found = store.client_metadata(account.id, &client("app")).await.expect("read").expect("there");
        assert_eq!(found.expose(), "two");
        assert!(store.client_metadata(account.id, &client("other")).await.expect("read").is_none());
        let mut batch = store.batch();
        batch.delete_client_metadata(account.id, &client("app"));
        store.write(batch).await.expect("deleted");
        assert!(store.client_metadata(account.id, &client("app")).await.expect("read").is_none());
    }

    an_account_takes_everything_of_its_own_with_it(opened) {
        let store = &opened.store;
        let account = complete(1, "a@example.org");
        let mut batch = store.batch();
        batch.insert_account(&account).put_phone(account.id, &mobile());
        batch.insert_grant(&crate::both::grant(1));
        batch.put_client_metadata(account.id, &client("app"), &secret("one"));
        store.write(batch).await.expect("written");
        let mut batch = store.batch();
        batch.delete_account(account.id);
        store.write(batch).await.expect("deleted");
        assert!(store.list_accounts_by_phone(&mobile().number).await.expect("read").is_empty());
        assert!(store.grant(crate::both::grant(1).id).await.expect("read").is_none());
        assert!(store.client_metadata(account.id, &client("app")).await.expect("read").is_none());
        let mut batch = store.batch();
        batch.insert_grant(&crate::both::grant(1));
        assert!(matches!(store.write(batch).await, Err(WriteFault::Conflict { .. })));
    }
}
