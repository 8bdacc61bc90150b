//! Short names for the functions that a module imports from its script: wasm-bindgen makes them long, with a hash in
//! each, and both files carry them all. They are 6 KB after compression, a twentieth of the first load, and wasm-opt
//! shortens only what is imported from `env`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

use super::workshop::{Workshop, read};

/// Which properties of a script esbuild shortens: those with wasm-bindgen's hash, which only modules import.
const WITH_HASH: &str = "--mangle-props=^__wb.*_[0-9a-f]{16}$";

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
    let script = workshop.joined(script, &ways)?;
    let names = serde_json::from_slice(&read(&names, "esbuild should have made it")?).context("esbuild's names")?;
    let module = rename(&read(module, "wasm-bindgen should have made it")?, &names)?;
    Ok((script, workshop.optimised(&module)?))
}

/// The module, importing by the new names. Its custom sections are for linkers and debuggers, and wasm-opt cannot read
/// them all.
fn rename(module: &[u8], names: &Names) -> Result<Vec<u8>> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("wasm-bindgen made no module")?;
        if let Payload::ImportSection(imports) = &payload {
            let mut section = ImportSection::new();
            for import in imports.clone().into_imports() {
                let import = import?;
                let name = names.get(import.name).map_or(import.name, String::as_str);
                section.import(import.module, name, RoundtripReencoder.entity_type(import.ty)?);
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
    use wasm_encoder::{EntityType, TypeSection};

    fn importing(names: &[&str]) -> Vec<u8> {
        let (mut module, mut types, mut imports) = (Module::new(), TypeSection::new(), ImportSection::new());
        types.ty().function([], []);
        for name in names {
            imports.import("./a_bg.js", name, EntityType::Function(0));
        }
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn what_has_a_new_name_is_imported_by_it() {
        let names = [("__wbg_call_1", "a"), ("__wbg_call_12", "b")].map(|(old, new)| (old.to_owned(), new.to_owned()));
        let module = rename(&importing(&["__wbg_call_12", "load", "__wbg_call_1"]), &names.into()).unwrap();
        assert_eq!(module, importing(&["b", "load", "a"]));
    }
}
