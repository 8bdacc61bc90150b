// What only a frame needs before the app, so only a frame loads it: it keeps what the page around asks for, tells that page
// how high the content is, and shows a poster until the reader or that page asks for the app. The app takes all three over.
import { element, ours, say, show, tell } from "./say.js";

// What came before the page was reloaded, to be isolated or for a newer version, is here again.
const early = (window.oversold = history.state?.early ?? []);
if (early.length) history.replaceState({ ...history.state, early: undefined }, "");

/** Loads the app; there once it is decided that the page is not reloaded any more. */
let load;

/** Lets the app, once it is there, take the place of the poster. */
let ask = () => {};

/** Begins: this frame stays as it is. */
window.oversoldFrame = (start, embedded) => {
  load = start;
  tell({ context: "h5p", action: "hello" });
  new ResizeObserver(tellHeight).observe(document.body);
  // A lesson is there to be begun: nobody asks for it twice.
  const isAsked = parameters.get("autorun") === "1" || ["learn", "check"].includes(parameters.get("view"));
  if (!embedded || isAsked || early.length) return load();
  window.oversoldAsked = new Promise((resolve) => (ask = resolve));
  show(poster());
  // Out of sight nothing is laid out of itself, and nobody would hear of this frame.
  tellHeight();
};

// --- the page around -------------------------------------------------------------------------------------------------

const types = ["hello", "set", "run", "cancel"];

/** Whether the link has a recorded run in it. */
const isRecorded = location.hash.startsWith("#t=");

/** Until the app takes over, requests are kept for it. While the page may yet be reloaded, nothing is loaded for them. */
addEventListener("message", ({ source, data }) => {
  if (source !== parent || window.oversold !== early) return;
  if (data?.ns === "oversold" && data.v === 1 && types.includes(data.type) && early.length < 100) {
    // A recorded run plays by itself, once the app is there: another one would take its place.
    if (!isRecorded || data.type !== "run") early.push(data);
    ask();
    load?.();
  }
});

/** Tells how high the content is: to us, to hosts of H5P content, and to LTI platforms. */
function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (!height) return; // nothing is there yet
  tell({ type: "resize", height });
  tell({ context: "h5p", action: "resize", scrollHeight: height });
  tell({ subject: "lti.frameResize", height });
}

// --- the poster ------------------------------------------------------------------------------------------------------

/** The link as the app will read it, whatever mails and chats made of it (src/scenario/mend.rs). */
const written = new URLSearchParams([...new URLSearchParams(location.search)].map(([name, value]) =>
  [name.replace(/^(amp;)+/, "").trim(), value]));
const parameters = new URLSearchParams([...written].map(([name, value]) =>
  [name, /^[\w.~-]*/.exec(value.replace(/\s/g, ""))[0].replace(/\W+$/, "")]));

const GUARDS = ["none", "lock", "join", "queue", "pipe", "cas"];

/** From where to where the lock reaches, by its name or by two places of the purchase. */
const SCOPES = { __proto__: null, get: [2, 6], task: [0, 6], write: [4, 5], read: [2, 3] };

function places(scope) {
  const [from, to] = SCOPES[scope] ?? /^[0-6]-[0-6]$/.exec(scope)?.[0].split("-").map(Number) ?? [];
  return from < to ? [from, to] : undefined;
}

/** What the link says of the guard and cannot mean, where it does: the lesson would be another one. */
function unknown() {
  const refused = (name, used) => say(
    `${name}: “${written.get(name)}” is not a value. Used instead: ${used}.`,
    `${name}：“${written.get(name)}”不是有效的值。改用：${used}。`);
  if (!GUARDS.includes(given("guard", "none"))) return refused("guard", "none");
  return guard() === "lock" && !places(given("scope", "get")) ? refused("scope", "get") : "";
}

