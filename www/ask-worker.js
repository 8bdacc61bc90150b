// Answers one question about this browser, which only a worker can answer (browser/ask.rs, start/workers.js):
// - to shared memory: the first number in it;
// - to `{}`: whether only one can have a file open at a time;
// - to `{ millis, buffer }`: how many times a second the record can be accessed, in memory and in a file, read and written by
//   turns, each store for `millis`, and as buyers do it. The answer is { memory, file }, or says what went wrong.
self.onmessage = async ({ data }) => {
  if (data instanceof SharedArrayBuffer) return self.postMessage(new Int32Array(data)[0]);
  const { millis, buffer } = data;
  if (!buffer) return self.postMessage(!("mode" in FileSystemSyncAccessHandle.prototype));
  const clock = () => {
    // Where the clock goes in coarse steps, from one step to another.
    const edge = performance.now();
    let begun = edge;
    for (let reads = 0; begun === edge && reads < 5e6; reads += 1) begun = performance.now();
    let count = 0;
    return {
      goesOn: (more) => ((count += more), performance.now() - begun < millis),
      rate: () => (count * 1000) / (performance.now() - begun),
    };
  };
  try {
    const folder = await navigator.storage.getDirectory();
    const entry = await folder.getFileHandle("measure.txt", { create: true });
    const open = () => entry.createSyncAccessHandle({ mode: "readwrite-unsafe" });
    const bytes = new TextEncoder().encode('{"count": 1}');
    const file = clock();
    do {
      const reader = await open();
      const found = new Uint8Array(reader.getSize());
      reader.read(found);
      reader.close();
      JSON.parse(new TextDecoder().decode(found) || "null");
      const writer = await open();
      writer.truncate(0);
      writer.write(bytes);
      writer.close();
    } while (file.goesOn(2));
    const inFile = file.rate();
    await folder.removeEntry("measure.txt");
    const words = new Int32Array(buffer);
    const memory = clock();
    do {
      for (let i = 0; i < 1000; i += 1) Atomics.exchange(words, 0, Atomics.load(words, 0) ^ 1);
    } while (memory.goesOn(2000));
    self.postMessage({ memory: memory.rate(), file: inFile });
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};
