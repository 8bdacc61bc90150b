// What this browser lacks, without which there is no app: looked at here alone.

/** "wasm"; or "new" for all that came before 2022 or 2023, where style sheets could not be added to a page; or nothing. */
export const lacks = window.WebAssembly ? (Object.isFrozen(document.adoptedStyleSheets) ? "new" : "") : "wasm";
