//! Takes out of wasm-bindgen's script the ways to start a module that nobody here goes: a worker is handed its module
//! compiled, so it fetches none; the page fetches its own, and never starts it at once.

use anyhow::{Context, Result, ensure};

/// A worker's script, which starts a compiled module and nothing else.
///
/// # Errors
/// When wasm-bindgen writes it in another way than it did.
pub fn without_fetching(script: &str) -> Result<String> {
    let (before, after) = ("Object.assign(__wbg_init, { initSync }, exports)", "Object.assign({ initSync }, exports)");
    ensure!(script.contains(before), "the worker's script does not say `{before}` any more");
    let script = ["__wbg_load", "__wbg_init", "__wbg_init_once"].iter().try_fold(script.to_owned(), without)?;
    Ok(script.replace(before, after))
}

/// The page's script, which fetches its module. The second module's loader asks it for the first module's exports, when
/// that has long been started.
///
/// # Errors
/// When wasm-bindgen writes it in another way than it did.
pub fn without_starting(script: &str) -> Result<String> {
    let shorter = "function initSync() {\n    return wasm;\n}\n";
    Ok(without(script.to_owned(), &"initSync")? + shorter)
}

/// The script without the function of this name. It ends with the first line that closes a brace at its own depth.
#[allow(clippy::needless_pass_by_value, reason = "a step of a fold")]
fn without(script: String, name: &&str) -> Result<String> {
    let starts = |line: &str| {
        let code = line.trim_start();
        let code = code.strip_prefix("async ").unwrap_or(code);
        code.strip_prefix("function ")
            .and_then(|code| code.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with('('))
    };
    let lines: Vec<&str> = script.lines().collect();
    let from = lines.iter().position(|line| starts(line));
    let from = from.with_context(|| format!("the script has no function {name} any more"))?;
    let end = format!("{}}}", &lines[from][..lines[from].len() - lines[from].trim_start().len()]);
    let length = lines[from..].iter().position(|line| *line == end);
    let length = length.with_context(|| format!("the function {name} has no end"))?;
    let kept = lines[..from].iter().chain(&lines[from + length + 1..]);
    Ok(kept.flat_map(|line| [*line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_function_goes() {
        let script = "let a;\n    async function load(x) {\n        function inner() {\n        }\n    }\n    function loader() {\n    }\n";
        let without = without(script.to_owned(), &"load").unwrap();
        assert_eq!(without, "let a;\n    function loader() {\n    }\n");
        let error = super::without(without, &"load").unwrap_err();
        assert_eq!(error.to_string(), "the script has no function load any more");
    }

    #[test]
    fn what_wasm_bindgen_writes_otherwise_is_noticed() {
        assert!(without_fetching("").is_err());
        assert!(without_starting("").is_err());
    }
}
