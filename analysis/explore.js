/* explore.js - the levers of a sweep as sliders. `study` holds the numbers of the design's points, as explore.py
 * describes them. */
"use strict";

const [MEAN, LOW, HIGH] = [0, 1, 2];
const inputs = [];
/* As the figures have them: told apart by lightness and by dash. */
const COLOURS = ["#10365c", "#d9730d", "#3b9c8f", "#8c6bb1", "#6b6b6b", "#b8336a"];
const DASHES = ["", "7 3", "7 3 2 3", "2 2", "11 4", "4 2 1 2 1 2"];

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/* --- levers --- */

/* Whole numbers and words step from one value of the design to the next; real numbers move freely between. */
function steps(lever) {
  return lever.words || (lever.whole && study.grid);
}

function makeLever(lever, i) {
  const last = lever.levels.length - 1, middle = Math.floor(last / 2), id = "lever" + i;
  const range = steps(lever)
    ? { min: 0, max: last, step: 1, value: middle }
    : { min: lever.levels[0], max: lever.levels[last], step: "any", value: lever.levels[middle] };
  const input = element("input", { type: "range", id, list: id + "ticks", "aria-describedby": id + "meaning",
                                   ...range });
  const ticks = element("datalist", { id: id + "ticks" });
  if (lever.levels.length <= 50)
    lever.levels.forEach((level, k) => ticks.append(element("option", { value: steps(lever) ? k : level })));
  const shown = element("output", { for: id });
  inputs.push({ input, shown });
  input.addEventListener("input", refresh);
  input.addEventListener("keydown", (event) => jump(event, input, lever));
  return element("div", { class: "lever" }, element("label", { for: id }, lever.label + " ", shown), input, ticks,
                 element("small", { id: id + "meaning" }, lever.meaning + (lever.unit ? " (" + lever.unit + ")" : "")));
}

/* Arrow keys go to the next value of the design, because a free slider has no step of its own. */
function jump(event, input, lever) {
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  if (!way || steps(lever)) return;
  event.preventDefault();
  const now = Number(input.value);
  const beyond = lever.levels.filter((level) => (level - now) * way > 1e-9 * (1 + Math.abs(now)));
  if (beyond.length) input.value = way > 0 ? beyond[0] : beyond[beyond.length - 1];
  refresh();
}

/* Where each lever stands: its value, or the number of its word. */
function standing() {
  return study.levers.map((lever, i) => {
    const value = Number(inputs[i].input.value);
    return steps(lever) && !lever.words ? lever.levels[value] : value;
  });
}

/* --- numbers at a place --- */

/* Design points around a place with their weights: 2^k neighbours on a grid, whose weights fall in straight lines. */
function neighbours(place) {
  let found = [{ point: 0, weight: 1 }];
  study.levers.forEach((lever, i) => {
    const levels = lever.words ? lever.levels.map((_, k) => k) : lever.levels, last = levels.length - 1;
    let below = 0;
    while (below < last && levels[below + 1] <= place[i]) below++;
    const above = Math.min(below + 1, last), width = levels[above] - levels[below];
    const part = width > 0 ? Math.min(1, Math.max(0, (place[i] - levels[below]) / width)) : 0;
    const sides = part === 0 ? [[below, 1]] : [[below, 1 - part], [above, part]];
    found = found.flatMap((one) => sides.map(([level, weight]) =>
      ({ point: one.point * levels.length + level, weight: one.weight * weight })));
  });
  return found;
}

function along(columns, near) {
  return [MEAN, LOW, HIGH].map((part) => near.reduce((sum, one) => {
    const value = columns[part][one.point];
    return sum === null || value === null ? null : sum + one.weight * value;
  }, 0));
}

/* The point nearest to a place, each lever measured against its own range; another word is as far as the whole range. */
function nearest(place) {
  const end = (column, pick) => column.reduce((a, b) => pick(a, b));
  const ranges = study.places.map((column) => end(column, Math.max) - end(column, Math.min) || 1);
  const apart = (i, value) => study.levers[i].words ? Number(value !== place[i]) : (value - place[i]) / ranges[i];
  const far = study.places[0].map((_, p) => study.places.reduce((sum, column, i) => sum + apart(i, column[p]) ** 2, 0));
  return [{ point: far.indexOf(end(far, Math.min)), weight: 1 }];
}

