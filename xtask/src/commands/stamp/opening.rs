//! Puts our own first script (`www/start.js`) into the page, in the place of Trunk's, which would load the
//! app at once and everywhere: in a frame it comes only when it is asked for.

use anyhow::{Context, Result, ensure};

use super::halves::Names;

/// The page with our first script, told what the app's files are called; and the files that Trunk made of the app.
///
/// # Errors
/// When the page does not look as Trunk makes it.
pub fn put(html: &str, start: &str, names: &Names) -> Result<(String, [String; 2])> {
    let (before, rest) = html.split_once("<script type=\"module\">").context("Trunk wrote no module script")?;
    let (loader, after) = rest.split_once("</script>").context("Trunk's script has no end")?;
    let named = |from: &str| {
        let name = loader.split_once(from).and_then(|(_, rest)| rest.split_once('\''));
        name.map(|(name, _)| name.to_owned()).with_context(|| format!("Trunk's script has no {from}"))
    };
    let unused = [named("from './")?, named("module_or_path: './")?];
    let mut start = start.to_owned();
    let places = [
        ("%APP_SCRIPT%", &names.script),
        ("%APP_MODULE%", &names.module),
        ("%LATER_LOADER%", &names.loader),
        ("%LATER_MODULE%", &names.later),
    ];
    for (place, name) in places {
        ensure!(start.contains(place), "www/start.js has no {place}");
        start = start.replace(place, &format!("./{name}"));
    }
    let html = format!("{before}<script type=\"module\">\n{start}</script>{}", without_preloads(after));
    Ok((html, unused))
}

/// Preloading would fetch in every frame what is not needed there yet.
fn without_preloads(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some((before, tag)) = rest.split_once("<link rel=\"") {
        kept.push_str(before);
        let is_preload = tag.starts_with("modulepreload\"") || tag.starts_with("preload\"");
        match tag.split_once('>') {
            Some((_, after)) if is_preload => rest = after,
            _ => {
                kept.push_str("<link rel=\"");
                rest = tag;
            }
        }
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<head><link rel=\"icon\" href=\"i\"><script type=\"module\">\n\
        import init, * as bindings from './app-1.js';\n\
        const wasm = await init({ module_or_path: './app-1_bg.wasm' });\n</script>\n\
        <link rel=\"modulepreload\" href=\"./app-1.js\"><link rel=\"preload\" href=\"./app-1_bg.wasm\" as=\"fetch\">\
        <link rel=\"icon\" href=\"j\"></head>";

    fn names() -> Names {
        let [script, module, loader, later] = ["a.js", "a.wasm", "l.js", "l.wasm"].map(str::to_owned);
        Names { script, module, loader, later }
    }

    #[test]
    fn our_script_stands_where_trunks_stood() {
        let start = "load('%APP_SCRIPT%', '%APP_MODULE%', '%LATER_LOADER%', '%LATER_MODULE%');";
        let (page, unused) = put(HTML, start, &names()).unwrap();
        let expected = "<head><link rel=\"icon\" href=\"i\"><script type=\"module\">\n\
            load('./a.js', './a.wasm', './l.js', './l.wasm');</script>\n<link rel=\"icon\" href=\"j\"></head>";
        assert_eq!(page, expected);
        assert_eq!(unused, ["app-1.js", "app-1_bg.wasm"]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = |html: &str, start: &str| put(html, start, &names()).unwrap_err().to_string();
        assert_eq!(error("<head>", ""), "Trunk wrote no module script");
        assert_eq!(error(HTML, "%APP_MODULE%"), "www/start.js has no %APP_SCRIPT%");
        assert_eq!(error("<script type=\"module\"></script>", ""), "Trunk's script has no from './");
    }
}
