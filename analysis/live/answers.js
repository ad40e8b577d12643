/* answers.js - what the settings come to: sentences, curves, ends, and the table of all outcomes. */


const HEADLINES = ["synergy", "delay", "conflict", "trust", "delivered"];
const column = (setting, outcome, count) => setting.runs.slice(0, count).map((run) => run[outcome]);

/* The settings that can be computed, with their places among all. */
const usable = () => settings.map((setting, arm) => ({ setting, arm })).filter(({ setting }) => !setting.wrong);

function draw(alone) {
  const count = common();
  if (!(count > 0)) return;
  const good = usable();
  drawCurves(good, count);
  if (alone === "curves") return;
  drawDiffers(good.map(({ setting }) => setting));
  verdictsDraw(good, count);
  drawSaid(good, count);
  drawEnds(good, count);
  drawTable(good, count);
  if (about.worlds_count) worldsDraw();
  triesDraw();
}

/* The sizes of a difference whose sign is clear, the smaller first. */
function between(change) {
  const ends = [Math.abs(change.low), Math.abs(change.high)].sort((a, b) => a - b);
  return `${said(ends[0])} to ${said(ends[1])}`;
}

/* The setting before this one that is the same in all: one that nobody has changed yet. */
const twinOf = (setting, others) => others.find((one) => one.base === setting.base &&
  JSON.stringify(one.changes) === JSON.stringify(setting.changes));

/* What a parameter is in a setting, in words: a value, or values over the years. */
function valueSaid(setting, param) {
  const arm = about.arms[setting.base], value = setting.changes[param.name] ?? arm.paths[param.index] ?? arm.values[param.index];
  if (!Array.isArray(value) || value.length === 1) return said2(param, levelOf(value));
  return value.map(([month, at]) => `${said2(param, at)} in ${year(about.start, month)}`).join(", ");
}

/* '"mine" differs from "level funding" in acts (leaders): 0.500 instead of 1.00.' Parameters of one group that differ in the
 * same words are said once, and what was moved here comes first. */
function drawDiffers([first, ...others]) {
  const apart = others.filter((setting, k) => !twinOf(setting, [first, ...others.slice(0, k)]));
  at("differs").replaceChildren(...apart.map((setting) => {
    const found = new Map(), moved = Object.keys(setting.changes).map((name) => byName.get(name));
    for (const param of [...moved, ...[...byName.values()].filter((one) => !moved.includes(one))]) {
      const here = valueSaid(setting, param), there = valueSaid(first, param), group = param.name.replace(/\.[^.]*$/, "");
      const key = here === there ? null : `(${group}): ${here} instead of ${there}`;
      if (key) found.set(key, [...(found.get(key) || []), param.name.slice(group.length + 1)]);
    }
    const parts = [...found].map(([key, names]) => plain(`${names.length > 2 ? `all ${names.length}` : names.join(" and ")} ${key}`));
    return element("li", {}, `"${setting.name}" ` + (!parts.length ? `has the values of "${first.name}"` : `differs from "${first.name}" in ` +
      parts.slice(0, 3).join("; ") + (parts.length > 3 ? `; and ${parts.length - 3} more` : "")) + ".");
  }));
}

/* One sentence for each other setting, on the first outcome of the headlines: what the rest is about. */
function verdictsDraw(good, count) {
  const o = outcomeAt(HEADLINES[0]), first = good[0].setting, { unit } = about.outcomes[Math.max(o, 0)];
  const others = o < 0 ? [] : good.slice(1).filter(({ setting, arm }) => !twinOf(setting, settings.slice(0, arm)));
  at("verdicts").replaceChildren(...others.map(({ setting, arm }) => {
    const change = estimate(differences(column(setting, o, count), column(first, o, count)), ...apartOf(about.outcomes[o]));
    const clear = change.low > 0 || change.high < 0, signs = signsOf(arm, o, change.mean);
    const surely = signs && signs.same < 0.95 * signs.of ? (signs.same < 0.67 * signs.of ? "in this world " : "probably ") : "";
    const [head, rest] = clear
      ? [`${surely}${change.mean > 0 ? "more" : "less"} advantage from working together`, `${said(Math.abs(change.mean))} ${unit} (95 %: ${between(change)}), over ${change.n} runs${signsSaid(signs)}.`]
      : [count < most ? "cannot be told yet" : "no clear difference", `the advantage from working together changes by ${said(change.low)} to ${said(change.high)} ${unit} (95 %), over ${change.n} runs.`];
    return element("p", { class: "verdict" }, `"${setting.name}" against "${first.name}": `, element("strong", {}, head), ": " + rest);
  }));
}

