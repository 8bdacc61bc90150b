// The buyers' script and their module: they come long before the app, and are made ready while it is still on its way.
// The app asks for them by `oversoldBuyers()`, which sends for them again where they did not come.
import { allowed, keep } from "./workers.js";

/** Fetches a file, and says what is wrong where it does not come. */
export async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response;
}

// From the bytes rather than the stream: a host that serves wasm with a wrong type still works.
const module = async (address) => WebAssembly.compile(await (await get(address)).arrayBuffer());
const script = async (address) => keep(await (await get(address)).text());

let made;
/** A promise of `{ script, module }`: the address that workers start from now, and the compiled module. */
window.oversoldBuyers = () => (made ??= make().catch((error) => {
  made = undefined;
  throw error;
}));

async function make() {
  const [file, address] = FILES.buyer;
  const [kept, compiled] = await Promise.all([script(file), module(address)]);
  return { get script() { return allowed(kept, file); }, module: compiled };
}
