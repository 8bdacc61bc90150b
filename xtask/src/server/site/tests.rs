//! What the server promises: the isolating headers on every answer, types, caching, sub-folders, no way out.

use tempfile::TempDir;

use super::*;
use crate::packed;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
    fs::create_dir(folder.path().join("docs")).unwrap();
    write("index.html", &"<p>page ".repeat(500));
    write("docs/index.html", "<p>docs");
    write("buyer-0123456789abcdef.wasm", "\0asm");
    write("buyer-0123456789abcdef.js", "// glue");
    write("sw.js", "// service worker");
    packed::pack(folder.path()).unwrap();
    folder
}

fn site(headers: Headers, prefix: Option<&str>) -> (TempDir, Site) {
    let folder = folder();
    let site = Site::new(folder.path(), headers, prefix).unwrap();
    (folder, site)
}

fn get(site: &Site, path: &str, request: &[(HeaderName, &str)]) -> Response {
    let headers = request.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap()));
    site.answer(&Method::GET, path, &headers.collect())
}

fn header_of(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or_else(|| "(none)".to_owned(), |value| value.to_str().unwrap().to_owned())
}

fn assert_isolating(response: &Response) {
    for (name, value) in ISOLATION {
        assert_eq!(response.headers().get(&name), Some(&value), "{name} of {}", response.status());
    }
}

#[test]
fn every_answer_isolates() {
    let (_folder, site) = site(Headers::Isolating, None);
    let page = get(&site, "/", &[]);
    assert_eq!(page.status(), 200);
    assert_isolating(&page);

    let tag = header_of(&page, "etag");
    let unchanged = get(&site, "/", &[(header::IF_NONE_MATCH, &tag)]);
    assert_eq!(unchanged.status(), 304);
    assert_isolating(&unchanged);

    let missing = get(&site, "/nothing", &[]);
    assert_eq!(missing.status(), 404);
    assert_isolating(&missing);

    let posted = site.answer(&Method::POST, "/", &HeaderMap::new());
    assert_eq!(posted.status(), 405);
    assert_isolating(&posted);
}

#[test]
fn a_plain_host_adds_nothing() {
    let (_folder, site) = site(Headers::Plain, None);
    for path in ["/", "/nothing"] {
        let response = get(&site, path, &[]);
        for (name, _) in ISOLATION {
            assert!(!response.headers().contains_key(&name), "{name} at {path}");
        }
    }
}

#[test]
fn types_and_caching() {
    let (_folder, site) = site(Headers::Isolating, None);
    let expected = [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/buyer-0123456789abcdef.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/buyer-0123456789abcdef.wasm", "application/wasm", "public, max-age=31536000, immutable"),
    ];
    for (path, kind, cache) in expected {
        let response = get(&site, path, &[]);
        assert_eq!(header_of(&response, "content-type"), kind, "{path}");
        assert_eq!(header_of(&response, "cache-control"), cache, "{path}");
    }
}

