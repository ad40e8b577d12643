/* levers.js - the sliders: a few in the words of the theory, all others behind one click, with a search. */


/* What most people ask first, in the words of the theory; a model that has none of them shows its first levers. */
const MONEY = about.params.filter((param) => param.name.startsWith("context.funding.")).map((param) => param.name);
const FEW = [
  ["Money and need", ["context.demand"]],
  ["People's time", ["organisations.joint_share", "organisations.manager_interest", "people.mandate"]],
  ["How leaders act", ["leaders.policy", "leaders.directive_share", "leaders.acts", "leaders.initiative"]],
  ["Boards", ["processes.meetings", "processes.items", "processes.informal", "structure.quorum"]]];

/* Parameters and cells of tables in which the arms of the study differ, without those that have a slider anyway. */
function ofArms() {
  const known = [...MONEY, ...FEW.flatMap(([, names]) => names)], told = (arm, index) => JSON.stringify([arm.paths[index], arm.values[index]]);
  return about.params.filter((param, index) => param.cell !== "fixed" && !known.includes(param.name) &&
    (param.cell || about.arms.some((arm) => told(arm, index) !== told(about.arms[0], index)))).map((param) => param.name).slice(0, 12);
}

/* The value of a change that is the same in all months; NaN of one that is not. A cell of a table stays where a path of
 * one point puts it. */
const levelOf = (change) => !Array.isArray(change) ? change : change.length === 1 ? change[0][1] : NaN;

function baseValue(param) {
  return about.arms[settings[shown].base].values[param.index];
}

/* "0 to 3 acts a month, 1 unless it is moved" */
function rangeSaid(param) {
  const unit = param.unit && param.unit !== "1" && param.kind !== "flag" ? " " + param.unit : "";
  const start = param.cell ? "" : `, default ${said2(param, param.value)}`;
  if (param.kind === "choice") return start.slice(2);
  return endsOf(param).map((end) => said2(param, end)).join(" to ") + unit + start;
}

/* The ends of a slider; a cell of a table may have none, and gets twice the greatest value of the arms. */
function endsOf(param) {
  const greatest = Math.max(1, ...about.arms.map((arm) => 2 * arm.values[byName.get(param.name).index]));
  return [param.from ?? param.low ?? 0, param.to ?? param.high ?? greatest];
}

function lever(param, prefix = "lever.") {
  const id = prefix + param.name, label = param.name.replace(/^.*?\./, "").replaceAll(/[._]/g, " "), [low, high] = endsOf(param);
  const input = param.kind === "choice" ? element("select", { id })
    : element("input", { type: "range", id, min: low, max: high, step: param.kind === "real" ? "any" : 1 });
  if (param.kind === "choice")
    param.choices.split(" ").forEach((word, k) => input.append(element("option", { value: k }, word.replaceAll("_", " "))));
  const shownValue = element("output", { for: id }), path = about.arms.some((arm) => arm.paths[param.index]);
  const box = element("div", { class: "lever", "data-name": param.name,
                               "data-words": (param.name + " " + param.meaning).toLowerCase() },
                      element("label", { for: id, title: param.name }, label + " ", shownValue), input,
                      element("small", {}, `${param.meaning}; ${rangeSaid(param)}` +
                                           `${param.source === "assumed" || /^assumed/.test(param.source) ? "; assumed" : ""}` +
                                           `${path ? "; in the study it changes over the years: moved, it stays level" : ""}`));
  input.addEventListener("input", () => {
    const value = Number(param.kind === "real" ? Number(input.value).toPrecision(4) : input.value);
    shownValue.textContent = said2(param, value);
    changed(param.name, param.cell ? [[0, value]] : value);
  });
  return box;
}

const said2 = (param, value) => value === null ? "none" : param.kind === "real" ? said(value) : wordOf(param, value).replaceAll("_", " ");

/* Money of all sectors: where it ends, and in which year. */
function moneyLever() {
  const level = element("input", { type: "range", id: "money", min: 30, max: 130, step: 1, value: 100 });
  const years = element("input", { type: "range", id: "money-years", min: 1, max: Math.max(1, Math.floor(about.months / 12)),
                                   step: 1, value: Math.min(7, Math.floor(about.months / 12)) });
  const shownLevel = element("output", { for: "money" }), shownYears = element("output", { for: "money-years" });
  const refresh = () => {
    shownLevel.textContent = Array.isArray(settings[shown].changes[MONEY[0]]) ? level.value + " %" : "(as the arm has it)";
    shownYears.textContent = years.value + (years.value === "1" ? " year" : " years");
  };
  const move = () => {
    remember("money");
    for (const name of MONEY) settings[shown].changes[name] = [[0, 1], [12 * Number(years.value), Number(level.value) / 100]];
    refresh();
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
    if (Array.isArray(path)) [level.value, years.value] = [100 * path.at(-1)[1], path.at(-1)[0] / 12];
    box.classList.toggle("changed", Array.isArray(path));
    refresh();
  };
  return box;
}

function leversMake() {
  const few = at("few"), known = FEW.map(([group, names]) => [group, names.filter((name) => byName.has(name))]).filter(([, names]) => names.length);
  const first = about.params.filter((param) => param.role === "lever" && !param.cell).slice(0, 8).map((param) => param.name);
  for (const [group, names] of [...(known.length ? known : [["Levers", first]]), ["What the arms of the study change", ofArms()]]) {
    if (!names.length) continue;
    few.append(element("h3", {}, group));
    if (group === FEW[0][0] && MONEY.length) few.append(moneyLever());
    for (const name of names) few.append(lever(byName.get(name)));
  }
  at("all").addEventListener("toggle", () => {
    if (!at("many").childElementCount)
      for (const group of about.groups) {
        at("many").append(element("h3", { "data-group": group.name }, group.meaning));
        for (const param of byName.values())
          if (!param.cell && param.name.startsWith(group.name + ".")) at("many").append(lever(param, "all."));
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
    const level = levelOf(change ?? NaN), value = Number.isNaN(level) ? baseValue(param) : level;
    const input = box.querySelector("input, select");
    input.disabled = value === null; // a cell of a row that this arm has not
    if (document.activeElement !== input) input.value = value;
    box.querySelector("output").textContent = said2(param, value);
    box.classList.toggle("changed", change !== undefined);
  }
  document.querySelector("[data-money]")?.show();
  at("base").value = settings[shown].base;
  at("name").value = settings[shown].name;
  at("more").disabled = settings.length >= MOST_SETTINGS;
  at("less").disabled = settings.length < 2;
}

function listsMake() {
  at("base").replaceChildren(...about.arms.map((arm, k) => element("option", { value: k }, arm.name)));
  at("tries-of").append(...HEADLINES.filter((name) => outcomeAt(name) >= 0).map((name) => element("option", { value: outcomeAt(name) }, plain(name))));
  at("history").append(...about.histories.map((one, k) => element("option", { value: k, title: one.meaning }, one.name.replaceAll("_", " "))));
  const words = about.outcomes.filter((one) => one.choices);
  if (fates().length) at("words").append(element("option", { value: "boards" }, "boards"));
  at("words").append(...words.map((one) => element("option", { value: outcomeAt(one.name) }, "runs: " + one.name.replaceAll("_", " "))));
  document.getElementById("ends-title").parentElement.hidden = words.length === 0 && !fates().length;
}

function settingsList() {
  for (const id of ["arm", "map-arm"]) {
    const kept = at(id).value;
    at(id).replaceChildren(...settings.map((setting, k) => element("option", { value: k }, setting.name)));
    at(id).value = id === "arm" ? shown : kept || 0;
  }
}
