// For hosts that cannot send headers: every answer from this folder gets the ones that make a page cross-origin isolated
// and still embeddable. It keeps no state but the page's own files, so that the page opens without a network too.

const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Document-Isolation-Policy": "isolate-and-require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
  "Access-Control-Allow-Origin": "*",
};

const FILES = "oversold-files";

// Files whose names carry a hash of their content never change.
const isVersioned = (url) => /-[0-9a-f]{16}(_bg)?\.\w+$/.test(url.pathname);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  // Folders below this one belong to others, who may not want to be isolated.
  const isOurs = new URL("./", url).href === new URL("./", location).href;
  if (event.request.method === "GET" && isOurs) event.respondWith(answer(event.request, url));
});

async function answer(request, url) {
  const files = await caches.open(FILES).catch(() => undefined);
  const kept = () => files?.match(request, { ignoreSearch: true });
  if (isVersioned(url)) {
    const hit = await kept();
    if (hit) return hit;
  }
  try {
    const response = isolated(await fetch(request));
    const isPage = request.mode === "navigate";
    if (files && response.ok && (isPage || isVersioned(url))) {
      // Without its query: all links open the same page.
      const key = isPage ? url.pathname : request;
      files.put(key, response.clone()).catch(() => {}); // a full disk is no reason to fail
    }
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
