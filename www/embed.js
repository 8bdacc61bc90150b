// <oversold-demo tickets="1" buyers="15" guard="lock"></oversold-demo>: the playground in a page of your own.
// Attributes are the names of a link; `home` (or `src`, also a whole link) says where the playground is, where this script
// cannot know. The element emits ready, state, done, explored, lesson and error, and has run(), cancel(), set().
if (!customElements.get("oversold-demo")) {
  // Modules have no currentScript, but the stack of an error names them. Another script's name says nothing: it may be one
  // into which somebody has put several.
  const OWN = /\w+:\/\/\S*?\/embed\.js/.exec(document.currentScript?.src || new Error().stack)?.[0];
  const NAMES = ["r", "tickets", "buyers", "guard", "scope", "store", "search", "pay", "confirm", "jitter", "speed",
    "seed", "fault", "robust", "engine", "view", "lesson", "lang", "theme", "autorun", "present", "at"];
  // As frameworks write what is true or false.
  const plain = (value) => ({ __proto__: null, "": "1", true: "1", false: "0" })[value] ?? value;

  customElements.define("oversold-demo", class extends HTMLElement {
    static observedAttributes = [...NAMES, "recorded", "home", "src"];
    // What is inside the element belongs to the page and its framework: the frame stands beside it.
    #root = this.attachShadow({ mode: "open" });
    #frame;
    #early = [];
    // While it runs: 1, or 2 where what attributes say has to be said again when that is over.
    #busy;
    // What they have said that the frame has not answered yet.
    #changed;
    #hear = ({ source, data }) => {
      if (source !== this.#frame?.contentWindow || data?.ns !== "oversold" || data.v !== 1) return;
      const { ns, v, type, ...detail } = data;
      // Whoever speaks also listens.
      const early = this.#early ?? [];
      this.#early = undefined;
      early.forEach((message) => this.#tell(message));
      if (type === "resize") this.#frame.style.height = `${Math.min(Math.max(detail.height, 120), 20000)}px`;
      if (type === "state") {
        if (detail.state === "running") this.#busy ||= 1;
        else {
          if (this.#busy > 1) this.set(this.#changed);
          this.#busy = this.#changed = 0;
        }
      }
      // It had begun to run before it heard of what has changed.
      if (detail.reason === "busy" && this.#changed) this.#busy = 2;
      else this.#emit(type, detail);
    };

    /** The link in a tab of its own; empty as long as nobody has said where the playground is. */
    get link() {
      const told = this.getAttribute("home") || this.getAttribute("src");
      const from = told || OWN || this.querySelector("a[href]")?.href;
      if (!from) return "";
      const address = new URL(from, document.baseURI);
      // A folder, however it is written; of what was told also the parameters.
      address.pathname = address.pathname.replace(/[^/]*\.[^/]*$/, "").replace(/\/?$/, "/");
      if (!told) address.search = address.hash = "";
      address.searchParams.delete("embed");
      for (const name of NAMES) if (this.hasAttribute(name)) address.searchParams.set(name, plain(this.getAttribute(name)));
      if (this.hasAttribute("recorded")) address.hash = `t=${this.getAttribute("recorded")}`;
      return address.href;
    }

    connectedCallback() {
      this.disconnectedCallback();
      const link = this.link;
      if (!link) {
        this.#root.replaceChildren(document.createElement("slot"));
        // The link inside may be on its way.
        if (document.readyState === "loading") {
          return document.addEventListener("DOMContentLoaded", () => this.isConnected && this.connectedCallback(), { once: true });
        }
        const message = 'Where is the playground? <oversold-demo home="https://…/oversold/"> says so.';
        console.warn(message);
        return this.#emit("error", { reason: "load", message });
      }
      const address = new URL(link);
      address.searchParams.set("embed", "1");
      this.#early ??= [];
      this.#busy = this.#changed = 0;
      this.#frame = Object.assign(document.createElement("iframe"), {
        src: address.href, title: this.title || "Oversold", loading: "lazy",
        allow: "cross-origin-isolated; clipboard-write; fullscreen",
      });
      this.#frame.style.cssText = "display:block;width:calc(100% - 2px);border:1px solid #8888;border-radius:10px";
      addEventListener("message", this.#hear);
      this.#root.replaceChildren(this.#frame);
      // What the content needs, until it says so itself.
      this.#frame.style.height = this.#frame.clientWidth > 480 ? "564px" : "700px";
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
    }

    attributeChangedCallback(name, before, now) {
      if (!this.isConnected || !this.#root.firstChild || before === now) return;
      // Nobody knows a default but the page itself.
      if (!this.#frame || now === null || !NAMES.includes(name)) this.connectedCallback();
      else {
        // Under another guard the page has forgotten what means nothing there; here it is still said.
        const under = name !== "guard" ? [] : now === "lock" ? ["scope", "store", "robust"] : ["store"];
        const changed = { [name]: plain(now) };
        for (const name of under) if (this.hasAttribute(name)) changed[name] = plain(this.getAttribute(name));
        this.#changed = { ...this.#changed, ...changed };
        if (this.#busy) this.#busy = 2;
        else this.set(changed);
      }
    }

    #emit(type, detail) {
      this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    #tell(message) {
      if (!this.#early) return this.#frame?.contentWindow?.postMessage({ ns: "oversold", v: 1, ...message }, "*");
      this.#early.push(message);
      // A frame far below would not load until somebody scrolls there.
      if (this.#frame) this.#frame.loading = "eager";
    }

    run() { this.#tell({ type: "run" }); }
    cancel() { this.#tell({ type: "cancel" }); }
    set(params) { this.#tell({ type: "set", params }); }
  });
}
