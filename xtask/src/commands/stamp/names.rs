//! Short names for the functions that a module and its script have of each other: wasm-bindgen makes them long, with a hash
//! in each, and both files carry them all. They are 6 KB after compression, a twentieth of the first load, and wasm-opt
//! shortens only what is imported from `env`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use super::workshop::{Workshop, read, write};

/// Which properties of a script esbuild shortens: those with wasm-bindgen's hash, of which only modules and their scripts know.
const WITH_HASH: &str = "--mangle-props=^(__wb.*_|wasm_bindgen__.*_h)[0-9a-f]{16}$";

/// Passes that make what everybody waits for smaller still: branches are structured anew, and addresses below 1024, where the
/// deepest end of the stack is, belong to no object, so that what is added to an address goes into the access.
const SMALLEST: [&str; 4] = ["--low-memory-unused", "-Oz", "--flatten", "--rereloop"];

/// What modules call the script, which names it once for each function.
const SCRIPT: &str = "a";

/// What short names are made of.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";

/// The id of a custom section.
const CUSTOM: u8 = 0;

/// Old names, and the short ones in their place.
type Names = BTreeMap<String, String>;

/// A script of wasm-bindgen's, with all that it imports, and its module, both small and with the same names.
///
/// # Errors
/// When a tool fails, or a file is not what wasm-bindgen makes.
pub fn shorten(workshop: &Workshop, script: &Path, format: &str, module: &Path) -> Result<(String, Vec<u8>)> {
    let names = script.with_extension("names.json");
    let ways = [format!("--format={format}"), WITH_HASH.to_owned(), format!("--mangle-cache={}", names.display())];
    workshop.joined(script, &ways)?;
    let found: Names =
        serde_json::from_slice(&read(&names, "esbuild should have made it")?).context("esbuild's names")?;
    let original = read(module, "wasm-bindgen should have made it")?;
    let given = in_order(&original, &found)?;
    write(&names, serde_json::to_string(&given)?.as_bytes())?;
    let script = workshop.joined(script, &ways)?;
    let called =
        format!("./{}.js", module.file_stem().and_then(|stem| stem.to_str()).context("a module without a name")?);
    let quoted = format!("\"{called}\"");
    ensure!(script.contains(&quoted), "the script of the module does not say {quoted} any more");
    let module = rename(&original, &called, &given)?;
    Ok((script.replace(&quoted, &format!("\"{SCRIPT}\"")), workshop.optimised(&module, &SMALLEST)?))
}

/// Names for what a module imports, and after that for what it exports, in the order in which it does: neighbours have similar
/// names, which compresses better than esbuild's, given by how often each is used.
fn in_order(module: &[u8], found: &Names) -> Result<Names> {
    let mut given = Names::new();
    let mut give = |name: &str| {
        if found.contains_key(name) && !given.contains_key(name) {
            let (first, second) = (given.len() / LETTERS.len(), given.len() % LETTERS.len());
            let letter = |at: usize| char::from(LETTERS[at]);
            given.insert(name.to_owned(), [letter(first), letter(second)].iter().collect());
        }
    };
    for payload in Parser::new(0).parse_all(module) {
        match payload.context("wasm-bindgen made no module")? {
            Payload::ImportSection(imports) => {
                imports.into_imports().try_for_each(|import| import.map(|import| give(import.name)))?;
            }
            Payload::ExportSection(exports) => {
                exports.into_iter().try_for_each(|export| export.map(|export| give(export.name)))?;
            }
            _ => {}
        }
    }
    Ok(given)
}

/// The module, importing by the new names from what it `called` so, and exporting by them. Its custom sections are for linkers and debuggers, and wasm-opt cannot read
/// them all.
fn rename(module: &[u8], called: &str, names: &Names) -> Result<Vec<u8>> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("wasm-bindgen made no module")?;
        if let Payload::ImportSection(imports) = &payload {
            let mut section = ImportSection::new();
            for import in imports.clone().into_imports() {
                let import = import?;
                let name = names.get(import.name).map_or(import.name, String::as_str);
                let from = if import.module == called { SCRIPT } else { import.module };
                section.import(from, name, RoundtripReencoder.entity_type(import.ty)?);
            }
            out.section(&section);
        } else if let Payload::ExportSection(exports) = &payload {
            let mut section = ExportSection::new();
            for export in exports.clone() {
                let export = export?;
                let name = names.get(export.name).map_or(export.name, String::as_str);
                section.export(name, RoundtripReencoder.export_kind(export.kind)?, export.index);
            }
            out.section(&section);
        } else if let Some((id, range)) = payload.as_section().filter(|(id, _)| *id != CUSTOM) {
            let bytes = usize::try_from(range.start)?..usize::try_from(range.end)?;
            out.section(&RawSection { id, data: &module[bytes] });
        }
    }
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    fn importing(from: &str, names: &[&str]) -> Vec<u8> {
        let (mut module, mut types, mut imports) = (Module::new(), TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        for name in names {
            imports.import(from, name, EntityType::Function(0));
        }
        let mut exports = ExportSection::new();
        exports.export(names[0], ExportKind::Func, 0);
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn neighbours_have_similar_names() {
        let found = ["__wbg_b", "__wbg_a", "elsewhere"].map(|name| (name.to_owned(), "x".to_owned())).into();
        let given = in_order(&importing("./a_bg.js", &["load", "__wbg_b", "__wbg_a"]), &found).unwrap();
        let expected = [("__wbg_a", "ab"), ("__wbg_b", "aa")].map(|(old, new)| (old.to_owned(), new.to_owned()));
        assert_eq!(given, expected.into());
    }

    #[test]
    fn what_has_a_new_name_is_imported_by_it() {
        let names = [("__wbg_call_1", "a"), ("__wbg_call_12", "b")].map(|(old, new)| (old.to_owned(), new.to_owned()));
        let module =
            rename(&importing("./a_bg.js", &["__wbg_call_12", "load", "__wbg_call_1"]), "./a_bg.js", &names.into());
        assert_eq!(module.unwrap(), importing(SCRIPT, &["b", "load", "a"]));
    }
}
