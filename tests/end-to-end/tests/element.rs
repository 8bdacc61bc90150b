//! The element in pages that others make: rendered and hydrated by React, as Docusaurus and mdBook have them, loaded in every
//! way in which a script can be; and the frames that platforms let through.

use anyhow::{Context, Result, ensure};
use oversold_e2e::browser::variable;
use oversold_e2e::host::{HOST, heard, host, tell};
use oversold_e2e::{Page, each_browser, steps, wait_for};
use serde_json::Value;
use std::fs;
use std::path::Path;
use xtask::server::{Headers, Options, Server};

/// A folder of a host of its own, with React in it and these files; its server and its address.
fn site(page: &Page, name: &str, files: &[(&str, &str)]) -> Result<(Server, String)> {
    let name = format!("{name}-{}-{}", page.browser().kind.name(), std::process::id());
    let folder = std::env::temp_dir().join("oversold-hosts").join(name);
    fs::create_dir_all(&folder)?;
    let react = variable("REACT")?;
    for script in ["react/umd/react", "react-dom/umd/react-dom", "react-dom/umd/react-dom-server-legacy.browser"] {
        let name = script.rsplit('/').next().unwrap_or_default();
        let from = Path::new(&react).join(format!("{script}.production.min.js"));
        fs::copy(&from, folder.join(format!("{name}.js"))).with_context(|| from.display().to_string())?;
    }
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    let server = Server::start(&folder, Options { headers: Headers::Plain, ..Options::default() })?;
    let url = server.url().replace("127.0.0.1", "localhost");
    Ok((server, url))
}

/// How often the playground was asked for as a frame.
fn loads(page: &Page) -> usize {
    page.answers().iter().filter(|answer| answer.path == "/" && !answer.only_headers).count()
}

/// Waits until nothing runs in the first element of the page; a run that is simulated is known before it has been played to
/// its end.
async fn is_idle(page: &Page) -> Result<()> {
    wait_for("the demo is idle", 20, async || {
        let idle = "const demo = document.querySelector('oversold-demo');
            if (demo && !demo.dataset.heard) {
                demo.dataset.heard = 'idle';
                demo.addEventListener('state', ({ detail }) => demo.dataset.heard = detail.state);
            }
            return demo?.dataset.heard === 'idle' || null";
        Ok(page.js(idle).await?.as_bool().map(drop))
    })
    .await
}

