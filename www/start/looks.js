// Who paints hears when colours may have become others: the reader's system, forced colours, an extension that darkens the
// page, paper. An event of our own says so, `oversold:looks` (src/browser/surface.rs).

const root = document.documentElement;
const tell = () => dispatchEvent(new Event("oversold:looks"));

/** On paper the page is black on white: the root element has the class `on-paper` (www/print.css). */
function print(isPaper) {
  root.classList.toggle("on-paper", isPaper);
  tell();
}

/** Watches from now on. */
export function watch() {
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", tell);
  matchMedia("print").addEventListener("change", ({ matches }) => print(matches));
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  // Extensions add style sheets, and mark the root element or the body.
  const changes = new MutationObserver(tell);
  for (const element of [root, document.body]) changes.observe(element, { attributes: true });
  changes.observe(document.head, { childList: true, subtree: true, characterData: true });
}
