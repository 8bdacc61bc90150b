//! Takes out of a script what only its readers need: lines that are a comment, and the space before the others.
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
        }
        within &= !line.ends_with("*/");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::smaller;

    #[test]
    fn only_code_stays() {
        let script = "// What this is.\nconst a = 1; // one\n\n/** Twice\n * that. */\nfunction b() {\n  /* now */\n  return a * 2;\n}\n";
        assert_eq!(smaller(script), "const a = 1; // one\nfunction b() {\nreturn a * 2;\n}\n");
    }
}
