/* page.js - the page: settings on one side, what they come to on the other. Runs come in packs; what was computed for a
 * setting is kept until the setting changes. */


/* --- settings --- */

/* Forget what was computed; `done`: runs from the first on, without a gap. What another setting that is the same has, this
 * one has too. */
function emptied(setting) {
  const { runs = [], months = [], done = 0, failed = 0, obstacles = null, wrong = null } =
    twinOf(setting, settings.filter((one) => one !== setting)) || {};
  Object.assign(setting, { runs: [...runs], months: [...months], done, failed, obstacles, wrong });
}

/* The number that the engine knows a setting's arm by. */
const armOf = (index) => settings[index].arm;

function settingAdd({ name, base, changes }) {
  settings.push({ name, base, changes: { ...changes }, arm: armsMade++ });
  settingSend(settings.at(-1));
}

/* Tell all threads what a setting is. Runs may be asked for at once; their answers come after this one's. */
function settingSend(setting) {
  const changes = Object.entries(setting.changes).map(([name, value]) => [byName.get(name).index, value]);
  emptied(setting);
  setting.sent = pool.all({ kind: "change", arm: setting.arm, from: setting.base, changes })
    .catch((error) => { setting.wrong = error.message; });
}

async function changed(name, value) {
  const setting = settings[shown];
  remember(name);
  if (value === undefined) delete setting.changes[name];
  else setting.changes[name] = value;
  await resend();
}

/* What a setting was before each move; moves of one lever without a pause are one. */
const past = [];

function remember(what) {
  const now = performance.now(), setting = settings[shown], same = remember.what === what && remember.of === setting;
  if (!same || now - remember.when > 1000) past.push({ setting, base: setting.base, changes: { ...setting.changes } });
  Object.assign(remember, { what, of: setting, when: now });
  at("back").disabled = false;
}

function back() {
  const { setting, base, changes } = past.pop() || {}, index = settings.indexOf(setting);
  remember.what = null;
  at("back").disabled = past.length === 0;
  if (index < 0) return;
  Object.assign(setting, { base, changes });
  shown = index;
  settingsList();
  return resend();
}

function remove() {
  settings.splice(shown, 1);
  shown = settings.length - 1;
  settingsList();
  return resend();
}

function rename() {
  const name = at("name").value.trim(), fault = nameFault(name, settings.filter((_, k) => k !== shown).map((setting) => setting.name));
  if (fault) return say(`The name cannot be used: ${fault}.`, true);
  settings[shown].name = name;
  settingsList();
  addressSoon();
  draw();
  if (hasObstacles() && settings.every((setting) => setting.obstacles)) obstaclesDraw();
}

function resend() {
  generation++;
  addressSoon();
  settingSend(settings[shown]);
  marks();
  return compute();
}

/* A lever that is dragged moves often, and browsers refuse a page that changes its address a hundred times a minute. */
function addressSoon() {
  clearTimeout(addressSoon.later);
  addressSoon.later = setTimeout(() => history.replaceState(null, "", "#" + addressOf(settings, about, byName)), 300);
}

/* --- runs --- */

/* The outcomes of one run of a pack. */
function outcomesOf(pack, lane) {
  const values = new Array(series.outcomes); // plain loops: this is the thread that draws
  for (let o = 0; o < values.length; o++) values[o] = pack.failed[lane] ? NaN : pack.outcomes[o * pack.lanes + lane];
  return values;
}

/* Take a pack apart into runs, for all settings that are the same. */
function keep(setting, first, pack) {
  const { histories, months } = series, all = settings.filter((one) => one === setting || twinOf(setting, [one]));
  for (let lane = 0; lane < pack.lanes; lane++) {
    const run = first + lane;
    if (run >= most) break;
    const values = outcomesOf(pack, lane), history = new Float32Array(histories * months);
    for (let i = 0; i < history.length; i++) history[i] = pack.histories[i * pack.lanes + lane];
    check(setting, run, history);
    for (const one of all) {
      if (pack.failed[lane] && !one.runs[run]) one.failed++;
      one.runs[run] = values;
      one.months[run] = history;
    }
  }
  for (const one of all) while (one.runs[one.done]) one.done++;
}

/* What was computed when the page was made must come out again, to the bit. */
function check({ name, base, changes }, run, history) {
  const made = Object.keys(changes).length ? null : about.first[base]?.[run];
  if (made && made.some((value, month) => !Object.is(Math.fround(value ?? NaN), history[month])))
    complaint = `Do not rely on this browser: it computes other numbers for run ${run} of "${name}" than cavi did when it made the page.`;
}

