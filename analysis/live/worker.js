/* worker.js - a thread of the page: opens the model once, then answers one request after the other. */


let engine;

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "open") {
      engine = await Engine.open(data.wasm, data.study, data.series);
      self.postMessage({ id: data.id, answer: engine.lanes });
    } else self.postMessage({ id: data.id, answer: engine.answer(data) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error.message });
  }
};
