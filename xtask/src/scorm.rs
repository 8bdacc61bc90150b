//! Lessons as packages for learning platforms (SCORM 1.2): the release, a page that speaks with the platform, and a manifest.
//! "SCORM 1.2 Content Aggregation Model", ADL 2001, section 2.3.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::lessons::{self, Lesson};
use crate::markup::escaped;
use crate::project;

/// What belongs to a web server, or to other uses of the page.
const LEFT_OUT: [&str; 6] = [".br", ".gz", "_headers", ".htaccess", "embed.js", "preview.png"];

/// A file of a package.
struct Piece {
    name: String,
    content: Vec<u8>,
}

/// Writes a package for each lesson; their paths.
///
/// # Errors
/// When the release cannot be read, or a package not be written.
pub fn pack(dist: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let package = |lesson: Lesson| {
        let path = folder.join(format!("oversold-{}.zip", lesson.name));
        let mut zip = ZipWriter::new(File::create(&path).with_context(|| format!("cannot write {}", path.display()))?);
        for Piece { name, content } in pieces(dist, &lesson)? {
            zip.start_file(&name, SimpleFileOptions::default())?;
            zip.write_all(&content)?;
        }
        zip.finish()?;
        Ok(path)
    };
    lessons::read()?.into_iter().map(package).collect()
}

/// Writes what is in the package of a lesson into a folder.
///
/// # Errors
/// When the release cannot be read, or a file not be written.
pub fn unpacked(dist: &Path, lesson: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let found = lessons::read()?.into_iter().find(|known| known.name == lesson);
    for Piece { name, content } in pieces(dist, &found.with_context(|| format!("there is no lesson {lesson}"))?)? {
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}

fn pieces(dist: &Path, lesson: &Lesson) -> Result<Vec<Piece>> {
    let www = project::root().join("www");
    let text = |path: PathBuf| fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()));
    let html = text(www.join("scorm/scorm.html"))?.replace("%LESSON%", &lesson.name);
    let mut pieces = vec![
        Piece { name: "scorm.html".to_owned(), content: html.into_bytes() },
        Piece { name: "scorm.js".to_owned(), content: text(www.join("scorm/scorm.js"))?.into_bytes() },
    ];
    let mut paths: Vec<PathBuf> = fs::read_dir(dist)
        .with_context(|| format!("cannot read {}", dist.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    paths.sort();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if LEFT_OUT.iter().all(|ending| !name.ends_with(ending)) {
            let mut content = Vec::new();
            File::open(&path).and_then(|mut file| file.read_to_end(&mut content))?;
            pieces.push(Piece { name: name.to_owned(), content });
        }
    }
    let names: Vec<&str> = pieces.iter().map(|piece| &*piece.name).collect();
    let manifest = manifest(&lesson.name, lesson.said("title", "en")?, &names);
    pieces.insert(0, Piece { name: "imsmanifest.xml".to_owned(), content: manifest.into_bytes() });
    Ok(pieces)
}

fn manifest(lesson: &str, title: &str, files: &[&str]) -> String {
    let title = escaped(title);
    let files: String = files.iter().map(|file| ["      <file href=\"", file, "\"/>\n"].concat()).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="oversold-{lesson}" version="1.0"
    xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="oversold">
    <organization identifier="oversold">
      <title>Oversold</title>
      <item identifier="item-{lesson}" identifierref="lesson-{lesson}">
        <title>{title}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="lesson-{lesson}" type="webcontent" adlcp:scormtype="sco" href="scorm.html">
{files}    </resource>
  </resources>
</manifest>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_a_manifest_that_names_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let dist = folder.path().join("dist");
        fs::create_dir_all(&dist).unwrap();
        for name in ["index.html", "app-1.wasm", "app-1.wasm.br", "_headers", "preview.png"] {
            fs::write(dist.join(name), name).unwrap();
        }
        let packages = pack(&dist, &folder.path().join("scorm")).unwrap();
        assert_eq!(packages.len(), lessons::read().unwrap().len());
        let race = packages.iter().find(|path| path.ends_with("oversold-race.zip")).unwrap();
        let mut zip = zip::ZipArchive::new(File::open(race).unwrap()).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["imsmanifest.xml", "scorm.html", "scorm.js", "app-1.wasm", "index.html"]);
        let mut manifest = String::new();
        zip.by_name("imsmanifest.xml").unwrap().read_to_string(&mut manifest).unwrap();
        for name in &names[1..] {
            assert!(manifest.contains(&format!("<file href=\"{name}\"/>")), "{name}: {manifest}");
        }
        assert!(manifest.contains("<title>One ticket, fifteen buyers</title>"), "{manifest}");
        let mut html = String::new();
        zip.by_name("scorm.html").unwrap().read_to_string(&mut html).unwrap();
        assert!(html.contains("data-lesson=\"race\""), "{html}");
    }
}
