// Answers with the first number in the memory that it is handed: where policies forbid workers without a file of their own
// (start/workers.js).
onmessage = ({ data }) => postMessage(new Int32Array(data)[0]);