/** Digits, perhaps in groups of three, and behind them nothing that clings to them. */
const NUMBER = /^\s*([1-9]\d{0,2}(?:[,\s'’]\d{3})+|\d+)(?![\w+*/^%=~-]|[.,\s'’]\d)/;

/** A whole number of the link as the app will read it: the nearest one that is allowed, and what is no number is left out. */
function number(name, otherwise, least, most) {
  const digits = NUMBER.exec((written.get(name) ?? "").normalize("NFKC"))?.[1].replace(/\D/g, "");
  return digits ? Math.min(Math.max(Number(digits), least), most) : otherwise;
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
  // What was recorded counts, and only the app can read it.
  const question = isRecorded ? say("A recorded run. Did it oversell?", "一次记录下来的运行。超卖了吗？") : say(
    [`${buyers} ${buyers === 1 ? "buyer" : "buyers"}, ${tickets} ${tickets === 1 ? "ticket" : "tickets"}`, ...guarded()].join(", ") + ". Will it oversell?",
    [`${buyers} 位买家，${tickets} 张票`, ...guarded()].join("，") + "。会超卖吗？");
  const label = isRecorded ? say("▶ Play this run", "▶ 播放本次运行") : say("▶ Run", "▶ 运行");
  const run = element("button", { className: "primary", id: "poster-run", type: "button" }, label);
  const press = () => {
    run.ariaDisabled = "true";
    if (!isRecorded) early.push(ours({ type: "run" }));
    ask();
    load();
  };
  run.addEventListener("click", press, { once: true });
  // The app is on its way before the button is pressed, and takes its place when it is: under a pointer that is about to
  // press nothing moves. Nobody who passes by a recorded run has asked for it.
  const near = isRecorded ? [] : ["pointerenter", "focus", "touchstart"];
  for (const event of near) run.addEventListener(event, () => load(), { once: true, passive: true });
  const stubs = element("p", { className: "poster-stubs", ariaHidden: "true" });
  for (let at = 0; at < Math.min(tickets, 24); at++) stubs.append(ticket());
  const said = unknown();
  const notice = said ? [element("p", { className: "hint" }, said)] : [];
  const code = element("pre", { className: "poster-code" }, element("code", {}, lines().join("\n")));
  const head = element("div", {}, element("h1", {}, question), ...notice);
  const shown = isRecorded ? [head, run] : [stubs, head, code, run, timeline(tickets, buyers)];
  const made = element("main", { id: "poster", className: isRecorded ? "recorded" : "" }, ...shown);
  // No element with styles in it: strict policies forbid that.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets.push(sheet);
  made.style.minHeight = `${height(buyers)}px`;
  return made;
}

/**
 * As high as the app will be when a run has ended, so that the page around does not jump: by the width that its lines have,
 * with the sentence that says why it simulates, and with the file. tests/end-to-end/tests/frame.rs compares both.
 */
function height(buyers) {
  const at = innerWidth <= 480 ? 0 : innerWidth <= 640 ? 1 : 2;
  const [rest, reason] = [[343, 134], [292, 70], [292, 50]][at];
  const file = isFile() ? 48 : 0;
  return rest + (crossOriginIsolated ? 0 : reason) + file + Math.min(240, 24 * buyers);
}

/** What guards the purchase, and where the count is, where it is not as everybody would do it first. */
function guarded() {
  const { searches, reads, writes } = covered();
  const lock = () => {
    if (!reads && !writes) return say("a lock around neither reading nor writing", "加锁，但读取和写入都不在锁内");
    if (!writes) return say("a lock around the reading alone", "只在读取时加锁");
    if (!reads) return say("a lock around the writing alone", "只在写入时加锁");
    return searches ? say("a lock around everything", "全程加锁") : say("a lock around the purchase", "购买时加锁");
  };
  const words = {
    lock,
    join: () => say("one after the other", "一个接一个"),
    queue: () => say("a clerk with a queue", "由一位店员依次办理"),
    pipe: () => say("the count in a pipe", "余票数在管道里"),
    cas: () => say("compare-and-swap", "用比较并交换"),
  }[guard()];
  return [words?.(), isFile() && say("the count in a file", "余票数在文件里")].filter(Boolean);
}

const given = (name, otherwise) => parameters.get(name) ?? otherwise;

/** The guard as the app will have it. */
const guard = () => (GUARDS.includes(given("guard", "none")) ? given("guard", "none") : "none");

/** Whether the count is in a file; under the other guards it never is. */
const isFile = () => given("store", "memory") === "file" && !["pipe", "cas"].includes(guard());

/** A delay of the link, in milliseconds. */
const delay = (name, otherwise) => number(name, otherwise, 0, 60_000);

/** Which steps the lock covers: each lies between its own place and the next. */
function covered() {
  const [from, to] = places(given("scope", "get")) ?? SCOPES.get;
  const covers = (at) => from <= at && at < to;
  return { searches: covers(0), reads: covers(2), pays: covers(3), writes: covers(4), confirms: covers(5) };
}

/** The lines that decide it, as the program has them under this guard. */
function lines() {
  const read = isFile() ? 'seen = json.load(open("db.txt"))["count"]' : "seen = count.value";
  const pay = `time.sleep(${delay("pay", 1000) / 1000})`;
  const write = isFile() ? 'json.dump({"count": seen - 1}, open("db.txt", "w"))' : "count.value = seen - 1";
  return {
    lock: () => locked(read, pay, write),
    join: () => ["for buyer in buyers:", "    buyer.start()", "    buyer.join()"],
    queue: () => ["requests.put(me)", "seen = answers.get()"],
    pipe: () => ["seen = pipe.recv()", pay, "pipe.send(max(seen - 1, 0))"],
    cas: () => ["while True:", `    ${read}`, `    ${pay}`, "    if swap(count, seen, seen - 1): break"],
    none: () => [read, pay, "if seen > 0:", `    ${write}`],
  }[guard()]();
}

/** The purchase with the lock where the link has it; searching stands there where the lock covers it. */
function locked(read, pay, write) {
  const { searches, reads, pays, writes } = covered();
  const indented = (lines) => lines.map((line) => `    ${line}`), within = (lines) => ["with lock:", ...indented(lines)];
  // A lock that is taken behind paying is taken by those alone who may write.
  const late = writes && !pays;
  const sell = ["if seen > 0:", ...indented(late ? within([write]) : [write])];
  const steps = [[searches, searches ? ["search()"] : []], [reads, [read]], [pays, [pay]], [writes && !late, sell]];
  const isCovered = ([covered]) => covered;
  const first = steps.findIndex(isCovered), last = steps.findLastIndex(isCovered);
  const of = (from, to) => steps.slice(from, to).flatMap(([, lines]) => lines);
  return first < 0 ? of(0) : [...of(0, first), ...within(of(first, last + 1)), ...of(last + 1)];
}

/** When buyers search, wait and pay, faintly: what the guard does to them, and not how it ends. */
function timeline(tickets, buyers) {
  const [search, pay, confirm] = [delay("search", 1000), delay("pay", 1000), delay("confirm", 1500)];
  const under = guard(), locks = under === "lock", { searches, pays, confirms } = covered();
  const serial = under === "join" || (locks && searches);
  const queues = ["queue", "pipe"].includes(under) || (locks && pays);
  const lanes = [];
  for (let lane = 0, free = 0; lane < Math.min(buyers, 15); lane++) {
    const start = serial ? free : 0, searched = start + search;
    const bought = queues && !serial ? Math.max(free, searched) : searched;
    const end = bought + pay;
    // Whoever confirms inside the guard keeps it until then.
    const left = under === "join" || (locks && confirms) ? end + (lane < tickets ? confirm : 0) : end;
    free = locks && !pays ? searched : left;
    lanes.push([["wait", 0, start], ["search", start, searched], ["wait", searched, bought], ["pay", bought, end]]);
  }
  const all = Math.max(1, ...lanes.map((lane) => lane[3][2]));
  const bars = lanes.flatMap((lane, at) => lane.filter(([, from, to]) => to > from).map(([what, from, to]) =>
    svg("rect", { class: what, x: (from / all) * 1000, y: at * 10 + 1, width: ((to - from) / all) * 1000, height: 8 })));
  const room = { viewBox: `0 0 1000 ${lanes.length * 10}`, preserveAspectRatio: "none", "aria-hidden": true };
  return svg("svg", { class: "poster-timeline", ...room }, ...bars);
}

/** An element of a picture, with attributes and children. */
function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const ticket = () => svg("svg", { viewBox: "0 0 28 20", width: 42, height: 30, class: "stub" },
  svg("path", { class: "stub-shape", d: "M1 1h17l1.5 3 1.5-3H27v18h-6l-1.5-3-1.5 3H1z" }),
  svg("path", { class: "stub-tear", d: "M19.5 6v8" }));

const STYLE = `
  #poster { display: grid; gap: calc(2 * var(--u)); justify-items: center; text-align: center; padding: calc(2 * var(--u)); background: var(--card); grid-template-rows: auto auto auto auto minmax(0, 1fr); place-content: stretch; }
  #poster.recorded { grid-template-rows: auto auto; place-content: center; }
  #poster h1 { margin: 0; font-size: var(--huge); line-height: 1.25; text-wrap: balance; }
  .poster-stubs { display: flex; flex-wrap: wrap; gap: 4px; justify-content: center; }
  #poster button.primary { width: auto; padding: 4px calc(4 * var(--u)); min-height: 48px; font-size: var(--big); }
  .poster-code { margin: 0; max-width: 100%; text-align: left; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.875rem/1.45 ui-monospace, Consolas, monospace; }
  .poster-timeline { width: 100%; height: 100%; min-height: 60px; max-height: 240px; opacity: 0.4; }
  .poster-timeline .search { fill: var(--search); }
  .poster-timeline .wait { fill: var(--line); }
  .poster-timeline .pay { fill: var(--pay); }`;
