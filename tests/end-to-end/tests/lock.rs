//! The lock is moved: in the code by keyboard, by pointer, by touch and by clicks, and in the triangle of all its places; link,
//! listing, strip and verdict follow.

use anyhow::{Context, Result, ensure};
use oversold_e2e::{Kind, Page, each_browser, steps, wait_for};
use serde_json::{Value, json};
use thirtyfour::Key;

async fn has_link(page: &Page, query: &str) -> Result<()> {
    let what = format!("{query} is in the address");
    wait_for(&what, 5, async || Ok((page.js("return location.search").await? == query).then_some(()))).await
}

/// The code without the counts beside it, a line each.
async fn code(page: &Page) -> Result<String> {
    let lines = "return [...document.querySelectorAll('#code code')].map((line) =>
        [...line.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data).join('')).join('\\n')";
    Ok(page.js(lines).await?.as_str().unwrap_or_default().to_owned())
}

async fn has_code(page: &Page, part: &str) -> Result<()> {
    let found = wait_for("the listing follows", 5, async || Ok(code(page).await?.contains(part).then_some(()))).await;
    if found.is_err() {
        println!("{}", code(page).await?);
    }
    found
}

/// Oversold, or exactly the one ticket.
async fn comes_out(page: &Page, right: bool) -> Result<()> {
    let result = page.run(30).await?;
    page.wait_until("done", 10).await?;
    let verdict = &result["verdict"];
    ensure!((verdict["sold"] == 1 && verdict["consistent"] == true) == right, "{result}");
    Ok(())
}

/// By keyboard, too, a line of the code lights the bars of its steps, and is said.
async fn a_line_by_keyboard(page: &Page) -> Result<()> {
    page.open("speed=100&engine=virtual&lang=en").await?;
    let code = page.find("#code").await?;
    let at = "return [...document.querySelectorAll('#code li.cursor.lit code')].map((line) => line.innerText.trim())";
    for (key, line) in [
        (Key::Down, "time.sleep(1)  # network"),
        (Key::Down, "print(count.value, \"left\")"),
        (Key::Down, "seen = count.value"),
        (Key::Up, "print(count.value, \"left\")"),
    ] {
        code.send_keys(key + "").await?;
        wait_for(line, 5, async || Ok((page.js(at).await? == json!([line])).then_some(()))).await?;
        let said = page.js(SAID).await?;
        ensure!(said == line.split_whitespace().collect::<Vec<_>>().join(" "), "{said}");
    }
    code.send_keys(Key::Escape + "").await?;
    wait_for("no line is lit", 5, async || Ok((page.count("#code .lit, #code .cursor").await? == 0).then_some(())))
        .await
}

const GRIP: &str = "return document.activeElement?.dataset.grip ?? ''";
const SAID: &str = "return document.querySelector('#code ~ [role=status]').innerText";

async fn by_keyboard(page: &Page) -> Result<()> {
    page.open("guard=lock&speed=20&lang=en").await?;
    ensure!(page.count(".grip").await? == 2 && page.count(".gap").await? == 0, "not two handles");
    page.find("[data-grip=release]").await?.send_keys(Key::Up + "").await?;
    has_link(page, "?guard=lock&scope=2-5&speed=20&lang=en").await?;
    has_code(page, "    lock.acquire()\n    seen = count.value").await?;
    has_code(page, "        count.value = seen - 1\n        lock.release()").await?;
    ensure!(page.count("input[name=scope][value='2-5']:checked").await? == 1, "the strip does not show it");
    ensure!(page.js(SAID).await? == "Released after the write.", "{}", page.js(SAID).await?);
    ensure!(page.js(GRIP).await? == "release", "the focus went to {}", page.js(GRIP).await?);
    comes_out(page, true).await?;
    // Where the focus is, on and on.
    page.js("document.querySelector('[data-grip=release]').focus()").await?;
    for (key, said, query) in [
        (Key::Up, "Released before the write.", "?guard=lock&scope=2-4&speed=20&lang=en"),
        (Key::Home, "Released after the read.", "?guard=lock&scope=read&speed=20&lang=en"),
        (Key::Up, "No further.", "?guard=lock&scope=read&speed=20&lang=en"),
    ] {
        page.driver().active_element().await?.send_keys(key + "").await?;
        has_link(page, query).await?;
        let told = wait_for(said, 5, async || Ok((page.js(SAID).await? == said).then_some(())));
        told.await?;
        ensure!(page.js(GRIP).await? == "release", "the focus went to {}", page.js(GRIP).await?);
    }
    comes_out(page, false).await?;
    // In the other languages of the listing too.
    for dialect in ["rust", "steps"] {
        page.js(&format!("document.querySelector('input[name=dialect][value={dialect}]').click()")).await?;
        wait_for(dialect, 5, async || Ok((!code(page).await?.contains("lock.acquire()")).then_some(()))).await?;
        page.find("[data-grip=acquire]").await?.send_keys(Key::Up + "").await?;
        has_link(page, "?guard=lock&scope=1-3&speed=20&lang=en").await?;
        page.find("[data-grip=acquire]").await?.send_keys(Key::Down + "").await?;
        has_link(page, "?guard=lock&scope=read&speed=20&lang=en").await?;
    }
    Ok(())
}

