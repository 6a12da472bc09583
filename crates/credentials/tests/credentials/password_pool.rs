//! The hashing threads, from outside. (What happens when the queue is full is tested beside the pool, without threads.)

use std::num::NonZeroUsize;
use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use credentials::{HashCost, PasswordPool, Phc, PoolSize, Verified};
use tokio::task::JoinSet;
use vocabulary::Secret;

fn cheap() -> HashCost {
    HashCost::new(64, 1, 1).expect("a cost")
}

fn pool_of(threads: usize) -> PasswordPool {
    let size = PoolSize {
        threads: NonZeroUsize::new(threads).expect("threads"),
        queue: NonZeroUsize::new(64).expect("a queue"),
    };
    PasswordPool::start(size, cheap()).expect("threads")
}

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

#[tokio::test]
async fn the_right_password_is_right_and_every_other_is_wrong() {
    let pool = pool_of(1);
    let stored = pool.hash(secret("correct horse"), [3; 16]).await.unwrap();
    for (password, expected) in [
        ("correct horse", Verified::Right),
        ("correct horse ", Verified::Wrong),
        ("Correct horse", Verified::Wrong),
        ("", Verified::Wrong),
    ] {
        assert_eq!(pool.verify(secret(password), Some(stored.clone())).await, Ok(expected), "{password}");
    }
}

#[tokio::test]
async fn without_an_account_every_password_is_wrong() {
    let pool = pool_of(1);
    assert_eq!(pool.verify(secret("correct horse"), None).await, Ok(Verified::Wrong));
}

#[tokio::test]
async fn a_hash_survives_its_stored_text() {
    let pool = pool_of(1);
    let stored = pool.hash(secret("correct horse"), [3; 16]).await.unwrap();
    let read = Phc::try_from(stored.as_str()).unwrap();
    assert_eq!(read, stored);
    assert_eq!(pool.verify(secret("correct horse"), Some(read)).await, Ok(Verified::Right));
}

#[tokio::test]
async fn our_hashes_and_those_of_the_library_are_the_same() {
    let pool = pool_of(1);
    let ours = pool.hash(secret("correct horse"), [3; 16]).await.unwrap();
    let parsed = PasswordHash::new(ours.as_str()).unwrap();
    assert!(Argon2::default().verify_password(b"correct horse", &parsed).is_ok());
    let theirs = Argon2::default().hash_password_with_salt(b"correct horse", &[4; 16]).unwrap();
    let theirs = Phc::try_from(theirs.to_string().as_str()).unwrap();
    assert_eq!(pool.verify(secret("correct horse"), Some(theirs)).await, Ok(Verified::RightButOutdated));
}

#[tokio::test]
async fn a_thread_that_met_an_old_costly_hash_goes_on_with_the_current_cost() {
    let pool = pool_of(1);
    let old = Argon2::default().hash_password_with_salt(b"correct horse", &[4; 16]).unwrap();
    let old = Phc::try_from(old.to_string().as_str()).unwrap();
    assert_eq!(pool.verify(secret("wrong"), Some(old)).await, Ok(Verified::Wrong));
    let new = pool.hash(secret("correct horse"), [3; 16]).await.unwrap();
    assert_eq!(new.cost(), cheap());
    assert_eq!(pool.verify(secret("correct horse"), Some(new)).await, Ok(Verified::Right));
}

#[tokio::test]
async fn each_of_many_callers_gets_the_answer_to_its_own_question() {
    let pool = Arc::new(pool_of(2));
    let stored = pool.hash(secret("7"), [3; 16]).await.unwrap();
    let mut callers = JoinSet::new();
    for number in 0..40 {
        let (pool, stored) = (Arc::clone(&pool), stored.clone());
        callers.spawn(async move { (number, pool.verify(secret(&number.to_string()), Some(stored)).await) });
    }
    for (number, answer) in callers.join_all().await {
        let expected = if number == 7 { Verified::Right } else { Verified::Wrong };
        assert_eq!(answer, Ok(expected), "{number}");
    }
}

#[tokio::test]
async fn the_reference_implementation_s_test_vector_is_right() {
    let text = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    let stored = Phc::try_from(text).unwrap();
    let verified = pool_of(1).verify(secret("password"), Some(stored)).await;
    assert_eq!(verified, Ok(Verified::RightButOutdated));
}
