/* run.js - one run, looked at closely: a map of its boards month by month, and the run as a story. */


let mapped, told = [];

async function runShow() {
  const index = Number(at("map-arm").value), replicate = Number(at("map-run").value), mine = generation;
  if (!settings[index] || settings[index].wrong) return;
  const [seen, story] = await Promise.all([mapAsk(index, replicate), about.occasions.length
    ? pool.one({ kind: "story", arm: armOf(index), replicate }) : []]);
  if (mine !== generation) return;
  mapped = seen;
  told = story;
  at("run-said").textContent = `Run ${replicate} of "${settings[index].name}".`;
  if (mapped) organisationsList();
  mapDraw();
  storyDraw();
}

async function mapAsk(index, replicate) {
  const world = about.worlds[settings[index].base], state = (name) => about.states.findIndex((one) => one.name === name);
  const forums = world.entities.FORUM, seats = world.links["SEAT.forum"];
  const names = ["filled", "alive", "trust_mean", "stuck"], states = names.map(state);
  if (!forums || states.some((one) => one < 0)) return null;
  const parts = await pool.one({ kind: "watch", arm: armOf(index), replicate, states });
  return { kept: Object.fromEntries(names.map((name, i) => [name, parts[i]])), forums, seats,
           organisations: world.links["SEAT.organisation"].map((o) => world.entities.ORGANISATION[o]) };
}

function organisationsList() {
  const kept = at("map-who").value, names = [...new Set(mapped.organisations)];
  at("map-who").replaceChildren(element("option", { value: "" }, "all"), ...names.map((name) => element("option", { value: name }, plain(name))));
  at("map-who").value = names.includes(kept) ? kept : "";
}

function mapDraw() {
  if (!mapped) return;
  const month = Number(at("month").value), value = (name, row) => mapped.kept[name].values[month * mapped.kept[name].rows + row];
  const who = at("map-who").value;
  const boards = mapped.forums.map((name, f) => ({ name, alive: value("alive", f) > 0, trust: value("trust_mean", f), still: value("stuck", f),
    seats: mapped.seats.map((of, s) => ({ of, organisation: mapped.organisations[s], filled: value("filled", s) > 0, chosen: mapped.organisations[s] === who }))
      .filter((seat) => seat.of === f) }));
  const words = boards.map((board) => `${plain(board.name)}: ${!board.alive ? "ended" : `${board.seats.filter((seat) => seat.filled).length} of ${board.seats.length} seats filled, trust ${said(board.trust)}` +
    (board.still > 3 ? `, nothing has moved for ${Math.round(board.still)} months` : "")}`);
  at("map").replaceChildren(boardsMap(boards, { alt: words.join("; "), width: widthAt(at("map")), who }));
  whoTable(boards);
}

/* Who is in what, as a table: organisations by boards. */
function whoTable(boards) {
  const names = [...new Set(mapped.organisations)], mark = (seats) => !seats.length ? "" : seats.some((seat) => seat.filled) ? "sits" : "empty";
  at("who").replaceChildren(element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "organisation"), ...boards.map((board) => element("th", { scope: "col" }, plain(board.name))))),
    element("tbody", {}, ...names.map((name) => element("tr", {}, element("th", { scope: "row" }, plain(name)), ...boards.map((board) =>
      element("td", {}, board.alive ? mark(board.seats.filter((seat) => seat.organisation === name)) : ""))))));
}

/* The run as `cavi story` tells it, a fold for each year; the sentences come from the model. */
function storyDraw() {
  const years = new Map(), words = at("story-find").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const { month, text } of told)
    if (words.every((word) => text.toLowerCase().includes(word))) {
      const of = year(about.start, month);
      years.set(of, [...(years.get(of) || []), element("li", {}, `${calendar(month)} (month ${month}): ${text}`)]);
    }
  let first = true;
  at("story").replaceChildren(...[...years].map(([of, items]) => {
    const fold = element("details", first || words.length ? { open: "" } : {}, element("summary", {}, `${of}: ${items.length} events`), element("ol", { class: "story" }, ...items));
    first = false;
    return fold;
  }));
  if (!years.size) at("story").replaceChildren(element("p", { class: "faint" }, told.length ? "No event has these words." : "Nothing has happened."));
}

/* "2010-04" for a month of the run. */
function calendar(month) {
  const [, m] = about.start.split("-").map(Number);
  return `${year(about.start, month)}-${String((m - 1 + month) % 12 + 1).padStart(2, "0")}`;
}

function monthSaid() {
  at("month-said").textContent = calendar(Number(at("month").value));
  at("month").setAttribute("aria-valuetext", calendar(Number(at("month").value)));
}
