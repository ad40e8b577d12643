/* estimate.js - means, intervals and shares of what was computed. The intervals are those of docs/statistics.md: over
 * luck, 95 %, Student's t of the paired differences of replicates. */


/* Student's t at 0.975 by degrees of freedom; between the rows of the table, and beyond it, by Fisher's expansion. */
const T975 = [NaN, 12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281];

function student(freedom) {
  if (freedom < T975.length) return T975[freedom];
  const z = 1.959963984540054, f = freedom;
  const g = [(z ** 3 + z) / 4, (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
             (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
             (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160];
  return z + g[0] / f + g[1] / f ** 2 + g[2] / f ** 3 + g[3] / f ** 4;
}

/* { n, mean, low, high } of the numbers that are there; of numbers that are all equal nothing tells what was missed, and
 * there is no interval. */
function estimate(values) {
  const here = values.filter((value) => Number.isFinite(value)), n = here.length;
  const mean = here.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(here.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = n > 1 && spread > 0 ? student(n - 1) * spread / Math.sqrt(n) : NaN;
  return { n, mean, low: mean - half, high: mean + half };
}

/* Differences of pairs in which both have a value. */
function differences(values, base) {
  const pairs = [];
  for (let i = 0; i < Math.min(values.length, base.length); i++)
    if (Number.isFinite(values[i]) && Number.isFinite(base[i])) pairs.push(values[i] - base[i]);
  return pairs;
}

/* Share of each word among the numbers of words. */
function shares(values, count) {
  const found = new Array(count).fill(0);
  for (const value of values) if (Number.isFinite(value)) found[value]++;
  return found.map((n) => n / Math.max(1, values.length));
}

/* A quantile of numbers in rising order, between neighbours by a straight line. */
function quantile(sorted, q) {
  const at = q * (sorted.length - 1), below = Math.floor(at);
  return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
}

/* A number in three digits, never as a power of ten where a person would not write one. */
function said(value) {
  if (!Number.isFinite(value)) return "none";
  const size = Math.abs(value);
  if (size >= 1000) return Math.round(value).toLocaleString("en-GB");
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return value.toFixed(size >= 1 ? 2 : size >= 0.1 ? 3 : 4).replace(/^-(0\.?0*)$/, "$1");
}
