//! A static web server for one folder, on this machine only, as a value: it serves until it is dropped.
//!
//! It can answer with the headers that isolate the page, as a good host does, or without, as a plain
//! static host does, and below a sub-folder. What an answer looks like is in [`site`]; this file is
//! only the socket and its thread.

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::sync::oneshot;

use self::odd::Odd;
use self::site::{Answer, Site};

mod body;
pub mod odd;
pub mod site;

/// Which headers every answer carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Headers {
    /// The five headers of [`site::ISOLATION`], with which the page may share memory with its workers, and the policy that
    /// the folder has for its hosts ([`crate::policy`]).
    #[default]
    Isolating,
    /// None of them, as on a plain static host.
    Plain,
}

/// How to serve.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The headers of every answer, also of errors.
    pub headers: Headers,
    /// A Content-Security-Policy in the place of the folder's own.
    pub policy: Option<String>,
    /// Serve below this sub-folder (`courses/races`); everything outside it is 404.
    pub prefix: Option<String>,
    /// How the host is odd.
    pub odd: Odd,
    /// Listen on this address of the machine in the place of 127.0.0.1.
    pub address: Option<Ipv4Addr>,
    /// The port; without one the system chooses a free one.
    pub port: Option<u16>,
}

/// A running server; dropping it closes the socket and every connection.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    path: String,
    site: Arc<Site>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves the files below `root`, on 127.0.0.1 unless told otherwise.
    ///
    /// # Errors
    /// When `root` is not a folder or the port cannot be opened; the [`std::io::Error`] is in the chain.
    pub fn start(root: &Path, options: Options) -> Result<Self> {
        let Options { headers, policy, prefix, odd, address, port } = options;
        let site = Site::new(root, headers, prefix.as_deref())?.with_policy(policy).with_oddity(odd);
        let path = site.path().to_owned();
        let wanted = SocketAddr::from((address.unwrap_or(Ipv4Addr::LOCALHOST), port.unwrap_or(0)));
        let listener = listen(wanted).with_context(|| format!("cannot listen on {wanted}"))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;

        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .context("cannot start the server's runtime")?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let site = Arc::new(site);
        let app = Router::new().fallback(answer).with_state(site.clone());
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            runtime.block_on(async move {
                // Not axum's graceful shutdown: that waits for browsers to close idle connections.
                tokio::select! {
                    _ = axum::serve(listener, app) => {}
                    _ = stopped => {}
                }
            });
            // A compression may still run; nobody waits for its answer any more.
            runtime.shutdown_background();
        });
        Ok(Self { address, path, site, stop: Some(stop), thread: Some(thread) })
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What was asked for so far, and answered.
    pub fn answers(&self) -> Vec<Answer> {
        self.site.answers()
    }

    /// Where the folder's index page is, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.path)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Either half may already be gone when the thread has ended by itself; then there is nothing to do.
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A free port is never the one that a server of this process had before: a browser may have kept something from there.
fn listen(wanted: SocketAddr) -> io::Result<TcpListener> {
    static HAD: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = TcpListener::bind(wanted)?;
        let new = HAD.lock().unwrap_or_else(PoisonError::into_inner).insert(listener.local_addr()?.port());
        if new || wanted.port() != 0 {
            return Ok(listener);
        }
    }
}

/// Reading and compressing a file blocks, so it happens beside the thread that serves.
async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    tokio::task::spawn_blocking(move || site.answer(&parts.method, parts.uri.path(), &parts.headers))
        .await
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    fn get(server: &Server, path: &str) -> String {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn serves_over_a_socket_until_dropped() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "<p>hello").unwrap();
        let options = Options { prefix: Some("a/b".to_owned()), ..Options::default() };
        let server = Server::start(folder.path(), options).unwrap();
        let address = server.address();
        assert_eq!(server.url(), format!("http://{address}/a/b/"));

        let page = get(&server, "/a/b/");
        assert!(page.starts_with("HTTP/1.1 200 OK"), "{page}");
        assert!(page.contains("cross-origin-embedder-policy: require-corp"), "{page}");
        assert!(page.ends_with("<p>hello"), "{page}");

        let missing = get(&server, "/");
        assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
        assert!(missing.contains("cross-origin-embedder-policy: require-corp"), "{missing}");

        drop(server);
        assert!(TcpStream::connect(address).is_err(), "the socket is still open");
    }

    #[test]
    fn a_taken_port_is_an_error_that_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let first = Server::start(folder.path(), Options::default()).unwrap();
        let options = Options { port: Some(first.address().port()), ..Options::default() };
        let error = Server::start(folder.path(), options).unwrap_err();
        let cause = error.downcast_ref::<io::Error>().map(io::Error::kind);
        assert_eq!(cause, Some(io::ErrorKind::AddrInUse), "{error:#}");
    }
}
