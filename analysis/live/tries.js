/* tries.js - what would change most from here: each slider of the short list is moved to either end of its range, one at a
 * time, and the runs are compared with those of the shown setting. */


const TRY_RUNS = 32, TRIES_SHOWN = 6;
const scratch = []; // arms of the engine in which moves are tried
let tried = null;   // { generation, setting, list: [{ param, value, arm, runs: [outcomes per run] }], packs: how many are done }

/* All moves from a setting: money and need are nobody's to move. */
function triesOf(setting) {
  return [...FEW.slice(1).flatMap(([, names]) => names), ...ofArms()].map((name) => byName.get(name)).filter(Boolean).flatMap((param) => {
    const now = levelOf(setting.changes[param.name] ?? about.arms[setting.base].values[param.index]);
    return now === null ? [] : (param.kind === "choice" ? [...param.choices.split(" ").keys()] : endsOf(param)).filter((value) => value !== now)
      .map((value) => ({ param, value: param.cell ? [[0, value]] : value, runs: [] }));
  });
}

function triesBegin(setting) {
  const list = triesOf(setting);
  list.forEach((one, k) => {
    one.arm = scratch[k] ??= armsMade++;
    const changes = Object.entries({ ...setting.changes, [one.param.name]: one.value });
    one.sent = pool.all({ kind: "change", arm: one.arm, from: setting.base, changes: changes.map(([name, value]) => [byName.get(name).index, value]) });
  });
  return { generation, setting, list, packs: 0 };
}

function* triesMissing({ list }) {
  for (let first = 0; first < Math.min(TRY_RUNS, most); first += LANES) for (const one of list) yield { one, first };
}

async function triesRun() {
  const mine = tried = triesBegin(settings[shown]), all = mine.list.length * Math.ceil(Math.min(TRY_RUNS, most) / LANES);
  at("tries-run").disabled = true;
  await eachThread(triesMissing(mine), generation, async ({ one, first }) => {
    const pack = await pool.one({ kind: "run", arm: one.arm, first });
    for (let lane = 0; lane < pack.lanes; lane++) one.runs[first + lane] = outcomesOf(pack, lane);
    mine.packs++;
    if (mine === tried) at("tries-said").textContent = `${Math.round(100 * mine.packs / all)} % of ${mine.list.length} moves computed.`;
  }).catch((error) => say(`The moves cannot be computed: ${error.message}`, true));
  at("tries-run").disabled = false;
  triesDraw();
}

function tryItem({ param, value, change }, setting, unit) {
  const [, group, name] = param.name.match(/^(.*)\.([^.]*)$/), button = element("button", {}, "Set it");
  const text = `${plain(name)} (${plain(group)}) ${said2(param, levelOf(value))} instead of ${valueSaid(setting, param)}`;
  button.setAttribute("aria-label", "Set " + text);
  button.addEventListener("click", () => { shown = settings.indexOf(setting); settingsList(); changed(param.name, value); });
  return element("li", {}, `${text}: ${said(Math.abs(change.mean))} ${unit} ${change.mean > 0 ? "more" : "less"} (95 %: ${between(change)}) `, button);
}

/* Moves whose effect is clear, the largest first, those upward and those downward. */
function triesDraw() {
  const there = tried && tried.generation === generation && settings.includes(tried.setting) && tried.list.every((one) => one.runs.length);
  if (!there) {
    at("tries").replaceChildren();
    if (!at("tries-run").disabled) at("tries-said").textContent = "";
    return;
  }
  const o = Number(at("tries-of").value), outcome = about.outcomes[o], base = column(tried.setting, o, TRY_RUNS), { setting } = tried;
  const rows = tried.list.map((one) => ({ ...one, change: estimate(differences(one.runs.map((run) => run[o]), base), ...apartOf(outcome)) }));
  const part = (heading, side) => {
    const clear = rows.filter(({ change }) => (side > 0 ? change.low > 0 : change.high < 0)).sort((a, b) => side * (b.change.mean - a.change.mean));
    return [element("h3", {}, `${heading}: ${clear.length} of ${rows.length} moves`),
            element("ul", { class: "said" }, ...clear.slice(0, TRIES_SHOWN).map((row) => tryItem(row, setting, outcome.unit)))];
  };
  at("tries-said").textContent = `Moves from "${setting.name}", ${base.length} runs each, under the same luck. Each interval stands by itself: of ${rows.length} moves that change nothing, ` +
    `about ${Math.max(1, Math.round(rows.length / 20))} would seem clear.`;
  at("tries").replaceChildren(...part(`More ${plain(outcome.name)}`, 1), ...part(`Less ${plain(outcome.name)}`, -1));
}
