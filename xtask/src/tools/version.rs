//! What version a program says it has.

use std::fmt;
use std::path::Path;
use std::process::Command;

use crate::process;

/// Major, minor, patch; what a program does not say is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u64, pub u64, pub u64);

impl Version {
    /// The first version in a text such as `wasm-opt version 132 (version_132)` or `Mozilla Firefox 153.7.0esr`.
    pub fn find(text: &str) -> Option<Self> {
        let word = text.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
        let mut numbers = word.split('.').map(|part| {
            let digits = part.find(|letter: char| !letter.is_ascii_digit()).map_or(part, |end| &part[..end]);
            digits.parse().unwrap_or(0)
        });
        let mut next = || numbers.next().unwrap_or(0);
        Some(Self(next(), next(), next()))
    }

    /// What `program --version` says, if it can be run and says anything.
    pub fn of(program: &Path) -> Option<Self> {
        let text = process::output(Command::new(program).arg("--version"))?;
        Self::find(&text)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_programs_really_print() {
        let cases = [
            ("trunk 0.21.14\n", Version(0, 21, 14)),
            ("wasm-bindgen 0.2.130", Version(0, 2, 130)),
            ("wasm-opt version 132 (version_132)", Version(132, 0, 0)),
            ("Mozilla Firefox 153.7.0esr", Version(153, 7, 0)),
            ("ChromeDriver 156.0.8078.79 (a21ce95c-refs/branch-heads/8078@{#1704})", Version(156, 0, 8078)),
            ("geckodriver 0.36.0 (a3d508507022 2025-02-24)\n\nThe source code", Version(0, 36, 0)),
        ];
        for (text, version) in cases {
            assert_eq!(Version::find(text), Some(version), "{text}");
        }
        assert_eq!(Version::find("no digits here"), None);
    }

    #[test]
    fn newer_is_greater() {
        assert!(Version(0, 22, 0) > Version(0, 21, 14));
        assert!(Version(132, 0, 0) > Version(116, 0, 0));
    }
}