/* The packs that are missing, the first of all settings before the second. */
function* missing() {
  for (let first = 0; first < most; first += LANES)
    for (const [k, setting] of settings.entries())
      if (!setting.wrong && !setting.runs[Math.min(most, first + LANES) - 1] && !twinOf(setting, settings.slice(0, k))) yield { setting, first };
}

/* Let the threads share `jobs`, until there are no more or something changes. */
async function eachThread(jobs, mine, work) {
  await Promise.all(pool.members.map(async () => {
    for (const job of jobs) {
      if (mine !== generation) return;
      await work(job);
    }
  }));
}

async function runPack({ setting, first }, mine) {
  try {
    const found = await pool.one({ kind: "run", arm: setting.arm, first });
    await setting.sent;
    if (mine === generation && !setting.wrong) keep(setting, first, found);
  } catch (error) {
    if (mine === generation) setting.wrong = error.message;
  }
  if (mine === generation) progress(mine);
}

/* Compute until all settings have `most` runs or something changes; then look closer. */
async function compute() {
  const mine = generation;
  await eachThread(missing(), mine, (job) => runPack(job, mine));
  if (mine !== generation) return;
  progress(mine);
  draw();
  if (hasObstacles()) await obstaclesCount(mine);
  if (mine === generation) await runShow();
}

const common = () => Math.min(...settings.filter((setting) => !setting.wrong).map((setting) => setting.done));

/* Show how far the runs are, and the first of them at once. A reader of screens hears the beginning and the end. */
function progress(mine) {
  const runs = common(), wrong = settings.find((setting) => setting.wrong);
  const failed = settings.reduce((sum, setting) => sum + setting.failed, 0);
  at("bar").value = Number.isFinite(runs) ? runs / most : 0;
  at("bar-said").textContent = Number.isFinite(runs) ? `${runs} of ${most} runs` : "";
  const begins = seen !== mine && runs > 0;
  if (begins) seen = mine;
  if (wrong) say(`"${wrong.name}" cannot be computed: ${wrong.wrong}`, true);
  else if (begins || runs >= most)
    say(`${runs} of ${most} runs of each setting${runs < most ? "; intervals narrow as more come" : ""}.${failed ? ` ${failed} runs failed.` : ""}${complaint ? " " + complaint : ""}`, complaint !== null);
  drawSoon(begins);
}

/* Drawing every pack would cost more than the packs: a fifth of the time is for drawing. */
function drawSoon(now) {
  if (!now && performance.now() < due) return;
  due = Infinity; // until it is drawn: a page that nobody sees is not
  const began = () => {
    const start = performance.now();
    draw();
    due = performance.now() + Math.max(150, 4 * (performance.now() - start));
  };
  if (now) draw("curves");
  requestAnimationFrame(began);
}

/* --- the page begins --- */

function listen() {
  at("arm").addEventListener("change", () => { shown = Number(at("arm").value); marks(); });
  at("base").addEventListener("change", () => { remember("base"); settings[shown].base = Number(at("base").value); resend(); });
  at("undo").addEventListener("click", () => { remember("undo"); settings[shown].changes = {}; resend(); });
  at("back").addEventListener("click", back);
  at("less").addEventListener("click", remove);
  at("name").addEventListener("change", rename);
  at("more").addEventListener("click", async () => {
    generation++;
    const free = [1, 2, 3, 4].map((k) => `setting ${k}`).find((name) => !settings.some((setting) => setting.name === name));
    settingAdd({ ...settings[shown], name: free });
    shown = settings.length - 1;
    settingsList();
    await resend();
  });
  for (const id of ["history", "band", "words"]) at(id).addEventListener("change", () => draw());
  at("worlds-run").addEventListener("click", worldsRun);
  at("tries-run").addEventListener("click", triesRun);
  at("tries-of").addEventListener("change", triesDraw);
  at("worlds-title").parentElement.hidden = !about.worlds_count;
  at("obstacles-title").parentElement.hidden = !hasObstacles();
  at("skip").addEventListener("click", (event) => { // the address behind "#" is for the settings
    event.preventDefault();
    at("answers").focus();
  });
  window.addEventListener("hashchange", () => location.reload());
  let wide; // not asked for yet: the answer would lay the page out
  window.addEventListener("resize", () => {
    const now = widthAt(at("curves"));
    if (now === wide) return;
    wide = now;
    draw();
    mapDraw();
  });
  at("month").max = about.months - 1;
  at("month").addEventListener("input", () => { monthSaid(); mapDraw(); });
  at("map-run").append(...Array.from({ length: 16 }, (_, k) => element("option", { value: k }, String(k))));
  for (const id of ["map-arm", "map-run"]) at(id).addEventListener("change", runShow);
  at("map-who").addEventListener("change", mapDraw);
  at("story-find").addEventListener("input", storyDraw);
  at("save-link").addEventListener("click", () => copyLink());
  at("save-study").addEventListener("click", () => save("what_if.yaml", "text/yaml", studyText(about, settings, Math.max(1, common()), byName)));
  at("save-csv").addEventListener("click", () => save("outcomes.csv", "text/csv", csvText()));
  at("save-svg").addEventListener("click", () => save("curves.svg", "image/svg+xml", svgText()));
  at("save-png").addEventListener("click", savePng);
  at("save-print").addEventListener("click", () => print());
}

