// Loads and starts the app: at once in a page of its own; in a frame when the reader, or the page around it, asks for it
// (frame.js). The build puts this script into the page together with what it imports, and the names of the files into it:
// `FILES` is `{ script, module, size, buyer, frame, ladder, ask }`, addresses relative to the page, and bytes of the module.
import "./buyers.js";
import { lacks } from "./lacks.js";
import { element, isFramed, say, show, tell } from "./say.js";
import { send, take } from "./stages.js";
import { probe } from "./workers.js";

const embedded = new URLSearchParams(location.search).get("embed") === "1";

/** Loads and starts the app, once. What asked for it early is kept for it in `window.oversold`. */
let loading;
const load = () => (loading ??= start().catch((error) => {
  loading = undefined;
  failed(error);
}));

/**
 * The line is shared by all that is fetched at once, so only what Run needs is: the app's first module, its script, and
 * the buyers (head.js). What comes next the script says.
 */
async function start() {
  probe();
  send([{ files: [FILES.module], size: FILES.size }]);
  const module = WebAssembly.compileStreaming(take(FILES.module));
  module.catch(() => {}); // reported below, where it is awaited
  // Reported by the app, which waits for them too; in a frame they are loaded for a run.
  if (crossOriginIsolated && !embedded) window.oversoldBuyers().catch(() => {});
  const app = await import(FILES.script);
  const module_or_path = await module;
  // A frame that has it brought keeps its poster until somebody asks for the app (frame.js).
  await window.oversoldAsked;
  const hadFocus = document.activeElement?.closest("#poster");
  const wasm = await app.default({ module_or_path });
  window.wasmBindings = app;
  dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm } }));
  // The button of the poster is gone: the focus goes to what took its place.
  if (hadFocus) Object.assign(document.getElementById("app"), { tabIndex: -1 }).focus({ preventScroll: true });
}

/** The app's script says what follows its first module: the second of that stands around the stage, where a frame has nothing. */
window.oversoldNext = (stages) => send(stages.filter((_, at) => !embedded || at !== 1));

/** What a script of its own leaves under this name. A frame without an origin may load such a script too. */
const script = (src, name) => new Promise((resolve, reject) => {
  const onerror = () => reject(new Error(src));
  const onload = () => (window[name] ? resolve(window[name]) : onerror());
  document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
});

/** A script that every version has, under one name, past every cache: it knows what is the matter, and what helps. */
const help = () => script(`help.js?${Date.now()}`, "oversoldHelp");

/** Asked for by the app where a part of it does not come (browser/renew.rs). */
window.oversoldAgain = (onlyNewer) => help().then((help) => help.renew(FILES, onlyNewer)).catch(() => {});

/** The app could not be loaded. */
async function failed(error) {
  const reason = String(error.message ?? error);
  try {
    await (await help())(reason, FILES);
  } catch {
    const message = say(`Oversold could not be loaded: ${reason}.`, `Oversold 未能加载：${reason}。`);
    tell({ type: "error", reason: "load", message });
    const again = element("button", { type: "button", onclick: () => location.reload() }, say("Try again", "重试"));
    show(element("main", { id: "poster", className: "card", role: "alert" }, element("p", {}, message), again));
  }
}

// What may isolate the page by loading it once more (ladder.js); a frame begins with a script of its own (frame.js).
const isolate = crossOriginIsolated || !isSecureContext ? undefined : script(FILES.ladder, "oversoldIsolate").catch(() => {});
const begin = isFramed ? await script(FILES.frame, "oversoldFrame").catch(failed) : (load) => load();
// What a browser lacks late.js says.
if (begin && !lacks && !(await (await isolate)?.())) begin(load, embedded);
