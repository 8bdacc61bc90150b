// What everybody loads, stage by stage: a stage is sent for when the last third of the one before is on its way, which is
// about the time that asking takes. At once they would share the line, and a lower priority does not change that.
import { get } from "./buyers.js";

/** How much of a stage has come when the next one is sent for. */
const NEAR = 0.67;

/** The files of all stages, as promises, until somebody asks for them. */
const files = new Map();

/** When the next stage is sent for. */
let turn = Promise.resolve();

/**
 * Sends for stages, behind those before: `{ files, size }` each, addresses, and bytes of all of them. Who asks for a file before
 * its turn waits for that.
 */
export function send(stages) {
  for (const stage of stages) {
    const before = turn;
    turn = new Promise((near) => {
      let come = 0;
      const tell = (bytes) => (come += bytes) >= stage.size * NEAR && near();
      for (const address of stage.files) {
        const file = before.then(() => counted(address, tell, near));
        file.catch(near); // told to whoever asks for it
        files.set(address, file);
      }
    });
  }
}

/** A module that comes whether or not anybody reads it; tells how many bytes have come, and when it ends, however it does. */
async function counted(address, tell, ended) {
  const { body } = await get(address);
  const transform = (chunk, out) => {
    tell(chunk.length);
    out.enqueue(chunk);
  };
  const { readable, writable } = new TransformStream({ transform }, {}, { highWaterMark: Infinity });
  body.pipeTo(writable).then(ended, ended);
  // Some hosts call WebAssembly by a wrong type, and no browser compiles such a stream.
  return new Response(readable, { headers: { "Content-Type": "application/wasm" } });
}

/** A file: the one that is on its way, for the first who asks. The app asks for its modules and for lessons so too. */
export function take(address) {
  const file = files.get(address) ?? get(address);
  files.delete(address);
  return file;
}
window.oversoldGet = take;
