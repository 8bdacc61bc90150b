// The rungs to an isolated page, in which workers share memory: the host's headers, or else a service worker that adds
// them (sw.js) and one reload, never a second one. Which rung the app stands on at last, it finds out by itself.

/** Has the service worker add the isolating headers, and reloads for it, at most once; true when it does. */
export async function isolate() {
  if (crossOriginIsolated || !isSecureContext || !("serviceWorker" in navigator)) return false;
  // It came through the worker, or was reloaded for it, and still is not isolated: headers are not enough here.
  // Both are of this very frame: its neighbours of the same site each need a reload of their own.
  if (performance.getEntriesByType("navigation")[0]?.workerStart > 0 || history.state?.reloaded) return false;
  const late = new Promise((resolve) => setTimeout(resolve, 3000, false));
  // Without storage or service workers in this frame the app says what that means.
  if (!(await Promise.race([late, serviceWorker().catch(() => false)]))) return false;
  try {
    // What the page around a frame asked for (frame.js) is here again after the reload.
    history.replaceState({ reloaded: true, early: window.oversold }, "");
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