/* "synergy 0.012, 0.004 more than "level funding" (0.002 to 0.006)" */
function drawSaid(good, count) {
  const first = good[0].setting, items = [], all = good.map(({ setting }) => setting);
  const twins = all.map((setting, k) => [setting, twinOf(setting, all.slice(0, k))]).filter(([, twin]) => twin);
  const others = all.slice(1).filter((setting) => !twins.some(([one]) => one === setting));
  for (const name of HEADLINES.filter((one) => outcomeAt(one) >= 0)) {
    const outcome = about.outcomes[outcomeAt(name)], base = column(first, outcomeAt(name), count);
    const part = (change) => from.low > 0 ? `, or ${Math.round(100 * Math.abs(change.mean) / from.mean)} %,` : "";
    const from = estimate(base, ...rangeOf(outcome)), parts = [`${outcome.meaning.replace(/ \([A-Z]\d[^()]*\)$/, "")}: ${said(from.mean)} ${outcome.unit} in "${first.name}"`];
    for (const setting of others) {
      const change = estimate(differences(column(setting, outcomeAt(name), count), base), ...apartOf(outcome));
      parts.push(change.n < 2 ? `nothing to compare in "${setting.name}"`
        : Number.isNaN(change.low) ? `${change.mean === 0 ? "the same" : said(Math.abs(change.mean)) + (change.mean > 0 ? " more" : " less")} in every pair of "${setting.name}"`
        : change.low > 0 || change.high < 0
          ? `${said(Math.abs(change.mean))}${part(change)} ${change.mean > 0 ? "more" : "less"} in "${setting.name}" (95 %: ${between(change)})`
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
  const range = base ? apartOf(about.histories[h]) : rangeOf(about.histories[h]), spread = at("band").value === "spread" && !base;
  for (let month = 0; month < months; month++) {
    const values = [];
    for (let run = 0; run < count; run++) {
      const value = setting.months[run][h * months + month] - (base ? base.months[run][h * months + month] : 0);
      if (Number.isFinite(value)) values.push(value);
    }
    const one = estimate(values, ...range);
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

/* The shares of boards by how they ended: outcomes of a run that add up to 1. */
const FATES = ["advantage", "hard_won", "slow", "painful", "dead", "merged"];
const fates = () => FATES.every((word) => outcomeAt(word + "_share") >= 0) ? FATES : [];

function drawEnds(good, count) {
  const boards = at("words").value === "boards", o = Number(at("words").value);
  if (!at("words").value) return;
  const words = boards ? fates() : about.outcomes[o].choices.split(" ");
  const share = (setting) => boards ? words.map((word) => estimate(column(setting, outcomeAt(word + "_share"), count)).mean)
    : shares(column(setting, o, count), words.length);
  const rows = good.map(({ setting, arm }) => ({ name: setting.name, arm, shares: share(setting) }));
  const alt = rows.map((row) => `${row.name}: ` + words.map((word, k) => `${word.replaceAll("_", " ")} ${Math.round(100 * row.shares[k])} %`).join(", ")).join("; ");
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
        const values = column(setting, o, count), change = estimate(differences(values, base), ...apartOf(outcome));
        const clear = change.low > 0 || change.high < 0;
        return [element("td", {}, said(estimate(values).mean)),
                ...(k ? [element("td", clear ? { class: "clear" } : {}, change.n < 2 ? "none" : Number.isNaN(change.low) ? said(change.mean) : `${said(change.mean)} (${said(change.low)} to ${said(change.high)})`)] : [])];
      }));
  });
  at("table").replaceChildren(element("caption", {}, element("span", {}, `Means over ${count} runs; differences from "${good[0].setting.name}" under the same luck, as cavi compare gives them, each interval by itself; bold where it leaves out 0.`)),
                              element("thead", {}, head), element("tbody", {}, ...rows));
}
