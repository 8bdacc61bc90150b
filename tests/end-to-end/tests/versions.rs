//! A new version comes: at every moment of a visit, and what is kept of the one before.

use anyhow::{Result, ensure};
use oversold_e2e::host::{frame, heard, host, tell};
use oversold_e2e::release::{self, hash};
use oversold_e2e::{Page, each_browser_with, steps, wait_for};
use std::fs;
use std::path::{Path, PathBuf};
use xtask::server::odd::Odd;
use xtask::server::{Headers, Options, Server};

/// Two versions, in folders of their own.
fn versions(page: &Page, name: &str) -> Result<[PathBuf; 2]> {
    let folders = ["old", "new"].map(|age| format!("{name}-{age}-{}", page.browser().kind.name()));
    let [old, new] = [release::folder(&folders[0])?, release::folder(&folders[1])?];
    release::copy(&old, |_| true)?;
    release::copy_as_other(&new)?;
    Ok([old, new])
}

fn serve(old: &Path, headers: Headers, deploy: Option<(usize, PathBuf)>) -> Result<Server> {
    Server::start(old, Options { headers, odd: Odd { deploy, ..Odd::default() }, ..Options::default() })
}

/// Whoever visits sees a run, with one press of Run, and at most one more of the button that is offered.
async fn sees_a_run(page: &Page, headers: Headers, moment: usize) -> Result<()> {
    let mut pressed = 0;
    let ended = wait_for("a run has ended", 30, async || {
        // What can be pressed now: what helps, or Run.
        let press = "const button = document.querySelector('[role=alert] button:enabled, #renew');
            // The app may make one button of the other.
            if (button && button.__pressed !== 'help') { button.__pressed = 'help'; button.click(); return 'help'; }
            const run = document.querySelector('#run:enabled');
            const ready = document.querySelector('#app')?.dataset.state === 'idle' && (crossOriginIsolated || arguments[0] || document.querySelector('[data-notice=engine]'));
            if (run && ready && !run.__pressed) { run.__pressed = true; run.click(); }
            return document.querySelector('#app')?.dataset.state === 'done' && document.querySelector('#checked') ? 'done' : '';";
        let isolating = headers == Headers::Isolating;
        // Firefox's driver runs no script in a page that is being loaded anew.
        let Ok(now) = page.js_with(press, vec![isolating.into()]).await else { return Ok(None) };
        pressed += usize::from(now == "help");
        Ok((now == "done").then_some(()))
    })
    .await;
    if let Err(error) = ended {
        let seen = "return [crossOriginIsolated, document.querySelector('#app')?.dataset.state, document.body.innerText.slice(0, 400), history.state].map(String)";
        let seen = page.js(seen).await?;
        return Err(error.context(format!("{headers:?}, deployed after {moment} requests: {seen}")));
    }
    ensure!(pressed <= 1, "{headers:?}, deployed after {moment} requests: {pressed} buttons had to be pressed");
    Ok(())
}

/// Between any two requests of a first visit.
async fn at_every_moment(page: &Page) -> Result<()> {
    page.expect_error("");
    let [old, new] = versions(page, "moment")?;
    for headers in [Headers::Isolating, Headers::Plain] {
        let all = serve(&old, headers, None)?;
        page.driver().goto(format!("{}?speed=50&buyers=3", all.url())).await?;
        sees_a_run(page, headers, 0).await?;
        let requests = all.answers().len();
        for moment in 1..requests {
            let server = serve(&old, headers, Some((moment, new.clone())))?;
            page.driver().goto(format!("{}?speed=50&buyers=3", server.url())).await?;
            sees_a_run(page, headers, moment).await?;
        }
        println!("    {}, {headers:?}: {requests} moments", page.browser().kind.name());
    }
    Ok(())
}

/// Between the poster and Run, and between any two requests after that.
async fn behind_a_poster(page: &Page) -> Result<()> {
    page.expect_error("");
    let [old, new] = versions(page, "poster")?;
    for moment in 1..9 {
        let server = serve(&old, Headers::Isolating, Some((moment, new.clone())))?;
        let body = frame(page, "embed=1&speed=50&buyers=3", "").replace(&page.url(), &server.url());
        let (_host, url) = host(&format!("poster-{}", page.browser().kind.name()), &body, Headers::Plain)?;
        // What the last frame said late is not heard there.
        page.driver().goto("about:blank").await?;
        page.driver().goto(&url).await?;
        heard(page, "resize").await?;
        tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
        let done = "return heard.some(({ type }) => type === 'done')";
        let mut offered = false;
        wait_for("a run in the frame", 30, async || {
            if page.js(done).await? == true {
                return Ok(Some(()));
            }
            if !offered
                && page.js("return heard.some(({ type, reason }) => type === 'error' && reason === 'load')").await?
                    == true
            {
                offered = true;
                page.js("heard.length = 0").await?;
                page.find("#demo").await?.enter_frame().await?;
                page.js("document.querySelector('[role=alert] button, #renew')?.click()").await?;
                page.driver().enter_parent_frame().await?;
                heard(page, "ready").await?;
                tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
            }
            Ok(None)
        })
        .await
        .map_err(|error| error.context(format!("deployed after {moment} requests")))?;
    }
    Ok(())
}

