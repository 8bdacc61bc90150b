//! What other programs make of what the page saves.

use crate::replay::files::{CATCH, saved};
use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use png::Decoder;
use serde_json::Value;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::time::Duration;
use tokio::process::Command;
use tokio::time::timeout;
use xtask::server::{Headers, Options, Server};

/// Keeps what is warned of.
const WARNED: &str = "() => {
    const { warn } = console;
    window.warned = [];
    console.warn = (...what) => { warned.push(what.join(' ')); warn.apply(console, what); };
}";

/// speedscope opens the trace, with a profile for each buyer.
async fn a_trace_opens_in_speedscope(page: &Page) -> Result<()> {
    let viewer = variable("SPEEDSCOPE")?;
    let release = Path::new(&viewer).parent().context("no folder")?;
    let folder = std::env::temp_dir().join("oversold-hosts").join(format!("speedscope-{}", page.browser().kind.name()));
    fs::create_dir_all(&folder)?;
    for file in fs::read_dir(release)? {
        let file = file?;
        if file.file_type()?.is_file() {
            fs::copy(file.path(), folder.join(file.file_name()))?;
        }
    }
    // Where there is no graphics card it imports all the same.
    page.expect_error("WebGL");
    let server = Server::start(&folder, Options { headers: Headers::Plain, ..Options::default() })?;
    for query in ["guard=lock&buyers=4&jitter=50", "guard=queue&buyers=3", "guard=pipe&buyers=3", "store=file&buyers=3"]
    {
        page.open(&format!("{query}&engine=virtual&speed=1000&lang=en")).await?;
        page.js(CATCH).await?;
        page.run(20).await?;
        page.wait_until("done", 10).await?;
        let (name, trace) = saved(page, "perfetto").await?;
        let events: Value = serde_json::from_str(&trace)?;
        let buyers = events["traceEvents"].as_array().context("no events")?;
        let names = buyers.iter().filter(|event| event["name"] == "thread_name").count();
        ensure!(buyers.iter().all(|event| event["cat"] == "oversold"), "an event without a category");
        fs::write(folder.join("saved.json"), &trace)?;
        page.driver().goto("about:blank").await?;
        let viewer = format!("{}index.html#profileURL=saved.json&title={name}", server.url());
        page.with_script(WARNED, async || Ok(page.driver().goto(viewer).await?)).await?;
        // Its name, and which of how many threads it shows.
        let told = wait_for("speedscope shows the trace", 20, async || {
            let told = page.js("return document.body.innerText.match(/\\(\\d+\\/\\d+\\)/)?.[0] ?? null").await?;
            Ok(told.as_str().map(str::to_owned))
        })
        .await
        .with_context(|| query.to_owned())?;
        ensure!(told == format!("(1/{names})"), "{query}, {names} threads: {told}");
        // It says so where stretches do not nest.
        let warned = page.js("return warned.filter((what) => /frame|Tried/.test(what))").await?;
        ensure!(warned == serde_json::json!([]), "{query}: {warned}");
        ensure!(page.js("return document.title").await?.as_str().is_some_and(|title| title.contains(&name)), "{name}");
    }
    Ok(())
}

/// What a reader's spreadsheet reads: where decimals have a comma, cells are separated by semicolons.
async fn a_table_is_written_as_the_place_writes(page: &Page) -> Result<()> {
    let there = "() => {
        const Real = Intl.NumberFormat;
        Intl.NumberFormat = function (_, how) { return new Real('de', how); };
    }";
    page.with_script(there, async || page.open("engine=virtual&speed=1000&buyers=3&lang=en").await).await?;
    page.js(CATCH).await?;
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    let (_, csv) = saved(page, "csv").await?;
    ensure!(csv.starts_with("atUs;buyer;action;") && !csv.contains(','), "{csv}");
    Ok(())
}

/// Has `LibreOffice` write a file in another form; gives what it wrote.
async fn converted(folder: &Path, file: &str, form: &str) -> Result<Vec<u8>> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new(variable("SOFFICE")?);
    office.arg(profile).args(["--headless", "--convert-to", form, "--outdir", "out", file]).current_dir(folder);
    let told = timeout(Duration::from_secs(120), office.output()).await.context("LibreOffice does not end")??;
    let ending = form.split(':').next().unwrap_or(form);
    let written = folder.join("out").join(Path::new(file).with_extension(ending));
    fs::read(&written).with_context(|| format!("{file}: {}", String::from_utf8_lossy(&told.stderr)))
}

/// How much of a picture is nearly black, and how much has each of these colours, nearly.
fn shares<const N: usize>(picture: &[u8], colours: [[u8; 3]; N]) -> Result<(f64, [f64; N])> {
    let mut reader = Decoder::new(Cursor::new(picture)).read_info()?;
    let mut bytes = vec![0; reader.output_buffer_size().context("a picture without end")?];
    let info = reader.next_frame(&mut bytes)?;
    let pixels = || bytes[..info.buffer_size()].chunks_exact(info.color_type.samples());
    let is = |pixel: &[u8], colour: &[u8]| pixel.iter().zip(colour).all(|(one, other)| one.abs_diff(*other) < 24);
    let share = |colour: [u8; 3]| {
        let met = pixels().filter(|pixel| is(pixel, &colour)).count();
        f64::from(u32::try_from(met).unwrap_or(u32::MAX)) / f64::from(info.width * info.height)
    };
    Ok((share([0, 0, 0]), colours.map(share)))
}

/// An office program reads the table as it is, and shows the picture in its colours: what it does not know it would fill with
/// black. Both browsers save the same.
async fn an_office_program_opens_them(page: &Page) -> Result<()> {
    if variable("SOFFICE").is_err() || page.browser().kind != Kind::Chromium {
        return Ok(());
    }
    let folder = std::env::temp_dir().join("oversold-hosts").join("office");
    fs::create_dir_all(&folder)?;
    page.open("guard=lock&buyers=6&jitter=20&engine=virtual&speed=1000&lang=en").await?;
    page.js(CATCH).await?;
    page.run(20).await?;
    page.wait_until("done", 10).await?;
    let (_, table) = saved(page, "csv").await?;
    let (_, picture) = saved(page, "svg").await?;
    fs::write(folder.join("run.csv"), &table)?;
    fs::write(folder.join("run.svg"), &picture)?;
    // Commas between cells, quotation marks, UTF-8: as it is written.
    let read = String::from_utf8(converted(&folder, "run.csv", "csv:Text - txt - csv (StarCalc):44,34,76").await?)?;
    ensure!(read.lines().eq(table.lines()), "the table became {read}");
    // Paying, confirming, searching.
    let colours = [[0xe6, 0x9f, 0], [0, 0x9e, 0x73], [0xd0, 0xea, 0xf7]];
    let (black, shares) = shares(&converted(&folder, "run.svg", "png").await?, colours)?;
    ensure!(black < 0.05 && shares.iter().all(|share| *share > 0.005), "black {black}, colours {shares:?}");
    Ok(())
}

/// Each in its own program.
pub fn elsewhere() -> Result<()> {
    each_browser("elsewhere", async |page: &Page| {
        steps!(page, a_trace_opens_in_speedscope, a_table_is_written_as_the_place_writes, an_office_program_opens_them)
    })
}
