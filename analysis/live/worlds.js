/* worlds.js - the same question in the drawn worlds of the study's `worlds:`, on request: in how many of them a difference
 * has the sign that it has in the study's own world. */


const MOST_EACH = 8;
let many = null; // { generation, each: runs a world so far, sums [setting][outcome][world], pairs [setting][outcome][world] }

async function worldsRun() {
  const mine = generation, count = about.worlds_count, made = () => settings.map(() => about.outcomes.map(() => new Float64Array(count)));
  const mineMany = many = { generation, each: 0, sums: made(), pairs: made() };
  at("worlds-run").disabled = true;
  for (let replicate = 0; replicate < MOST_EACH && mine === generation; replicate++) {
    for (let world = 0; world < count && mine === generation; world += LANES) {
      const packs = await Promise.all(settings.map((setting, index) => setting.wrong || twinOf(setting, settings.slice(0, index)) ? null
        : pool.one({ kind: "run", arm: armOf(index), first: replicate, world })));
      packs.forEach((pack, k) => { if (k && pack && packs[0]) worldsKeep(mineMany, packs[0], pack, k, world); });
    }
    if (mine !== generation) break;
    mineMany.each = replicate + 1;
    worldsDraw();
    verdictsDraw(usable(), common());
  }
  at("worlds-run").disabled = false;
}

function worldsKeep({ sums, pairs }, base, pack, setting, world) {
  for (let lane = 0; lane < pack.lanes && world + lane < about.worlds_count; lane++)
    for (let o = 0; o < about.outcomes.length; o++) {
      const change = pack.outcomes[o * pack.lanes + lane] - base.outcomes[o * pack.lanes + lane];
      if (base.failed[lane] || pack.failed[lane] || !Number.isFinite(change)) continue;
      sums[setting][o][world + lane] += change;
      pairs[setting][o][world + lane]++;
    }
}

/* In how many of the worlds that were computed a difference of a setting from the first has the sign of `own`:
 * { same, of }, or null where none were computed for these settings. */
function signsOf(k, o, own) {
  if (!many || many.generation !== generation || !many.each) return null;
  const signs = Array.from(many.sums[k][o], (sum, w) => many.pairs[k][o][w] ? Math.sign(sum) : NaN).filter(Number.isFinite);
  return { same: signs.filter((sign) => sign === Math.sign(own)).length, of: signs.length };
}

/* The same as the end of a verdict. */
function signsSaid(signs) {
  if (signs) return `; in ${signs.same} of ${signs.of} plausible worlds the sign is the same`;
  return about.worlds_count ? "; not computed in other plausible worlds yet" : "; in other plausible worlds it may differ";
}

/* "synergy is lower in "real austerity" in 87 of 100 plausible worlds, as in the study's own." */
function worldsDraw() {
  const stale = !many || many.generation !== generation, count = common(), items = [];
  const [first] = settings;
  for (const name of stale ? [] : HEADLINES.filter((one) => outcomeAt(one) >= 0))
    settings.forEach((setting, k) => {
      if (!k || setting.wrong || first.wrong || twinOf(setting, settings.slice(0, k))) return;
      const o = outcomeAt(name), own = estimate(differences(column(setting, o, count), column(first, o, count))).mean;
      const signs = signsOf(k, o, own);
      if (!signs) return;
      items.push(element("li", {}, `${plain(name)}: ${own > 0 ? "more" : own < 0 ? "less" : "the same"} in "${setting.name}" than in "${first.name}"; ` +
        `in ${signs.same} of ${signs.of} plausible worlds the sign is the same.`));
    });
  at("worlds").replaceChildren(...items);
  at("worlds-said").textContent = stale ? "Not computed for these settings yet."
    : `Mean of ${many.each} of ${MOST_EACH} runs in each world; with few runs luck turns some signs. cavi compare over the same worlds takes luck's part off.`;
}
