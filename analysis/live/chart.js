/* chart.js - drawings as SVG: curves over the months with bands, bars of shares, and boards with their seats. */


const SVG = "http://www.w3.org/2000/svg";
const DASH = ["", "7 3", "2 3", "9 3 2 3"];

function shape(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/* Steps of 1, 2 or 5 times a power of ten that cut low..high into about `count` parts. */
function ticks(low, high, count = 4) {
  const raw = (high - low) / count || 1, power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((part) => part * power >= raw);
  const list = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step) list.push(Number(at.toPrecision(12)));
  return list;
}

/* "2014" for a month of the run. */
function year(start, month) {
  const [y, m] = start.split("-").map(Number);
  return y + Math.floor((m - 1 + month) / 12);
}

/* How wide a drawing may be where it is shown, so that its letters keep their size on a narrow screen. */
const widthAt = (place) => Math.max(300, Math.min(640, place.clientWidth || 640));

/* A title in lines of at most `most` letters. */
function lines(text, most) {
  const list = [""];
  for (const word of text.split(" ")) {
    if (list.at(-1) && list.at(-1).length + 1 + word.length > most) list.push("");
    list.push((list.pop() + " " + word).trim());
  }
  return list;
}

/* Curves: [{ name, arm, mean [month], low, high }]. One axis of years below, one of values at the left. */
function curves(list, about) {
  const width = about.width || 640, left = 62, right = 10, bottom = 34, titles = lines(about.title, (width - left) / 8);
  const top = 10 + 16 * titles.length, height = (about.height || 260) + top - 26;
  const all = list.flatMap((curve) => [...curve.low, ...curve.high]).filter(Number.isFinite);
  let low = Math.min(...all, about.zero ? 0 : Infinity), high = Math.max(...all, about.zero ? 0 : -Infinity);
  if (!(low < high)) [low, high] = [low - 0.5, low + 0.5];
  const months = about.months, x = (month) => left + month / Math.max(1, months - 1) * (width - left - right);
  const y = (value) => height - bottom - (value - low) / (high - low) * (height - top - bottom);
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": about.alt, class: "chart" });
  svg.append(shape("title", {}, about.alt));
  titles.forEach((line, i) => svg.append(shape("text", { x: left, y: 15 + 16 * i, class: "axis title" }, line)));
  for (const value of ticks(low, high)) {
    svg.append(shape("line", { x1: left, x2: width - right, y1: y(value), y2: y(value),
                               class: value === 0 ? "zero" : "grid" }));
    svg.append(shape("text", { x: left - 6, y: y(value) + 4, class: "axis left" }, said(value)));
  }
  const every = Math.max(1, Math.ceil(months / 12 / (width < 480 ? 5 : 8))) * 12, [, first] = about.start.split("-").map(Number);
  for (let month = (13 - first) % 12; month < months; month += every)
    svg.append(shape("line", { x1: x(month), x2: x(month), y1: height - bottom, y2: height - bottom + 4, class: "tick" }),
               shape("text", { x: x(month), y: height - bottom + 18, class: "axis below" }, year(about.start, month)));
  for (const curve of list) {
    const there = [...curve.low.keys()].filter((m) => Number.isFinite(curve.low[m]) && Number.isFinite(curve.high[m]));
    if (there.length > 1)
      svg.append(shape("path", { class: `band arm${curve.arm}`,
                                 d: "M" + there.map((m) => `${x(m)},${y(curve.high[m])}`).join("L") + "L" +
                                    there.reverse().map((m) => `${x(m)},${y(curve.low[m])}`).join("L") + "Z" }));
  }
  for (const curve of list) {
    const points = [...curve.mean.keys()].filter((m) => Number.isFinite(curve.mean[m]));
    svg.append(shape("path", { class: `line arm${curve.arm}`, "stroke-dasharray": DASH[curve.arm],
                               d: "M" + points.map((m) => `${x(m)},${y(curve.mean[m])}`).join("L") }));
  }
  return svg;
}

