// The page's first script, put into index.html by the build. It makes the page isolated where the host did not, and
// loads the app: at once in a page of its own; in a frame when the reader, or the page around it, asks for a run.

const APP = "%APP_SCRIPT%";
const MODULE = "%APP_MODULE%";
// The second half of the app, which nobody needs to press Run: the app loads it by itself, but it can be on its way.
const LATER = ["%LATER_LOADER%", "%LATER_MODULE%"];

const parameters = new URLSearchParams(location.search);
const embedded = parameters.get("embed") === "1";

/** Loads and starts the app, once. What asked for it early is kept for it in `window.oversold`. */
let loading;
const load = () => (loading ??= start().catch((error) => {
  loading = undefined;
  show(failed, String(error.message ?? error));
}));

async function start() {
  // Both at once: the script is of no use without its module.
  const response = fetch(MODULE, { credentials: "same-origin" });
  response.catch(() => {}); // reported below, where it is awaited
  preload("modulepreload", LATER[0]);
  preload("preload", LATER[1], { as: "fetch", fetchPriority: "low" });
  const app = await import(APP);
  const hadFocus = document.activeElement?.closest("#poster");
  const wasm = await app.default({ module_or_path: await response });
  window.wasmBindings = app;
  dispatchEvent(new CustomEvent("TrunkApplicationStarted", { detail: { wasm } }));
  document.getElementById("poster")?.remove();
  // Its button is gone: the focus goes to what took its place.
  if (hadFocus) Object.assign(document.getElementById("app"), { tabIndex: -1 }).focus({ preventScroll: true });
}

const preload = (rel, href, how) =>
  document.head.append(Object.assign(document.createElement("link"), { rel, href, crossOrigin: "anonymous" }, how));

// --- isolation -------------------------------------------------------------------------------------------------------

/** Has the service worker add the isolating headers, and reloads for it, at most once; true when it does. */
async function isolate() {
  if (crossOriginIsolated || !isSecureContext || !("serviceWorker" in navigator)) return false;
  // It came through the worker, or was reloaded for it, and still is not isolated: headers are not enough here.
  // Both are of this very frame: its neighbours of the same site each need a reload of their own.
  if (performance.getEntriesByType("navigation")[0]?.workerStart > 0 || history.state?.reloaded) return false;
  const late = new Promise((resolve) => setTimeout(resolve, 3000, false));
  // Without storage or service workers in this frame the app says what that means.
  if (!(await Promise.race([late, serviceWorker().catch(() => false)]))) return false;
  try {
    history.replaceState({ reloaded: true, early }, "");
  } catch {
    history.replaceState({ reloaded: true }, ""); // what cannot be copied was no request of ours
  }
  location.reload();
  return true;
}

async function serviceWorker() {
  // Where the host sends the headers already, sending them again would change nothing.
  if ((await fetch("", { method: "HEAD" })).headers.has("Cross-Origin-Embedder-Policy")) return false;
  await navigator.serviceWorker.register("sw.js");
  return navigator.serviceWorker.ready;
}

// --- the poster of a frame -------------------------------------------------------------------------------------------

const wants = parameters.get("lang") ?? "auto";
const chinese = wants === "zh" || (wants !== "en" && navigator.language.toLowerCase().startsWith("zh"));
const say = (english, translated) => (chinese ? translated : english);

const whole = (name, otherwise) => (/^\d{1,7}$/.test(parameters.get(name) ?? "") ? Number(parameters.get(name)) : otherwise);

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const show = (draw, ...given) => {
  document.getElementById("poster")?.remove();
  document.body.prepend(draw(...given));
};

