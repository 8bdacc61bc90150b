// A crew of nested workers that run the test module's own exported functions, for tests/browser.rs.
// Each has its own instance of the module that is posted to it, as buyers have.

const script = (origin) => `
  import { initSync, critical_sections, passes, produces, consumes, OneBuyer } from "${origin}/wasm-bindgen-test.js";
  const open = async () => (await (await navigator.storage.getDirectory()).getFileHandle("db.txt"))
    .createSyncAccessHandle({ mode: "readwrite-unsafe" }).catch((error) => {
      if (error.name !== "NoModificationAllowedError") throw error;
    });
  const buy = async ({ buffer, buyer }) => {
    const process = new OneBuyer(buffer, buyer);
    let halt = process.run();
    while (halt === 2) halt = process.run(await open());
  };
  self.onmessage = ({ data }) => {
    if (data.module) { initSync({ module: data.module }); self.postMessage("up"); }
    else if (data.counter) { critical_sections(data.buffer, data.counter, data.sections); self.postMessage("done"); }
    else if (data.produces) { produces(data.buffer, data.id, data.produces); self.postMessage("done"); }
    else if (data.consumes) { consumes(data.buffer, data.producers, data.consumes); self.postMessage("done"); }
    else if (data.passes) { passes(data.buffer, data.passes); self.postMessage("done"); }
    else { buy(data).then(() => self.postMessage("done"), (error) => setTimeout(() => { throw error; })); }
  };`;

const answer = (worker, word) => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => data === word && resolve();
  worker.onerror = (event) => reject(new Error(event.message || "a worker of the crew failed"));
});

const within = (seconds, what, promise) => Promise.race([
  promise,
  new Promise((_, reject) => setTimeout(() => reject(new Error(`${what}: not within ${seconds} s`)), seconds * 1000)),
]);

export async function crew(module, count) {
  const url = URL.createObjectURL(new Blob([script(self.location.origin)], { type: "text/javascript" }));
  const workers = Array.from({ length: count }, () => new Worker(url, { type: "module" }));
  await within(60, "starting the crew", Promise.all(workers.map((worker) => {
    const up = answer(worker, "up");
    worker.postMessage({ module });
    return up;
  })));
  return workers;
}

const all = (workers, seconds, what, message) => within(seconds, what, Promise.all(workers.map((worker, i) => {
  const done = answer(worker, "done");
  worker.postMessage(message(i));
  return done;
})));

export const hammer = (workers, buffer, counter, sections, seconds) =>
  all(workers, seconds, "the critical sections", () => ({ buffer, counter, sections }));

export const relay = (workers, buffer, times, seconds) =>
  all(workers, seconds, "the passing", () => ({ buffer, passes: times }));

// All but the last of the crew put so many messages each into the queue; the last one takes all of them out.
export const stream = (workers, buffer, each, seconds) => all(workers, seconds, "the stream", (i) =>
  i < workers.length - 1 ? { buffer, id: i, produces: each } : { buffer, producers: workers.length - 1, consumes: each });

// The first `count` of the crew as buyers: all at once, or, as under join, one after the other.
export const buyers = (workers, buffer, count, oneByOne, seconds) => {
  const one = (worker, i) => {
    const done = answer(worker, "done");
    worker.postMessage({ buffer, buyer: i + 1 });
    return done;
  };
  const few = workers.slice(0, count);
  const ended = oneByOne
    ? few.reduce((before, worker, i) => before.then(() => one(worker, i)), Promise.resolve())
    : Promise.all(few.map(one));
  return within(seconds, "the buyers", ended);
};

// The file, as the page would put it there before a run, and read it after.
const db = async () => (await navigator.storage.getDirectory()).getFileHandle("db.txt", { create: true });

export const put_file = async (text) => {
  const stream = await (await db()).createWritable();
  await stream.write(text);
  await stream.close();
};

export const get_file = async () => (await (await db()).getFile()).text();

export const dismiss = (workers) => workers.forEach((worker) => worker.terminate());
