/* pool.js - threads that share the runs. Each holds a model of its own; changes go to all, a run to whoever is free.
 * Each answers in the order in which it is asked, so that all may be asked before the first has answered. */


class Pool {
  /* `workers`: none where the browser has none, and the page computes by itself. `open`: the request that all begin with. */
  constructor(workers, open) {
    this.waiting = [];
    this.members = workers.length ? workers.map(Pool.thread) : [Pool.here()];
    this.all(open).catch(() => {}); // the next requests say why
  }

  /* A worker; where it turns out that it cannot begin, what it was asked is answered here. */
  static thread(worker) {
    const asked = new Map();
    let next = 0, instead;
    const giveUp = () => {
      instead = Pool.here();
      for (const { request, done, failed } of asked.values()) instead.ask(request).then(done, failed);
    };
    worker.onerror = giveUp;
    worker.onmessage = ({ data }) => {
      const { done, failed } = asked.get(data.id);
      asked.delete(data.id);
      if (data.error === undefined) done(data.answer);
      else failed(new Error(data.error));
    };
    if (worker.broken) giveUp();
    return { busy: false, ask: (request) => instead ? instead.ask(request) : new Promise((done, failed) => {
      asked.set(next, { request, done, failed });
      worker.postMessage({ ...request, id: next++ });
    }) };
  }

  /* The page itself: slower, and it stops for a moment with each pack. */
  static here() {
    const answer = answerer();
    return { busy: false, ask: async (request) => {
      await new Promise((done) => setTimeout(done));
      return answer(request);
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
