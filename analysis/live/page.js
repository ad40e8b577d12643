/* page.js - the page: settings on one side, what they come to on the other. Runs come in packs; what was computed for a
 * setting is kept until the setting changes. */


const about = JSON.parse(document.getElementById("about").textContent);
const byName = new Map(about.params.map((param, index) => [param.name, { ...param, index }]));
const outcomeAt = (name) => about.outcomes.findIndex((outcome) => outcome.name === name);

/* What most people ask first, in the words of the theory; a model that has none of them shows its first levers. */
const MONEY = about.params.filter((param) => param.name.startsWith("context.funding.")).map((param) => param.name);
const FEW = [
  ["Money and need", ["context.demand"]],
  ["People's time", ["organisations.joint_share", "organisations.manager_interest", "people.mandate"]],
  ["How leaders act", ["leaders.policy", "leaders.directive_share", "leaders.acts", "leaders.initiative"]],
  ["Boards", ["processes.meetings", "processes.items", "processes.informal", "structure.quorum"]]];
const HEADLINES = ["synergy", "delay", "conflict", "trust", "delivered"];

const settings = []; // { name, base, changes, runs: [outcomes per run], months: [histories per run], failed, wrong }
let pool, shown = 0, generation = 0, series, drawn = 0, most = 256;

const at = (id) => document.getElementById(id);
const bytes = (id) => Uint8Array.from(atob(at(id).textContent), (letter) => letter.charCodeAt(0));

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function say(text, wrong = false) {
  at("state").textContent = text;
  at("state").classList.toggle("wrong", wrong);
}

/* --- settings --- */

function emptied(setting) {
  setting.runs = [];
  setting.months = [];
  setting.failed = 0;
  setting.asked = 0;
  setting.wrong = null;
}

/* The number that the settings' arms have in the engine: behind the study's own. */
const armOf = (index) => about.arms.length + index;

async function settingAdd(name, base, changes) {
  const setting = { name, base, changes: { ...changes } };
  emptied(setting);
  settings.push(setting);
  await pool.all({ kind: "add", from: base });
  await settingSend(settings.length - 1);
}

async function settingSend(index) {
  const setting = settings[index], changes = Object.entries(setting.changes);
  emptied(setting);
  try {
    await pool.all({ kind: "change", arm: armOf(index), from: setting.base,
                     changes: changes.map(([name, value]) => [byName.get(name).index, value]) });
  } catch (error) {
    setting.wrong = error.message;
  }
}

async function changed(name, value) {
  const setting = settings[shown];
  if (value === undefined) delete setting.changes[name];
  else setting.changes[name] = value;
  await resend();
}

async function resend() {
  generation++;
  history.replaceState(null, "", "#" + addressOf(settings, about, byName));
  await settingSend(shown);
  marks();
  compute();
}

/* --- runs --- */

/* Take a pack apart into runs. */
function keep(setting, first, pack) {
  const { outcomes, histories, months } = series;
  for (let lane = 0; lane < pack.lanes; lane++) {
    const run = first + lane;
    if (run >= most) break;
    if (pack.failed[lane]) setting.failed++;
    setting.runs[run] = Array.from({ length: outcomes }, (_, o) => pack.failed[lane] ? NaN : pack.outcomes[o * pack.lanes + lane]);
    setting.months[run] = Float32Array.from({ length: histories * months }, (_, i) => pack.histories[i * pack.lanes + lane]);
  }
}

/* Ask for packs, round after round over all settings, until all have `most` runs or something changes. */
async function compute() {
  const mine = generation;
  for (let first = 0; first < most; first += pool.lanes) {
    await Promise.all(settings.map(async (setting, index) => {
      if (setting.wrong || setting.runs.length > first || mine !== generation) return;
      try {
        const pack = await pool.one({ kind: "run", arm: armOf(index), first });
        if (mine === generation) keep(setting, first, pack);
      } catch (error) {
        if (mine === generation) setting.wrong = error.message;
      }
    }));
    if (mine !== generation) return;
    progress();
    drawSoon(first === 0 || first + pool.lanes >= most);
  }
}

