// The rungs to an isolated page, in which workers share memory: the host's headers, or else a service worker that adds
// them (sw.js) and one reload, never a second one. Which rung the app stands on at last, it finds out by itself.
// Only a page that is not isolated loads this.
import { isFramed } from "./say.js";

/** Has the service worker add the isolating headers, and reloads for it, at most once; true when it does. */
window.oversoldIsolate = async () => {
  const serviceWorker = workers();
  if (!serviceWorker) return false;
  // It came through the worker, or was reloaded for it, and still is not isolated: headers are not enough here. Both are
  // of this very frame: its neighbours of the same site each need a reload of their own. Another worker, of a folder
  // around this one, adds no headers.
  const isOurs = serviceWorker.controller?.scriptURL === new URL("sw.js", location).href;
  if ((isOurs && performance.getEntriesByType("navigation")[0]?.workerStart > 0) || history.state?.reloaded) return false;
  const late = new Promise((resolve) => setTimeout(resolve, 3000, false));
  // Without storage or service workers in this frame the app says what that means.
  if (!(await Promise.race([late, register(serviceWorker).catch(refused)]))) return false;
  try {
    // What the page around a frame asked for (frame.js) is here again after the reload.
    history.replaceState({ ...history.state, reloaded: true, early: window.oversold }, "");
  } catch {
    history.replaceState({ reloaded: true }, ""); // what cannot be copied was no request of ours
  }
  // Chromium may keep this page, and show it again where it should load one anew.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  location.reload();
  return true;
};

/** Those of a sandbox are not even named. */
function workers() {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}

/** What the browser said of the service worker. */
let said = "";
const refused = ({ message }) => void (said = message);

/** What the host sends. It is asked itself: the worker answers only whoever wants a content. */
const asked = async () => (await fetch("", { method: "HEAD" })).headers;

const ISOLATING = ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Document-Isolation-Policy"];

/** What was tried in vain, which the app tells (browser/isolation.rs): the isolating headers that come, and what the browser said. */
window.oversoldTried = async () => {
  const headers = await asked();
  return [ISOLATING.filter((name) => headers.has(name)).map((name) => `${name}: ${headers.get(name)}`).join(", "), said];
};

async function register(serviceWorker) {
  // Where the host sends all that the worker would add, sending it again would change nothing. In a frame that is the one
  // header that may isolate it alone; elsewhere those that isolate in every browser.
  const headers = await asked();
  const policy = (name) => headers.get(`Cross-Origin-${name}er-Policy`);
  if (isFramed ? headers.has("Document-Isolation-Policy") : policy("Open") === "same-origin" && policy("Embedd")) return false;
  return active(await serviceWorker.register("sw.js"));
}

/**
 * Waits until the worker works. Not by `serviceWorker.ready`: that one waits for a worker of the address that the page had
 * first, and a folder's may have come without its slash.
 */
const active = ({ active, installing, waiting }) => active ?? new Promise((resolve) => {
  const worker = installing ?? waiting;
  worker.addEventListener("statechange", () => worker.state === "activated" && resolve(worker));
});
