// What the measuring of both screens shares: figures for `cargo xtask bench`, and a queue at the till.

/** Enough for a steady 95th percentile, on tickets as long as people have. */
export const SCANS = 300;
export const LINES_A_TICKET = 20;

/** The value below which a share of the sorted values lies. */
export const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/** Says a figure in milliseconds, with the most it should be. */
export function figure(name, value, goal) {
  console.log(JSON.stringify({ name, value, unit: "ms", ...(goal && { goal, goal_kind: "value" }) }));
}

/** Says what scans took from the last key to the painted line. */
export function sayScans(where, times) {
  const sorted = [...times].sort((a, b) => a - b);
  figure(`scan to painted line ${where}, p50`, at(sorted, 0.5));
  figure(`scan to painted line ${where}, p95`, at(sorted, 0.95), 50);
  figure(`scan to painted line ${where}, p99`, at(sorted, 0.99));
}

/** Lets some time pass. */
export const pass = (ms) => new Promise((next) => setTimeout(next, ms));