/// Takes hold of a handle and carries it a little.
async fn take(page: &Page, end: &str) -> Result<()> {
    let handle = page.find(&format!("[data-grip={end}]")).await?;
    handle.scroll_into_view().await?;
    let chain = page.driver().action_chain().move_to_element_center(&handle).click_and_hold();
    chain.move_by_offset(0, -7).move_by_offset(0, -4).perform().await?;
    wait_for("the places are shown", 5, async || Ok((page.count(".gap").await? > 0).then_some(()))).await
}

async fn by_pointer(page: &Page) -> Result<()> {
    page.open("guard=lock&scope=2-5&speed=20&lang=en").await?;
    let high = "return [document.querySelector('#code').scrollHeight, document.querySelector('#code').clientHeight]";
    let before = page.js(high).await?;
    take(page, "release").await?;
    ensure!(page.js(high).await? == before, "the lines moved aside");
    ensure!(page.count(".gap").await? == 3, "{} places", page.count(".gap").await?);
    let gap = page.find(".gap[data-scope=read]").await?;
    page.driver().action_chain().move_to_element_center(&gap).perform().await?;
    wait_for("it aims", 5, async || Ok((page.count(".gap.aim[data-scope=read]").await? == 1).then_some(()))).await?;
    ensure!(page.js("return location.search").await? == "?guard=lock&scope=2-5&speed=20&lang=en", "moved too early");
    page.driver().action_chain().release().perform().await?;
    has_link(page, "?guard=lock&scope=read&speed=20&lang=en").await?;
    has_code(page, "    seen = count.value\n    lock.release()").await?;
    ensure!(page.count(".gap").await? == 0 && page.count("input[name=scope][value=read]:checked").await? == 1, "strip");
    comes_out(page, false).await?;
    // Escape while it is carried, and it stays where it was.
    take(page, "release").await?;
    page.driver().active_element().await?.send_keys(Key::Escape + "").await?;
    wait_for("it is let go", 5, async || Ok((page.count(".gap").await? == 0).then_some(()))).await?;
    page.driver().action_chain().release().perform().await?;
    has_link(page, "?guard=lock&scope=read&speed=20&lang=en").await?;
    // A click, and a click on the place.
    page.find("[data-grip=release]").await?.click().await?;
    wait_for("the places are shown", 5, async || Ok((page.count(".gap").await? == 3).then_some(()))).await?;
    page.find("[data-grip=release]").await?.click().await?;
    wait_for("they are hidden", 5, async || Ok((page.count(".gap").await? == 0).then_some(()))).await?;
    page.find("[data-grip=release]").await?.click().await?;
    wait_for("the places are shown", 5, async || Ok((page.count(".gap").await? == 3).then_some(()))).await?;
    page.find(".gap[data-scope='2-5']").await?.click().await?;
    has_link(page, "?guard=lock&scope=2-5&speed=20&lang=en").await?;
    comes_out(page, true).await
}

/// A finger on a phone; the list scrolls while it is at its edge.
async fn by_touch(page: &Page) -> Result<()> {
    if page.browser().kind != Kind::Chromium {
        println!("    this driver has no fingers");
        return Ok(());
    }
    page.resize(360, 740).await?;
    page.open("guard=lock&scope=2-5&speed=20&lang=en").await?;
    page.find("[data-grip=acquire]").await?.scroll_into_view().await?;
    let middle = "const { left, top, width, height } = document.querySelector(arguments[0]).getBoundingClientRect();
        return [left + width / 2, top + height / 2]";
    let at = page.js_with(middle, vec!["[data-grip=acquire]".into()]).await?;
    let (x, y) = (at[0].as_f64().context("no handle")?, at[1].as_f64().context("no handle")?);
    let touch = async |kind: &str, y: f64| {
        let points = if kind == "touchEnd" { json!([]) } else { json!([{ "x": x, "y": y }]) };
        let event = json!({ "type": kind, "touchPoints": points });
        page.driver().cdp().send_raw("Input.dispatchTouchEvent", event).await.map(drop)
    };
    touch("touchStart", y).await?;
    touch("touchMove", y - 8.0).await?;
    wait_for("the places are shown", 5, async || Ok((page.count(".gap").await? > 0).then_some(()))).await?;
    // Up to the edge: what lies above comes.
    let top = page.js("return document.querySelector('#code').getBoundingClientRect().top").await?;
    touch("touchMove", top.as_f64().context("no list")? - 30.0).await?;
    let aims = wait_for("it aims at the search", 10, async || {
        Ok((page.count(".gap.aim[data-scope='1-5']").await? == 1).then_some(()))
    });
    aims.await?;
    touch("touchEnd", y).await?;
    has_link(page, "?guard=lock&scope=1-5&speed=20&lang=en").await?;
    ensure!(
        page.js("return document.documentElement.scrollWidth <= innerWidth").await? == true,
        "wider than the window"
    );
    page.usual_size().await
}

