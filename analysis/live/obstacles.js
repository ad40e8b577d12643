/* obstacles.js - what held up joint issues, and what leaders answered it with: counted from the events of the
 * first runs of each setting. */


const fieldAt = (name) => about.fields.findIndex((field) => field.name === name);
const plain = (word) => word.replaceAll("_", " ");

/* Does the model say which obstacle an act answers? */
const hasObstacles = () => ["obstacle", "act", "result"].every((name) => fieldAt(name) >= 0) && about.occasions.includes("act");

/* Count for all settings; `mine`: the generation for which it is. */
async function obstaclesCount(mine) {
  const fields = ["obstacle", "act", "result"].map(fieldAt), occasion = about.occasions.indexOf("act");
  await Promise.all(settings.map(async (setting, index) => {
    if (setting.wrong || setting.obstacles) return;
    const found = await pool.one({ kind: "tally", arm: armOf(index), occasion, fields, packs: 16 / pool.lanes });
    if (mine === generation) setting.obstacles = found;
  }));
  if (mine === generation) obstaclesDraw();
}

/* { met, worked, acts: Map of act to [times, worked] } of an obstacle, a run. */
function answersOf({ runs, rows }, obstacle) {
  const acts = new Map();
  let met = 0, worked = 0;
  for (const [of, act, result, count] of rows) {
    if (of !== obstacle) continue;
    const [times, good] = acts.get(act) || [0, 0];
    acts.set(act, [times + count / runs, good + result * count / runs]);
    met += count / runs;
    worked += result * count / runs;
  }
  return { met, worked, acts };
}

function obstaclesDraw() {
  const good = settings.filter((setting) => setting.obstacles), words = about.fields[fieldAt("obstacle")].choices.split(" ");
  const names = about.fields[fieldAt("act")].choices.split(" ");
  const rows = words.map((word, k) => ({ word, answers: good.map((setting) => answersOf(setting.obstacles, k)) }))
    .filter(({ answers }) => answers.some(({ met }) => met > 0)).sort((a, b) => b.answers[0].met - a.answers[0].met);
  const most = Math.max(...rows.flatMap(({ answers }) => answers.map(({ met }) => met)), 1e-9);
  at("obstacles").replaceChildren(...rows.map(({ word, answers }) => element("div", { class: "obstacle" },
    element("h3", {}, plain(word)),
    ...answers.map(({ met, worked }, k) => element("div", { class: "bar" },
      element("span", { class: "trough", "aria-hidden": "true" }, element("i", { class: `fill arm${settings.indexOf(good[k])}`, style: `width:${100 * met / most}%` })),
      element("span", {}, `${good[k].name}: ${said(met)} answers a run${met > 0 ? `, ${Math.round(100 * worked / met)} % worked` : ""}`))),
    element("details", {}, element("summary", {}, "What answered it"), element("ul", {}, ...answers.map(({ acts }, k) => element("li", {}, `${good[k].name}: ` +
      [...acts].sort((a, b) => b[1][0] - a[1][0]).map(([act, [times]]) => `${plain(names[act])} ${said(times)}`).join(", "))))))));
  at("obstacles-said").textContent = `Answers of leaders a run, mean over the first ${good[0].obstacles.runs} runs of each setting. Nothing tells how far luck moves these counts.`;
}