/* Where a design point lies, in words. */
function whereIs(point) {
  return study.levers.map((lever, i) => {
    const value = study.places[i][point];
    return lever.label + " " + (lever.words ? lever.levels[value] : value);
  }).join(", ");
}

/* --- the table --- */

/* Digits after the point that show two figures of the half-width, and no more than the six figures that are there. */
function figures(mean, low, high) {
  const half = low === null ? 0 : (high - low) / 2, before = mean === 0 ? 0 : Math.floor(Math.log10(Math.abs(mean)));
  const three = String(Number(mean.toPrecision(3))), point = three.indexOf(".");
  const digits = half > 0 ? 1 - Math.floor(Math.log10(half)) : point < 0 || three.includes("e") ? 0 : three.length - point - 1;
  return Math.min(6, Math.max(0, Math.min(digits, 5 - before)));
}

/* "0.43" and below it "0.40 to 0.46". */
function said([mean, low, high], sign = "") {
  if (mean === null) return ["none"];
  const digits = figures(mean, low, high), number = (value) => {
    const text = Math.abs(value).toFixed(digits), zero = Number(text) === 0;
    return (zero ? "" : value < 0 ? "−" : sign) + text;
  };
  const reach = low === null ? "no interval" : low === high ? "all alike" : number(low) + " to " + number(high);
  return [element("b", {}, number(mean)), " ", element("small", {}, reach)];
}

/* A mark with its reach on the scale that the outcome has over the whole design. */
function track(outcome, numbers, arm) {
  const [low, high] = outcome.scale, at = (value) => 100 * Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
  const made = element("div", { class: "track arm" + arm, "aria-hidden": "true" });
  if (numbers[MEAN] === null) return made;
  if (numbers[LOW] !== null)
    made.append(element("div", { class: "reach",
                                 style: `left:${at(numbers[LOW])}%;right:${100 - at(numbers[HIGH])}%` }));
  made.append(element("div", { class: "mark", style: `left:${at(numbers[MEAN])}%;background:${COLOURS[arm % COLOURS.length]}` }));
  return made;
}

function scaleOf(outcome) {
  const all = outcome.arms.flatMap((arm) => arm.flat()).filter((value) => value !== null);
  return all.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

function makeTable() {
  const differences = study.arms.slice(1).map((arm) => `“${arm}” minus “${study.arms[0]}”`);
  const heads = ["Outcome", ...study.arms, ...differences];
  const body = element("tbody");
  for (const outcome of study.outcomes) {
    outcome.scale = scaleOf(outcome);
    const row = element("tr", {}, element("th", { scope: "row", title: outcome.meaning }, outcome.label));
    outcome.cells = heads.slice(1).map((_, i) => element("td", { "data-outcome": outcome.name, "data-column": i }));
    row.append(...outcome.cells);
    body.append(row);
  }
  document.getElementById("outcomes").append(element("caption", {},
    "Mean, and below it its 95 % interval. Bars: the same on the outcome's range over the whole design."),
   
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))), body);
}

/* --- curves along one lever --- */

