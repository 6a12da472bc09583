//! What every outbound connection keeps to, whatever the provider does.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::{Outside, call_to};
use gateways::{Delivery, Trouble};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// A provider that answers everything with these bytes, and how often it was asked.
async fn provider(answer: String) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            let answer = answer.replace("{port}", &port.to_string());
            tokio::spawn(async move {
                let mut request = vec![0; 8192];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(answer.as_bytes()).await;
                // Whatever of the request is still on its way is read, so that closing does not reset.
                let _ = stream.shutdown().await;
                while stream.read(&mut request).await.is_ok_and(|read| read > 0) {}
            });
        }
    });
    (port, asked)
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let redirect = "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:{port}/elsewhere\r\n\
                    content-length: 0\r\nconnection: close\r\n\r\n";
    let (port, asked) = provider(redirect.to_owned()).await;
    let delivery = Outside::with_voice_at(port).send_call(&call_to("020 7946 0018")).await;
    assert_eq!(delivery, Delivery::TryAgain(Trouble::ProviderFault));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() {
    let long = "x".repeat(70_000);
    let answer =
        format!("HTTP/1.1 202 Accepted\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{long}", long.len());
    let (port, _) = provider(answer).await;
    let delivery = Outside::with_voice_at(port).send_call(&call_to("020 7946 0018")).await;
    assert_eq!(delivery, Delivery::TryAgain(Trouble::Interrupted));
}

#[tokio::test]
async fn the_clients_of_a_production_service_can_be_set_up() {
    crate::support::production();
}