#[test]
fn sends_the_packed_form_to_those_who_can_read_it() {
    let (_folder, site) = site(Headers::Isolating, None);
    for (accepted, sent) in
        [("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("br;q=0, gzip", "gzip"), ("", "(none)")]
    {
        let response = get(&site, "/", &[(header::ACCEPT_ENCODING, accepted)]);
        assert_eq!(header_of(&response, "content-encoding"), sent, "for {accepted:?}");
    }
    let short = get(&site, "/sw.js", &[(header::ACCEPT_ENCODING, "br")]);
    assert_eq!(header_of(&short, "content-encoding"), "(none)", "a short file is sent as it is");
}

#[test]
fn a_sub_folder_is_the_whole_site() {
    let (_folder, site) = site(Headers::Isolating, Some("/courses/races/"));
    assert_eq!(site.path(), "/courses/races/");
    assert_eq!(get(&site, "/courses/races/", &[]).status(), 200);
    assert_eq!(get(&site, "/courses/races/sw.js", &[]).status(), 200);
    assert_eq!(get(&site, "/sw.js", &[]).status(), 404);
    assert_eq!(get(&site, "/", &[]).status(), 404);
    let without_slash = get(&site, "/courses/races", &[]);
    assert_eq!(without_slash.status(), 307);
    assert_eq!(header_of(&without_slash, "location"), "/courses/races/");
}

#[test]
fn folders_have_an_index() {
    let (_folder, site) = site(Headers::Isolating, None);
    assert_eq!(get(&site, "/docs/", &[]).status(), 200);
    assert_eq!(header_of(&get(&site, "/docs", &[]), "location"), "/docs/");
}

#[test]
fn nobody_leaves_the_folder() {
    let (folder, site) = site(Headers::Isolating, Some("docs"));
    let inner = Site::new(&folder.path().join("docs"), Headers::Isolating, None).unwrap();
    for path in ["/../sw.js", "/%2e%2e/sw.js", "/..%2fsw.js", "/..%5csw.js", "/docs/../../sw.js", "/%00", "/%ff"] {
        assert_eq!(get(&inner, path, &[]).status(), 404, "{path}");
        assert_eq!(get(&site, path, &[]).status(), 404, "{path}");
    }
}

#[test]
fn a_changed_file_is_sent_anew() {
    let (folder, site) = site(Headers::Isolating, None);
    let before = header_of(&get(&site, "/", &[]), "etag");
    fs::write(folder.path().join("index.html"), "<p>new").unwrap();
    let after = get(&site, "/", &[(header::IF_NONE_MATCH, &before)]);
    assert_eq!(after.status(), 200);
}

#[test]
fn every_answer_carries_the_policy_of_the_folder() {
    let (folder, site) = site(Headers::Isolating, None);
    let sent = |site: &Site, path: &str| header_of(&get(site, path, &[]), "content-security-policy");
    assert_eq!(sent(&site, "/"), "(none)");
    let build = |policy: &str| {
        fs::write(folder.path().join("_headers"), format!("/*\n  Content-Security-Policy: {policy}\n")).unwrap();
    };
    for policy in ["default-src 'self'", "default-src 'none'"] {
        build(policy);
        for path in ["/", "/buyer-0123456789abcdef.js", "/nothing"] {
            assert_eq!(sent(&site, path), policy, "{path}");
        }
    }
    let plain = Site::new(folder.path(), Headers::Plain, None).unwrap();
    assert_eq!(sent(&plain, "/"), "(none)");
    assert_eq!(sent(&plain.with_policy(Some("img-src *".to_owned())), "/"), "img-src *");
}

/// The names and values in a text, each as the text's syntax writes it: `before` a name, `between` it and its value,
/// `after` that.
fn headers_in(text: &str, before: &str, between: &str, after: char) -> Vec<(String, String)> {
    let line = |line: &str| {
        let (name, value) = line.strip_prefix(before)?.split_once(between)?;
        Some((name.to_lowercase(), value.split(after).next()?.to_owned()))
    };
    text.lines().filter_map(line).collect()
}

/// Hosts that read a file of headers, and the service worker where there is none, do what this server does.
#[test]
fn all_that_isolate_agree() {
    let ours: Vec<(String, String)> =
        ISOLATION.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    let files = [
        ("_headers", headers_in(include_str!("../../../../www/hosting/_headers"), "  ", ": ", '\n')),
        (
            ".htaccess",
            headers_in(include_str!("../../../../www/hosting/.htaccess"), "  Header always set ", " \"", '"'),
        ),
        ("sw.js", headers_in(include_str!("../../../../www/sw.js"), "  \"", "\": \"", '"')),
    ];
    for (file, mut headers) in files {
        // Only in files that the build makes anew with each page: a service worker may be older than its page.
        headers.retain(|(name, value)| name != "content-security-policy" || value != "%POLICY%");
        assert_eq!(headers, ours, "{file}");
    }
}
