/* study.js - what the page holds: the study, the settings, and how elements are found and made. */


const about = JSON.parse(document.getElementById("about").textContent);
const byName = new Map(about.params.map((param, index) => [param.name, { ...param, index }]));
const outcomeAt = (name) => about.outcomes.findIndex((outcome) => outcome.name === name);

const settings = []; // { name, base, changes, arm, runs: [outcomes per run], months: [histories per run], done, failed, wrong }
let pool, shown = 0, generation = 0, seen = -1, series, due = 0, most = 256, armsMade = about.arms.length, complaint = null;

const at = (id) => document.getElementById(id);

function bytes(id) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(at(id).textContent);
  const text = atob(at(id).textContent), made = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) made[i] = text.charCodeAt(i);
  return made;
}

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
