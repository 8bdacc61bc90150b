//! `cargo xtask serve`: builds the page, serves it on this machine, and opens it once it really answers.

use std::env;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use super::dist;
use crate::project;
use crate::server::{Options, Server};
use crate::tools::Toolbox;

/// How many ports after the wanted one are tried when it is taken.
const MORE_PORTS: u16 = 20;
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// The arguments of `serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to listen on; the next free one is used when it is taken
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
    /// Serve `dist/` as it is, without building first
    #[arg(long)]
    no_build: bool,
}

/// Serves until the process is ended (Ctrl-C).
///
/// # Errors
/// When the page cannot be built, no port is free, or the page does not answer.
pub fn run(args: &Args) -> Result<()> {
    let root = project::dist();
    if args.no_build {
        ensure!(root.join("index.html").is_file(), "nothing is built yet: leave out --no-build");
    } else {
        dist::build(&Toolbox::for_building()?)?;
    }
    let server = start(args.port)?;
    wait_until_it_answers(server.address())?;
    let url = server.url();
    println!("\nOversold is at {url}\nPress Ctrl-C to stop.");
    io::stdout().flush()?;
    if !args.no_open {
        open(&url);
    }
    loop {
        // The server's thread does the work; Ctrl-C ends the process and with it the server.
        thread::park();
    }
}

fn start(wanted: u16) -> Result<Server> {
    for port in wanted..=wanted.saturating_add(MORE_PORTS) {
        match Server::start(&project::dist(), Options { port: Some(port), ..Options::default() }) {
            Ok(server) => {
                if port != wanted {
                    println!("Port {wanted} is taken, so this is port {port}.");
                }
                return Ok(server);
            }
            Err(error) if is_taken(&error) => {}
            Err(error) => return Err(error),
        }
    }
    bail!("port {wanted} and the {MORE_PORTS} after it are taken: choose another with --port")
}

fn is_taken(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::AddrInUse)
}

/// Asks for the page as a browser would, until it comes.
fn wait_until_it_answers(address: SocketAddr) -> Result<()> {
    let started = Instant::now();
    while started.elapsed() < ANSWER_WITHIN {
        if status_line(address).is_ok_and(|line| line.contains(" 200 ")) {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(50));
    }
    bail!("the page at http://{address}/ does not answer: is something else, such as a firewall, in between?")
}

fn status_line(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, ANSWER_WITHIN)?;
    stream.set_read_timeout(Some(ANSWER_WITHIN))?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let line = answer.split(|&byte| byte == b'\r').next().unwrap_or_default();
    Ok(String::from_utf8_lossy(line).into_owned())
}

/// A browser that cannot be opened is no reason to stop serving.
fn open(url: &str) {
    // Without a display, the system's opener might start a text browser in this terminal.
    let bare = cfg!(target_os = "linux")
        && ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"].iter().all(|name| env::var_os(name).is_none());
    if bare || webbrowser::open(url).is_err() {
        println!("No browser could be opened from here: open the address yourself.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_when_a_page_answers() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index.html"), "<p>hello").unwrap();
        let server = Server::start(folder.path(), Options::default()).unwrap();
        assert_eq!(status_line(server.address()).unwrap(), "HTTP/1.1 200 OK");
        wait_until_it_answers(server.address()).unwrap();
    }
}
