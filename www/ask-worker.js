// Answers one question about this browser, which only a worker can answer (browser/ask.rs, start/workers.js):
// - to shared memory: the first number in it;
// - to `{ text }`: puts this text into db.txt; the answer is { exclusive }, whether only one can have a file open at a time,
//   or { failed }, what lacks or went wrong;
// - to `{ millis, buffer }`: how many times a second the record can be accessed, in memory and in a file, read and written by
//   turns, each store for `millis`, and as buyers do it. The answer is { memory, file }, or { failed }.
self.onmessage = async ({ data }) => {
  if (data instanceof SharedArrayBuffer) return self.postMessage(new Int32Array(data)[0]);
  try {
    self.postMessage(await ("text" in data ? put(data.text) : measure(data)));
  } catch (error) {
    self.postMessage({ failed: String(error) });
  }
};

/** What opens a file of this name; throws the name of what the browser lacks. */
async function opener(name) {
  if (!navigator.storage?.getDirectory) throw "navigator.storage.getDirectory";
  const folder = await navigator.storage.getDirectory();
  const entry = await folder.getFileHandle(name, { create: true });
  if (!entry.createSyncAccessHandle) throw "createSyncAccessHandle";
  return { folder, open: () => entry.createSyncAccessHandle({ mode: "readwrite-unsafe" }) };
}

/** How often the file is asked for while a worker that has just been ended still has it open, and the ms in between. */
const ATTEMPTS = 50, BETWEEN = 20;

async function put(text) {
  const { open } = await opener("db.txt");
  for (let attempt = 1; ; attempt += 1) {
    try {
      const file = await open();
      file.truncate(0);
      file.write(new TextEncoder().encode(text));
      file.close();
      return { exclusive: !("mode" in file) };
    } catch (error) {
      if (error.name !== "NoModificationAllowedError" || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN));
    }
  }
}

async function measure({ millis, buffer }) {
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
  const { folder, open } = await opener("measure.txt");
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
  return { memory: memory.rate(), file: inFile };
}
