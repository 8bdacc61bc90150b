// How the scripts before the app speak: to the reader in one of two languages, and to the page around a frame.

export const isFramed = parent !== window;

// head.js has chosen.
const chinese = document.documentElement.lang.startsWith("zh");

/** The text in the reader's language. */
export const say = (english, translated) => (chinese ? translated : english);

/** An element with properties and children. */
export function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Shows this alone, until the app takes its place. */
export const show = (made) => (document.getElementById("page") ?? document.body).replaceChildren(made);

/** One of our messages. */
export const ours = (message) => ({ ns: "oversold", v: 1, ...message });

/** Tells the page around, where there is one: what has a type is a message of ours. */
export function tell(message) {
  if (isFramed) parent.postMessage(message.type ? ours(message) : message, "*");
}
