/* estimate.js - means, intervals and shares of what was computed. The intervals are those of docs/statistics.md: over
 * luck, 95 %, of means over replicates and of paired differences. */


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

/* ln of the gamma function (Lanczos). */
function lnGamma(x) {
  const parts = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 1.208650973866179e-3, -5.395239384953e-6];
  const sum = parts.reduce((so, part, i) => so + part / (x + 1 + i), 1.000000000190015);
  return -(x + 5.5) + (x + 0.5) * Math.log(x + 5.5) + Math.log(2.5066282746310005 * sum / x);
}

/* Regularised incomplete beta function, by its continued fraction. */
function beta(x, a, b) {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - beta(1 - x, b, a);
  let c = 1, d = 1 / (1 - (a + b) * x / (a + 1)), sum = d;
  for (let m = 1; m < 300; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    sum *= c * d;
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    sum *= c * d;
    if (Math.abs(c * d - 1) < 1e-14) break;
  }
  return Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a * sum;
}

/* Exact bounds of a share (Clopper & Pearson). */
function exactShare(count, n) {
  const end = (level, a, b) => {
    let low = 0, high = 1;
    for (let i = 0; i < 60; i++) if (beta((low + high) / 2, a, b) < level) low = (low + high) / 2; else high = (low + high) / 2;
    return low;
  };
  return [count > 0 ? end(0.025, count, n - count + 1) : 0, count < n ? end(0.975, count + 1, n - count) : 1];
}

/* Difference of paired shares (Bonett & Price). */
function pairedShares(up, down, n) {
  const more = (up + 1) / (n + 2), less = (down + 1) / (n + 2);
  const half = 1.959963984540054 * Math.sqrt((more + less - (more - less) ** 2) / (n + 2));
  return [Math.max(more - less - half, -1), Math.min(more - less + half, 1)];
}

/* How many errors from the mean an end lies that is worth `t` of numbers this skewed (Hall). */
function skewed(t, skewness, n) {
  const g = skewness / Math.sqrt(n);
  return Math.abs(g) < 1e-9 ? t : 3 / g * (Math.cbrt(1 + g * (t - g / 6)) - 1);
}

/* The numbers, made equal where they differ by no more than the rounding of floats of sizes up to `size` (sim/run/intervals.c). */
function levelled(numbers, size) {
  const n = numbers.length, mean = numbers.reduce((sum, value) => sum + value, 0) / n;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares > n * (16 * 2 ** -23 * size) ** 2 ? numbers : numbers.map(() => mean ** 2 * n < squares ? 0 : mean);
}

/* { n, mean, low, high } of the numbers that are there, which lie within low..high: the interval that `cavi compare` gives
 * (sim/run/intervals.c), each by itself. NaN where there is none. */
function estimate(values, low = -Infinity, high = Infinity) {
  const found = values.filter((value) => Number.isFinite(value)), n = found.length;
  const here = levelled(found, Math.max(0, ...found.map(Math.abs)));
  const mean = here.reduce((sum, value) => sum + value, 0) / n;
  let squares = 0, cubes = 0, ups = 0, downs = 0, zeros = 0;
  for (const value of here) {
    squares += (value - mean) ** 2;
    cubes += (value - mean) ** 3;
    if (value === 1) ups++; else if (value === -1) downs++; else if (value === 0) zeros++;
  }
  const whole = (ends) => ({ n, mean, low: ends[0], high: ends[1] });
  if (n < 2) return whole([NaN, NaN]);
  if (ups + zeros === n && low >= 0 && high <= 1) return whole(exactShare(ups, n));
  if (ups + downs + zeros === n && low >= -1 && high <= 1) return whole(pairedShares(ups, downs, n));
  if (here.every((value) => value === here[0])) {
    const others = high - low <= 2 ? -Math.expm1(Math.log(0.025) / n) : NaN;
    return whole([mean + others * (Math.min(low, mean) - mean), mean + others * (Math.max(high, mean) - mean)]);
  }
  const error = Math.sqrt(squares / (n - 1) / n), t = student(n - 1), lean = cubes / n / (squares / n) ** 1.5;
  const skewness = n >= 10 && Math.abs(lean) > Math.sqrt(6 / n) ? lean : 0;
  return whole([Math.max(mean - error * skewed(t, skewness, n), low), Math.min(mean - error * skewed(-t, skewness, n), high)]);
}

/* Ends of a series' values, and of differences of them; a model says "none" as null. */
const rangeOf = (series) => [series.low ?? -Infinity, series.high ?? Infinity];
const apartOf = (series) => [-1, 1].map((side) => side * (rangeOf(series)[1] - rangeOf(series)[0]));

/* Differences of pairs in which both have a value. */
function differences(values, base) {
  const pairs = [];
  let size = 0;
  for (let i = 0; i < Math.min(values.length, base.length); i++)
    if (Number.isFinite(values[i]) && Number.isFinite(base[i])) {
      pairs.push(values[i] - base[i]);
      size = Math.max(size, Math.abs(values[i]), Math.abs(base[i]));
    }
  return levelled(pairs, size);
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