/* Shares that add up to 1, a bar an arm with its name above: rows of { name, arm, shares }. */
function bars(rows, words, alt, width = 640) {
  const names = rows.map((row) => lines(row.name, width / 7)), left = 2;
  const tops = names.map((_, i) => 16 * names.slice(0, i + 1).flat().length + 30 * i), height = tops.at(-1) + 40;
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt, class: "chart" });
  svg.append(shape("title", {}, alt));
  rows.forEach((row, i) => {
    let at = left;
    names[i].forEach((line, k) => svg.append(shape("text", { x: left, y: tops[i] + 2 - 16 * (names[i].length - 1 - k), class: "axis" }, line)));
    row.shares.forEach((share, k) => {
      const wide = share * (width - left - 4);
      svg.append(shape("rect", { x: at, y: tops[i] + 8, width: wide, height: 22, class: `part part${k}` }));
      if (wide > 34) svg.append(shape("text", { x: at + wide / 2, y: tops[i] + 24, class: `inside inside${k}` },
                                      Math.round(100 * share) + " %"));
      at += wide;
    });
  });
  return svg;
}

/* Boards as circles with their seats around them, organisations that sit on several joined by a thin line. `boards`:
 * [{ name, alive, trust, still, seats: [{ organisation, filled }] }] */
function boardsMap(boards, about) {
  const columns = Math.max(1, Math.min(boards.length, about.width < 480 ? 2 : boards.length > 6 ? 4 : 3)), cell = 210;
  const rows = Math.ceil(boards.length / columns), width = columns * cell, height = rows * (cell + 8);
  const svg = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": about.alt, class: "chart map" });
  const places = new Map();
  svg.append(shape("title", {}, about.alt));
  boards.forEach((board, b) => {
    const cx = (b % columns + 0.5) * cell, cy = (Math.floor(b / columns) + 0.5) * (cell + 8) - 8;
    board.seats.forEach((seat, i) => {
      const turn = 2 * Math.PI * i / board.seats.length, px = cx + 62 * Math.sin(turn), py = cy - 62 * Math.cos(turn);
      if (!places.has(seat.organisation)) places.set(seat.organisation, []);
      if (seat.filled) places.get(seat.organisation).push([px, py]);
    });
  });
  for (const [name, list] of places)
    for (let i = 1; i < list.length; i++)
      svg.append(shape("line", { x1: list[i - 1][0], y1: list[i - 1][1], x2: list[i][0], y2: list[i][1], class: name === about.who ? "both chosen" : about.who ? "both faded" : "both" }));
  boards.forEach((board, b) => {
    const cx = (b % columns + 0.5) * cell, cy = (Math.floor(b / columns) + 0.5) * (cell + 8) - 8;
    svg.append(shape("circle", { cx, cy, r: 14 + 30 * (board.alive ? board.trust : 0),
                                 class: board.alive ? (board.still > 3 ? "board stands" : "board") : "board dead" }));
    svg.append(shape("text", { x: cx, y: cy + 4, class: "trust" }, board.alive ? said(board.trust) : "ended"));
    board.seats.forEach((seat, i) => {
      const turn = 2 * Math.PI * i / board.seats.length;
      svg.append(shape("circle", { cx: cx + 62 * Math.sin(turn), cy: cy - 62 * Math.cos(turn), r: seat.chosen ? 8 : 5,
                                   class: (seat.filled ? "seat" : "seat empty") + (seat.chosen ? " chosen" : "") },
                       shape("title", {}, seat.organisation + (seat.filled ? "" : ": empty"))));
    });
    const short = board.name.length > 30 ? board.name.slice(0, 29) + "\u2026" : board.name;
    svg.append(shape("text", { x: cx, y: cy + 92, class: "name" }, short.replaceAll("_", " ")));
  });
  return svg;
}