/* The settings to begin with: those of the address; else the study's arms, and a copy of the last to be changed. */
function firstSettings() {
  try {
    const told = addressRead(location.hash.slice(1), about, byName);
    if (told) return [told, null];
  } catch (error) {
    return [null, `The address could not be used: ${error.message.slice(0, 300)}. The page shows the study as it is.`];
  }
  return [null, null];
}

/* Curves of the runs that were computed when the page was made, of the settings that are arms of the study as they are. */
function drawFirst() {
  const there = usable().filter(({ setting }) => Object.keys(setting.changes).length === 0 && about.first[setting.base]);
  for (const { setting } of there) setting.months = about.first[setting.base].map((run) => Float32Array.from(run, (value) => value ?? NaN));
  if (!there.length || there[0].arm > 0) return;
  drawCurves(there, about.first[0].length);
  at("bar-said").textContent = `${about.first[0].length} runs, from when the page was made`;
}

/* What the page says of itself. */
function aboutSaid() {
  at("title").textContent = document.title = about.title;
  at("question").textContent = about.question;
  at("honest").textContent = `Every number is computed in this page by the model "${about.model}", version ${about.version} (${about.commit}), ` +
    "for one area; the curves of the first moment are of runs that cavi computed when it made the page, and the page computes them again. Nothing is interpolated and nothing is a forecast: most parameters are assumed, and each says so. Intervals are over luck " +
    "alone, 95 %, each by itself, paired where settings are compared, as cavi compare gives them; how far the answer hangs on what is assumed, they do not say." +
    (about.worlds_count ? " For that, compute it in the worlds of the study, below." : " For that, give the study worlds: that match has kept.") +
    (about.params.some((param) => /\([A-Z]\d/.test(param.meaning)) ? " Codes in brackets, such as A15, are places in the theory: models/TRACE.md of the project has them." : "");
}

/* Curves come first; then the threads are asked for runs, and compute while the page is built. */
async function begin() {
  const [asked, wrong] = firstSettings();
  complaint = wrong;
  most = Math.max(16, Math.min(about.replicates || 256, 512));
  series = { outcomes: about.outcomes.length, histories: about.histories.length, months: about.months, fields: about.fields.length,
             arms: about.arms.length };
  settings.push(...(asked || [...about.arms.slice(0, MOST_SETTINGS - 1).map((arm, base) => ({ name: arm.name, base, changes: {} })),
                             { name: "mine", base: Math.min(about.arms.length, MOST_SETTINGS - 1) - 1, changes: {} }]));
  drawFirst();
  pool = new Pool(threads, { kind: "open", wasm: bytes("wasm"), study: bytes("study"), series });
  settings.splice(0).forEach(settingAdd);
  shown = settings.length - 1;
  const computed = compute();
  aboutSaid();
  listsMake();
  settingsList();
  leversMake();
  marks();
  monthSaid();
  listen();
  await computed;
}

/* The smallest module that has an instruction of SIMD. */
const SIMD = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

if (typeof WebAssembly !== "object" || !WebAssembly.validate(SIMD) || typeof DecompressionStream !== "function")
  say("This browser cannot run the model: it needs WebAssembly with SIMD and DecompressionStream (Chrome 91, Firefox 113, Safari 16.4, or later).", true);
else begin().catch((error) => say(`The page could not begin: ${error.message}`, true));
