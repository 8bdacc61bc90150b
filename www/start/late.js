// A policy of the host may forbid what the page has in itself, its style sheet and first scripts. Then this file, which is
// in no hurry otherwise, sends for the same as files. `LATE` is `{ style, begin }`, their addresses.
import { trust } from "./trust.js";

const add = (name, properties) => document.head.append(Object.assign(document.createElement(name), properties));

if (!document.querySelector("style").sheet) add("link", { rel: "stylesheet", href: LATE.style });
if (!window.oversoldHead) {
  trust();
  add("script", { type: "module", src: LATE.begin });
}
