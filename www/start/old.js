// Where the app cannot start, since the browser is too old or is kept from it: says so on the page, and to the page around a
// frame. What is blamed is what lacks, and nothing else. Old browsers, which understand nothing of the first scripts, come
// here too (late.js), so here is nothing that they do not know.
import { lacks } from "./lacks.js";

const TEXTS = {
  wasm: [
    "WebAssembly is switched off in this browser, as in some security modes (Lockdown Mode, for example), and Oversold runs on it. Allow it for this site, or open this page in another browser.",
    "此浏览器关闭了 WebAssembly（某些安全模式会这样，例如“锁定模式”），而 Oversold 靠它运行。请为本网站允许 WebAssembly，或用其他浏览器打开本页。",
  ],
  new: [
    "This browser is too old for Oversold. A current version of Chrome, Edge, Firefox or Safari opens this page.",
    "此浏览器版本太旧，无法运行 Oversold。请用当前版本的 Chrome、Edge、Firefox 或 Safari 打开本页。",
  ],
};

/** Says what lacks; whether anything does. */
export function sayWhatLacks() {
  if (!lacks) return false;
  // As head.js chooses, which an old browser has not understood.
  const asked = /[?&]lang=(zh|en)/i.exec(location.search);
  const isChinese = /^zh/i.test(asked ? asked[1] : navigator.language);
  const said = document.createElement("p");
  said.id = "lacks";
  said.setAttribute("role", "alert");
  said.lang = isChinese ? "zh-Hans" : "en";
  said.textContent = TEXTS[lacks][isChinese ? 1 : 0];
  said.style.margin = "24px";
  const page = document.getElementById("page");
  page.textContent = "";
  page.appendChild(said);
  if (parent !== window) parent.postMessage({ ns: "oversold", v: 1, type: "error", reason: "load", message: said.textContent }, "*");
  return true;
}