const common = () => Math.min(...settings.filter((setting) => !setting.wrong).map((setting) => setting.runs.length));

function progress() {
  const runs = common(), wrong = settings.find((setting) => setting.wrong);
  at("bar").value = Number.isFinite(runs) ? runs / most : 0;
  if (wrong) say(`"${wrong.name}" cannot be computed: ${wrong.wrong}`, true);
  else say(`${runs} of ${most} runs of each setting${runs < most ? "; intervals narrow as more come" : ""}.`);
}

/* Drawing every pack would cost more than the packs. */
function drawSoon(now) {
  if (!now && performance.now() - drawn < 150) return;
  drawn = performance.now();
  requestAnimationFrame(draw);
}

/* --- levers --- */

function baseValue(param) {
  return about.arms[settings[shown].base].values[param.index];
}

function lever(param) {
  const id = "lever." + param.name, label = param.name.replace(/^.*?\./, "").replaceAll(/[._]/g, " ");
  const input = param.kind === "choice" ? element("select", { id })
    : element("input", { type: "range", id, min: param.from ?? param.low, max: param.to ?? param.high,
                         step: param.kind === "real" ? "any" : 1 });
  if (param.kind === "choice")
    param.choices.split(" ").forEach((word, k) => input.append(element("option", { value: k }, word.replaceAll("_", " "))));
  const shownValue = element("output", { for: id }), path = about.arms.some((arm) => arm.paths[param.index]);
  const box = element("div", { class: "lever", "data-name": param.name,
                               "data-words": (param.name + " " + param.meaning).toLowerCase() },
                      element("label", { for: id, title: param.name }, label + " ", shownValue), input,
                      element("small", {}, `${param.meaning}${param.unit && param.kind !== "choice" ? ` (${param.unit})` : ""}` +
                                           `${param.source === "assumed" || /^assumed/.test(param.source) ? "; assumed" : ""}` +
                                           `${path ? "; in the study it changes over the years: moved, it stays level" : ""}`));
  input.addEventListener("input", () => {
    shownValue.textContent = said2(param, Number(input.value));
    changed(param.name, Number(param.kind === "real" ? Number(input.value).toPrecision(4) : input.value));
  });
  return box;
}

const said2 = (param, value) => param.kind === "real" ? said(value) : wordOf(param, value).replaceAll("_", " ");

/* Money of all sectors: where it ends, and in which year. */
function moneyLever() {
  const level = element("input", { type: "range", id: "money", min: 30, max: 130, step: 1, value: 100 });
  const years = element("input", { type: "range", id: "money-years", min: 1, max: Math.max(1, Math.floor(about.months / 12)),
                                   step: 1, value: Math.min(7, Math.floor(about.months / 12)) });
  const shownLevel = element("output", { for: "money" }), shownYears = element("output", { for: "money-years" });
  const refresh = () => {
    shownLevel.textContent = level.value + " %";
    shownYears.textContent = years.value + (years.value === "1" ? " year" : " years");
  };
  const move = () => {
    refresh();
    for (const name of MONEY) settings[shown].changes[name] = [[0, 1], [12 * Number(years.value), Number(level.value) / 100]];
    resend();
  };
  level.addEventListener("input", move);
  years.addEventListener("input", move);
  refresh();
  const box = element("div", { class: "lever", "data-money": "1" },
                      element("label", { for: "money" }, "money of all organisations falls or rises to ", shownLevel), level,
                      element("label", { for: "money-years" }, "within ", shownYears), years,
                      element("small", {}, "In real terms, of what they have in the first month; then level."));
  box.show = () => {
    const path = settings[shown].changes[MONEY[0]];
    if (Array.isArray(path)) [level.value, years.value] = [100 * path[1][1], path[1][0] / 12];
    box.classList.toggle("changed", Array.isArray(path));
    refresh();
  };
  return box;
}

