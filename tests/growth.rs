//! A new view with one button is a folder, declared as every folder is, and a line in the list of views: `growth/hello` is
//! put into a copy of the page, which compiles. Nothing else is touched.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the list of views ends, and where it ends with one more.
const LIST: [&str; 2] = ["check::CHECK]", "check::CHECK, hello::HELLO]"];

/// The declaration of a folder, and of one more.
const FOLDERS: [&str; 2] = ["pub mod explore;", "pub mod explore;\npub mod hello;"];

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let path = entry.unwrap().path();
            copy(&path, &to.join(path.file_name().unwrap()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// A copy of the page without what is beside it.
fn page(root: &Path) -> PathBuf {
    let copied = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth");
    if copied.exists() {
        fs::remove_dir_all(&copied).unwrap();
    }
    fs::create_dir_all(&copied).unwrap();
    for part in ["src", "www", "benches", "ways"] {
        copy(&root.join(part), &copied.join(part));
    }
    let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let (whole, alone) =
        ("members = [\".\", \"ways\", \"xtask\", \"tests/end-to-end\"]", "members = [\".\", \"ways\"]");
    assert!(manifest.contains(whole));
    // Under the page's own name, what was compiled here would pass for the page.
    let manifest = manifest.replace(whole, alone).replace("[lib]", "[lib]\nname = \"oversold\"");
    let [own, grown] = ["name = \"oversold\"\ndescription", "name = \"grown\"\ndescription"];
    assert!(manifest.contains(own));
    fs::write(copied.join("Cargo.toml"), manifest.replace(own, grown)).unwrap();
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    fs::write(copied.join("Cargo.lock"), lock.replace("name = \"oversold\"\n", "name = \"grown\"\n")).unwrap();
    copied
}

#[test]
fn a_view_is_a_folder_and_a_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let copied = page(root);
    let views = copied.join("src/ui/views");
    copy(&root.join("tests/growth/hello"), &views.join("hello"));
    let list = fs::read_to_string(views.join("mod.rs")).unwrap();
    let grown = [LIST, FOLDERS].into_iter().fold(list, |list, [before, after]| {
        assert_eq!(list.matches(before).count(), 1, "{before} is not in the list of views");
        list.replace(before, after)
    });
    fs::write(views.join("mod.rs"), grown).unwrap();
    let checked = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--target", "wasm32-unknown-unknown", "--bin", "app"])
        .current_dir(&copied)
        // With what the page needs, which is there already where it was once built for browsers.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap())
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}
