// Under `require-trusted-types-for 'script'` nothing becomes a script by its address but what this lets through: the files
// of the page's own folder, and what the page itself keeps in memory. It is the default policy because the scripts that
// wasm-bindgen and the splitting of the app make know of no other. No text becomes a script or HTML.

/** Makes the policy, once, where the browser knows such policies. */
export function trust() {
  const types = window.trustedTypes, ours = [new URL("./", location).href, `blob:${origin}/`];
  const createScriptURL = (address) => ours.some((it) => new URL(address, location).href.startsWith(it)) ? address : null;
  types?.defaultPolicy ?? types?.createPolicy("default", { createScriptURL });
}