function drawn(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function look(arm) {
  const turn = Math.floor(arm / COLOURS.length);
  return { stroke: COLOURS[arm % COLOURS.length], "stroke-dasharray": DASHES[(arm + turn) % DASHES.length] };
}

/* Numbers of [mean, low, high] at each level of a lever, the other levers where they stand. */
function curve(columns, lever) {
  const place = standing();
  return study.levers[lever].levels.map((level, k) => {
    const there = place.slice();
    there[lever] = study.levers[lever].words ? k : level;
    return along(columns, neighbours(there));
  });
}

/* A panel with a line and a band for each of `lines`: { arm, points }. */
function panel(title, lever, lines) {
  const one = study.levers[lever], all = lines.flatMap((line) => line.points.flat()).filter((value) => value !== null);
  const W = 420, H = 260, L = 58, R = 12, T = 24, B = 40, svg = drawn("svg", { viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": title });
  svg.append(drawn("text", { x: L, y: 14 }, title));
  if (!all.length) return svg;
  const places = one.levels.map((level, k) => one.words ? k : level), low = Math.min(...all), high = Math.max(...all);
  const first = places[0], wide = places[places.length - 1] - first || 1, tall = high - low || 1;
  const x = (k) => L + (W - L - R) * (places[k] - first) / wide, y = (value) => H - B - (H - T - B) * (value - low) / tall;
  for (const value of [low, (low + high) / 2, high])
    svg.append(drawn("line", { x1: L, x2: W - R, y1: y(value), y2: y(value), stroke: "#e0e0e0" }),
               drawn("text", { x: L - 5, y: y(value) + 4, "text-anchor": "end" }, Number(value.toPrecision(3)).toString().replace("-", "−")));
  if (low < 0 && high > 0) svg.append(drawn("line", { x1: L, x2: W - R, y1: y(0), y2: y(0), stroke: "#555" }));
  const every = Math.ceil(one.levels.length / 6);
  one.levels.forEach((level, k) => k % every || svg.append(drawn("text", { x: x(k), y: H - B + 15, "text-anchor": "middle" }, String(level))));
  svg.append(drawn("text", { x: (L + W - R) / 2, y: H - 6, "text-anchor": "middle" }, one.label + (one.unit ? " (" + one.unit + ")" : "")));
  for (const { arm, points } of lines) {
    const at = points.map((_, k) => k).filter((k) => points[k][MEAN] !== null), banded = at.filter((k) => points[k][LOW] !== null);
    const edge = (part) => banded.map((k) => `${x(k)},${y(points[k][part])}`);
    svg.append(drawn("polygon", { points: [...edge(LOW), ...edge(HIGH).reverse()].join(" "), fill: look(arm).stroke, opacity: 0.22 }),
               drawn("polyline", { points: at.map((k) => `${x(k)},${y(points[k][MEAN])}`).join(" "), fill: "none", "stroke-width": 2, ...look(arm) }));
  }
  return svg;
}

function drawCurves() {
  const box = document.getElementById("curves");
  if (!box) return;
  const outcome = study.outcomes[document.getElementById("curve-outcome").value], lever = Number(document.getElementById("curve-lever").value);
  const lines = outcome.arms.map((columns, arm) => ({ arm, points: curve(columns, lever) }));
  const differences = outcome.differences.map((columns, i) => ({ arm: i + 1, points: curve(columns, lever) }));
  box.replaceChildren(panel(outcome.label, lever, lines));
  if (differences.length) box.append(panel(`Difference from “${study.arms[0]}”, paired`, lever, differences));
}

function makeCurves() {
  if (!document.getElementById("curves")) return;
  const fill = (id, list) => {
    const select = document.getElementById(id);
    list.forEach((one, i) => select.append(element("option", { value: i }, one.label)));
    select.addEventListener("change", drawCurves);
  };
  fill("curve-outcome", study.outcomes);
  fill("curve-lever", study.levers);
  study.arms.forEach((arm, i) => document.getElementById("curve-keys").append(element("li", {},
    drawn("svg", { viewBox: "0 0 40 10" }, drawn("line", { x1: 0, x2: 40, y1: 5, y2: 5, "stroke-width": 2.5, ...look(i) })), " " + arm)));
}

function describe(near) {
  const state = document.getElementById("state"), between = near.length > 1 || !study.grid;
  state.className = between ? "between" : "";
  state.textContent = !study.grid ? `The nearest design point, and nothing between points: ${whereIs(near[0].point)}.`
    : between ? `Between design points: straight lines between ${near.length} of them; no stored run has exactly these values.`
              : `On a design point: the stored runs of ${study.replicates} replicates in each arm.`;
}

function refresh() {
  const place = standing();
  const near = study.grid ? neighbours(place) : nearest(place);
  study.levers.forEach((lever, i) => {
    inputs[i].shown.textContent = lever.words ? lever.levels[place[i]] : Number(place[i].toPrecision(4));
    inputs[i].input.setAttribute("aria-valuetext", inputs[i].shown.textContent);
  });
  describe(near);
  drawCurves();
  for (const outcome of study.outcomes)
    outcome.cells.forEach((cell, i) => {
      const arm = study.arms.length, isArm = i < arm, columns = isArm ? outcome.arms[i] : outcome.differences[i - arm];
      const numbers = columns ? along(columns, near) : null;
      cell.replaceChildren(...(numbers === null ? [] : said(numbers, isArm ? "" : "+")));
      if (isArm) cell.append(track(outcome, numbers, i));
    });
}

document.querySelector(".levers").append(...study.levers.map(makeLever));
makeTable();
makeCurves();
refresh();
