//! Hosts that do not do what the page needs: it works all the same, or says in a sentence what is the matter.

use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::release::{self, hash};
use oversold_e2e::{Page, each_browser_with, steps, wait_for};
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::path::Path;
use xtask::server::odd::Odd;
use xtask::server::{Headers, Options, Server};

fn serve(options: Options) -> Result<Server> {
    Server::start(Path::new(&variable("OVERSOLD_DIST")?), options)
}

/// What is said where the app cannot be loaded.
async fn sentence(page: &Page, words: &[&str]) -> Result<()> {
    says(page, "[role=alert] p", words).await
}

/// What is said of why runs are simulated.
async fn notice(page: &Page, words: &[&str]) -> Result<()> {
    says(page, "[data-notice=engine]", words).await
}

async fn says(page: &Page, selector: &str, words: &[&str]) -> Result<()> {
    let mut said = String::new();
    wait_for("a sentence", 20, async || {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        page.js_with(script, vec![selector.into()]).await?.as_str().unwrap_or_default().clone_into(&mut said);
        Ok(words.iter().all(|word| said.contains(word)).then_some(()))
    })
    .await
    .with_context(|| format!("{words:?} not in {said:?}"))
}

/// The page is isolated, and real workers race in it.
async fn races(page: &Page) -> Result<()> {
    page.wait_until("idle", 20).await?;
    let result = page.run(20).await?;
    // How many are sold is a matter of chance, and of a busy machine.
    ensure!(result["engine"] == "workers" && result["verdict"]["sold"].as_u64() > Some(0), "{result}");
    Ok(())
}

/// From now on anything may be said on the console: browsers say what does not come in words of their own.
fn expect_anything(page: &Page) {
    page.expect_error("");
}

/// The page comes before its files, and for what is missing there is a page of the host's own, with 200: what is kept of
/// that helps nobody, and once the files are there the button brings them, and so does a reload.
async fn a_page_in_the_place_of_files(page: &Page) -> Result<()> {
    expect_anything(page);
    for (way, headers) in [("plain", Headers::Plain), ("isolating", Headers::Isolating)] {
        let name = format!("early-{way}-{}", page.browser().kind.name());
        let folder = release::folder(&name)?;
        release::copy(&folder, |name| hash(name).is_none())?;
        let odd = Odd { page_for_missing: true, ..Odd::default() };
        let server = Server::start(&folder, Options { headers, odd, ..Options::default() })?;
        page.driver().goto(format!("{}?speed=50&lang=en", server.url())).await?;
        sentence(page, &["incomplete", "does not send"]).await?;
        release::copy(&folder, |_| true)?;
        page.find("[role=alert] button").await?.click().await?;
        races(page).await.with_context(|| format!("{way}, after the button"))?;
        page.driver().refresh().await?;
        races(page).await.with_context(|| format!("{way}, reloaded"))?;
    }
    Ok(())
}

/// A folder without its last slash: nothing is looked for beside it, and query and hash stay.
async fn a_folder_without_its_slash(page: &Page) -> Result<()> {
    page.open("speed=50&engine=virtual").await?;
    let schedule = page.run(20).await?["schedule"].clone();
    for headers in [Headers::Isolating, Headers::Plain] {
        for folder in ["races", "v1.2"] {
            let prefix = Some(format!("courses/{folder}"));
            let odd = Odd { without_slash: true, ..Odd::default() };
            let server = serve(Options { headers, prefix, odd, ..Options::default() })?;
            let without = server.url().trim_end_matches('/').to_owned();
            page.driver().goto(format!("{without}?speed=50&tickets=2")).await?;
            races(page).await.with_context(|| format!("{headers:?}, {folder}: {:?}", server.answers()))?;
            let address = page.js("return location.pathname + location.search").await?;
            ensure!(address == format!("/courses/{folder}/?tickets=2&speed=50"), "{address}");
            page.driver().goto("about:blank").await?;
            page.driver().goto(format!("{without}#t={}", schedule.as_str().unwrap_or_default())).await?;
            page.wait_until("done", 20).await?;
            // What stands in the page itself some browsers ask for before they have read what puts the slash there.
            let early = |path: &str| path.starts_with("/courses/late-");
            let beside = server.answers().into_iter().filter(|answer| answer.status >= 400 && !early(&answer.path));
            let beside: Vec<_> = beside.collect();
            ensure!(beside.is_empty(), "{beside:?}");
        }
    }
    Ok(())
}

/// Scripts by a type that no browser runs.
async fn scripts_of_a_wrong_type(page: &Page) -> Result<()> {
    expect_anything(page);
    for headers in [Headers::Isolating, Headers::Plain] {
        let odd = Odd { script_type: Some("text/plain".into()), ..Odd::default() };
        let server = serve(Options { headers, odd, ..Options::default() })?;
        page.driver().goto(format!("{}?lang=en", server.url())).await?;
        sentence(page, &["text/plain", "text/javascript"]).await?;
    }
    Ok(())
}

