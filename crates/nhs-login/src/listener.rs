//! Listeners: bound before anything is served, so that a port in use is told with the key that changes it.

use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs as _};
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::accept::{TcpConfigAcceptor, TcpKeepaliveConfig, TcpSocketConfig};
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use tokio::net::TcpSocket;
use tokio::task::JoinHandle;
use vocabulary::Lifetime;

use crate::configuration::{ListenAddress, TlsFiles};

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;
/// How long a client may take to send the head of a request, or to shake hands.
const PATIENCE: Duration = Duration::from_secs(15);

/// Why a listener could not be had.
#[derive(Debug, thiserror::Error)]
pub enum BindFault {
    /// Another program listens there.
    #[error(
        "port {port} is in use already ({address}). Stop the other program, or choose another port with {key} in the configuration file or {variable} in the environment"
    )]
    InUse {
        /// The port.
        port: u16,
        /// The address.
        address: String,
        /// The configuration key.
        key: &'static str,
        /// The environment variable of the same meaning.
        variable: String,
    },
    /// The system refuses the address.
    #[error("{key}: cannot listen on {address}: {source}")]
    Refused {
        /// The configuration key.
        key: &'static str,
        /// The address.
        address: String,
        /// What the system said.
        source: io::Error,
    },
}

/// A listener with its port; `localhost` may stand for two addresses.
#[derive(Debug)]
pub(crate) struct Bound {
    address: ListenAddress,
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Bound {
    /// Listens on every address that `address` names; with port 0 all of them get the same port, as far as it is free.
    pub(crate) fn at(address: &ListenAddress) -> Result<Self, BindFault> {
        let refused =
            |source| BindFault::Refused { key: address.key(), address: address.to_string(), source };
        let resolved = (address.host(), address.port()).to_socket_addrs().map_err(refused)?;
        let mut sockets: Vec<SocketAddr> = resolved.collect();
        // IPv4 first: it exists everywhere, so it chooses the port.
        sockets.sort_by_key(SocketAddr::is_ipv6);
        sockets.dedup();
        let mut bound = Self { address: address.clone(), listeners: Vec::new(), port: address.port() };
        let mut last = io::Error::new(io::ErrorKind::AddrNotAvailable, "the name stands for no address");
        for mut socket in sockets {
            socket.set_port(bound.port);
            match listen(socket) {
                Ok((listener, port)) => {
                    bound.port = port;
                    bound.listeners.push(listener);
                }
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && address.port() != 0 => {
                    return Err(in_use(address));
                }
                Err(error) => last = error,
            }
        }
        if bound.listeners.is_empty() { Err(refused(last)) } else { Ok(bound) }
    }

    /// The port, chosen by the system when the configuration said 0.
    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// Whether the configuration left the port to the system.
    #[cfg(feature = "sandbox")]
    pub(crate) const fn was_free(&self) -> bool {
        self.address.port() == 0
    }

    /// The address with the chosen port.
    pub(crate) fn address(&self) -> ListenAddress {
        self.address.with_port(self.port)
    }

    /// The plain listeners, for a protocol that is not HTTP.
    #[cfg(feature = "sandbox")]
    pub(crate) fn into_listeners(self) -> Vec<TcpListener> {
        self.listeners
    }
}

fn listen(address: SocketAddr) -> io::Result<(TcpListener, u16)> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A restart must not wait for connections of the process before.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    let listener = socket.listen(BACKLOG)?.into_std()?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

fn in_use(address: &ListenAddress) -> BindFault {
    let key = address.key();
    BindFault::InUse {
        port: address.port(),
        address: address.to_string(),
        key,
        variable: format!("NHS_LOGIN__{}", key.replace('.', "__").to_uppercase()),
    }
}

/// Servers that accept until they are told to stop.
#[derive(Debug, Default)]
pub(crate) struct Servers {
    handles: Vec<Handle<SocketAddr>>,
    tasks: Vec<JoinHandle<io::Result<()>>>,
}

impl Servers {
    /// Serves `router` on every listener of `bound`, over TLS when there is a certificate.
    pub(crate) fn serve(
        &mut self,
        bound: Bound,
        router: &Router,
        tls: Option<&RustlsConfig>,
    ) -> io::Result<()> {
        for listener in bound.listeners {
            let handle = Handle::new();
            let mut server = axum_server::from_tcp(listener)?.handle(handle.clone()).acceptor(tcp());
            server.http_builder().http1().header_read_timeout(PATIENCE);
            server.http_builder().http2().max_concurrent_streams(128);
            let server = server.first_request_timeout(PATIENCE);
            let service = router.clone().into_make_service_with_connect_info::<SocketAddr>();
            self.tasks.push(match tls {
                Some(config) => {
                    let acceptor = RustlsAcceptor::new(config.clone()).handshake_timeout(PATIENCE);
                    tokio::spawn(server.acceptor(acceptor.acceptor(tcp())).serve(service))
                }
                None => tokio::spawn(server.serve(service)),
            });
            self.handles.push(handle);
        }
        Ok(())
    }

    /// Accepts no more; returns when the requests in flight are answered, after `grace` at the latest.
    pub(crate) async fn stop(self, grace: Lifetime) {
        for handle in &self.handles {
            handle.graceful_shutdown(Some(grace.duration()));
        }
        for task in self.tasks {
            match task.await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "a listener ended with a fault"),
                Err(error) => tracing::error!(%error, "a listener's task was lost"),
            }
        }
    }
}

fn tcp() -> TcpConfigAcceptor {
    let keepalive = TcpKeepaliveConfig::new().time(Duration::from_mins(1)).interval(Duration::from_secs(15));
    TcpConfigAcceptor::new(TcpSocketConfig::new().nodelay(true).keepalive(keepalive))
}

/// The certificate of the public listener.
///
/// # Errors
/// When the files cannot be read or do not belong together.
pub(crate) async fn tls(files: &TlsFiles) -> io::Result<RustlsConfig> {
    RustlsConfig::from_pem_file(&files.certificate, &files.key).await
}

/// Reads the certificate again at every SIGHUP, so that a renewal needs no restart.
#[cfg(unix)]
pub(crate) fn reload_on_hangup(config: RustlsConfig, files: TlsFiles) -> JoinHandle<()> {
    use tokio::signal::unix::{SignalKind, signal};

    tokio::spawn(async move {
        let Ok(mut hangups) = signal(SignalKind::hangup()) else { return };
        while hangups.recv().await.is_some() {
            match config.reload_from_pem_file(&files.certificate, &files.key).await {
                Ok(()) => tracing::info!("the certificate was read again"),
                Err(error) => {
                    tracing::error!(%error, "the certificate was not read again; the old one stays");
                }
            }
        }
    })
}