/** What stands there until the app is asked for: the question of this link, and the button that answers it. */
function poster() {
  const tickets = whole("tickets", 1), buyers = whole("buyers", 15);
  const question = say(
    `${buyers} ${buyers === 1 ? "buyer" : "buyers"}, ${tickets} ${tickets === 1 ? "ticket" : "tickets"}. Will it oversell?`,
    `${buyers} 位买家，${tickets} 张票。会超卖吗？`);
  // A recorded run plays by itself, once the app is there.
  const recorded = location.hash.startsWith("#t=");
  const label = recorded ? say("▶ Play this run", "▶ 播放本次运行") : say("▶ Run", "▶ 运行");
  const run = element("button", { className: "primary", id: "poster-run", type: "button" }, label);
  run.addEventListener("click", () => { run.ariaDisabled = "true"; recorded ? load() : ask({ type: "run" }); }, { once: true });
  // The app is on its way before the button is pressed; a recorded run would play at once.
  if (!recorded) for (const near of ["pointerenter", "focus", "touchstart"]) run.addEventListener(near, load, { once: true, passive: true });
  const stubs = element("p", { className: "poster-stubs", ariaHidden: "true" });
  stubs.innerHTML = TICKET.repeat(Math.min(tickets, 24));
  const made = element("main", { id: "poster" }, stubs, element("h1", {}, question), run);
  // As high as the app will be, so that the page around does not jump.
  made.style.minHeight = `${324 + Math.min(240, 24 * buyers)}px`;
  return made;
}

const TICKET = '<svg viewBox="0 0 28 20" width="42" height="30" class="stub"><path class="stub-shape" ' +
  'd="M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z"/><path class="stub-tear" d="M19.5 6v8"/></svg>';

/** The app could not be loaded, which the page around hears too. A sandboxed frame has no origin, so its host would have to let everybody load it. */
function failed(reason) {
  const again = element("button", { type: "button" }, say("Try again", "重试"));
  again.onclick = () => location.reload();
  const tab = element("a", { href: location.href.replace("embed=1", ""), target: "_blank" }, say("Open in a tab of its own", "在独立标签页中打开"));
  const text = origin === "null"
    ? say("This frame is sandboxed, and here no sandbox may load Oversold.", "此框架在沙箱中，这里不允许沙箱加载 Oversold。")
    : say(`Oversold could not be loaded: ${reason}.`, `Oversold 未能加载：${reason}。`);
  tell({ type: "error", reason: "load", message: text });
  return element("main", { id: "poster", role: "alert" }, element("p", {}, text), again, " ", tab);
}

// --- the page around a frame -----------------------------------------------------------------------------------------

// What came before the page was reloaded to be isolated is here again.
const early = (window.oversold = history.state?.early ?? []);
if (early.length) history.replaceState({ reloaded: true }, "");
let decided = false;

const ours = (message) => ({ ns: "oversold", v: 1, ...message });

/** Keeps a request for the app, and loads it. */
function ask(message) {
  early.push(ours(message));
  load();
}

/** Tells the page around, where there is one. */
function tell(message) {
  if (parent !== window) parent.postMessage(message.type ? ours(message) : message, "*");
}

/** Tells how high the content is: to us, to hosts of H5P content, and to LTI platforms. */
function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  tell({ type: "resize", height });
  tell({ context: "h5p", action: "resize", scrollHeight: height });
  tell({ subject: "lti.frameResize", height });
}

const types = ["hello", "set", "run", "cancel"];

/** Until the app takes over, requests are kept for it. While the page may yet be reloaded, nothing is loaded for them. */
function keep({ source, data }) {
  if (source !== parent || window.oversold !== early) return;
  if (data?.ns === "oversold" && data.v === 1 && types.includes(data.type) && early.length < 100) {
    early.push(data);
    if (decided) load();
  }
}

if (embedded) {
  document.documentElement.dataset.embed = "1";
  const theme = parameters.get("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}

if (parent !== window) addEventListener("message", keep);

if (!(await isolate())) {
  decided = true;
  if (parent !== window) {
    tell({ context: "h5p", action: "hello" });
    new ResizeObserver(tellHeight).observe(document.body);
  }
  if (embedded && parent !== window && parameters.get("autorun") !== "1" && !early.length) show(poster);
  else load();
}
