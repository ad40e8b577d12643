/* obstacles.js - what held up joint issues, and what leaders answered it with: counted from the events of the
 * first runs of each setting. */


const fieldAt = (name) => about.fields.findIndex((field) => field.name === name);
const plain = (word) => word.replaceAll("_", " ");

const OBSTACLES_SHOWN = 5;

/* Does the model say which obstacle an act answers? */
const hasObstacles = () => ["obstacle", "act", "result"].every((name) => fieldAt(name) >= 0) && about.occasions.includes("act");

/* Count for all settings; `mine`: the generation for which it is. */
async function obstaclesCount(mine) {
  const fields = ["obstacle", "act", "result"].map(fieldAt), occasion = about.occasions.indexOf("act");
  const same = (setting) => settings.find((one) => one === setting || twinOf(setting, [one]));
  await Promise.all(settings.map(async (setting, index) => {
    if (setting.wrong || setting.obstacles || same(setting) !== setting) return;
    const found = await pool.one({ kind: "tally", arm: armOf(index), occasion, fields, packs: 16 / LANES });
    if (mine === generation) setting.obstacles = found;
  }));
  if (mine !== generation) return;
  for (const setting of settings) setting.obstacles = same(setting).obstacles;
  obstaclesDraw();
}

const total = (counts) => counts.reduce((sum, count) => sum + count, 0);

/* { met [run], worked, acts: Map of act to times } of an obstacle: counts of the runs, sums over them. */
function answersOf({ runs, rows }, obstacle) {
  const acts = new Map(), met = new Array(runs).fill(0);
  let worked = 0;
  for (const [of, act, result, each] of rows) {
    if (of !== obstacle) continue;
    acts.set(act, (acts.get(act) || 0) + total(each));
    each.forEach((count, run) => { met[run] += count; });
    worked += result * total(each);
  }
  return { met, worked, acts };
}

/* "4.25 answers a run (95 %: 3.10 to 5.40), 60 % worked; no clear difference from "level funding"" */
function answersSaid({ met, worked }, base, first) {
  const from = estimate(met, 0), change = estimate(differences(met, base)), all = total(met);
  return `${said(from.mean)} answers a run (95 %: ${said(from.low)} to ${said(from.high)})${all ? `, ${Math.round(100 * worked / all)} % worked` : ""}` +
    (met === base ? "" : change.low > 0 || change.high < 0
      ? `; ${said(Math.abs(change.mean))} ${change.mean > 0 ? "more" : "fewer"} than in "${first}" (${between(change)})` : `; no clear difference from "${first}"`);
}

function obstaclesDraw() {
  const good = settings.filter((setting, k) => setting.obstacles && !twinOf(setting, settings.slice(0, k))), runs = good[0].obstacles.runs;
  const words = about.fields[fieldAt("obstacle")].choices.split(" "), names = about.fields[fieldAt("act")].choices.split(" ");
  const rows = words.map((word, k) => ({ word, answers: good.map((setting) => answersOf(setting.obstacles, k)) }))
    .filter(({ answers }) => answers.some(({ met }) => total(met) > 0)).sort((a, b) => total(b.answers[0].met) - total(a.answers[0].met));
  const most = Math.max(...rows.flatMap(({ answers }) => answers.map(({ met }) => total(met))), 1e-9);
  const boxes = rows.map(({ word, answers }) => element("div", { class: "obstacle" },
    element("h3", {}, plain(word)),
    ...answers.map((one, k) => element("div", { class: "bar" },
      element("span", { class: "trough", "aria-hidden": "true" }, element("i", { class: `fill arm${settings.indexOf(good[k])}`, style: `width:${100 * total(one.met) / most}%` })),
      element("span", {}, `${good[k].name}: ${answersSaid(one, answers[0].met, good[0].name)}`))),
    element("details", {}, element("summary", {}, "What answered it"), element("ul", {}, ...answers.map(({ acts }, k) => element("li", {}, `${good[k].name}: ` +
      [...acts].sort((a, b) => b[1] - a[1]).map(([act, times]) => `${plain(names[act])} ${said(times / runs)}`).join(", ")))))));
  const others = boxes.slice(OBSTACLES_SHOWN), open = at("obstacles").querySelector(":scope > details")?.open ? { open: "" } : {};
  at("obstacles").replaceChildren(...boxes.slice(0, OBSTACLES_SHOWN),
    ...(others.length ? [element("details", open, element("summary", {}, `${others.length} more obstacles, met less often`), ...others)] : []));
  at("obstacles-said").textContent = `Answers of leaders a run, mean over the first ${runs} runs of each setting; intervals are over luck, and differences are paired.`;
}
