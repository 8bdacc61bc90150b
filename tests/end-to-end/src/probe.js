() => {
  // Installed before any script of the page: what tests want to know, and the faults they provoke.
  const probe = (window.__probe = { results: [], explored: [], workers: [], listeners: 0, kinds: new Set(), intervals: 0, urls: 0, script: null });
  // Counted among those in the list: a test that empties it may do so while the page still asks a worker something.
  Object.defineProperty(probe, "ended", { get: () => probe.workers.filter(({ over }) => over).length });
  document.addEventListener("oversold:done", (event) => probe.results.push(event.detail));
  document.addEventListener("oversold:explored", (event) => probe.explored.push(event.detail));

  // What a policy forbids is an error, also where the page goes on without it; browsers tell it in words of their own, or not.
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber, sample }) =>
    console.error(`forbidden by the policy: ${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`));

  const Real = window.Worker;
  window.Worker = class extends Real {
    constructor(url, options) {
      let script;
      try {
        script = probe.script?.(probe.workers.length + 1);
      } catch (error) {
        // Its number is taken all the same.
        probe.workers.push({ over: true });
        throw error;
      }
      super(script ?? url, options);
      probe.workers.push(this);
    }
    terminate() {
      this.over = true;
      super.terminate();
    }
    // Ends the worker behind the page's back.
    vanish() { super.terminate(); }
  };

  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (...args) { probe.listeners += 1; probe.kinds.add(args[0]); return addEventListener.apply(this, args); };
  EventTarget.prototype.removeEventListener = function (...args) { probe.listeners -= 1; return removeEventListener.apply(this, args); };

  const { setInterval, clearInterval } = window;
  window.setInterval = (...args) => { probe.intervals += 1; return setInterval(...args); };
  window.clearInterval = (id) => { probe.intervals -= 1; clearInterval(id); };
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (...args) => { probe.urls += 1; return createObjectURL.apply(URL, args); };
  URL.revokeObjectURL = (url) => { probe.urls -= 1; revokeObjectURL.call(URL, url); };

  window.addEventListener("TrunkApplicationStarted", ({ detail }) => { probe.wasm = detail.wasm; });
}