/// A view that was not opened before its version was gone: one button brings it, and the run that is shown stays.
async fn a_view_of_an_open_page(page: &Page) -> Result<()> {
    page.expect_error("");
    let [old, new] = versions(page, "view")?;
    for (button, there) in [("#view-compare", "#compare [data-guard=lock]"), ("#share-open", "#verdict")] {
        let served = release::folder(&format!("view-served-{}", page.browser().kind.name()))?;
        replace(&served, &old)?;
        let server = serve(&served, Headers::Isolating, None)?;
        page.driver().goto(format!("{}?speed=50&buyers=3&lang=en", server.url())).await?;
        page.wait_until("idle", 20).await?;
        page.run(20).await?;
        page.wait_until("done", 10).await?;
        replace(&served, &new)?;
        page.find(button).await?.click().await?;
        let alert = "#panel [role=alert] button, #share [role=alert] button";
        wait_for("it is said", 20, async || Ok((page.count(alert).await? == 1).then_some(()))).await?;
        page.js("window.__old = true").await?;
        page.find(alert).await?.click().await?;
        wait_for("the new version", 20, async || Ok((page.js("return !window.__old").await? == true).then_some(())))
            .await?;
        wait_for(there, 20, async || Ok((page.count(there).await? > 0).then_some(()))).await?;
        let address = page.js("return location.hash").await?;
        ensure!(address.as_str().is_some_and(|hash| hash.starts_with("#t=")), "the run is lost: {address}");
    }
    Ok(())
}

fn replace(served: &Path, with: &Path) -> Result<()> {
    for entry in fs::read_dir(served)? {
        fs::remove_file(entry?.path())?;
    }
    for entry in fs::read_dir(with)? {
        let entry = entry?;
        fs::copy(entry.path(), served.join(entry.file_name()))?;
    }
    Ok(())
}

/// The hashes of all files that are kept.
async fn kept(page: &Page) -> Result<Vec<String>> {
    let script = "const all = []; for (const name of await caches.keys()) {
            for (const { url } of await (await caches.open(name)).keys()) all.push(url); }
        return all";
    let urls = page.js(&format!("return (async () => {{ {script} }})()")).await?;
    let urls = urls.as_array().cloned().unwrap_or_default();
    Ok(urls.iter().filter_map(|url| hash(url.as_str()?.rsplit('/').next()?).map(ToOwned::to_owned)).collect())
}

/// What is kept of a version goes when nobody uses it any more, and not before.
async fn old_files_go(page: &Page) -> Result<()> {
    let [old, new] = versions(page, "kept")?;
    let served = release::folder(&format!("kept-served-{}", page.browser().kind.name()))?;
    replace(&served, &old)?;
    let server = serve(&served, Headers::Plain, None)?;
    let address = format!("{}?speed=50&buyers=3", server.url());
    page.driver().goto(&address).await?;
    wait_for("isolated", 20, async || Ok((page.js("return crossOriginIsolated").await? == true).then_some(()))).await?;
    page.wait_until("idle", 20).await?;
    page.run(20).await?;
    let of = |folder: &Path| -> Result<Vec<String>> {
        let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
        Ok(names.collect::<Result<Vec<_>>>()?.iter().filter_map(|name| hash(name).map(ToOwned::to_owned)).collect())
    };
    let (of_old, of_new) = (of(&old)?, of(&new)?);
    let count = |kept: &[String], of: &[String]| kept.iter().filter(|hash| of.contains(hash)).count();
    let before = wait_for("the files are kept", 10, async || {
        let kept = count(&kept(page).await?, &of_old);
        Ok((kept > 5).then_some(kept))
    })
    .await?;
    replace(&served, &new)?;
    // Another tab opens the new version, while the old one stays open.
    let first = page.driver().window().await?;
    let second = page.driver().new_tab().await?;
    page.driver().switch_to_window(second).await?;
    page.driver().goto(&address).await?;
    page.wait_until("idle", 20).await?;
    page.run(20).await?;
    let both = kept(page).await?;
    ensure!(count(&both, &of_old) >= before, "of {before} old files {} are kept", count(&both, &of_old));
    ensure!(count(&both, &of_new) > 5, "the new ones are not kept: {both:?}");
    // And the old one goes.
    page.driver().switch_to_window(first).await?;
    page.driver().goto(&address).await?;
    page.wait_until("idle", 20).await?;
    page.run(20).await?;
    wait_for("no old file is kept", 20, async || Ok((count(&kept(page).await?, &of_old) == 0).then_some(()))).await?;
    ensure!(count(&kept(page).await?, &of_new) > 5, "the new ones are dropped");
    Ok(())
}

/// Every view that was opened once opens without the host.
async fn every_view_without_a_network(page: &Page) -> Result<()> {
    page.expect_error("");
    let [old, _] = versions(page, "offline")?;
    let server = serve(&old, Headers::Plain, None)?;
    let url = server.url();
    let views = [
        ("view=race", "#log, #code, .panels"),
        ("view=compare", "#compare [data-guard=lock]"),
        ("view=explore&buyers=2", "#panel section"),
        ("view=learn&lesson=race.1", "#panel h2"),
    ];
    page.driver().goto(format!("{url}?speed=50")).await?;
    wait_for("isolated", 20, async || Ok((page.js("return crossOriginIsolated").await? == true).then_some(()))).await?;
    let mut gone = Some(server);
    for round in ["with a host", "without"] {
        for (query, there) in views {
            page.driver().goto("about:blank").await?;
            page.driver().goto(format!("{url}?{query}&speed=50")).await?;
            wait_for(&format!("{query}, {round}"), 20, async || {
                Ok((page.count(there).await? > 0 && page.count("[role=alert], [aria-busy=true]").await? == 0)
                    .then_some(()))
            })
            .await?;
        }
        // Without anybody who answers.
        drop(gone.take());
    }
    Ok(())
}

pub fn a_new_version() -> Result<()> {
    each_browser_with("versions", Headers::Isolating, async |page: &Page| {
        steps!(
            page,
            at_every_moment,
            behind_a_poster,
            a_view_of_an_open_page,
            old_files_go,
            every_view_without_a_network
        )
    })
}
