//! The least that an answer of this HTTP stack can cost: axum, hyper and the listener's settings, no layer, one word.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use axum_server::accept::{TcpConfigAcceptor, TcpSocketConfig};

/// Where it listens.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port on 127.0.0.1.
    port: u16,
}

/// Serves until it is killed.
pub(crate) fn run(options: &Options) -> ExitCode {
    let served = tokio::runtime::Runtime::new().map_err(anyhow::Error::from).and_then(|runtime| {
        runtime.block_on(async {
            serve(options.port)?;
            std::future::pending::<anyhow::Result<()>>().await
        })
    });
    println!("hello: {served:?}");
    ExitCode::FAILURE
}

/// Serves in the background of the current runtime, with the settings of the program's own listeners.
///
/// # Errors
/// When the port is not to be had.
pub(crate) fn serve(port: u16) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let acceptor = TcpConfigAcceptor::new(TcpSocketConfig::new().nodelay(true));
    let mut server = axum_server::from_tcp(listener)?.acceptor(acceptor);
    server.http_builder().http1().header_read_timeout(Duration::from_secs(15));
    let router = Router::new().route("/", get(async || "hello"));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    drop(tokio::spawn(server.serve(service)));
    Ok(address)
}
