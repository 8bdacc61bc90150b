//! The main paths in WebKitGTK, as it comes (isolated, but without `SharedArrayBuffer`) and with shared memory.
//!
//! Its driver speaks no BiDi: what workers say on the console, and the page before it is idle, is not checked here.

use crate::embed::{
    a_frame_in_a_page_of_another_origin, a_frame_on_a_host_without_headers, a_sandboxed_frame_runs_and_says_why,
};
use crate::learn::every_lesson;
use crate::page::TOO_WIDE;
use anyhow::{Result, ensure};
use oversold_e2e::host::{frame, heard, host};
use oversold_e2e::{Page, in_webkit, steps};
use xtask::server::Headers;

/// After a page was opened and used: it told no error.
async fn no_errors(page: &Page) -> Result<()> {
    let errors = page.js("return __probe.errors").await?;
    ensure!(errors.as_array().is_some_and(Vec::is_empty), "the page says: {errors}");
    Ok(())
}

async fn without_shared_memory_it_simulates_and_says_so(page: &Page) -> Result<()> {
    page.open("speed=20&lang=en").await?;
    ensure!(page.js("return crossOriginIsolated && !('SharedArrayBuffer' in window)").await? == true, "not this case");
    let notice = page.text("[data-notice=engine]").await?;
    ensure!(notice.contains("Simulated") && notice.contains("no SharedArrayBuffer"), "{notice}");
    let result = page.run(20).await?;
    ensure!(result["engine"] == "virtual" && result["verdict"]["sold"] == 15, "{result}");
    ensure!(result["verdict"]["elapsedMs"] == 3500, "{result}");
    page.wait_until("done", 10).await?;
    no_errors(page).await
}

/// Its window is never narrower than its toolbar, so the page stands in a frame of the width.
async fn nothing_sticks_out_sideways(page: &Page) -> Result<()> {
    page.driver().set_window_rect(0, 0, 1400, 1000).await?;
    for (width, lang) in [(360, "en"), (360, "zh"), (1280, "en"), (1280, "zh")] {
        let size = format!("style='width: {width}px; height: 740px'");
        let body = frame(page, &format!("speed=20&autorun=1&lang={lang}"), &size);
        let (_host, url) = host("webkit-screen", &body, Headers::Plain)?;
        page.driver().goto(&url).await?;
        heard(page, "done").await?;
        page.find("#demo").await?.enter_frame().await?;
        page.wait_until("done", 10).await?;
        ensure!(page.js("return innerWidth").await? == width, "the frame is not {width} px wide");
        let over = page.js(TOO_WIDE).await?;
        ensure!(over == "", "{lang} at {width} px: {over}");
        page.driver().enter_parent_frame().await?;
        page.screenshot(&format!("screen-{width}-lang-{lang}")).await?;
    }
    Ok(())
}

/// Isolation is not enough: the page has to look for shared memory itself.
pub fn as_it_comes() -> Result<()> {
    in_webkit("webkit", false, Headers::Isolating, async |page: &Page| {
        steps!(
            page,
            without_shared_memory_it_simulates_and_says_so,
            nothing_sticks_out_sideways,
            a_frame_in_a_page_of_another_origin
        )
    })
}

async fn workers_race_and_a_lock_stops_them(page: &Page) -> Result<()> {
    for (guard, sold) in [("none", 15), ("lock", 1)] {
        page.open(&format!("guard={guard}&speed=20")).await?;
        ensure!(page.count("[data-notice]").await? == 0, "{}", page.text("#notices").await?);
        // Workers' runs are also checked against the model there.
        let result = page.run(30).await?;
        ensure!(result["engine"] == "workers" && result["verdict"]["sold"] == sold, "{guard}: {result}");
        page.wait_until("done", 10).await?;
        no_errors(page).await?;
    }
    Ok(())
}

async fn without_a_file_system_the_file_is_simulated(page: &Page) -> Result<()> {
    page.open("store=file&speed=20&lang=en").await?;
    let notice = page.text("[data-notice=store]").await?;
    ensure!(notice.contains("Simulated"), "{notice}");
    let result = page.run(20).await?;
    ensure!(result["engine"] == "virtual" && result["scenario"]["store"] == "file", "{result}");
    page.wait_until("done", 10).await?;
    no_errors(page).await
}

/// Real workers, here too.
pub fn with_shared_memory() -> Result<()> {
    in_webkit("webkit-shared", true, Headers::Isolating, async |page: &Page| {
        steps!(
            page,
            workers_race_and_a_lock_stops_them,
            every_lesson,
            without_a_file_system_the_file_is_simulated,
            a_frame_in_a_page_of_another_origin,
            a_sandboxed_frame_runs_and_says_why
        )
    })
}

/// In a frame the service worker helps only Chromium: simulated, with the reason.
pub fn behind_the_service_worker() -> Result<()> {
    in_webkit("webkit-plain", true, Headers::Plain, async |page: &Page| steps!(page, a_frame_on_a_host_without_headers))
}
