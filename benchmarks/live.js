/* live.js PAGE KERNEL_RUNS - runs a second of the model in a page, in one Node worker. Called by live.sh. */
"use strict";
const fs = require("fs");

const text = fs.readFileSync(process.argv[2], "utf8");
const part = (id) => text.split(`id="${id}">`)[1].split("</script>")[0];
const about = JSON.parse(part("about"));
const Engine = new Function(fs.readFileSync(`${__dirname}/../analysis/live/engine.js`, "utf8") + "; return Engine;")();

(async () => {
  const series = { outcomes: about.outcomes.length, histories: about.histories.length, months: about.months, fields: about.fields.length };
  const engine = await Engine.open(Buffer.from(part("wasm"), "base64"), Buffer.from(part("study"), "base64"), series);
  engine.run(0, 0); // the first pack is compiled while it runs
  const began = process.cpuUsage().user, packs = Number(process.argv[3] || 8);
  for (let k = 0; k < packs; k++) engine.run(0, k * engine.lanes);
  console.log((packs * engine.lanes / ((process.cpuUsage().user - began) / 1e6)).toFixed(1));
})();
