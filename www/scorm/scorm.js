// A lesson as a learning platform starts it (SCORM 1.2): the page in a frame, and what it tells handed on to the platform:
// how far the reader is, whether all is done, and what was done, so that it goes on there on another machine too.
// "SCORM 1.2 Run-Time Environment", ADL 2001, section 3. Without a platform the lesson works all the same.

/** The longest text that a platform has to keep in `cmi.suspend_data`. */
const LONGEST = 4096;

/** The platform's functions: in a window around this one, or in that which has opened it. */
function platform(window) {
  for (let depth = 0; window && depth < 10; depth++) {
    try {
      if (window.API) return window.API;
    } catch {
      return undefined; // of another origin
    }
    if (window.parent === window) return window.opener ? platform(window.opener) : undefined;
    window = window.parent;
  }
  return undefined;
}

const api = platform(window);
const begun = Date.now();
const get = (name) => api?.LMSGetValue(name) ?? "";
const set = (name, value) => api?.LMSSetValue(name, String(value));
const say = (message) => frame.contentWindow.postMessage({ ns: "oversold", v: 1, ...message }, "*");

let done = false, greeted = false, ended = false;
api?.LMSInitialize("");
if (["", "not attempted"].includes(get("cmi.core.lesson_status"))) set("cmi.core.lesson_status", "incomplete");
for (const [name, value] of [["min", 0], ["max", 100]]) set(`cmi.core.score.${name}`, value);

const work = get("cmi.suspend_data"), { lesson } = document.documentElement.dataset;
// Where it was left: at that step, with what was done until then.
const step = get("cmi.core.lesson_location").match(/^\d{1,2}$/)?.[0];
const frame = Object.assign(document.createElement("iframe"), {
  src: `index.html?view=learn&lesson=${lesson}${step ? `.${step}` : ""}&embed=1${work && `#h=${work}`}`,
  title: "Oversold",
  allow: "cross-origin-isolated; clipboard-write; fullscreen",
});
// Properties, which no policy forbids.
Object.assign(frame.style, { border: "0", width: "100%", height: "900px", display: "block" });
document.body.style.margin = "0";
document.body.append(frame);

addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow || data?.ns !== "oversold" || data.v !== 1) return;
  // What was done is told only to whoever has said hello.
  if (!greeted) say({ type: "hello" });
  greeted = true;
  if (data.type === "resize") frame.style.height = `${Math.min(Math.max(data.height, 300), 8000)}px`;
  if (data.type === "lesson") follow(data);
});

function follow({ step, steps, done: all, work }) {
  done = all;
  set("cmi.core.lesson_location", step);
  // How far, not how right: predictions are not graded.
  set("cmi.core.score.raw", all ? 100 : Math.round(((step - 1) / steps) * 100));
  if (all) set("cmi.core.lesson_status", "completed");
  // What was kept before would take the place of what the browser has of it.
  if (work) set("cmi.suspend_data", work.length <= LONGEST ? work : "");
  api?.LMSCommit("");
}

/** As the data type CMITimespan writes it. */
function span(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000), two = (number) => String(number).padStart(2, "0");
  return `${String(Math.floor(seconds / 3600)).padStart(4, "0")}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

addEventListener("pagehide", () => {
  if (ended) return;
  ended = true;
  set("cmi.core.exit", done ? "" : "suspend");
  set("cmi.core.session_time", span(Date.now() - begun));
  api?.LMSCommit("");
  api?.LMSFinish("");
});
