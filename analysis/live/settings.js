/* settings.js - what a setting is, how it stands in the page's address, and how it is written as a study. A setting is a
 * name, the arm of the study that it starts as, and its changes by name: a value, or [[month, value], ...]. */


const MOST_SETTINGS = 4;
const LONGEST_NAME = 100; // bytes, as SIM_LONGEST_ARM has it

function wordOf(param, value) {
  if (param.kind === "choice") return param.choices.split(" ")[value];
  if (param.kind === "flag") return value ? "true" : "false";
  return String(value);
}

/* What a study says against the name of an arm, if anything; `others`: the names that there are. */
function nameFault(name, others) {
  if (name.trim() === "") return "a setting has no name";
  if (new TextEncoder().encode(name).length > LONGEST_NAME) return `a name of ${LONGEST_NAME} characters is the longest`;
  if (/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u.test(name)) return "a name holds a control character or a line break";
  if (/^\.|\//.test(name)) return `"${name}" begins with a dot or holds a slash, as paths do`;
  return others.includes(name) ? `two settings are called "${name}"` : null;
}

/* The value that a text names, or a complaint. */
function valueOf(param, text) {
  const words = param.kind === "choice" ? param.choices.split(" ") : ["false", "true"];
  const value = param.kind === "choice" || param.kind === "flag" ? words.indexOf(text) : Number(text);
  if (text === "" || !Number.isFinite(value) || value < param.low || value > param.high ||
      (param.kind !== "real" && !Number.isInteger(value)))
    throw new Error(`${param.name} cannot be "${text}": it lies between ${wordOf(param, param.low)} and ` +
                    `${wordOf(param, param.high)}${param.unit && param.kind !== "choice" ? " " + param.unit : ""}`);
  return value;
}

/* "leaders.acts=0.5;context.funding.council=0:1,84:0.7" */
function changesText(changes, byName) {
  return Object.entries(changes).map(([name, value]) => name + "=" + (Array.isArray(value)
    ? value.map((point) => point.join(":")).join(",") : wordOf(byName.get(name), value))).join(";");
}

function changesRead(text, byName) {
  const changes = {};
  for (const part of text.split(";").filter(Boolean)) {
    const [name, value] = part.split("=");
    const param = byName.get(name);
    if (!param) throw new Error(`there is no setting "${name}" in this version of the model`);
    changes[name] = (value || "").includes(":")
      ? value.split(",").map((point) => point.split(":").map(Number)) : valueOf(param, value || "");
    if (Array.isArray(changes[name]))
      changes[name].forEach(([month, at, ...more], k, points) => {
        if (!(month >= 0 && month < Infinity) || more.length || (k > 0 && !(month > points[k - 1][0])))
          throw new Error(`${name}: "${value}" is no path: months rise from 0, each with a value, as in 0:1,84:0.7`);
        valueOf(param, String(at));
      });
  }
  return changes;
}

/* The settings as the part of an address behind "#". */
function addressOf(settings, about, byName) {
  const parts = new URLSearchParams({ v: about.version });
  for (const setting of settings) parts.append("s", [setting.name, about.arms[setting.base].name,
                                                     changesText(setting.changes, byName)].join("\n"));
  return parts.toString();
}

function addressRead(text, about, byName) {
  const parts = new URLSearchParams(text);
  if (!parts.has("s")) return null;
  if (parts.get("v") !== about.version)
    throw new Error(`this address is of version ${parts.get("v")} of the model, and the page holds version ${about.version}`);
  const all = parts.getAll("s"), names = [];
  if (all.length > MOST_SETTINGS) throw new Error(`it holds ${all.length} settings, and ${MOST_SETTINGS} stand side by side`);
  return all.map((part) => {
    const [name, base, changes] = part.split("\n");
    const fault = nameFault(name, names);
    if (fault) throw new Error(fault);
    names.push(name);
    const at = about.arms.findIndex((arm) => arm.name === base);
    if (at < 0) throw new Error(`the study has no arm "${base}"`);
    return { name, base: at, changes: changesRead(changes || "", byName) };
  });
}

/* --- as a study file --- */

function quoted(text) {
  return JSON.stringify(text);
}

/* The lines of one arm in the study's resolved text, without its name. */
function armLines(text, name) {
  const lines = text.split("\n"), head = "  " + quoted(name) + ":", from = lines.findIndex((line) => line.startsWith(head));
  let end = from + 1;
  while (end < lines.length && (lines[end].startsWith("    ") || lines[end] === "")) end++;
  return from < 0 ? [] : lines.slice(from + 1, end).filter(Boolean);
}

function changeLine(name, value, param) {
  return "    " + name + ": " + (Array.isArray(value)
    ? `{ path: [${value.map((point) => "[" + point.join(", ") + "]").join(", ")}] }` : wordOf(param, value));
}

/* A study with the settings as its arms. */
function studyText(about, settings, replicates, byName) {
  const head = about.text.slice(0, about.text.indexOf("\narms:") + 1).replace(/^design:\n(?: .*\n)*/m, "").split("\n")
    .filter((line) => !/^(replicates|snapshots|events|until|title):/.test(line)).join("\n");
  const arms = settings.map((setting) => {
    const changed = Object.keys(setting.changes);
    const kept = armLines(about.text, about.arms[setting.base].name)
      .filter((line) => !changed.some((name) => line.startsWith("    " + name + ":")));
    const lines = changed.map((name) => changeLine(name, setting.changes[name], byName.get(name)));
    return "  " + quoted(setting.name) + ":" + (kept.length + lines.length ? "\n" + [...lines, ...kept].join("\n") : " {}");
  });
  return `title: ${quoted(about.title + ", as set in a page")}\n${head}replicates: ${replicates}\narms:\n${arms.join("\n")}\n`;
}
