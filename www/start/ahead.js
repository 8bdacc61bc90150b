// How files are sent for before anybody asks for them: exactly as they will be asked for, or they would be fetched twice.

/** Sends for a file; in the ordinary way of `fetch` unless it says otherwise. */
export const ahead = (href, rel = "preload", as = "fetch") =>
  document.head.append(Object.assign(document.createElement("link"), { rel, as, crossOrigin: "anonymous", href }));
