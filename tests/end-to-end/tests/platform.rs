//! Lessons as packages on a learning platform, with the runtime that real platforms have.

use crate::learn::lessons::lesson;
use crate::learn::{press, until, walk};
use anyhow::{Context, Result, ensure};
use oversold::scenario::{Choice, Topic};
use oversold_e2e::browser::variable;
use oversold_e2e::{Page, each_browser, wait_for};
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::server::{Options, Server};

/// As a package on a learning platform: what is told of it, and that it goes on where it was left, on another machine too.
pub fn lessons_on_a_platform() -> Result<()> {
    each_browser("lessons on a platform", async |page: &Page| {
        let folder = std::env::temp_dir().join("oversold-hosts").join(format!("platform-{}", std::process::id()));
        xtask::scorm::unpacked(Path::new(&variable("OVERSOLD_DIST")?), "race", &folder.join("package"))?;
        std::fs::copy(variable("SCORM")?, folder.join("scorm.js"))?;
        std::fs::write(folder.join("platform.html"), PLATFORM)?;
        let server = Server::start(&folder, Options::default())?;
        // Another machine has another storage: here, another name of this one.
        let [here, elsewhere] = ["127.0.0.1", "localhost"].map(|name| server.url().replace("127.0.0.1", name));
        page.driver().goto(format!("{here}platform.html")).await?;
        told(page, "cmi.core.lesson_location", "1").await?;
        told(page, "cmi.core.lesson_status", "incomplete").await?;
        page.driver().enter_frame(0).await?;
        page.driver().enter_frame(0).await?;
        until(page, "the lesson is there", "return document.querySelector('[data-go=\"4\"]') !== null").await?;
        press(page, "[data-go='4']").await?;
        press(page, "#count").await?;
        until(page, "it is counted", "return document.querySelector('#outcome').dataset.standing === 'done'").await?;
        page.driver().enter_default_frame().await?;
        told(page, "cmi.core.lesson_location", "4").await?;
        told(page, "cmi.core.score.raw", "33").await?;
        wait_for("what was done is kept", 10, async || {
            let kept = page.js("return API.cmi.suspend_data.length > 10 && API.cmi.suspend_data").await?;
            Ok(kept.as_str().map(str::to_owned))
        })
        .await?;
        // The platform keeps it, and starts it again.
        let kept = page.js("return encodeURIComponent(JSON.stringify(API.renderCMIToJSONObject().cmi))").await?;
        page.driver().goto(format!("{elsewhere}platform.html#{}", kept.as_str().context("nothing is kept")?)).await?;
        page.driver().enter_frame(0).await?;
        page.driver().enter_frame(0).await?;
        until(page, "it goes on", "return document.querySelector('#lesson')?.dataset.done === '1'").await?;
        ensure!(page.text("#step-title").await?.starts_with("4 of 9"), "{}", page.text("#step-title").await?);
        ensure!(page.js("return location.hash").await? == "", "the address still says it");
        // To the end; and then it is closed.
        press(page, "[data-go='10']").await?;
        press(page, "#erase").await?;
        press(page, "#erase").await?;
        until(page, "it begins anew", "return document.querySelector('#lesson').dataset.done === '0'").await?;
        walk(page, &lesson(Topic::Race), None).await?;
        page.driver().enter_default_frame().await?;
        told(page, "cmi.core.lesson_status", "completed").await?;
        told(page, "cmi.core.score.raw", "100").await?;
        page.js("document.querySelector('iframe').remove()").await?;
        let core = wait_for("the session has ended", 10, async || {
            let core = page.js("return API.isTerminated() ? API.renderCMIToJSONObject().cmi.core : null").await?;
            Ok((!core.is_null()).then_some(core))
        });
        let core = core.await?;
        let time = core["session_time"].as_str().unwrap_or_default();
        ensure!(core["exit"] == "" && !["", "00:00:00"].contains(&time), "{core}");
        Ok(())
    })
}

/// The manifest of each package follows the schema that ADL and IMS have published for it; one that does not is noticed.
pub fn manifests_follow_their_schema() -> Result<()> {
    let folder = std::env::temp_dir().join("oversold-hosts").join(format!("manifests-{}", std::process::id()));
    let mut manifests = Vec::new();
    for (_, name) in Topic::ALL {
        let folder = folder.join(name);
        xtask::scorm::unpacked(Path::new(&variable("OVERSOLD_DIST")?), name, &folder)?;
        manifests.push(folder.join("imsmanifest.xml"));
    }
    let wrong = folder.join("wrong.xml");
    let text = std::fs::read_to_string(&manifests[0])?;
    std::fs::write(
        &wrong,
        text.replace("<organizations", "<organisations").replace("</organizations", "</organisations"),
    )?;
    let check = |manifests: &[PathBuf]| -> Result<String> {
        let mut node = Command::new("node");
        node.args(["-e", include_str!("../src/manifest.js"), &variable("XMLLINT")?, &variable("SCORM_SCHEMA")?]);
        let output = node.args(manifests).output().context("node does not start")?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let said = check(&manifests)?;
    ensure!(said.is_empty(), "{said}");
    let said = check(&[wrong])?;
    ensure!(said.contains("organisations"), "it is not noticed: {said}");
    Ok(())
}

/// A platform: what it has kept of an earlier visit stands in the hash.
const PLATFORM: &str = "<!doctype html><meta charset=utf-8><title>platform</title><h1>Your courses</h1>
<script src=scorm.js></script>
<script>
window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
if (location.hash) API.loadFromJSON(JSON.parse(decodeURIComponent(location.hash.slice(1))), 'cmi');
document.write('<iframe src=package/scorm.html width=900 height=900></iframe>');
</script>";

/// What the platform has been told, once it has.
async fn told(page: &Page, name: &str, value: &str) -> Result<()> {
    let script = "return window.API?.lmsGetValue?.(arguments[0]) ?? window.API?.LMSGetValue(arguments[0]) ?? null";
    wait_for(&format!("{name} is {value}"), 20, async || {
        Ok((page.js_with(script, vec![name.into()]).await? == value).then_some(()))
    })
    .await
}
