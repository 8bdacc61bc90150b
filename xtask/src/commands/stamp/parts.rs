//! Makes the modules of the app out of the one that cargo built: the first has what is needed to press Run, each of the
//! others what one view needs beyond that, or, as a chunk, what several need. How many there are, and what goes where,
//! follows from `#[wasm_split]` in the app's sources.
//!
//! What several views need, each in its own combination, would be some dozen small chunks, and a request each. Those that every
//! page loads are one file for each stage of loading: a module without code, in which each chunk is a custom section. So
//! hosts compress it and call it by its type as they do every module.
//!
//! Trunk knows nothing of this, so what it made of the app is thrown away. The order matters: the module is split
//! before wasm-bindgen sees it, because that drops the relocations by which it is split.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, anyhow, ensure};
use serde::Serialize;
use wasm_split_cli_support::{Options, transform};

use wasm_encoder::{CustomSection, Module};

use super::names;
use super::workshop::{Workshop, read, text, write};
use crate::process;

/// The split functions whose modules every page of its own needs next, in this order, so that the page fetches them before
/// it asks.
const NEXT: [&str; 3] = ["race", "around", "runs"];

/// How the loader loads a module, before and behind where it fetches it; and how that is said once for all of them.
const BEFORE: &str = "makeLoad(() => {\n    const src = ";
const BEHIND: &str = ";\n    src.catch(() => {});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}\n,";
const BEFORE_ONCE: &str = "load(() => ";
const BEHIND_ONCE: &str = ",";

/// Where the loader says that a module does not come; and the same a moment later, when the page may be gone: from a page that
/// is being left Firefox takes the files first.
const SAYS: &str = "console.error(e);";
const SAYS_LATER: &str = "await later();\n            console.error(e);";

/// A chunk of fewer bytes is no file of its own, whoever needs it: to ask for it would take longer than to have it along.
const TOO_SMALL: usize = 2_000;

/// What the loader needs for that; it tells the page's first script what will be needed next. Files come as the page's first script gets them. Some hosts call WebAssembly by a wrong
/// type, and no browser compiles such a stream. The chunks that are in one file are loaded together.
const OURS: &str = "
function named(body) {
    return new Response(body, { headers: { 'Content-Type': 'application/wasm' } });
}
function load(get, deps) {
    return makeLoad(() => {
        const src = get();
        src.catch(() => {});
        return async (imports) => WebAssembly.instantiateStreaming(named((await src).body), imports);
    }, deps);
}
const later = () => new Promise((done) => setTimeout(done, 500));
function from(name) {
    return oversoldGet(name);
}
function pieces(name) {
    return makeLoad(() => {
        const file = from(name).then(({ body }) => WebAssembly.compileStreaming(named(body)));
        file.catch(() => {});
        return async (imports) =>
            Promise.all(
                WebAssembly.Module.customSections(await file, PIECE).map((piece) => WebAssembly.instantiate(piece, imports)),
            );
    }, []);
}
";

/// What each custom section is called in which a chunk is.
const PIECE: &str = "chunk";

/// The names of the app's files.
#[derive(Debug)]
pub struct App {
    /// The script with the browser's functions and the loaders of all modules but the first.
    pub script: String,
    /// The first module.
    pub module: String,
    /// Bytes of the first module.
    pub size: usize,
}

/// What a split function needs that everybody loads, and that no stage before it has brought.
#[derive(Debug, Default, Serialize)]
struct Stage {
    /// The addresses of the files.
    files: Vec<String>,
    /// Bytes of all of them.
    size: usize,
}

/// The chunks that come in one file, by the stage that brings them.
#[derive(Debug, Default)]
struct Pieces {
    /// Which stage brings a chunk, as the place of its name in [`NEXT`].
    stage: BTreeMap<String, usize>,
    /// The file of each stage.
    files: Vec<String>,
    /// What each stage asks for, for the page's first script.
    stages: String,
}

