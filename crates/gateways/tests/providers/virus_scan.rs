//! The client of clamd against a scanner that answers in every way.

use std::time::Duration;

use gateways::{Scanned, TimeLimits, VirusScan, VirusScanFault, VirusScanSettings};
use simulators::ClamdSimulator;
use tokio::io::AsyncReadExt as _;

use crate::support::{free, witness};

fn client(port: u16, patience: Duration) -> VirusScan {
    let limits = TimeLimits { connect: patience, total: patience };
    VirusScan::new(VirusScanSettings { host: "127.0.0.1".to_owned(), port, limits })
}

async fn scanner(largest: usize) -> (VirusScan, ClamdSimulator) {
    let simulator = ClamdSimulator::new(witness()).with_largest(largest);
    let (listener, port) = free().await;
    tokio::spawn(simulator.clone().serve(listener, std::future::pending()));
    (client(port, Duration::from_secs(20)), simulator)
}

#[tokio::test]
async fn a_file_of_any_length_is_scanned_whole() {
    let (scan, simulator) = scanner(10_000_000).await;
    for length in [0, 1, 65_535, 65_536, 65_537, 1_000_000] {
        let mut file = vec![7; length];
        assert_eq!(scan.scan(&file).await, Ok(Scanned::Clean), "{length}");
        file.extend(ClamdSimulator::test_virus());
        let scanned = scan.scan(&file).await;
        let Ok(Scanned::Infected(name)) = scanned else { panic!("{length}: {scanned:?}") };
        assert_eq!(name.as_str(), "Win.Test.EICAR_HDB-1");
    }
    assert_eq!(simulator.scanned(), 12);
}

#[tokio::test]
async fn a_scanner_that_fails_never_says_clean() {
    let (scan, _) = scanner(100_000).await;
    assert_eq!(scan.scan(&ClamdSimulator::unscannable()).await, Err(VirusScanFault::Failed));
    assert_eq!(scan.scan(&vec![0; 5_000_000]).await, Err(VirusScanFault::TooLarge));
}

#[tokio::test]
async fn a_scanner_that_is_there_answers_a_ping() {
    let (scan, _) = scanner(1).await;
    assert_eq!(scan.ping().await, Ok(()));
    let nobody = client(free().await.1, Duration::from_secs(5));
    assert_eq!(nobody.ping().await, Err(VirusScanFault::Unreachable));
    assert_eq!(nobody.scan(b"file").await, Err(VirusScanFault::Unreachable));
}

#[tokio::test]
async fn a_scanner_that_says_nothing_is_given_up() {
    let (listener, port) = free().await;
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            open.push(stream);
        }
    });
    let scan = client(port, Duration::from_millis(200));
    assert_eq!(scan.scan(b"file").await, Err(VirusScanFault::TimedOut));
}

#[tokio::test]
async fn a_scanner_that_hangs_up_without_a_word_has_scanned_nothing() {
    let (listener, port) = free().await;
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut command = [0; 64];
            let _ = stream.read(&mut command).await;
        }
    });
    let scan = client(port, Duration::from_secs(20));
    assert_eq!(scan.scan(b"file").await, Err(VirusScanFault::Interrupted));
}
