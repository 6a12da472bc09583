//! Codes and tokens: one row from issue to end.

use account_store::{Consent, Revocation, RevocationReason, WriteFault};
use vocabulary::{Lifetime, ProofingLevel, ScopeSet};

use crate::both::{NOW, Opened, client, complete, digest, grant, minutes, on_both, secret};

async fn issue(opened: &Opened, n: u8) {
    let mut batch = opened.store.batch();
    batch.insert_account(&complete(n, &format!("a{n}@example.org"))).insert_grant(&grant(n));
    opened.store.write(batch).await.expect("issued");
}

on_both! {
    a_code_finds_its_grant_as_it_was_issued(opened) {
        issue(opened, 1).await;
        let found = opened.store.find_grant_by_code(&digest(1)).await.expect("read").expect("there");
        let issued = grant(1);
        assert_eq!((found.id, found.account_id, found.client_id), (issued.id, issued.account_id, issued.client_id));
        assert_eq!((found.redirect_uri, found.scopes, found.vot), (issued.redirect_uri, issued.scopes, issued.vot));
        assert_eq!((found.nonce, found.challenge, found.session), (issued.nonce, None, Some(digest(1))));
        assert_eq!((found.redeemed_at, found.generation, found.revoked), (None, 0, None));
        assert!(opened.store.find_grant_by_code(&digest(2)).await.expect("read").is_none());
        assert_eq!(opened.store.list_grants(issued.account_id, 5).await.expect("read").len(), 1);
    }

    a_code_is_redeemed_once(opened) {
        issue(opened, 1).await;
        let until = NOW.after(Lifetime::REFRESH_TOKEN);
        let redeem = || {
            let mut batch = opened.store.batch();
            batch.redeem_grant(grant(1).id, [3; 16], Some(until), minutes(1));
            batch
        };
        opened.store.write(redeem()).await.expect("redeemed");
        assert!(matches!(opened.store.write(redeem()).await, Err(WriteFault::Conflict { .. })));
        let found = opened.store.grant(grant(1).id).await.expect("read").expect("there");
        assert_eq!((found.redeemed_at, found.id_token_jti), (Some(minutes(1)), Some([3; 16])));
        assert_eq!((found.generation, found.refresh_until), (1, Some(until)));
    }

    an_expired_or_ended_code_is_not_redeemed(opened) {
        issue(opened, 1).await;
        issue(opened, 2).await;
        let mut batch = opened.store.batch();
        batch.redeem_grant(grant(1).id, [3; 16], None, minutes(10));
        assert!(opened.store.write(batch).await.is_err());
        let mut batch = opened.store.batch();
        batch.revoke_grant(grant(2).id, RevocationReason::CodeReuse, NOW);
        opened.store.write(batch).await.expect("ended");
        let mut batch = opened.store.batch();
        batch.redeem_grant(grant(2).id, [3; 16], None, NOW);
        assert!(opened.store.write(batch).await.is_err());
    }

    each_generation_is_left_once(opened) {
        issue(opened, 1).await;
        let id = grant(1).id;
        let mut batch = opened.store.batch();
        batch.redeem_grant(id, [3; 16], Some(minutes(100)), NOW).rotate_grant(id, 1, minutes(200));
        batch.mark_generation_used(id, 2).mark_generation_used(id, 1);
        opened.store.write(batch).await.expect("rotated");
        let mut batch = opened.store.batch();
        batch.rotate_grant(id, 1, minutes(300));
        assert!(opened.store.write(batch).await.is_err());
        let found = opened.store.grant(id).await.expect("read").expect("there");
        assert_eq!((found.generation, found.generation_used), (2, 2));
        assert_eq!(found.refresh_until, Some(minutes(200)));
    }

    an_ended_grant_keeps_its_first_reason_and_is_not_rotated(opened) {
        issue(opened, 1).await;
        let id = grant(1).id;
        let mut batch = opened.store.batch();
        batch.redeem_grant(id, [3; 16], Some(minutes(100)), NOW);
        batch.revoke_grants_at(grant(1).account_id, &client("other"), RevocationReason::ConsentWithdrawn, NOW);
        batch.revoke_grants_at(grant(1).account_id, &client("app"), RevocationReason::ConsentWithdrawn, NOW);
        batch.revoke_grants(grant(1).account_id, RevocationReason::AccountEnded, minutes(1));
        let written = opened.store.write(batch).await.expect("ended");
        assert_eq!((written.touched(1), written.touched(2), written.touched(3)), (0, 1, 0));
        let found = opened.store.grant(id).await.expect("read").expect("there");
        let expected = Revocation { at: NOW, reason: RevocationReason::ConsentWithdrawn };
        assert_eq!(found.revoked, Some(expected));
        let mut batch = opened.store.batch();
        batch.rotate_grant(id, 1, minutes(300));
        assert!(opened.store.write(batch).await.is_err());
    }

    one_query_shows_all_that_userinfo_asks_about(opened) {
        issue(opened, 1).await;
        let store = &opened.store;
        let bare = store.grant_view(grant(1).id).await.expect("read").expect("there");
        assert!(bare.consent.is_none() && bare.client_metadata.is_none() && bare.account.mobile.is_none());
        let consent = Consent {
            account_id: grant(1).account_id,
            client_id: client("app"),
            scopes: ScopeSet::known_in("openid"),
            level: ProofingLevel::P0,
            agreed_at: NOW,
            withdrawn_at: None,
        };
        let mut batch = store.batch();
        batch.upsert_consent(&consent);
        batch.put_client_metadata(grant(1).account_id, &client("app"), &secret("theirs"));
        batch.put_client_metadata(grant(1).account_id, &client("other"), &secret("not theirs"));
        store.write(batch).await.expect("written");
        let view = store.grant_view_by_code(&digest(1)).await.expect("read").expect("there");
        assert_eq!((view.grant.id, view.account.id), (grant(1).id, grant(1).account_id));
        assert_eq!(view.consent, Some(consent));
        assert_eq!(view.client_metadata.map(|text| text.expose().clone()), Some("theirs".to_owned()));
        assert!(store.grant_view(grant(2).id).await.expect("read").is_none());
    }

    an_assertion_is_accepted_once_until_it_expires(opened) {
        let accept = |now| {
            let mut batch = opened.store.batch();
            batch.insert_assertion_id(&client("app"), &digest(1), minutes(5), now);
            batch
        };
        opened.store.write(accept(NOW)).await.expect("accepted");
        assert!(matches!(opened.store.write(accept(minutes(4))).await, Err(WriteFault::Conflict { .. })));
        let mut batch = opened.store.batch();
        batch.insert_assertion_id(&client("other"), &digest(1), minutes(5), NOW);
        opened.store.write(batch).await.expect("another client's");
        opened.store.write(accept(minutes(5))).await.expect("expired, so replaced");
    }
}
