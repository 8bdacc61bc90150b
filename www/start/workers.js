// Whether workers really share memory with this page, tried once, while the app is on its way; and from where they start.

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
      worker.postMessage(memory);
    });
  } finally {
    worker.terminate();
  }
}

/**
 * Workers start from what the page keeps in memory, so that nobody asks the host once for each of them. Where a policy
 * forbids that, they start from files: `window.oversoldFiles`.
 */
async function shares() {
  const address = URL.createObjectURL(new Blob(["onmessage=({data})=>postMessage(data[0])"], { type: "text/javascript" }));
  try {
    return await finds(address);
  } catch {
    window.oversoldFiles = true;
    return finds(FILES.probe);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Asked for by the app (browser/probe.rs). */
export const probe = () => (window.oversoldShares = crossOriginIsolated && shares().catch(() => false));
