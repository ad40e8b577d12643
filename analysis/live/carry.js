/* carry.js - what can be taken along: the study, the outcomes, the drawing. */


function save(name, type, content) {
  const link = element("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/* Where the browser lends no clipboard, the address is shown to be copied by hand. */
async function copyLink() {
  const link = location.href.split("#")[0] + "#" + addressOf(settings, about, byName);
  try {
    await navigator.clipboard.writeText(link);
    say("The link is copied. It opens these settings in this file.");
  } catch {
    prompt("The link to these settings in this file:", link);
  }
}

/* A name as a cell of CSV; a spreadsheet must not take it for a formula. */
const cell = (text) => /[",\r\n]|^[=+@\t-]/.test(text) ? `"${(/^[=+@\t-]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"` : text;

function csvText() {
  const rows = [["setting", "replicate", ...about.outcomes.map((outcome) => outcome.name)].join(",")];
  for (const setting of settings)
    setting.runs.forEach((run, replicate) => rows.push([cell(setting.name), replicate, ...run.map((value, o) => !Number.isFinite(value) ? ""
      : about.outcomes[o].choices ? about.outcomes[o].choices.split(" ")[value] : value)].join(",")));
  return rows.join("\n") + "\n";
}

/* The chart with its colours inside, so that it stands alone. */
function svgText() {
  const chart = at("curves").querySelector("svg").cloneNode(true), style = getComputedStyle(document.documentElement);
  const css = [...document.querySelector("style").sheet.cssRules].filter((rule) => /line|band|chart|grid|zero|tick/.test(rule.selectorText || ""))
    .map((rule) => rule.cssText).join("").replace(/var\((--[a-z0-9]+)\)/g, (_, name) => style.getPropertyValue(name));
  chart.setAttribute("xmlns", SVG);
  chart.prepend(shape("style", {}, css));
  return new XMLSerializer().serializeToString(chart);
}

function savePng() {
  const [, , width, height] = at("curves").querySelector("svg").getAttribute("viewBox").split(" ").map(Number);
  const image = new Image(), url = URL.createObjectURL(new Blob([svgText()], { type: "image/svg+xml" }));
  image.onload = () => {
    const canvas = element("canvas", { width: 3 * width, height: 3 * height }), brush = canvas.getContext("2d");
    brush.fillStyle = getComputedStyle(document.body).backgroundColor;
    brush.fillRect(0, 0, canvas.width, canvas.height);
    brush.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save("curves.png", "image/png", blob));
    URL.revokeObjectURL(url);
  };
  image.src = url;
}
