// From the last key of a scan to the painted line, in Chromium over the engine on loopback. Writes figures for
// `cargo xtask bench`.
import { CREAM, KEFIR, MILK, stage } from "./till_stage.mjs";

/** Enough for a steady 95th percentile, on tickets as long as people have. */
const SCANS = 200;
const LINES_A_TICKET = 20;

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const figure = (name, value, goal) => console.log(JSON.stringify({ name, value, unit: "ms", ...(goal && { goal, goal_kind: "value" }) }));

const till = await stage();
try {
  await till.openShift();
  for (let scan = 0; scan < SCANS; scan += 1) {
    if (scan > 0 && scan % LINES_A_TICKET === 0) {
      await till.page.keyboard.press("F9");
      await till.part("next-sale").click();
      await till.part("pay").waitFor();
    }
    await till.scan([MILK, KEFIR, CREAM][scan % 3]);
    await till.page.waitForFunction((count) => window.__bezmenScanMs.length === count, scan + 1);
  }
  const times = (await till.page.evaluate(() => window.__bezmenScanMs)).sort((a, b) => a - b);
  figure("scan to painted line in Chromium, p50", at(times, 0.5));
  figure("scan to painted line in Chromium, p95", at(times, 0.95), 50);

  await till.page.reload();
  await till.part("pay").waitFor();
  const ready = await till.page.evaluate(() => Math.round(performance.now()));
  figure("till page to ready in Chromium", ready, 2000);
} finally {
  await till.close();
}