/// Makes the files of the app from the module that cargo built. Its script says what the names of the lessons' files have in
/// common.
///
/// # Errors
/// When the module cannot be split, a tool fails, or a file cannot be written.
pub fn make(workshop: &Workshop, lessons: &str) -> Result<App> {
    let work = &workshop.work;
    let whole = read(&workshop.built.join("app.wasm"), "Trunk has cargo build it")?;
    let first = work.join("app.wasm");
    let mut options = Options::new(&whole);
    options.output_dir = work;
    options.main_out_path = &first;
    options.link_name = "./loader.js";
    options.main_module = "./app.js";
    let split = transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .context("the app's module cannot be split: build it with `cargo xtask dist`, which asks for relocations")?;

    let mut wanted = BTreeMap::new();
    for (stage, name) in NEXT.iter().enumerate() {
        let needs = split.prefetch_map.get(*name).with_context(|| format!("the app has no split function `{name}`"))?;
        for stem in needs {
            wanted.entry(stem.clone()).or_insert(stage);
        }
    }
    let (mut kept, mut pieces, mut contents) = (BTreeMap::new(), Pieces::default(), NEXT.map(|_| Vec::new()));
    let mut next = NEXT.map(|_| Stage::default());
    let modules = split.split_modules.iter().map(|path| read(path, "the splitting should have made it"));
    let modules = workshop.all_optimised(&modules.collect::<Result<Vec<_>>>()?)?;
    for (path, module) in split.split_modules.iter().zip(modules) {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).context("a module without a name")?;
        let stage = wanted.get(stem).copied();
        if stem.starts_with("chunk_") && (stage.is_some() || module.len() < TOO_SMALL) {
            let stage = stage.unwrap_or(NEXT.len() - 1);
            pieces.stage.insert(stem.to_owned(), stage);
            contents[stage].push(module);
        } else {
            let name = workshop.keep(stem, "wasm", &module)?;
            if let Some(stage) = stage {
                next[stage].add(&name, &module);
            }
            kept.insert(stem.to_owned(), name);
        }
    }
    for ((stage, content), name) in next.iter_mut().zip(&contents).zip(NEXT) {
        let module = in_one(content);
        let name = workshop.keep(&format!("chunks_{name}"), "wasm", &module)?;
        stage.add(&name, &module);
        pieces.files.push(name);
    }

    pieces.stages = serde_json::to_string(&next)?;
    let loader = work.join("loader.js");
    let mut script = renamed(&text(&loader)?, &kept, &pieces)?;
    script.extend(["window.oversoldLessons = \"", lessons, "\";\n"]);
    write(&loader, script.as_bytes())?;
    bind(&first, work)?;
    // The loader becomes a part of the app's script, which imports it.
    let (script, module) = names::shorten(workshop, &work.join("app.js"), "esm", &work.join("app_bg.wasm"))?;
    let script = workshop.keep("app", "js", script.as_bytes())?;
    Ok(App { script, size: module.len(), module: workshop.keep("app", "wasm", &module)? })
}

impl Stage {
    fn add(&mut self, name: &str, module: &[u8]) {
        self.files.push(format!("./{name}"));
        self.size += module.len();
    }
}

/// Has wasm-bindgen make `app.js` and `app_bg.wasm`.
fn bind(first: &Path, folder: &Path) -> Result<()> {
    let ways = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "app", "--out-dir"];
    process::run(Command::new("wasm-bindgen").args(ways).args([folder, first]))
}

/// Modules as custom sections of one without code.
fn in_one(pieces: &[Vec<u8>]) -> Vec<u8> {
    let mut module = Module::new();
    for data in pieces {
        module.section(&CustomSection { name: PIECE.into(), data: data.into() });
    }
    module.finish()
}

