/* worker.js - a thread of the page: answers one request after the other. */


const answer = answerer();

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, answer: await answer(data) });
  } catch (error) {
    self.postMessage({ id: data.id, error: error.message });
  }
};
