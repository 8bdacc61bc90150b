// What the page needs besides, in a file that every browser fetches and nobody waits for.
//
// A policy of the host may forbid what the page has in itself, its style sheet and first scripts. Then this file sends for
// the same as files. `LATE` is `{ style, begin }`, their addresses. And it looks after what happens to the page from outside:
// browsers that lack something or alter pictures, translations, other colours.
import { offer } from "./canvas.js";
import { watch } from "./looks.js";
import { sayWhatLacks } from "./old.js";
import { keepAlive } from "./translated.js";
import { trust } from "./trust.js";

const add = (name, properties) => document.head.append(Object.assign(document.createElement(name), properties));

const isLost = sayWhatLacks();
if (!document.querySelector("style").sheet) add("link", { rel: "stylesheet", href: LATE.style });
if (!window.oversoldHead && !isLost) {
  trust();
  add("script", { type: "module", src: LATE.begin });
}
if (!isLost) {
  keepAlive();
  watch();
  offer();
}
