//! Files of `dist/` in their compressed forms, which lie beside them as `NAME.br` and `NAME.gz`.
//!
//! They are made once, as small as they can be: a server that compresses while somebody waits is content with less, and
//! a first visit over a slow line is a tenth longer. Our own server sends them, as others do when they are told to
//! (docs/embedding.md); hosts that compress by themselves leave them alone.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// The best that brotli can do.
const BEST: i32 = 11;
/// In bytes: below this a header costs as much as compression saves.
const WORTH_PACKING: u64 = 512;

/// A way of compressing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// RFC 7932.
    Brotli,
    /// RFC 1952; all that Firefox accepts over plain http.
    Gzip,
}

impl Packing {
    /// The better one first.
    pub const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in `Content-Encoding`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// Where the packed form of a file is, if it has one; one that is older than the file is of another content.
    pub fn of(self, file: &Path) -> Option<PathBuf> {
        let packed = self.beside(file);
        let made = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        (made(&packed)? >= made(file)?).then_some(packed)
    }

    fn beside(self, file: &Path) -> PathBuf {
        let mut name = file.as_os_str().to_owned();
        name.push(".");
        name.push(self.ending());
        name.into()
    }

    fn pack(self, content: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let params = BrotliEncoderParams { quality: BEST, ..BrotliEncoderParams::default() };
                let mut packed = Vec::new();
                brotli::BrotliCompress(&mut &*content, &mut packed, &params)?;
                Ok(packed)
            }
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(content)?;
                encoder.finish()
            }
        }
    }
}

/// Whether this is the packed form of another file.
pub fn is_packed(file: &Path) -> bool {
    Packing::ALL.iter().any(|packing| file.extension().is_some_and(|ending| ending == packing.ending()))
}

/// Packs every file below a folder that is worth it.
///
/// # Errors
/// When one cannot be read or written.
pub fn pack(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(folder, &mut files).with_context(|| format!("cannot read the files in {}", folder.display()))?;
    // The largest are taken first: they take longest.
    files.sort_unstable();
    let rest = Mutex::new(files);
    let next = || rest.lock().ok().and_then(|mut files| files.pop());
    let work = || {
        while let Some((_, file)) = next() {
            let content = fs::read(&file)?;
            for packing in Packing::ALL {
                fs::write(packing.beside(&file), packing.pack(&content)?)?;
            }
        }
        io::Result::Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let all: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        all.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| Err(io::Error::other("brotli panicked"))))
    })
    .with_context(|| format!("cannot compress the files in {}", folder.display()))
}

/// The files worth packing, with their sizes. Pictures are packed already.
fn collect(folder: &Path, files: &mut Vec<(u64, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, metadata) = (entry.path(), entry.metadata()?);
        if metadata.is_dir() {
            collect(&path, files)?;
        } else if metadata.len() >= WORTH_PACKING && !is_packed(&path) && path.extension().is_none_or(|it| it != "png")
        {
            files.push((metadata.len(), path));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_packed_lies_beside_it_and_can_be_unpacked() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let content = "one ticket, fifteen buyers; ".repeat(100);
        fs::create_dir(at("docs")).unwrap();
        for name in ["index.html", "docs/index.html", "preview.png"] {
            fs::write(at(name), &content).unwrap();
        }
        fs::write(at("short.js"), "1").unwrap();
        pack(folder.path()).unwrap();
        pack(folder.path()).unwrap();

        for file in [at("index.html"), at("docs/index.html")] {
            let [brotli, gzip] = Packing::ALL.map(|packing| fs::read(packing.of(&file).unwrap()).unwrap());
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &*brotli, &mut unpacked).unwrap();
            assert_eq!(unpacked, content.as_bytes());
            let mut unpacked = String::new();
            flate2::read::GzDecoder::new(&*gzip).read_to_string(&mut unpacked).unwrap();
            assert_eq!(unpacked, content);
        }
        for name in ["short.js", "preview.png", "index.html.br", "none"] {
            assert_eq!(Packing::Brotli.of(&at(name)), None, "{name}");
        }
    }

    #[test]
    fn what_is_older_than_its_file_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sw.js");
        fs::write(&file, "// one\n".repeat(100)).unwrap();
        pack(folder.path()).unwrap();
        assert!(Packing::Gzip.of(&file).is_some());
        let later = fs::metadata(&file).unwrap().modified().unwrap() + std::time::Duration::from_secs(60);
        fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
        assert_eq!(Packing::Gzip.of(&file), None);
    }
}
