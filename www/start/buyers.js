// The buyers' script and their module: they come long before the app, and are made ready while it is still on its way.
// The app asks for them by `oversoldBuyers()`, which sends for them again where they did not come.
import { allowed, keep } from "./workers.js";

/** Whether it is a file of ours: for what it does not have, a host may send a page of its own, with 200. */
const isFile = ({ ok, headers }) => ok && !/html/.test(headers.get("Content-Type"));

/** Fetches a file, once more past what is kept of it where that is wrong, and says what is wrong where it does not come. */
export async function get(address) {
  let response = await fetch(address);
  if (!isFile(response)) {
    response.body?.cancel(); // or Chromium waits for whoever reads it
    response = await fetch(address, { cache: "reload" });
  }
  if (!isFile(response)) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response;
}

// From the bytes rather than the stream: a host that serves wasm with a wrong type still works.
const module = async (address) => WebAssembly.compile(await (await get(address)).arrayBuffer());
const script = async (address) => (await get(address)).text();

let made;
/** A promise of `{ script, module }`: the address that workers start from now, and the compiled module. */
window.oversoldBuyers = () => (made ??= make().catch((error) => {
  made = undefined;
  throw error;
}));

async function make() {
  const [file, address] = FILES.buyer;
  const [text, compiled] = await Promise.all([script(file), module(address)]);
  // Not before both are there: nobody would give the address up again.
  const kept = keep(text);
  return { get script() { return allowed(kept, file); }, module: compiled };
}
