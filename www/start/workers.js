// From where workers start, and whether they really share memory with this page: tried once, while the app is on its way.

/** The address of a script that the page keeps in memory. */
export const keep = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

let forbidden = false;
/** Workers start from what the page keeps, so that nobody asks the host once for each; where a policy forbids it, from files. */
export const allowed = (kept, file) => (forbidden ? file : kept);

/** Any number that is not there by itself. */
const SIGN = 0x5eed;

/** Whether a worker that starts from this address finds what was written into the memory that it is handed. */
async function finds(address) {
  const worker = new Worker(address);
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data === SIGN);
      worker.onerror = reject;
      const memory = new Int32Array(new SharedArrayBuffer(4));
      memory[0] = SIGN;
      worker.postMessage(memory.buffer);
    });
  } finally {
    worker.terminate();
  }
}

async function shares() {
  const address = keep("onmessage=({data})=>postMessage(new Int32Array(data)[0])");
  try {
    return await finds(address);
  } catch (error) {
    // The worker is there, and cannot be handed such memory, from wherever it starts.
    if (error?.name === "DataCloneError") return false;
    forbidden = true;
    return finds(FILES.ask);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Asked for by the app (browser/probe.rs, browser/measure.rs): whether, or `null` where no worker starts at all. */
export function probe() {
  window.oversoldShares = crossOriginIsolated && shares().catch(() => null);
  window.oversoldAsk = FILES.ask;
}
