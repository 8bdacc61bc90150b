//! The tools that finish the files of the page, a folder for what they make on the way, and the names under which files
//! are kept. A name is made of the content: what a browser kept under it is right for ever, so hosts and our service
//! worker may keep it for ever, and a page of the next deploy never meets a file of the last one.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};

use crate::{process, project};

/// What rustc uses of WebAssembly beyond its first version; a module that was split does not say so any more.
/// <https://doc.rust-lang.org/rustc/platform-support/wasm32-unknown-unknown.html>
const FEATURES: [&str; 6] =
    ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

/// Where the page is finished.
pub struct Workshop {
    /// Trunk's folder: what is in it at the end is `dist/`.
    pub staging: PathBuf,
    /// Where cargo put the modules.
    pub built: PathBuf,
    /// For what is made on the way.
    pub work: PathBuf,
}

impl Workshop {
    /// The folders that Trunk works in, from the environment of its hooks.
    ///
    /// # Errors
    /// When it is not Trunk who calls, or a folder cannot be made.
    pub fn open() -> Result<Self> {
        let staging = env::var_os("TRUNK_STAGING_DIR")
            .context("TRUNK_STAGING_DIR is not set: `stamp` is called by Trunk; use `cargo xtask dist` instead")?;
        let profile = env::var("TRUNK_PROFILE").unwrap_or_else(|_| "release".to_owned());
        let built = project::target().join("wasm32-unknown-unknown").join(profile);
        let work = built.join("stamp");
        // What an earlier build left there.
        let _ = fs::remove_dir_all(&work);
        fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
        Ok(Self { staging: staging.into(), built, work })
    }

    /// A script with all that it imports, or a style sheet, in one piece and as small as esbuild makes it; `more` are
    /// further arguments.
    ///
    /// # Errors
    /// When esbuild fails; it says why.
    pub fn joined(&self, entry: &Path, more: &[String]) -> Result<String> {
        let out = self.work.join("joined");
        let mut esbuild = Command::new("esbuild");
        // Its warnings are of wasm-bindgen's scripts: for what is not called, and then left out.
        esbuild.arg(entry).args(["--bundle", "--minify", "--charset=utf8", "--log-level=error"]).args(more);
        process::run(esbuild.arg(format!("--outfile={}", out.display())))?;
        let text = read(&out, "esbuild should have made it")?;
        Ok(String::from_utf8(text).context("esbuild wrote no UTF-8")?.trim_end().to_owned())
    }

    /// The module as small as wasm-opt makes it; `first` are passes before the usual ones.
    ///
    /// # Errors
    /// When wasm-opt fails; it says why.
    pub fn optimised(&self, module: &[u8], first: &[&str]) -> Result<Vec<u8>> {
        // Several at a time.
        let [large, small] = ["large", "small"].map(|name| self.work.join(format!("{name}-{}.wasm", hash(module))));
        write(&large, module)?;
        let features = FEATURES.map(|feature| format!("--enable-{feature}"));
        // Twice, because the second time still finds something.
        let ways = ["-Oz", "-Oz", "--strip-producers", "--strip-target-features", "-o"];
        process::run(Command::new("wasm-opt").args(features).args(first).args(ways).args([&small, &large]))?;
        read(&small, "wasm-opt should have made it")
    }

    /// The same of many modules, as many at a time as the machine has processors: most are small, and to start wasm-opt takes
    /// longer than its work on them.
    ///
    /// # Errors
    /// As [`optimised`](Self::optimised), for the first that fails.
    pub fn all_optimised(&self, modules: &[Vec<u8>]) -> Result<Vec<Vec<u8>>> {
        let next = AtomicUsize::new(0);
        let work = || -> Result<Vec<(usize, Vec<u8>)>> {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(module) = modules.get(at) else { return Ok(done) };
                done.push((at, self.optimised(module, &[])?));
            }
        };
        let mut done = thread::scope(|scope| -> Result<Vec<_>> {
            let hands = thread::available_parallelism().map_or(1, usize::from);
            let hands: Vec<_> = (0..hands).map(|_| scope.spawn(work)).collect();
            let mut done = Vec::new();
            for hand in hands {
                done.extend(hand.join().map_err(|_| anyhow!("optimising a module panicked"))??);
            }
            Ok(done)
        })?;
        done.sort_unstable_by_key(|(at, _)| *at);
        Ok(done.into_iter().map(|(_, module)| module).collect())
    }

    /// Puts a file into the page's folder; the name is what it gets there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep(&self, stem: &str, ending: &str, content: &[u8]) -> Result<String> {
        let name = format!("{stem}-{}.{ending}", hash(content));
        write(&self.staging.join(&name), content)?;
        Ok(name)
    }

    /// Takes files of Trunk's out of the page's folder, if they are there.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn remove<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<()> {
        names.into_iter().map(|name| self.staging.join(name)).try_for_each(|path| match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", path.display()))
            }
            _ => Ok(()),
        })
    }
}

/// Half of the content's hash, two digits a byte.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content)[..8].iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The content of a file; `why` tells what it should be there for.
pub fn read(path: &Path, why: &str) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}: {why}", path.display()))
}

/// A file of ours as text.
pub fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_kept_under_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let [staging, built, work] = [(); 3].map(|()| folder.path().to_owned());
        let workshop = Workshop { staging, built, work };
        let names = ["a", "a", "b"].map(|content| workshop.keep("buyer", "js", content.as_bytes()).unwrap());
        assert_eq!(names[0], "buyer-ca978112ca1bbdca.js");
        assert_eq!(names[0], names[1]);
        assert_ne!(names[0], names[2]);
        assert_eq!(text(&folder.path().join(&names[2])).unwrap(), "b");
        workshop.remove([&*names[0], "was-never-there"]).unwrap();
        assert!(!folder.path().join(&names[0]).exists());
    }
}
