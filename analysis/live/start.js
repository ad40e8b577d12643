/* start.js - threads begin while the rest of the page is still being read. */


/* `count` workers, or none where the browser lends a page none. One that cannot begin says so later (see Pool.thread). */
function startThreads(count) {
  try {
    const place = URL.createObjectURL(new Blob([document.getElementById("code").textContent], { type: "text/javascript" }));
    return Array.from({ length: count }, () => {
      const worker = new Worker(place);
      worker.onerror = () => { worker.broken = true; };
      return worker;
    });
  } catch {
    return [];
  }
}

const threads = startThreads(Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1)));
