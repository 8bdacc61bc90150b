// For hosts that cannot send headers: every answer from this folder gets the ones that make a page cross-origin isolated
// and still embeddable. It keeps the page's own files, so that the page opens without a network too, and drops those of
// older versions when no open page can ask for them any more. All that it knows is in what it keeps: browsers end it at will.

const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Document-Isolation-Policy": "isolate-and-require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Access-Control-Allow-Origin": "*",
};

const FILES = `oversold ${registration.scope}`;

/** What is kept, whatever is asked with it. */
const ANYHOW = { ignoreSearch: true, ignoreVary: true };

/** What a file has to be called to be one; where nothing stands here, anything but a page. */
const TYPES = {
  js: /^(text|application)\/(x-)?(java|ecma)script\b/i,
  css: /^text\/css\b/i,
  wasm: /^(?!text\/html|application\/(xhtml|json))/i,
};

// Files whose names carry a hash of their content never change.
const isVersioned = (url) => /-[0-9a-f]{16}\.\w+$/.test(url.pathname);

// Folders below this one belong to others, who may not want to be isolated.
const isOurs = (url) => new URL("./", url).href === new URL("./", location).href;

/** Under what a page is kept: all links open the same one. */
const pathOf = (url) => url.pathname.replace(/index\.html$/, "");

/** Under what the page is kept that an open client was given. */
const ofClient = (id) => new URL(`sw.js?of=${id}`, location).href;

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && isOurs(url)) event.respondWith(answer(event, url));
});

async function begin() {
  // Where versions before this one kept files of any type.
  await caches.delete("oversold-files").catch(() => {});
  await clients.claim();
}

async function answer(event, url) {
  const { request } = event, isPage = request.mode === "navigate";
  const files = await caches.open(FILES).catch(() => undefined);
  const kept = () => (isPage ? whole(files, pathOf(url)) : files?.match(request, ANYHOW));
  // Whoever wants it past all that is kept means this too.
  if (!isPage && isVersioned(url) && !["reload", "no-store"].includes(request.cache)) {
    const hit = await kept();
    if (hit) {
      event.waitUntil(tidy(files).catch(() => {}));
      return hit;
    }
  }
  try {
    const response = isolated(await fetch(request));
    // What cannot be kept, on a full disk for one, is no reason to fail.
    if (files) event.waitUntil(keep(files, event, url, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const hit = await kept();
    if (hit) return hit;
    throw error;
  }
}

function isolated(response) {
  // An answer that cannot be read cannot be copied either.
  if (response.type === "opaqueredirect" || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(status === 204 || status === 304 ? null : response.body, { status, statusText, headers });
}

// --- what is kept ------------------------------------------------------------------------------------------------------

/** Keeps an answer if it is what was asked for: for what it does not have, a host may send a page of its own, with 200. */
async function keep(files, { request, resultingClientId }, url, response) {
  if (response.status !== 200) return;
  const type = response.headers.get("Content-Type") ?? "";
  if (request.mode !== "navigate") {
    const ending = /\.(\w+)$/.exec(url.pathname)?.[1];
    const right = TYPES[ending] ?? /^(?!text\/html)/i;
    if (ending && ending !== "html" && right.test(type)) await files.put(url.origin + url.pathname, response);
    if (isVersioned(url)) open = undefined; // a newer version may be whole by now
    return tidy(files);
  }
  if (!/^text\/html\b/i.test(type)) return;
  const text = await response.text();
  const page = () => new Response(text, { headers: response.headers });
  if (resultingClientId) {
    coming.add(resultingClientId);
    await files.put(ofClient(resultingClientId), page());
  }
  open = undefined;
  if (!/oversold/i.test(text)) return; // the host's way of asking who we are
  const path = pathOf(url), last = await files.match(path);
  // The last version is whole, and this one may never become so.
  if (last && (await isWhole(files, last.clone(), text))) await files.put(`${path}?last`, last);
  await files.put(path, page());
}

/** Whether the files are kept without which this page is none; `other` than that text. */
async function isWhole(files, page, other) {
  const text = await page.text();
  if (text === other) return false;
  for (const [name] of text.matchAll(/\bapp-[0-9a-f]{16}\.\w+/g)) if (!(await files.match(name, ANYHOW))) return false;
  return true;
}

/** The newest page that is whole; else the newest. */
async function whole(files, path) {
  const newest = await files?.match(path);
  const last = newest && !(await isWhole(files, newest.clone())) && (await files.match(`${path}?last`));
  return last || newest;
}

// --- what is dropped ---------------------------------------------------------------------------------------------------

/** Clients that are on their way: browsers do not list them yet. */
const coming = new Set();

/** Who was open when this was tidy, if it still is. */
let open;

/** Drops the files that neither an open page nor the one that is kept can ask for. */
async function tidy(files) {
  const all = (await clients.matchAll({ includeUncontrolled: true })).filter(({ url }) => isOurs(url)).map(({ id }) => id);
  all.forEach((id) => coming.delete(id));
  const now = all.sort().join();
  if (open === now) return;
  open = now;
  const there = new Set([...all, ...coming].map(ofClient));
  const requests = await files.keys(), pages = [];
  for (const { url } of requests) {
    if (url.includes("sw.js?of=")) {
      if (there.delete(url)) pages.push(url);
      else await files.delete(url);
    } else if (url.endsWith("?last") && (await isWhole(files, await files.match(url.slice(0, -5))))) {
      await files.delete(url);
    } else if (!/\.\w+(\?.*)?$/.test(url) || /\.html(\?.*)?$/.test(url)) pages.push(url);
  }
  // Somebody came past this worker, and nobody knows what is used there.
  if (there.size > 0) return;
  const used = await within(files, pages, requests.map(({ url }) => url));
  for (const { url } of requests) {
    const hash = /-([0-9a-f]{16})\.\w+$/.exec(url)?.[1];
    if (hash && !used.has(hash)) await files.delete(url);
  }
}

/** The hashes in the names that these pages know, and the scripts that they know, and so on. */
async function within(files, pages, urls) {
  const used = new Set(), texts = [...pages];
  for (const url of texts) {
    const text = await (await files.match(url))?.text() ?? "";
    for (const [hash] of text.matchAll(/[0-9a-f]{16}/g)) {
      if (used.has(hash)) continue;
      used.add(hash);
      texts.push(...urls.filter((url) => url.endsWith(`-${hash}.js`)));
    }
  }
  return used;
}
