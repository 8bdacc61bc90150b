// <oversold-demo tickets="1" buyers="15" guard="lock"></oversold-demo>: the playground in a page of your own.
// Attributes are the names of a link. The element emits ready, state, done, explored, lesson and error, and has run(),
// cancel(), set().
if (!customElements.get("oversold-demo")) {
  const HOME = new URL("./", (document.currentScript ?? document.querySelector('script[src$="/embed.js"]')).src);
  const NAMES = ["r", "tickets", "buyers", "guard", "scope", "store", "search", "pay", "confirm", "jitter", "speed",
    "seed", "fault", "robust", "engine", "view", "lesson", "lang", "theme", "autorun"];

  customElements.define("oversold-demo", class extends HTMLElement {
    static observedAttributes = [...NAMES, "recorded"];
    #frame;
    #early;
    #busy;
    #changed;
    #hear = ({ source, data }) => {
      if (source !== this.#frame?.contentWindow || data?.ns !== "oversold" || data.v !== 1) return;
      const { ns, v, type, ...detail } = data;
      // Whoever speaks also listens.
      const early = this.#early ?? [];
      this.#early = undefined;
      early.forEach((message) => this.#tell(message));
      if (type === "resize") this.#frame.style.height = `${Math.min(Math.max(detail.height, 120), 4000)}px`;
      if (type === "state") this.#busy = detail.state === "running";
      if (!this.#busy && this.#changed) {
        this.set(this.#changed);
        this.#changed = undefined;
      }
      this.dispatchEvent(new CustomEvent(type, { detail }));
    };

    /** The link in a tab of its own. */
    get link() {
      const address = new URL(HOME);
      for (const name of NAMES) if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
      if (this.hasAttribute("recorded")) address.hash = `t=${this.getAttribute("recorded")}`;
      return address.href;
    }

    connectedCallback() {
      const address = new URL(this.link);
      address.searchParams.set("embed", "1");
      this.#early = [];
      this.#busy = this.#changed = undefined;
      this.#frame = Object.assign(document.createElement("iframe"), {
        src: address.href, title: this.title || "Oversold", loading: "lazy",
        allow: "cross-origin-isolated; clipboard-write; fullscreen",
      });
      // What the content needs, until it says so itself.
      const height = this.clientWidth > 480 ? 564 : 700;
      this.#frame.style.cssText = `display:block;width:100%;height:${height}px;border:1px solid #8888;border-radius:10px`;
      addEventListener("message", this.#hear);
      this.replaceChildren(this.#frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now) return;
      // Nobody knows a default but the page itself.
      if (now === null || name === "recorded") this.connectedCallback();
      else if (this.#busy) this.#changed = { ...this.#changed, [name]: now };
      else this.set({ [name]: now });
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
