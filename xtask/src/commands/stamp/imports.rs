//! Shortens the names by which a module imports the functions of its script: wasm-bindgen makes them long, with a
//! hash in each, and both files carry them all. Together that is a twentieth of the first load.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// The module and its script with short names in both.
///
/// # Errors
/// When the module is none, or the script does not have a function that the module imports.
pub fn shorten(module: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut short = BTreeMap::new();
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context("wasm-bindgen made no module")?;
        if let Payload::ImportSection(imports) = &payload {
            let mut section = ImportSection::new();
            for import in imports.clone().into_imports() {
                let import = import?;
                let kind = RoundtripReencoder.entity_type(import.ty)?;
                let name = if import.module.ends_with("_bg.js") {
                    let next = short.len();
                    short.entry(import.name.to_owned()).or_insert_with(|| name(next)).clone().into()
                } else {
                    Cow::Borrowed(import.name)
                };
                section.import(import.module, &name, kind);
            }
            out.section(&section);
        } else if matches!(&payload, Payload::CustomSection(section) if is_for_linkers(section.name())) {
            // The module was linked and split already.
        } else if let Some((id, range)) = payload.as_section() {
            let bytes = usize::try_from(range.start)?..usize::try_from(range.end)?;
            out.section(&RawSection { id, data: &module[bytes] });
        }
    }
    for name in short.keys() {
        ensure!(script.contains(&format!(" {name}:")), "the script has no function {name}");
    }
    let script = script.lines().map(|line| with_short_name(line, &short) + "\n").collect();
    Ok((out.finish(), script))
}

/// Whether a custom section tells where addresses stand in the code.
fn is_for_linkers(name: &str) -> bool {
    name == "linking" || name.starts_with("reloc.")
}

/// A line of the script; if it gives the module a function, under its short name.
fn with_short_name(line: &str, short: &BTreeMap<String, String>) -> String {
    let code = line.trim_start();
    match code.split_once(':').and_then(|(name, rest)| Some((short.get(name)?, rest))) {
        // As a method, which says the same in fewer letters.
        Some((name, rest)) => match rest.strip_prefix(" function(") {
            Some(rest) => format!("{}{name}({rest}", &line[..line.len() - code.len()]),
            None => format!("{}{name}:{rest}", &line[..line.len() - code.len()]),
        },
        None => line.to_owned(),
    }
}

/// `a` to `z`, then `ba`, `bb`, ...: the number in base 26.
fn name(number: usize) -> String {
    let last = char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
    let before = if number < 26 { String::new() } else { name(number / 26) };
    before + &String::from(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, TypeSection};

    fn importing(names: &[(&str, &str)]) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut imports = ImportSection::new();
        for (from, name) in names {
            imports.import(from, name, EntityType::Function(0));
        }
        module.section(&imports);
        module.finish()
    }

    #[test]
    fn both_files_get_the_short_names() {
        let module =
            importing(&[("./a_bg.js", "__wbg_call_1"), ("./later.js", "load"), ("./a_bg.js", "__wbg_call_12")]);
        let script = "const imports = {\n  __wbg_call_12: f,\n  __wbg_call_1: g,\n};\n";
        let (module, script) = shorten(&module, script).unwrap();
        assert_eq!(module, importing(&[("./a_bg.js", "a"), ("./later.js", "load"), ("./a_bg.js", "b")]));
        assert_eq!(script, "const imports = {\n  b: f,\n  a: g,\n};\n");
    }

    #[test]
    fn a_function_that_is_not_there_is_named() {
        let error = shorten(&importing(&[("./a_bg.js", "__wbg_call_1")]), "").unwrap_err();
        assert_eq!(error.to_string(), "the script has no function __wbg_call_1");
    }

    #[test]
    fn names_never_repeat() {
        let names: std::collections::BTreeSet<_> = (0..2000).map(name).collect();
        assert_eq!(names.len(), 2000);
    }
}
