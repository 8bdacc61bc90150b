// What only a frame needs before the app, so only a frame loads it: it keeps what the page around asks for, tells that page
// how high the content is, and shows a poster until the reader or that page asks for the app. The app takes all three over.
import { element, ours, say, show, tell } from "./say.js";

// What came before the page was reloaded to be isolated is here again.
const early = (window.oversold = history.state?.early ?? []);
if (early.length) history.replaceState({ reloaded: true }, "");

/** Loads the app; there once it is decided that the page is not reloaded any more. */
let load;

/** Begins: this frame stays as it is. */
window.oversoldFrame = (start, embedded) => {
  load = start;
  tell({ context: "h5p", action: "hello" });
  new ResizeObserver(tellHeight).observe(document.body);
  if (embedded && parameters.get("autorun") !== "1" && !early.length) show(poster());
  else load();
};

// --- the page around -------------------------------------------------------------------------------------------------

const types = ["hello", "set", "run", "cancel"];

/** Until the app takes over, requests are kept for it. While the page may yet be reloaded, nothing is loaded for them. */
addEventListener("message", ({ source, data }) => {
  if (source !== parent || window.oversold !== early) return;
  if (data?.ns === "oversold" && data.v === 1 && types.includes(data.type) && early.length < 100) {
    early.push(data);
    load?.();
  }
});

/** Tells how high the content is: to us, to hosts of H5P content, and to LTI platforms. */
function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  tell({ type: "resize", height });
  tell({ context: "h5p", action: "resize", scrollHeight: height });
  tell({ subject: "lti.frameResize", height });
}

// --- the poster ------------------------------------------------------------------------------------------------------

const parameters = new URLSearchParams(location.search);

/** A number of the link as the app will read it: the nearest one that is allowed, and what is no number is left out. */
function number(name, otherwise, least, most) {
  const given = parameters.get(name) ?? "";
  return /^\d+$/.test(given) ? Math.min(Math.max(Number(given), least), most) : otherwise;
}

/** How many buyers may come: `Scenario::most_buyers` and the number of workers, said again. */
function mostBuyers() {
  const is = (name, ...values) => values.includes(parameters.get(name));
  if (is("engine", "workers")) return 100;
  if (is("guard", "cas")) return 300;
  return is("guard", "queue", "pipe") || is("store", "file") || is("fault", "kill-holder") ? 2000 : 1_000_000;
}

/** What stands there until the app is asked for: the question of this link, and the button that answers it. */
function poster() {
  const tickets = number("tickets", 1, 0, 60_000), buyers = number("buyers", 15, 1, mostBuyers());
  const question = say(
    `${buyers} ${buyers === 1 ? "buyer" : "buyers"}, ${tickets} ${tickets === 1 ? "ticket" : "tickets"}. Will it oversell?`,
    `${buyers} 位买家，${tickets} 张票。会超卖吗？`);
  // A recorded run plays by itself, once the app is there.
  const recorded = location.hash.startsWith("#t=");
  const label = recorded ? say("▶ Play this run", "▶ 播放本次运行") : say("▶ Run", "▶ 运行");
  const run = element("button", { className: "primary", id: "poster-run", type: "button" }, label);
  const press = () => {
    run.ariaDisabled = "true";
    if (!recorded) early.push(ours({ type: "run" }));
    load();
  };
  run.addEventListener("click", press, { once: true });
  // The app is on its way before the button is pressed; a recorded run would play at once.
  const near = recorded ? [] : ["pointerenter", "focus", "touchstart"];
  for (const event of near) run.addEventListener(event, () => load(), { once: true, passive: true });
  const stubs = element("p", { className: "poster-stubs", ariaHidden: "true" });
  stubs.innerHTML = TICKET.repeat(Math.min(tickets, 24));
  const made = element("main", { id: "poster" }, stubs, element("h1", {}, question), run);
  // As high as the app will be, so that the page around does not jump.
  made.style.minHeight = `${324 + Math.min(240, 24 * buyers)}px`;
  return made;
}

const TICKET = '<svg viewBox="0 0 28 20" width="42" height="30" class="stub"><path class="stub-shape" ' +
  'd="M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z"/><path class="stub-tear" d="M19.5 6v8"/></svg>';
