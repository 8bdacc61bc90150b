// A buyer's process. The build appends these lines to the module's own glue code, so that a worker
// is one script. The page posts the compiled module, the shared buffer and the buyer's number;
// the answers are "ready", "ended", or an object that says what went wrong.
self.onmessage = ({ data: { module, buffer, buyer } }) => {
  try {
    wasm_bindgen.initSync({ module });
    wasm_bindgen.runBuyer(buffer, buyer, () => self.postMessage("ready"));
    self.postMessage("ended");
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