/// The loader, asking for the modules by their names in `dist/`, and for pieces in the file that they are in.
fn renamed(loader: &str, kept: &BTreeMap<String, String>, pieces: &Pieces) -> Result<String> {
    let fetched = |stem: &str| format!("fetch(new URL(\"./{stem}.wasm\", import.meta.url))");
    let is_piece = |line: &str| pieces.stage.keys().any(|stem| line.starts_with(&format!("const __{stem} = ")));
    let mut loader = loader.to_owned();
    let modules = kept.iter().map(|(stem, name)| (fetched(stem), format!("from(\"./{name}\")")));
    let once = [(BEFORE, BEFORE_ONCE), (BEHIND, BEHIND_ONCE), (SAYS, SAYS_LATER)];
    let once = once.map(|(made, wanted)| (made.to_owned(), wanted.to_owned()));
    for (made, wanted) in modules.chain(once) {
        ensure!(loader.contains(&made), "the loader of the split modules does not say `{made}` any more");
        loader = loader.replace(&made, &wanted);
    }
    let mut out = OURS.replace("PIECE", &format!("\"{PIECE}\""));
    for (name, file) in NEXT.iter().zip(&pieces.files) {
        out.extend(["const __", name, " = pieces(\"./", file, "\");\n"]);
    }
    out.extend(["oversoldNext(", &pieces.stages, ");\n"]);
    for line in loader.lines().filter(|line| !is_piece(line)) {
        out += &needing(line, pieces);
        out.push('\n');
    }
    Ok(out)
}

/// A line that says which chunks a module needs, if it does: those that are pieces come together.
fn needing(line: &str, pieces: &Pieces) -> String {
    let Some((before, (needed, behind))) =
        line.rsplit_once('[').and_then(|(before, rest)| Some((before, rest.rsplit_once(']')?)))
    else {
        return line.to_owned();
    };
    let stage = |name: &str| name.strip_prefix("__").and_then(|stem| pieces.stage.get(stem).copied());
    let needed: Vec<&str> = needed.split(", ").filter(|name| !name.is_empty()).collect();
    let stages: BTreeSet<usize> = needed.iter().copied().filter_map(stage).collect();
    let files = stages.into_iter().map(|stage| format!("__{}", NEXT[stage]));
    let others = needed.iter().filter(|name| stage(name).is_none()).map(|name| (*name).to_owned());
    format!("{before}[{}]{behind}", files.chain(others).collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_asks_for_modules_by_their_names() {
        let kept = [("split_a", "split_a-1.wasm"), ("chunk_0", "chunk_0-2.wasm")];
        let kept = kept.map(|(stem, name)| (stem.to_owned(), name.to_owned())).into();
        let stage = [("chunk_1", 0), ("chunk_2", 2), ("chunk_3", 2)].map(|(stem, stage)| (stem.to_owned(), stage));
        let pieces = Pieces {
            stage: stage.into(),
            files: ["r.wasm", "c.wasm", "s.wasm"].map(str::to_owned).into(),
            stages: "[]".to_owned(),
        };
        let url = |name: &str| format!("fetch(new URL(\"./{name}.wasm\", import.meta.url))");
        let one = |name: &str, needs: &str| format!("const __{name} = {BEFORE}{}{BEHIND} [{needs}]);\n", url(name));
        let loader = [
            one("chunk_0", ""),
            one("chunk_1", ""),
            one("split_a", "__chunk_3, __chunk_0, __chunk_1, __chunk_2"),
            one("split_a", "__chunk_2"),
            one("split_a", ""),
            format!("{SAYS}\n"),
        ];
        let expected = "const __race = pieces(\"./r.wasm\");\n\
            const __around = pieces(\"./c.wasm\");\n\
            const __runs = pieces(\"./s.wasm\");\n\
            oversoldNext([]);\n\
            const __chunk_0 = load(() => from(\"./chunk_0-2.wasm\"), []);\n\
            const __split_a = load(() => from(\"./split_a-1.wasm\"), [__race, __runs, __chunk_0]);\n\
            const __split_a = load(() => from(\"./split_a-1.wasm\"), [__runs]);\n\
            const __split_a = load(() => from(\"./split_a-1.wasm\"), []);\n\
            await later();\n            console.error(e);\n";
        let made = renamed(&loader.concat(), &kept, &pieces).unwrap();
        assert!(made.ends_with(expected), "{made}");
        let error = renamed("", &kept, &pieces).unwrap_err();
        let expected = format!("the loader of the split modules does not say `{}` any more", url("chunk_0"));
        assert_eq!(error.to_string(), expected);
    }
}
