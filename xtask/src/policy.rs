//! The Content-Security-Policy of the page: no inline script or style but its own, no `eval`, and Trusted Types.
//!
//! What the page has in itself, its style sheet and first scripts, is allowed by its hash alone, so the policy is made from
//! the finished page; `_headers` and `.htaccess` carry it, and our own server reads it there. It says nothing of frames
//! around the page: it may be embedded anywhere.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The files for hosts that read headers from one.
pub const FILES: [&str; 2] = ["_headers", ".htaccess"];

/// What stands in them for the policy until the page is finished.
const PLACE: &str = "%POLICY%";

/// How the line of `_headers` begins that has the policy.
const LINE: &str = "  Content-Security-Policy: ";

/// The policy of a page.
///
/// Scripts and files may come from anywhere as far as this goes, because in a frame with `sandbox="allow-scripts"` Safari takes
/// even the page's own address for a foreign one, and the address is not known here. What scripts
/// load at run time comes from the page's own folder all the same, by its trusted types (`www/start/trust.js`); scripts that a
/// parser would find in the page they do not stop, so this is less strict than a policy with the address in it.
pub fn of(html: &str) -> String {
    let (scripts, styles) = (hashes(html, "script"), hashes(html, "style"));
    format!(
        "default-src 'self'; script-src 'self' http: https: 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         worker-src 'self' blob:; img-src 'self' data:; connect-src 'self' http: https:; base-uri 'none'; object-src 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types default"
    )
}

/// Writes the policy of a finished page into the files for hosts, which are beside it.
///
/// # Errors
/// When one cannot be read or written, or has no place for it.
pub fn write(folder: &Path, html: &str) -> Result<()> {
    let policy = of(html);
    FILES.iter().map(|name| folder.join(name)).try_for_each(|path| {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        ensure!(text.contains(PLACE), "{} has no {PLACE}", path.display());
        fs::write(&path, text.replace(PLACE, &policy)).with_context(|| format!("cannot write {}", path.display()))
    })
}

/// The policy in the `_headers` of a folder; nothing where there is none.
pub fn read(folder: &Path) -> Option<String> {
    let text = fs::read_to_string(folder.join(FILES[0])).ok()?;
    text.lines().find_map(|line| line.strip_prefix(LINE)).map(ToOwned::to_owned)
}

/// The hashes of all elements of this name that have their content in the page, as a policy lists them.
fn hashes(html: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    html.split(&open).skip(1).fold(String::new(), |mut list, rest| {
        let Some((attributes, content)) = rest.split_once('>') else { return list };
        let content = content.split(&close).next().unwrap_or_default();
        if !attributes.contains("src=") {
            // Writing to a string cannot fail.
            let _ = write!(list, " 'sha256-{}'", STANDARD.encode(Sha256::digest(content)));
        }
        list
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTML: &str = "<head><script>head()</script><style>a{}</style><script type=\"module\">start()\n</script></head>\
        <script async src=\"late.js\"></script>";

    #[test]
    fn what_the_page_has_in_itself_is_allowed_by_its_hash_alone() {
        let policy = of(HTML);
        // As `printf %s 'a{}' | openssl dgst -sha256 -binary | base64` says.
        let style = "style-src 'self' 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='; ";
        let script = "script-src 'self' http: https: 'wasm-unsafe-eval' 'sha256-kprYO0j/spCgj/4pgX0fbZtvq8u8otR0wx0mKx17K8A=' 'sha256-b63+WlQSayrSnclvgVNaVoB0SXZijOC0klJaQKBPFb0='; ";
        assert!(policy.contains(style) && policy.contains(script), "{policy}");
        for forbidden in ["unsafe-inline", "'unsafe-eval'", "frame-ancestors", "\"", "\n"] {
            assert!(!policy.contains(forbidden), "{forbidden} in {policy}");
        }
        assert_ne!(policy, of(&HTML.replace("head()", "other()")));
    }

    #[test]
    fn hosts_get_it_and_our_server_reads_it_there() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()), None);
        for (name, text) in
            FILES.iter().zip([include_str!("../../www/hosting/_headers"), include_str!("../../www/hosting/.htaccess")])
        {
            fs::write(folder.path().join(name), text).unwrap();
        }
        write(folder.path(), HTML).unwrap();
        assert_eq!(read(folder.path()), Some(of(HTML)));
        let apache = fs::read_to_string(folder.path().join(".htaccess")).unwrap();
        let line = format!("  Header always set Content-Security-Policy \"{}\"\n", of(HTML));
        assert!(apache.contains(&line), "{apache}");
        let error = write(folder.path(), HTML).unwrap_err().to_string();
        assert!(error.ends_with("_headers has no %POLICY%"), "{error}");
    }
}
