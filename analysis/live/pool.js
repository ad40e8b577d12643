/* pool.js - threads that share the runs. Each holds a model of its own; changes go to all, a run to whoever is free. */


class Pool {
  static async open(code, wasm, study, series, count = Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1))) {
    const pool = new Pool();
    pool.waiting = [];
    try {
      const place = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      pool.members = Array.from({ length: count }, () => Pool.thread(new Worker(place)));
    } catch {
      pool.members = [Pool.here()]; // no workers: slower, and the page stops for a moment with each pack
    }
    const compiled = await WebAssembly.compile(wasm), open = { kind: "open", wasm: compiled, study, series };
    try {
      [pool.lanes] = await Promise.all(pool.members.map((member) => member.ask(open)));
    } catch { // workers that cannot begin, or to which a compiled module cannot be handed
      pool.members = [Pool.here()];
      pool.lanes = await pool.members[0].ask(open);
    }
    return pool;
  }

  static thread(worker) {
    const asked = new Map();
    let next = 0;
    worker.onerror = (event) => asked.forEach(({ failed }) => failed(new Error(event.message || "a worker cannot begin")));
    worker.onmessage = ({ data }) => {
      const { done, failed } = asked.get(data.id);
      asked.delete(data.id);
      if (data.error === undefined) done(data.answer);
      else failed(new Error(data.error));
    };
    return { busy: false, ask: (request) => new Promise((done, failed) => {
      asked.set(next, { done, failed });
      worker.postMessage({ ...request, id: next++ });
    }) };
  }

  static here() {
    let engine;
    return { busy: false, ask: async (request) => {
      await new Promise((done) => setTimeout(done));
      if (request.kind !== "open") return engine.answer(request);
      engine = await Engine.open(request.wasm, request.study, request.series);
      return engine.lanes;
    } };
  }

  /* Ask every thread, in the order in which such requests were made. */
  async all(request) {
    return (await Promise.all(this.members.map((member) => member.ask(request))))[0];
  }

  /* Ask whichever thread is free first. */
  async one(request) {
    const member = await this.free();
    try {
      return await member.ask(request);
    } finally {
      const next = this.waiting.shift();
      if (next) next(member);
      else member.busy = false;
    }
  }

  async free() {
    const idle = this.members.find((member) => !member.busy);
    if (!idle) return new Promise((done) => this.waiting.push(done));
    idle.busy = true;
    return idle;
  }
}
