//! Takes out of a script what only its readers need: lines that are a comment, and the space before the others.
//! What is returned needs no name.
//! No minifier: those weigh more than everything else here, and compression makes up for most of the rest.

/// The script without comments of their own lines and without indentation. It must have no text that goes over
/// several lines, which would lose its indentation too.
pub fn smaller(script: &str) -> String {
    let mut within = false;
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        within |= line.starts_with("/*");
        if !within && !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
            return_at_once(&mut out);
        }
        within &= !line.ends_with("*/");
    }
    out
}

/// What wasm-bindgen gives a name only to return it in the next line is returned at once.
fn return_at_once(out: &mut String) {
    if let Some(before) = out.strip_suffix("\nreturn ret;\n")
        && let Some(value) = before.rsplit('\n').next().and_then(|line| line.strip_prefix("const ret = "))
    {
        let at_once = format!("return {value}\n");
        out.truncate(before.len() - "const ret = ".len() - value.len());
        out.push_str(&at_once);
    }
}

#[cfg(test)]
mod tests {
    use super::smaller;

    #[test]
    fn only_code_stays() {
        let script = "// What this is.\nconst a = 1; // one\n\n/** Twice\n * that. */\nfunction b() {\n  /* now */\n  return a * 2;\n}\n";
        assert_eq!(smaller(script), "const a = 1; // one\nfunction b() {\nreturn a * 2;\n}\n");
    }

    #[test]
    fn values_are_returned_at_once() {
        let script = "function a(b) {\n  const ret = b.c;\n  return ret;\n}\nconst ret = 1;\nb();\nreturn ret;\n";
        let expected = "function a(b) {\nreturn b.c;\n}\nconst ret = 1;\nb();\nreturn ret;\n";
        assert_eq!(smaller(script), expected);
    }
}