/// Opened from disk.
async fn from_disk(page: &Page) -> Result<()> {
    expect_anything(page);
    let file = format!("file://{}/index.html?lang=en", variable("OVERSOLD_DIST")?);
    page.driver().goto(file).await?;
    // The driver lets Firefox load files from disk, so that it simulates.
    says(page, "[role=alert] p, [data-notice=engine]", &["a file", "http.server", "http://127.0.0.1:8000/"]).await
}

/// An address of this machine that others could reach it by; no packet is sent for it.
fn own_address() -> Result<Ipv4Addr> {
    let socket = UdpSocket::bind("0.0.0.0:0")?;
    // Reserved for documentation (RFC 5737).
    let routed = socket.connect("203.0.113.1:9").and_then(|()| socket.local_addr());
    Ok(match routed.map(|address| address.ip()) {
        Ok(IpAddr::V4(address)) if !address.is_loopback() => address,
        // Without a network: it leads here too, and is as little trusted.
        _ => Ipv4Addr::UNSPECIFIED,
    })
}

/// http from another machine.
async fn http_from_another_machine(page: &Page) -> Result<()> {
    expect_anything(page);
    for headers in [Headers::Isolating, Headers::Plain] {
        let server = serve(Options { headers, address: Some(own_address()?), ..Options::default() })?;
        page.driver().goto(format!("{}?lang=en&speed=50", server.url())).await?;
        notice(page, &["http from another machine", "https", "localhost"]).await?;
        page.wait_until("idle", 20).await?;
        let result = page.run(20).await?;
        ensure!(result["engine"] == "virtual", "{result}");
    }
    Ok(())
}

/// One of the two headers alone: the service worker adds the other.
async fn half_of_the_headers(page: &Page) -> Result<()> {
    let halves = [
        ("cross-origin-embedder-policy", "require-corp", None),
        ("cross-origin-opener-policy", "same-origin", None),
        ("cross-origin-embedder-policy", "require-corp", Some("same-origin-allow-popups")),
    ];
    for (name, value, opener) in halves {
        let opener = opener.map(|value: &str| ("cross-origin-opener-policy".to_owned(), value.to_owned()));
        let headers = [(name.to_owned(), value.to_owned())].into_iter().chain(opener).collect();
        let odd = Odd { headers, ..Odd::default() };
        let server = serve(Options { headers: Headers::Plain, odd, ..Options::default() })?;
        page.driver().goto(format!("{}?speed=50", server.url())).await?;
        races(page).await?;
        let pages = server.answers().iter().filter(|answer| answer.path == "/" && !answer.only_headers).count();
        ensure!(pages == 2, "loaded {pages} times");
    }
    Ok(())
}

/// Where no service worker is to be had, the notice names what came.
async fn what_came_is_named(page: &Page) -> Result<()> {
    let script = "() => { delete Navigator.prototype.serviceWorker; }";
    page.with_script(script, async || {
        for (headers, words) in [
            (vec![], "no isolating headers"),
            (vec![("cross-origin-embedder-policy", "require-corp")], "Cross-Origin-Embedder-Policy: require-corp, and"),
        ] {
            let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            let odd = Odd { headers, ..Odd::default() };
            let server = serve(Options { headers: Headers::Plain, odd, ..Options::default() })?;
            page.driver().goto(format!("{}?lang=en", server.url())).await?;
            notice(page, &[words, "It should send Cross-Origin-Opener-Policy: same-origin"]).await?;
        }
        Ok(())
    })
    .await
}

/// A policy that forbids something: it is named.
async fn policies(page: &Page) -> Result<()> {
    expect_anything(page);
    let allowed =
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";
    for (more, words) in [
        ("; worker-src 'none'", ["worker-src", "no worker start"]),
        ("; worker-src https://elsewhere.example", ["worker-src", "no worker start"]),
    ] {
        let server = serve(Options { policy: Some(format!("{allowed}{more}")), ..Options::default() })?;
        page.driver().goto(format!("{}?lang=en&speed=50", server.url())).await?;
        notice(page, &words).await?;
        page.wait_until("idle", 20).await?;
        let result = page.run(20).await?;
        ensure!(result["engine"] == "virtual", "{result}");
    }
    for (policy, words) in [
        (format!("{allowed}; connect-src 'none'"), ["Content-Security-Policy", "connect-src"]),
        (
            allowed.replace(" 'wasm-unsafe-eval'", ""),
            ["Content-Security-Policy", "script-src: 'self' 'wasm-unsafe-eval'"],
        ),
    ] {
        let server = serve(Options { policy: Some(policy), ..Options::default() })?;
        page.driver().goto(format!("{}?lang=en", server.url())).await?;
        sentence(page, &words).await?;
    }
    Ok(())
}

pub fn hosts_that_do_something_else() -> Result<()> {
    each_browser_with("hosts", Headers::Isolating, async |page: &Page| {
        steps!(
            page,
            a_page_in_the_place_of_files,
            a_folder_without_its_slash,
            scripts_of_a_wrong_type,
            from_disk,
            http_from_another_machine,
            half_of_the_headers,
            what_came_is_named,
            policies
        )
    })
}
