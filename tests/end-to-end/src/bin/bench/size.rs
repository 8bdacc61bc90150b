//! Bytes of the files and of the first load, raw and after brotli at quality 11, as `cargo xtask dist` lists them.

use anyhow::Result;
use std::path::Path;
use xtask::sizes::{Budget, measure, table};

/// Prints one line a file, the sum of the first load, and the budget.
pub fn print(dist: &Path) -> Result<()> {
    let budget = Budget::load()?;
    println!("{}", table(&measure(dist, &budget)?));
    println!("budget of the first load: {} bytes", budget.first_load.brotli_bytes);
    Ok(())
}