/// As the controls: not while a run goes on.
async fn not_during_a_run(page: &Page) -> Result<()> {
    page.open("guard=lock&speed=2&lang=en").await?;
    page.press_run().await?;
    wait_for("it runs", 20, async || Ok((page.state().await? == "running").then_some(()))).await?;
    ensure!(page.count("input[name=scope]:disabled").await? == 4, "the strip is not locked");
    ensure!(page.count(".grip:disabled").await? == 2, "the handles are not locked");
    page.find("#cancel").await?.click().await?;
    wait_for("they are free", 10, async || Ok((page.count(".grip:enabled").await? == 2).then_some(()))).await
}

/// The cells of the triangle: places, class, whether it is the choice.
const CELLS: &str = "return [...document.querySelectorAll('#placements td button')].map((cell) =>
    [cell.dataset.scope, cell.className, cell.getAttribute('aria-current') === 'true'])";

async fn all_places(page: &Page) -> Result<()> {
    page.open("view=compare&guard=lock&lang=en").await?;
    wait_for("all are simulated", 20, async || {
        Ok((page.count("#placements[data-done='21']").await? == 1).then_some(()))
    })
    .await?;
    let cells = page.js(CELLS).await?;
    let cells: Vec<&Value> = cells.as_array().into_iter().flatten().collect();
    let right: Vec<&Value> = cells.iter().filter(|cell| cell[1] == "right").map(|cell| &cell[0]).collect();
    ensure!(cells.len() == 21 && right == ["0-5", "task", "1-5", "1-6", "2-5", "get"], "{cells:?}");
    let now: Vec<&&Value> = cells.iter().filter(|cell| cell[2] == true).collect();
    ensure!(now.len() == 1 && now[0][0] == "get", "{now:?}");
    let best = page.text("#placements .best-place").await?;
    ensure!(best.contains("2-5 is the fastest right one, 16.0 s."), "{best}");
    page.find("#placements [data-scope='2-5']").await?.click().await?;
    has_link(page, "?guard=lock&scope=2-5&view=compare&lang=en").await?;
    let row = "return [...document.querySelectorAll('#compare .cure small')].filter((scope) => scope.innerText.includes('2-5')).length";
    wait_for("it is compared", 5, async || Ok((page.js(row).await? == 2).then_some(()))).await?;
    // By keyboard, from the choice: one cell can be reached by the tab key.
    ensure!(page.count("#placements td button[tabindex='0']").await? == 1, "not one cell to enter by");
    for (key, scope) in
        [(Key::Left, "2-4"), (Key::Up, "1-4"), (Key::End, "1-6"), (Key::Down, "get"), (Key::Down, "3-6")]
    {
        page.driver().active_element().await?.send_keys(key + "").await?;
        let at = page.js("return document.activeElement?.dataset.scope ?? ''").await?;
        ensure!(at == scope, "{at} instead of {scope}");
    }
    page.driver().active_element().await?.send_keys(Key::Enter + "").await?;
    has_link(page, "?guard=lock&scope=3-6&view=compare&lang=en").await?;
    ensure!(page.count("#placements [data-scope='3-6'][aria-current=true]").await? == 1, "not marked");
    // The code has it too.
    page.show("race").await?;
    has_code(page, "    seen = count.value\n    lock.acquire()").await
}

/// In a frame, on a phone, in both languages: nothing sticks out.
async fn all_places_in_a_narrow_frame(page: &Page) -> Result<()> {
    page.resize(360, 740).await?;
    for lang in ["en", "zh"] {
        page.open(&format!("view=compare&embed=1&buyers=30&lang={lang}")).await?;
        wait_for("all are simulated", 20, async || {
            Ok((page.count("#placements[data-done='21']").await? == 1).then_some(()))
        })
        .await?;
        let beyond = "return [...document.querySelectorAll('#placements, #placements *')].filter((element) =>
            element.getBoundingClientRect().right > innerWidth + 0.5 && !element.closest('.visually-hidden')).length";
        ensure!(page.js(beyond).await? == 0, "{lang}: {} elements stick out", page.js(beyond).await?);
        ensure!(
            page.js("return document.documentElement.scrollWidth <= innerWidth").await? == true,
            "{lang}: it scrolls"
        );
    }
    page.usual_size().await
}

pub fn places_of_the_lock() -> Result<()> {
    each_browser("lock", async |page: &Page| {
        steps!(
            page,
            a_line_by_keyboard,
            by_keyboard,
            by_pointer,
            by_touch,
            not_during_a_run,
            all_places,
            all_places_in_a_narrow_frame
        )
    })
}
