//! Bytes of the first load, raw and after brotli at quality 11, as `cargo xtask dist` lists them.

use anyhow::Result;
use std::fs;
use std::path::Path;

/// The least that everything needed to press Run should weigh, in bytes.
const TARGET: usize = 105_000;

/// Prints one line a file and the sum.
pub fn print(dist: &Path) -> Result<()> {
    println!("== first load                                    raw     brotli");
    let (mut raw, mut small) = (0, 0);
    let mut paths: Vec<_> = fs::read_dir(dist)?.collect::<std::io::Result<Vec<_>>>()?;
    paths.sort_by_key(fs::DirEntry::file_name);
    for entry in paths {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !["html", "css", "js", "wasm"].iter().any(|ending| name.ends_with(&format!(".{ending}"))) {
            continue;
        }
        let bytes = fs::read(entry.path())?;
        let mut packed = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &parameters)?;
        println!("{name:44} {:>8} {:>10}", bytes.len(), packed.len());
        raw += bytes.len();
        small += packed.len();
    }
    println!("{:44} {raw:>8} {small:>10}   target {TARGET}", "together");
    Ok(())
}