function leversMake() {
  const few = at("few"), known = FEW.map(([group, names]) => [group, names.filter((name) => byName.has(name))])
    .filter(([, names]) => names.length);
  const plain = about.params.filter((param) => param.role === "lever").slice(0, 8).map((param) => param.name);
  for (const [group, names] of known.length ? known : [["Levers", plain]]) {
    few.append(element("h3", {}, group));
    if (group === FEW[0][0] && MONEY.length) few.append(moneyLever());
    for (const name of names) few.append(lever(byName.get(name)));
  }
  at("all").addEventListener("toggle", () => {
    if (!at("many").childElementCount)
      for (const group of about.groups) {
        at("many").append(element("h3", { "data-group": group.name }, group.meaning));
        for (const param of byName.values())
          if (param.name.startsWith(group.name + ".")) at("many").append(lever(param));
      }
    marks();
  });
  at("find").addEventListener("input", () => {
    const words = at("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const box of at("many").querySelectorAll(".lever"))
      box.hidden = !words.every((word) => box.dataset.words.includes(word));
    for (const heading of at("many").querySelectorAll("h3")) heading.hidden = words.length > 0;
  });
}

/* Put every lever where the shown setting stands. */
function marks() {
  for (const box of document.querySelectorAll(".lever[data-name]")) {
    const param = byName.get(box.dataset.name), change = settings[shown].changes[param.name];
    const value = change === undefined || Array.isArray(change) ? baseValue(param) : change;
    const input = box.querySelector("input, select");
    if (document.activeElement !== input) input.value = value;
    box.querySelector("output").textContent = said2(param, value);
    box.classList.toggle("changed", change !== undefined);
  }
  document.querySelector("[data-money]")?.show();
  at("base").value = settings[shown].base;
  at("more").disabled = settings.length >= MOST_SETTINGS;
}

function listsMake() {
  at("base").replaceChildren(...about.arms.map((arm, k) => element("option", { value: k }, arm.name)));
  at("history").append(...about.histories.map((one, k) => element("option", { value: k, title: one.meaning }, one.name.replaceAll("_", " "))));
  const words = about.outcomes.filter((one) => one.choices);
  at("words").append(...words.map((one) => element("option", { value: outcomeAt(one.name) }, one.name.replaceAll("_", " "))));
  document.getElementById("ends-title").parentElement.hidden = words.length === 0;
}

function settingsList() {
  for (const id of ["arm", "map-arm"]) {
    const kept = at(id).value;
    at(id).replaceChildren(...settings.map((setting, k) => element("option", { value: k }, setting.name)));
    at(id).value = id === "arm" ? shown : kept || 0;
  }
}

/* --- answers --- */

const column = (setting, outcome, count) => setting.runs.slice(0, count).map((run) => run[outcome]);

function draw() {
  const count = common();
  if (!(count > 0)) return;
  const good = settings.map((setting, arm) => ({ setting, arm })).filter(({ setting }) => !setting.wrong);
  drawSaid(good, count);
  drawCurves(good, count);
  drawEnds(good, count);
  drawTable(good, count);
}

/* The sizes of a difference whose sign is clear, the smaller first. */
function between(change) {
  const ends = [Math.abs(change.low), Math.abs(change.high)].sort((a, b) => a - b);
  return `${said(ends[0])} to ${said(ends[1])}`;
}

/* The setting before this one that is the same in all: one that nobody has changed yet. */
const twinOf = (setting, others) => others.find((one) => one.base === setting.base &&
  JSON.stringify(one.changes) === JSON.stringify(setting.changes));

/* "synergy 0.012, 0.004 more than "level funding" (0.002 to 0.006)" */
function drawSaid(good, count) {
  const first = good[0].setting, items = [], all = good.map(({ setting }) => setting);
  const twins = all.map((setting, k) => [setting, twinOf(setting, all.slice(0, k))]).filter(([, twin]) => twin);
  const others = all.slice(1).filter((setting) => !twins.some(([one]) => one === setting));
  for (const name of HEADLINES.filter((one) => outcomeAt(one) >= 0)) {
    const outcome = about.outcomes[outcomeAt(name)], base = column(first, outcomeAt(name), count);
    const from = estimate(base), parts = [`${outcome.meaning.replace(/ \([A-Z]\d[^()]*\)$/, "")}: ${said(from.mean)} ${outcome.unit} in "${first.name}"`];
    for (const setting of others) {
      const change = estimate(differences(column(setting, outcomeAt(name), count), base));
      parts.push(change.n < 2 ? `nothing to compare in "${setting.name}"`
        : Number.isNaN(change.low) ? `${change.mean === 0 ? "the same" : said(Math.abs(change.mean)) + (change.mean > 0 ? " more" : " less")} in every pair of "${setting.name}"`
        : change.low > 0 || change.high < 0
          ? `${said(Math.abs(change.mean))} ${change.mean > 0 ? "more" : "less"} in "${setting.name}" (95 %: ${between(change)})`
          : `no clear difference in "${setting.name}" (95 %: ${said(change.low)} to ${said(change.high)})`);
    }
    items.push(element("li", {}, parts.join("; ") + "."));
  }
  for (const [setting, twin] of twins)
    items.push(element("li", {}, `"${setting.name}" is still the same as "${twin.name}".`));
  at("said").replaceChildren(...items);
}

/* Mean and band of a history over the runs of a setting, or of paired differences from another. */
function curveOf(setting, arm, h, count, base) {
  const months = about.months, curve = { name: setting.name, arm, mean: [], low: [], high: [] };
  const spread = at("band").value === "spread" && !base;
  for (let month = 0; month < months; month++) {
    const values = [];
    for (let run = 0; run < count; run++) {
      const value = setting.months[run][h * months + month] - (base ? base.months[run][h * months + month] : 0);
      if (Number.isFinite(value)) values.push(value);
    }
    const one = estimate(values);
    if (spread) values.sort((a, b) => a - b);
    curve.mean.push(one.mean);
    curve.low.push(spread ? quantile(values, 0.1) : one.low);
    curve.high.push(spread ? quantile(values, 0.9) : one.high);
  }
  return curve;
}

function drawCurves(good, count) {
  const h = Number(at("history").value), one = about.histories[h], first = good[0].setting;
  const list = good.map(({ setting, arm }) => curveOf(setting, arm, h, count));
  const end = list.map((curve) => `${curve.name} ${said(curve.mean.at(-1))}`).join(", ");
  at("curves").replaceChildren(curves(list, { months: about.months, start: about.start, width: widthAt(at("curves")),
                                              title: `${one.name.replaceAll("_", " ")} (${one.unit})`,
                                              alt: `${one.meaning}. In the last month: ${end}.` }));
  at("key").replaceChildren(...good.map(({ setting, arm }) => element("span", { class: "key" }, element("i", { class: `dash arm${arm}` }), setting.name)));
  if (good.length < 2) return at("difference").replaceChildren();
  const apart = good.slice(1).map(({ setting, arm }) => curveOf(setting, arm, h, count, first));
  at("difference").replaceChildren(curves(apart, { months: about.months, start: about.start, height: 190, zero: true, width: widthAt(at("curves")),
    title: `difference from "${first.name}" under the same luck, with 95 % interval`,
    alt: `Difference of ${one.name} from ${first.name}.` }));
}

function drawEnds(good, count) {
  if (!at("words").value) return;
  const o = Number(at("words").value), words = about.outcomes[o].choices.split(" ");
  const rows = good.map(({ setting, arm }) => ({ name: setting.name, arm, shares: shares(column(setting, o, count), words.length) }));
  const alt = rows.map((row) => `${row.name}: ` + words.map((word, k) => `${word} ${Math.round(100 * row.shares[k])} %`).join(", ")).join("; ");
  at("ends").replaceChildren(bars(rows, words, alt, widthAt(at("ends"))));
  at("ends-key").replaceChildren(...words.map((word, k) => element("span", { class: "key" }, element("i", { class: `part${k}` }), word.replaceAll("_", " "))));
}

function drawTable(good, count) {
  const head = element("tr", {}, element("th", { scope: "col" }, "outcome"), ...good.flatMap(({ setting }, k) =>
    [element("th", { scope: "col" }, setting.name), ...(k ? [element("th", { scope: "col" }, "difference (95 %)")] : [])]));
  const rows = about.outcomes.map((outcome, o) => ({ outcome, o })).filter(({ outcome }) => !outcome.choices).map(({ outcome, o }) => {
    const base = column(good[0].setting, o, count);
    return element("tr", {}, element("th", { scope: "row", title: outcome.meaning }, `${outcome.name.replaceAll("_", " ")}, ${outcome.unit}`),
      ...good.flatMap(({ setting }, k) => {
        const values = column(setting, o, count), change = estimate(differences(values, base));
        const clear = change.low > 0 || change.high < 0;
        return [element("td", {}, said(estimate(values).mean)),
                ...(k ? [element("td", clear ? { class: "clear" } : {}, change.n < 2 ? "none" : Number.isNaN(change.low) ? said(change.mean) : `${said(change.mean)} (${said(change.low)} to ${said(change.high)})`)] : [])];
      }));
  });
  at("table").replaceChildren(element("caption", {}, element("span", {}, `Means over ${count} runs; differences from "${good[0].setting.name}" under the same luck, each interval by itself; bold where it leaves out 0.`)),
                              element("thead", {}, head), element("tbody", {}, ...rows));
}

/* --- the map --- */

let mapped;

async function mapShow() {
  const index = Number(at("map-arm").value), world = about.worlds[settings[index].base];
  const state = (name) => about.states.findIndex((one) => one.name === name);
  const forums = world.entities.FORUM, seats = world.links["SEAT.forum"];
  const names = ["filled", "alive", "trust_mean", "stuck"], states = names.map(state);
  if (!forums || states.some((one) => one < 0)) return;
  const parts = await pool.one({ kind: "watch", arm: armOf(index), replicate: Number(at("map-run").value), states });
  const kept = Object.fromEntries(names.map((name, i) => [name, parts[i]]));
  mapped = { kept, forums, seats, organisations: world.links["SEAT.organisation"].map((o) => world.entities.ORGANISATION[o]) };
  mapDraw();
}

function mapDraw() {
  if (!mapped) return;
  const month = Number(at("month").value), value = (name, row) => mapped.kept[name].values[month * mapped.kept[name].rows + row];
  const boards = mapped.forums.map((name, f) => ({ name, alive: value("alive", f) > 0, trust: value("trust_mean", f), still: value("stuck", f),
    seats: mapped.seats.map((of, s) => ({ of, organisation: mapped.organisations[s], filled: value("filled", s) > 0 })).filter((seat) => seat.of === f) }));
  const alt = boards.map((board) => `${board.name}: ${board.alive ? `${board.seats.filter((seat) => seat.filled).length} of ${board.seats.length} seats filled, trust ${said(board.trust)}` : "ended"}`).join("; ");
  at("map").replaceChildren(boardsMap(boards, { alt, width: widthAt(at("map")) }));
}

function monthSaid() {
  const month = Number(at("month").value), [y, m] = about.start.split("-").map(Number);
  at("month-said").textContent = `${year(about.start, month)}-${String((m - 1 + month) % 12 + 1).padStart(2, "0")}`;
}

/* --- carry away --- */

function save(name, type, content) {
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

const cell = (text) => /[",\n]/.test(text) || /^[=+@-]/.test(text) ? `"${(/^[=+@]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"` : text;

function csvText() {
  const rows = [["setting", "replicate", ...about.outcomes.map((outcome) => outcome.name)].join(",")];
  for (const setting of settings)
    setting.runs.forEach((run, replicate) => rows.push([cell(setting.name), replicate, ...run.map((value, o) => !Number.isFinite(value) ? ""
      : about.outcomes[o].choices ? about.outcomes[o].choices.split(" ")[value] : value)].join(",")));
  return rows.join("\n") + "\n";
}

/* The chart with its colours inside, so that it stands alone. */
function svgText() {
  const chart = at("curves").querySelector("svg").cloneNode(true), style = getComputedStyle(document.documentElement);
  const css = [...document.querySelector("style").sheet.cssRules].filter((rule) => /line|band|chart|grid|zero|tick/.test(rule.selectorText || ""))
    .map((rule) => rule.cssText).join("").replace(/var\((--[a-z0-9]+)\)/g, (_, name) => style.getPropertyValue(name));
  chart.setAttribute("xmlns", SVG);
  chart.prepend(shape("style", {}, css));
  return new XMLSerializer().serializeToString(chart);
}

function savePng() {
  const [, , width, height] = at("curves").querySelector("svg").getAttribute("viewBox").split(" ").map(Number);
  const image = new Image(), url = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  image.onload = () => {
    const canvas = element("canvas", { width: 3 * width, height: 3 * height }), brush = canvas.getContext("2d");
    brush.fillStyle = getComputedStyle(document.body).backgroundColor;
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save("curves.png", "image/png", blob));
    URL.revokeObjectURL(url);
  };
  image.src = url;
}

/* --- the page begins --- */

function listen() {
  at("arm").addEventListener("change", () => { shown = Number(at("arm").value); marks(); });
  at("base").addEventListener("change", () => { settings[shown].base = Number(at("base").value); resend(); });
  at("undo").addEventListener("click", () => { settings[shown].changes = {}; resend(); });
  at("more").addEventListener("click", async () => {
    generation++;
    await settingAdd(`setting ${settings.length + 1}`, settings[shown].base, settings[shown].changes);
    shown = settings.length - 1;
    settingsList();
    await resend();
  });
  for (const id of ["history", "band", "words"]) at(id).addEventListener("change", draw);
  let wide = widthAt(at("curves"));
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
  at("map-show").addEventListener("click", mapShow);
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
    return [null, `The address could not be used: ${error.message}. The page shows the study as it is.`];
  }
  return [null, null];
}

async function begin() {
  at("title").textContent = document.title = about.title;
  at("question").textContent = about.question;
  at("honest").textContent = `Every number is computed in this page by the model "${about.model}", version ${about.version} (${about.commit}), ` +
    "for one area. Nothing is interpolated and nothing is a forecast: most parameters are assumed, and each says so. Intervals are over luck " +
    "alone, 95 %, Student's t over replicates, paired where settings are compared; how far the answer hangs on what is assumed, they do not say. " +
    "cavi compare does the same for more runs, and corrects for skewed outcomes." +
    (about.params.some((param) => /\([A-Z]\d/.test(param.meaning)) ? " Codes in brackets, such as A15, are places in the theory: models/TRACE.md of the project has them." : "");
  most = Math.max(16, Math.min(about.replicates || 256, 512));
  series = { outcomes: about.outcomes.length, histories: about.histories.length, months: about.months };
  pool = await Pool.open(at("code").textContent, bytes("wasm"), bytes("study"), series);
  const [told, complaint] = firstSettings();
  const arms = told || [...about.arms.slice(0, MOST_SETTINGS - 1).map((arm, base) => ({ name: arm.name, base, changes: {} })),
                        { name: "mine", base: Math.min(about.arms.length, MOST_SETTINGS - 1) - 1, changes: {} }];
  for (const { name, base, changes } of arms) await settingAdd(name, base, changes);
  shown = settings.length - 1;
  listsMake();
  settingsList();
  leversMake();
  listen();
  marks();
  monthSaid();
  await compute();
  if (complaint) say(complaint, true);
}

if (typeof WebAssembly !== "object") say("This browser has no WebAssembly: any browser of the last five years has.", true);
else begin().catch((error) => say(/SIMD|simd|Wasm|compile/.test(error.message)
  ? "This browser cannot run the model: it needs WebAssembly with SIMD (Chrome 91, Firefox 89, Safari 16.4, or later)."
  : `The page could not begin: ${error.message}`, true));
