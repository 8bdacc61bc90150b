//! The page that shows all pictures: a part a view, a row a size, and in it languages and themes. What the window showed
//! ends at a line across the picture.

use super::views::VIEWS;
use super::{LANGUAGES, SIZES, THEMES};
use std::fmt::Write;
use std::path::Path;

/// The name of a picture's file.
pub fn name(view: &str, (width, height): (i64, i64), lang: &str, theme: &str) -> String {
    format!("{view}-{width}x{height}-{lang}-{theme}.png")
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Oversold: every view</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 16px; background: #888; }
  h2 { margin: 32px 0 0; }
  .row { display: flex; gap: 8px; align-items: start; }
  figure { margin: 8px 0; position: relative; flex: 0 1 auto; min-width: 0; }
  img { display: block; max-width: 100%; }
  .fold { position: absolute; left: 0; right: 0; border-top: 2px dashed red; pointer-events: none; }
</style>
<h1>Oversold: every view</h1>
<p>The red line is the lower edge of the window.</p>\n";

/// Puts a line where the window ended, once the picture's height is known.
const FOLDS: &str = "<script>
  for (const image of document.images) {
    const fold = () => {
      if (image.naturalHeight <= image.dataset.window) return;
      const line = Object.assign(document.createElement('div'), { className: 'fold' });
      line.style.top = `${(100 * image.dataset.window) / image.naturalHeight}%`;
      image.parentElement.append(line);
    };
    image.complete && image.naturalHeight ? fold() : image.addEventListener('load', fold);
  }
</script>\n";

/// The page, with the pictures that are in this folder.
pub fn sheet(folder: &Path) -> String {
    let mut out = HEAD.to_owned();
    for view in VIEWS {
        out.extend(["<h2>", view.name, ": ", view.what, "</h2>\n"]);
        for size in SIZES {
            out.push_str("<div class=\"row\">\n");
            for (lang, theme) in LANGUAGES.iter().flat_map(|lang| THEMES.map(|theme| (lang, theme))) {
                let name = name(view.name, size, lang, theme);
                if folder.join(&name).is_file() {
                    // Writing to a string cannot fail.
                    let _ = writeln!(
                        out,
                        "<figure><a href=\"{name}\"><img loading=\"lazy\" src=\"{name}\" alt=\"{name}\" title=\"{name}\" \
                         width=\"{}\" data-window=\"{}\"></a></figure>",
                        size.0, size.1
                    );
                }
            }
            out.push_str("</div>\n");
        }
    }
    out + FOLDS
}
