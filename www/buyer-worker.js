// A buyer's process. The build puts these lines and the module's own glue code into one script, because a worker starts
// from one. The page posts the compiled module, the shared buffer and the buyer's number;
// the answers are "ready", then "ended" or "dead", or an object that says what went wrong.
import { enter, goOn, initSync } from "./buyer.js";

self.onmessage = async ({ data: { module, buffer, buyer } }) => {
  // Where the browser allows it, several processes have the file open at the same time, as elsewhere; where it does not,
  // the mode is ignored, and nothing is given while another has it.
  const open = async () => {
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle("db.txt");
    return file.createSyncAccessHandle({ mode: "readwrite-unsafe" }).catch((error) => {
      if (error.name !== "NoModificationAllowedError") throw error;
    });
  };
  try {
    initSync({ module });
    enter(buffer, buyer);
    self.postMessage("ready");
    let halt = goOn();
    while (halt === 2) {
      // The file may be late. Whoever waits for it goes on without, which gives a sign of life, and halts again.
      const beat = setInterval(goOn, 150);
      const file = await open();
      clearInterval(beat);
      halt = goOn(file);
    }
    self.postMessage(halt ? "dead" : "ended");
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