/// Runs the first element of the page, and gives its result.
async fn ran(page: &Page) -> Result<Value> {
    is_idle(page).await?;
    page.js("window.done = null; const demo = document.querySelector('oversold-demo');
         demo.addEventListener('done', ({ detail }) => window.done = detail, { once: true }); demo.run()")
        .await?;
    wait_for("the demo has run", 30, async || {
        let done = page.js("return window.done").await?;
        Ok((!done.is_null()).then_some(done))
    })
    .await
}

/// A course page in React: two of its pages, of which one has the element in it, with the link for those without scripts.
const APP: &str = "
    const e = React.createElement;
    const App = () => {
        const [page, go] = React.useState('demo');
        const [buyers, set] = React.useState('4');
        window.go = go; window.setBuyers = set;
        return e('div', { className: 'main-wrapper' },
            e('nav', { className: 'navbar' }, e('button', { onClick: () => go('other') }, 'Next')),
            e('article', { className: 'theme-doc-markdown markdown' },
                e('h1', null, page),
                page === 'demo'
                    ? e('oversold-demo', { guard: 'lock', buyers, speed: '20', lang: 'en', robust: 'true' },
                        e('a', { href: HOME + '?guard=lock&speed=20' }, 'Oversold: one ticket'))
                    : e('p', null, 'Another page')));
    };";

/// Rendered by a server and hydrated, before or after the element is known: React finds what it has rendered, the frame is
/// loaded once; other attributes reach it, and it comes and goes with its page.
async fn a_page_that_is_rendered_and_hydrated(page: &Page) -> Result<()> {
    let app = APP.replace("HOME", &format!("'{}'", page.url()));
    let render = format!(
        "<!doctype html><meta charset=utf-8><title>render</title><script src=react.js></script>
         <script src=react-dom-server-legacy.browser.js></script><script>{app} window.html = ReactDOMServer.renderToString(e(App))</script>"
    );
    let (server, url) = site(page, "react", &[("render.html", &render)])?;
    page.driver().goto(format!("{url}render.html")).await?;
    let html = page.js("return window.html").await?.as_str().context("nothing was rendered")?.to_owned();
    ensure!(html.contains("<oversold-demo guard=\"lock\"") && html.contains("<a href="), "{html}");
    let script = format!("{}embed.js", page.url());
    // As Docusaurus loads a script of its configuration; and one that has come before, or comes after.
    for (name, head, foot) in [
        ("async", format!("<script async src={script}></script>"), String::new()),
        ("before", format!("<script src={script}></script>"), String::new()),
        ("after", String::new(), format!("<script src={script}></script>")),
    ] {
        let hydrated = format!(
            "{HOST}{head}<script src=react.js></script><script src=react-dom.js></script><div id=__docusaurus>{html}</div>
             <script>{app} window.errors = [];
             ReactDOM.hydrateRoot(document.querySelector('#__docusaurus'), e(App), {{ onRecoverableError: (error) => errors.push(String(error)) }})</script>{foot}"
        );
        let file = format!("{name}.html");
        fs::write(
            std::env::temp_dir()
                .join("oversold-hosts")
                .join(format!("react-{}-{}", page.browser().kind.name(), std::process::id()))
                .join(&file),
            hydrated,
        )?;
        let before = loads(page);
        page.driver().goto(format!("{url}{file}")).await?;
        let done = ran(page).await.with_context(|| name.to_owned())?;
        ensure!(done["scenario"]["guard"] == "lock" && done["scenario"]["buyers"] == 4, "{name}: {done}");
        ensure!(done["scenario"]["robust"] == true, "{name}: {done}");
        let errors = page.js("return errors").await?;
        ensure!(errors == serde_json::json!([]), "{name}: React says {errors}");
        ensure!(loads(page) == before + 1, "{name}: the frame was loaded {} times", loads(page) - before);
        let inside = page.js("return document.querySelector('oversold-demo > a')?.innerHTML ?? null").await?;
        ensure!(inside == "Oversold: one ticket", "{name}: the link is {inside}");
        wait_for("it is idle again", 20, async || {
            page.js("setBuyers('3')").await?;
            Ok((ran(page).await?["scenario"]["buyers"] == 3).then_some(()))
        })
        .await?;
        page.js("go('other')").await?;
        wait_for("the other page", 5, async || Ok((page.count("oversold-demo").await? == 0).then_some(()))).await?;
        page.js("go('demo')").await?;
        wait_for("the page is back", 5, async || Ok((page.count("oversold-demo").await? == 1).then_some(()))).await?;
        let done = ran(page).await?;
        ensure!(done["scenario"]["buyers"] == 3, "{name}: {done}");
        let errors = page.js("return errors").await?;
        ensure!(errors == serde_json::json!([]), "{name}: React says {errors}");
    }
    drop(server);
    Ok(())
}

/// Where its frame comes from; waits for it.
async fn frame_of(page: &Page) -> Result<String> {
    wait_for("a frame", 10, async || {
        let source = "return document.querySelector('oversold-demo')?.shadowRoot?.querySelector('iframe')?.src ?? null";
        Ok(page.js(source).await?.as_str().map(str::to_owned))
    })
    .await
}

/// However its script comes, the element finds the playground, or is told where it is.
async fn a_script_that_comes_in_any_way(page: &Page) -> Result<()> {
    let home = page.url();
    let script = format!("{home}embed.js");
    let text = fs::read_to_string(Path::new(&variable("OVERSOLD_DIST")?).join("embed.js"))?;
    let demo = "<oversold-demo buyers=3 speed=20></oversold-demo>";
    let linked = format!(
        "<oversold-demo buyers=3 speed=20><a href=\"{home}?buyers=3&amp;speed=20\">the demo</a></oversold-demo>"
    );
    let told = |attribute: &str, value: &str| {
        format!("<oversold-demo {attribute}=\"{value}\" buyers=3 speed=20></oversold-demo>")
    };
    let without_slash = home.trim_end_matches('/');
    let other = "<script src=other/embed.js></script>";
    let pages = [
        ("versioned", format!("<script async src=\"{script}?ver=6\"></script>{demo}")),
        ("module", format!("<script type=module src=\"{script}\"></script>{demo}")),
        ("versioned-module", format!("<script type=module src=\"{script}?ver=6.1#x\"></script>{demo}")),
        ("imported", format!("{demo}<script type=module>await import('{script}?v=2')</script>")),
        ("imported-later", format!("{demo}<script>addEventListener('load', () => import('{script}'))</script>")),
        (
            "added",
            format!(
                "{demo}<script>document.head.append(Object.assign(document.createElement('script'), {{ src: '{script}' }}))</script>"
            ),
        ),
        ("beside-another", format!("{other}<script src=\"{script}\"></script>{other}{demo}")),
        ("module-beside-another", format!("{other}<script type=module src=\"{script}\"></script>{other}{demo}")),
        ("inlined", format!("<script>{text}</script>{linked}")),
        ("inlined-module", format!("{linked}<script type=module>{text}</script>")),
        ("inlined-beside-another", format!("{other}<script>{text}</script>{}", told("home", &home))),
        ("told-home", format!("<script>{text}</script>{}", told("home", without_slash))),
        ("told-page", format!("<script>{text}</script>{}", told("home", &format!("{home}index.html")))),
        ("told-script", format!("<script>{text}</script>{}", told("src", &script))),
        ("told-otherwise", format!("<script src=bundle.js></script>{}", told("home", &home))),
        ("bundled", format!("<script src=bundle.js></script>{linked}")),
    ];
    let files: Vec<(String, String)> =
        pages.into_iter().map(|(name, body)| (format!("{name}.html"), format!("{HOST}{body}"))).collect();
    let mut all: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    // Several scripts in one, as those do who make pages faster.
    let bundle = format!("window.first = 1;\n{text}\nwindow.last = 1;");
    all.push(("bundle.js", &bundle));
    let (_server, url) = site(page, "ways", &all)?;
    let folder = std::env::temp_dir().join("oversold-hosts").join(format!(
        "ways-{}-{}",
        page.browser().kind.name(),
        std::process::id()
    ));
    fs::create_dir_all(folder.join("other"))?;
    fs::write(folder.join("other/embed.js"), "window.another = true;")?;
    for (name, _) in &files {
        page.driver().goto(format!("{url}{name}")).await?;
        let source = frame_of(page).await.with_context(|| name.clone())?;
        ensure!(source == format!("{home}?buyers=3&speed=20&embed=1"), "{name}: {source}");
    }
    let done = ran(page).await?;
    ensure!(done["scenario"]["buyers"] == 3, "{done}");
    // A whole link is taken as it is, and what is said beside it counts.
    let whole = format!(
        "<script src=\"{script}\"></script>{}",
        told("src", &format!("{home}?guard=lock&amp;buyers=9&amp;embed=1"))
    );
    fs::write(folder.join("whole.html"), format!("{HOST}{whole}"))?;
    page.driver().goto(format!("{url}whole.html")).await?;
    ensure!(
        frame_of(page).await? == format!("{home}?guard=lock&buyers=3&speed=20&embed=1"),
        "{}",
        frame_of(page).await?
    );
    let link = page.js("return document.querySelector('oversold-demo').link").await?;
    ensure!(link == format!("{home}?guard=lock&buyers=3&speed=20"), "{link}");
    // Nobody says where it is: what stands inside stays, and is said to whoever listens.
    let lost = format!(
        "<script>addEventListener('error', ({{ detail }}) => window.told = detail?.reason, true)</script>
         <oversold-demo buyers=3><b id=instead>no demo</b></oversold-demo><script>{text}</script>"
    );
    fs::write(folder.join("lost.html"), format!("{HOST}{lost}"))?;
    page.driver().goto(format!("{url}lost.html")).await?;
    wait_for("it says so", 5, async || Ok((page.js("return window.told ?? null").await? == "load").then_some(())))
        .await?;
    ensure!(page.text("#instead").await? == "no demo", "what stands inside is gone");
    page.js(&format!("document.querySelector('oversold-demo').setAttribute('home', '{home}')")).await?;
    ensure!(frame_of(page).await? == format!("{home}?buyers=3&embed=1"), "{}", frame_of(page).await?);
    Ok(())
}

/// What the attributes say is what runs: a lock that comes back has its scope again, and what changes in the moment in which a
/// run begins is there for the next.
async fn attributes_are_what_runs(page: &Page) -> Result<()> {
    let demo = "<oversold-demo guard=lock scope=task robust=1 buyers=4 speed=50 lang=en></oversold-demo>";
    let body = format!("<script src=\"{}embed.js\"></script>{demo}", page.url());
    let (_server, url) = host(&format!("attributes-{}", page.browser().kind.name()), &body, Headers::Plain)?;
    page.driver().goto(&url).await?;
    ran(page).await?;
    is_idle(page).await?;
    page.js("window.refused = []; window.demo = document.querySelector('oversold-demo');
         demo.addEventListener('error', ({ detail }) => refused.push(detail.message));
         demo.setAttribute('guard', 'none'); demo.setAttribute('guard', 'lock');")
        .await?;
    let done = ran(page).await?;
    ensure!(done["scenario"]["scope"] == "task" && done["scenario"]["robust"] == true, "{done}");
    is_idle(page).await?;
    page.js(
        "window.done = null; demo.addEventListener('done', ({ detail }) => window.done = detail, { once: true });
         demo.run(); demo.setAttribute('buyers', '2'); demo.setAttribute('guard', 'none'); demo.setAttribute('guard', 'lock');",
    )
    .await?;
    let done = wait_for("the run before the change", 20, async || {
        let done = page.js("return window.done").await?;
        Ok((!done.is_null()).then_some(done))
    })
    .await?;
    ensure!(done["scenario"]["buyers"] == 4, "{done}");
    let done = ran(page).await?;
    ensure!(done["scenario"]["buyers"] == 2 && done["scenario"]["scope"] == "task", "{done}");
    let refused = page.js("return refused").await?;
    ensure!(refused == serde_json::json!([]), "{refused}");
    // Whoever sets something else during a run is told that it cannot be.
    is_idle(page).await?;
    page.js(
        "demo.addEventListener('state', ({ detail }) => window.shown = detail.link); demo.setAttribute('buyers', '3')",
    )
    .await?;
    let taken = "return window.shown?.includes('buyers=3') || null";
    wait_for("the attribute is taken", 10, async || Ok(page.js(taken).await?.as_bool())).await?;
    page.js("demo.run(); demo.set({ tickets: 9 })").await?;
    wait_for("it is refused", 10, async || Ok(page.js("return refused.length === 1 || null").await?.as_bool()))
        .await
        .map(drop)
}

/// A chapter as mdBook writes it: what stands in the Markdown as it is, between its side bar and its scripts, in a theme
/// that sets frames, and with keys of its own.
async fn a_chapter_of_mdbook(page: &Page) -> Result<()> {
    let chapter = format!(
        "<!doctype html><html lang=en class=light dir=ltr><head><meta charset=utf-8><title>Locks - The Book</title>
         <style>html {{ font-size: 62.5%; }} .content main {{ max-width: 750px; margin: 0 auto; }} .content a {{ text-decoration: none; }}
         iframe {{ display: none; height: 9px; }} .content oversold-demo {{ display: block; }}</style></head><body><div id=body-container>
         <nav id=sidebar class=sidebar></nav><div id=page-wrapper class=page-wrapper><div class=page><div id=content class=content><main>
         <h1 id=locks><a class=header href=#locks>Locks</a></h1><p>Press Run.</p>
         <script async src=\"{home}embed.js\"></script>
         <oversold-demo guard=\"lock\" speed=\"20\">
           <a href=\"{home}?guard=lock&amp;speed=20\">Oversold: one ticket, fifteen buyers</a>
         </oversold-demo>
         <p>And why?</p></main></div></div></div></div>
         <script>window.chapter = 1; document.addEventListener('keydown', ({{ key }}) => {{ if (key === 'ArrowRight') chapter += 1; }});
         for (const link of document.querySelectorAll('main a')) link.classList.add('seen');</script></body></html>",
        home = page.url()
    );
    let (_server, url) = site(page, "mdbook", &[("locks.html", &chapter)])?;
    page.driver().goto(format!("{url}locks.html")).await?;
    let done = ran(page).await?;
    ensure!(done["scenario"]["guard"] == "lock" && done["verdict"]["sold"] == 1, "{done}");
    let size = "const { width, height } = document.querySelector('oversold-demo').shadowRoot.querySelector('iframe').getBoundingClientRect();
        return width === 750 && height > 300";
    wait_for(
        "the frame is as wide as the text, and high",
        10,
        async || Ok((page.js(size).await? == true).then_some(())),
    )
    .await
}

/// What a filter of a platform leaves of a text: elements with the attributes named for them; of others what is in them.
const FILTER: &str = "
    const left = (text, allowed) => {
        const { body } = new DOMParser().parseFromString(text, 'text/html');
        for (const element of body.querySelectorAll('*')) {
            const names = allowed[element.localName];
            if (element.localName === 'script') element.remove();
            else if (!names) element.replaceWith(...element.childNodes);
            else for (const { name } of [...element.attributes]) if (!names.includes(name)) element.removeAttribute(name);
        }
        return body.innerHTML;
    };";

/// Moodle cleans with HTML Purifier, whose module Iframe knows these attributes (<http://htmlpurifier.org/docs>); `wp_kses_post`
/// of `WordPress` knows no frame at all, and `wp_filter_oembed_result` puts one into a sandbox, with a secret behind its
/// address (<https://developer.wordpress.org/reference/functions/wp_filter_oembed_result/>).
async fn frames_that_platforms_let_through(page: &Page) -> Result<()> {
    page.open("guard=lock&speed=20&lang=en").await?;
    page.find("#share-open").await?.click().await?;
    wait_for("the dialog", 10, async || Ok((page.count("#share pre").await? > 3).then_some(()))).await?;
    let shared =
        page.js("return [...document.querySelectorAll('#share pre')].map(({ innerText }) => innerText)").await?;
    let shared: Vec<&str> = shared.as_array().context("no texts")?.iter().filter_map(Value::as_str).collect();
    let of = |mark: &str| shared.iter().copied().find(|text| text.starts_with(mark)).with_context(|| mark.to_owned());
    let (element, frame, moodle) = (of("<script")?, of("<iframe")?, of("<p><iframe")?);
    let name = page.browser().kind.name();
    let (_empty, url) = host(&format!("filter-{name}"), "", Headers::Plain)?;
    page.driver().goto(&url).await?;
    let purified = "{ p: [], a: ['href', 'title'], iframe: ['src', 'width', 'height', 'name', 'title', 'scrolling', 'frameborder'] }";
    let kses = "{ p: [], a: ['href', 'title', 'target'] }";
    let mut left = Vec::new();
    for (text, allowed) in [(moodle, purified), (frame, purified), (element, purified), (frame, kses), (element, kses)]
    {
        let script = format!("{FILTER} return left(arguments[0], {allowed})");
        let text = page.js_with(&script, vec![text.into()]).await?;
        left.push(text.as_str().unwrap_or_default().to_owned());
    }
    // As WordPress writes what came as oEmbed.
    let embedded = left[1]
        .replacen("<iframe", "<iframe sandbox=\"allow-scripts\" security=\"restricted\" data-secret=\"q2W4e6R8t0\"", 1)
        .replacen("embed=1\"", "embed=1#?secret=q2W4e6R8t0\"", 1)
        .replace("&amp;", "&#038;");
    ensure!(embedded.contains("#?secret"), "{embedded}");
    for (at, (text, is_frame)) in
        [(&left[0], true), (&left[1], true), (&embedded, true), (&left[2], false), (&left[3], false), (&left[4], false)]
            .into_iter()
            .enumerate()
    {
        // Whatever is dropped: the link is there.
        ensure!(text.contains("<a href=") && text.contains("guard=lock") && !text.contains("allow="), "{at}: {text}");
        ensure!(text.contains("<iframe") == is_frame, "{at}: {text}");
        if !is_frame {
            continue;
        }
        let body = text.replacen("<iframe", "<iframe id=demo", 1);
        let (_host, url) = host(&format!("filtered-{at}-{name}"), &body, Headers::Plain)?;
        page.driver().goto(&url).await?;
        heard(page, "resize").await?;
        tell(page, "{ ns: 'oversold', v: 1, type: 'run' }").await?;
        let done = heard(page, "done").await?;
        ensure!(done["scenario"]["guard"] == "lock" && done["verdict"]["sold"] == 1, "{at}: {done}");
        page.driver().enter_frame(0).await?;
        let notices = page.count("#notices .notice:not([data-notice=engine])").await?;
        let said = if notices > 0 { page.text("#notices").await? } else { String::new() };
        page.driver().enter_default_frame().await?;
        ensure!(!said.contains("secret"), "{at}: {said}");
    }
    Ok(())
}

/// All of it.
pub fn element() -> Result<()> {
    each_browser("element", async |page: &Page| {
        steps!(
            page,
            a_page_that_is_rendered_and_hydrated,
            a_script_that_comes_in_any_way,
            attributes_are_what_runs,
            a_chapter_of_mdbook,
            frames_that_platforms_let_through
        )
    })
}
