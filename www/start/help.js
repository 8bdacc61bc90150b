// What is the matter where the app does not come, and what helps. It is asked for only then, and is no module: so it comes
// where modules do not, from disk, into a frame without an origin, and where scripts have a wrong type. Its name is the same
// in every version, so it is there for a page whose own files are not any more.
import { element, ours, say, show, tell } from "./say.js";

/** What the policy of the host forbade since this script is here. */
const forbidden = new Set();
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, disposition }) => {
  if (disposition !== "report") forbidden.add(effectiveDirective.replace(/-(elem|attr)$/, ""));
});

/** Finds out why, says so, and loads the page anew where that helps: by itself once for each version, and then when asked. */
window.oversoldHelp = async (reason, files) => {
  const { message, renew, tab } = await look(reason, files);
  if (renew && history.state?.helped !== files.script) return load(files);
  tell({ type: "error", reason: "load", message });
  const button = element("button", { type: "button" }, say("Try again", "重试"));
  button.onclick = async () => {
    button.disabled = true;
    await everything(files);
    load(files);
  };
  const link = element("a", { href: location.href.replace("embed=1", ""), target: "_blank" }, say("Open in a tab of its own", "在独立标签页中打开"));
  show(element("main", { id: "poster", className: "card", role: "alert" }, element("p", {}, message), button, ...(tab ? [" ", link] : [])));
};

/** The same, asked for by the app: where the host answers, so that nothing is lost for nothing. */
window.oversoldHelp.renew = async (files, onlyNewer) => {
  const page = await fresh("");
  if (!page?.ok || (onlyNewer && page.text.includes(files.script))) return;
  await everything(files);
  // A frame shows what it showed, and not its poster.
  window.oversold ??= [ours({ type: "hello" })];
  load(files);
};

/** The page once more, when its files have come past all that is kept of them; what was asked of it is kept for that. */
function load(files) {
  const asked = { helped: files.script, early: window.oversold };
  try {
    history.replaceState({ ...history.state, ...asked }, "");
  } catch {
    history.replaceState({ helped: files.script }, ""); // what cannot be copied was no request of ours
  }
  location.reload();
}

/**
 * All that the page needs, past all that is kept: its own files, and the modules that its script says come next. Names, each
 * with that of the file that the page knows for it; and what came.
 */
async function everything({ script, module, buyer, frame, ladder }) {
  const own = [script, module, ...buyer, frame, ladder];
  const came = await Promise.all(own.map(fresh));
  const next = came[0]?.text.match(/oversoldNext\(.*?\)/)?.[0].match(/[\w-]+\.wasm/g) ?? [];
  const names = [...own.map((name) => [name, name]), ...next.map((name) => [name, script])];
  return [names, [...came, ...(await Promise.all(next.map(fresh)))]];
}

/** What comes past all that is kept, to its end: only then it is kept itself. Nothing where nothing comes. */
async function fresh(address) {
  try {
    const response = await fetch(address, { cache: "reload" });
    return { ok: response.ok, type: response.headers.get("Content-Type"), text: new TextDecoder().decode(await response.arrayBuffer()) };
  } catch {
    return undefined;
  }
}

/** What is the matter, in a sentence; whether to load the page anew helps, and whether a tab of its own does. */
async function look(reason, files) {
  const at = location.protocol;
  if (at === "file:") {
    return { message: say(
      "Browsers load no WebAssembly from a file. Start a web server in this folder, for example with “python3 -m http.server --bind 127.0.0.1”, and open http://127.0.0.1:8000/.",
      "浏览器不会从本地文件加载 WebAssembly。请在此文件夹中启动一个网页服务器，例如 “python3 -m http.server --bind 127.0.0.1”，然后打开 http://127.0.0.1:8000/。") };
  }
  const [needed, came] = await everything(files);
  const page = await fresh("");
  // Eight bytes are the smallest module: a policy that forbids it says so.
  if (typeof WebAssembly === "object") await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).catch(() => {});
  // What is forbidden is told a moment later.
  await new Promise((resolve) => setTimeout(resolve, 50));

  if (forbidden.size > 0) {
    const list = [...forbidden].map((directive) => `${directive}: ${NEEDS[directive] ?? "'self'"}`).join("; ");
    return { tab: framed(), message: say(
      `The Content-Security-Policy of this host forbids what Oversold needs. It has to allow at least ${list}.`,
      `此主机的 Content-Security-Policy 禁止了 Oversold 所需的内容。它至少要允许 ${list}。`) };
  }
  const comes = (response) => response?.ok && !/html/.test(response.type);
  if (origin === "null" && !came.some(comes)) {
    return { tab: true, message: say(
      "This frame is sandboxed, and here no sandbox may load Oversold.",
      "此框架在沙箱中，这里不允许沙箱加载 Oversold。") };
  }
  if (!page && !came.some(Boolean)) {
    return { tab: framed(), message: say(
      "The host cannot be reached. Try again when there is a connection.",
      "无法连接到主机。请在网络恢复后重试。") };
  }
  const [missing, known] = needed[came.findIndex((response) => !comes(response))] ?? [];
  if (missing) {
    // The page of a newer version knows other files.
    if (page?.text.includes("oversold") && !page.text.includes(known)) {
      return { renew: true, message: say(
        "A new version of Oversold has just been put here, and this page is of the one before.",
        "这里刚刚部署了 Oversold 的新版本，而此页面属于之前的版本。") };
    }
    return { message: say(
      `This copy of Oversold is incomplete, or is just being put here: its host does not send ${missing}. Try again in a minute.`,
      `这份 Oversold 不完整，或正在部署：主机没有提供 ${missing}。请稍后重试。`) };
  }
  const wrong = needed.findIndex(([name], at) => name.endsWith(".js") && !/(java|ecma)script/.test(came[at].type));
  if (wrong >= 0) {
    const type = came[wrong].type ?? say("no type at all", "空类型");
    return { message: say(
      `This host sends scripts as ${type}, and browsers run them only as text/javascript. Set that type for .js in its settings, or use another server, such as “npx http-server”.`,
      `此主机以 ${type} 发送脚本，而浏览器只运行 text/javascript。请在主机设置中为 .js 设置该类型，或换一个服务器，例如 “npx http-server”。`) };
  }
  // All of it is there now: what was kept was wrong, or the line was interrupted.
  return { renew: true, tab: framed(), message: say(`Oversold could not be loaded: ${reason}.`, `Oversold 未能加载：${reason}。`) };
}

const framed = () => parent !== window;

/** What a policy has to allow where `'self'` is not enough. */
const NEEDS = { "script-src": "'self' 'wasm-unsafe-eval'", "require-trusted-types-for": "trusted-types default" };
