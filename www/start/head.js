// What the head of the page does before anything is painted: the language and the theme of the link, else of the browser;
// the app says the same again, and more, once it is there. And it sends for what Run needs, before the page is even read.
import { ahead } from "./ahead.js";
import { trust } from "./trust.js";

window.oversoldHead = true;

// Some hosts serve a folder without its last slash, and then every file would be looked for beside it.
const { pathname, search, hash } = location;
if (/\/(?!index$|[^/]*\.[a-z]\w*$)[^/]+$/i.test(pathname)) history.replaceState(history.state, "", `${pathname}/${search}${hash}`);

const parameters = new URLSearchParams(search);
const root = document.documentElement;

// However it is written: `zh_CN`, `en-US`.
const lang = parameters.get("lang");
if (/^zh/i.test(/^(zh|en)/i.test(lang) ? lang : navigator.language)) {
  root.lang = "zh-Hans";
  document.title = TITLE;
}
const theme = parameters.get("theme");
if (theme === "light" || theme === "dark") root.dataset.theme = theme;

// In a frame nothing is loaded before it is asked for; without isolation the page is loaded again, or has no buyers.
if (parameters.get("embed") === "1") root.dataset.embed = "1";
else if (crossOriginIsolated) {
  ahead(FILES.script, "modulepreload", "script");
  [FILES.module, ...FILES.buyer].forEach((address) => ahead(address));
}

// Last, because a policy of the host may forbid this too: then nothing above is lost.
trust();
