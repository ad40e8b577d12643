/* engine.js - the model in this page: one instance of the WebAssembly, which computes a pack of runs at a time. The same
 * text runs in every worker, and in the page itself where a browser has no workers. */


/* What the C library of the WebAssembly asks of its host. The model reads no file and knows no clock: everything is
 * answered with "not there". */
const host = new Proxy({}, { get: () => () => 52 });

/* The bytes that gzip packed. */
const unpacked = (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

class Engine {
  static async open(wasm, study, series) {
    const engine = new Engine();
    engine.c = (await WebAssembly.instantiate(await unpacked(wasm), { wasi_snapshot_preview1: host })).instance.exports;
    engine.c._initialize();
    engine.series = series;
    engine.arms = series.arms;
    engine.places = [{ room: 0 }, { room: 0 }];
    const at = engine.c.live_bytes(study.length);
    new Uint8Array(engine.c.memory.buffer, at, study.length).set(study);
    engine.must(engine.c.live_open(at, study.length));
    engine.lanes = engine.c.live_lanes();
    return engine;
  }

  text(at) {
    const bytes = new Uint8Array(this.c.memory.buffer, at);
    return new TextDecoder().decode(bytes.slice(0, bytes.indexOf(0)));
  }

  /* A complaint of the model as an Error. */
  must(status) {
    if (status === 0) return;
    throw new Error(this.text(this.c.live_errors()).replace(/^error: /, "").trim());
  }

  /* `values` as an array of C; each of the two places is used again by the next call. */
  numbers(values, place = 0) {
    const held = this.places[place];
    if (values.length > held.room) Object.assign(held, { at: this.c.live_bytes(8 * values.length), room: values.length });
    new Float64Array(this.c.memory.buffer, held.at, values.length).set(values);
    return held.at;
  }

  /* Make arm `to`, which may be new, a copy of arm `from` with `changes`: [parameter, value] or [parameter, [[month, value], ...]]. */
  change(to, from, changes) {
    for (; this.arms <= to; this.arms++)
      if (this.c.live_add(from) < 0) throw new Error("no memory for another setting");
    this.c.live_copy(to, from);
    for (const [param, value] of changes)
      if (Array.isArray(value))
        this.must(this.c.live_path(to, param, this.numbers(value.map((point) => point[0])),
                                   this.numbers(value.map((point) => point[1]), 1), value.length));
      else this.must(this.c.live_set(to, param, value));
  }

  /* One pack: outcomes [outcome][lane], histories [history][month][lane], failed [lane], all copies.
   * `world`: compute replicate `first` in drawn worlds from this one on, a lane each; -1: replicates in the study's own. */
  run(arm, first, world = -1) {
    this.must(this.c.live_run(arm, first, world));
    const { outcomes, histories, months } = this.series, lanes = this.lanes, memory = this.c.memory.buffer;
    return { outcomes: new Float64Array(memory, this.c.live_outcomes(), outcomes * lanes).slice(),
             histories: new Float32Array(memory, this.c.live_histories(), histories * months * lanes).slice(),
             failed: new Int32Array(memory, this.c.live_failed(), lanes).slice(), lanes };
  }

  /* State variables of one run, month by month: for each { rows, values [month][row] }. */
  watch(arm, replicate, states) {
    const list = this.numbers(states), months = this.series.months;
    new Int32Array(this.c.memory.buffer, list, states.length).set(states);
    this.c.live_watch(list, states.length);
    this.must(this.c.live_run(arm, replicate, -1));
    const rows = states.map((_, i) => this.c.live_watched_rows(i)), all = rows.reduce((sum, count) => sum + count, 0);
    const kept = new Float32Array(this.c.memory.buffer, this.c.live_watched(), all * months);
    let before = 0;
    const parts = rows.map((count) => {
      const values = new Float32Array(count * months);
      for (let month = 0; month < months; month++)
        values.set(kept.subarray(month * all + before, month * all + before + count), month * count);
      before += count;
      return { rows: count, values };
    });
    this.c.live_watch(list, 0);
    return parts;
  }

  /* Events of the first `lanes` runs of a pack: rows of numbers { lane, month, occasion, fields [field] }. */
  events(arm, replicate, lanes, occasion) {
    const fields = this.series.fields, width = 5 + fields;
    this.c.live_tell(lanes, occasion);
    try {
      this.must(this.c.live_run(arm, replicate, -1));
    } finally {
      this.c.live_tell(0, -1);
    }
    const rows = new Float64Array(this.c.memory.buffer, this.c.live_events(), this.c.live_events_count() * width);
    return Array.from({ length: rows.length / width }, (_, i) => ({
      lane: rows[i * width], month: rows[i * width + 1], occasion: rows[i * width + 2],
      fields: Array.from(rows.subarray(i * width + 5, (i + 1) * width)) }));
  }

  /* One run in sentences: [{ month, text }]. */
  story(arm, replicate) {
    return this.events(arm, replicate, 1, -1).map(({ month }, i) => ({ month, text: this.text(this.c.live_sentence(i)) }));
  }

  /* How often an occasion has each combination of words in `fields`, over some packs: [[word, ..., [count of each run]]]. */
  tally(arm, occasion, fields, packs) {
    const counts = new Map(), runs = packs * this.lanes;
    for (let first = 0; first < runs; first += this.lanes)
      for (const event of this.events(arm, first, this.lanes, occasion)) {
        const key = fields.map((field) => event.fields[field]).join(" ");
        if (!counts.has(key)) counts.set(key, new Array(runs).fill(0));
        counts.get(key)[first + event.lane]++;
      }
    return { runs, rows: [...counts].map(([key, each]) => [...key.split(" ").map(Number), each]) };
  }

  /* One request of the page. */
  answer(request) {
    switch (request.kind) {
    case "change": return this.change(request.arm, request.from, request.changes);
    case "run": return this.run(request.arm, request.first, request.world);
    case "story": return this.story(request.arm, request.replicate);
    case "tally": return this.tally(request.arm, request.occasion, request.fields, request.packs);
    default: return this.watch(request.arm, request.replicate, request.states);
    }
  }
}

/* Answers requests in the order in which they come, the first of which opens the model: nobody need wait in between. */
function answerer() {
  let engine;
  return async (request) => {
    if (request.kind !== "open") return (await engine).answer(request);
    engine = Engine.open(request.wasm, request.study, request.series);
    return (await engine).lanes;
  };
}
