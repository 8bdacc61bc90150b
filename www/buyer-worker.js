// A buyer's process. The build appends these lines to the module's own glue code, so that a worker
// is one script. The page posts the compiled module, the shared buffer and the buyer's number;
// the answers are "ready", then "ended" or "dead", or an object that says what went wrong.
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
    wasm_bindgen.initSync({ module });
    wasm_bindgen.enter(buffer, buyer);
    self.postMessage("ready");
    let halt = wasm_bindgen.goOn();
    while (halt === 2) halt = wasm_bindgen.goOn(await open());
    self.postMessage(halt ? "dead" : "ended");
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
