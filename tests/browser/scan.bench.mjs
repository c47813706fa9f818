// At a till with 100,000 products, in Chromium over the engine on loopback: from the last key of a scan to the painted line,
// and from the start to the first screen. Writes figures for `cargo xtask bench`.
import { readFile } from "node:fs/promises";
import { LINES_A_TICKET, SCANS, figure, pass, sayScans } from "../screens/measure.mjs";
import { stage } from "./till_stage.mjs";

const { person, codes, data } = JSON.parse(await readFile(process.env.BEZMEN_LARGE_SHOP, "utf8"));

const till = await stage({ data });
try {
  figure("start to ready in Chromium, 100 k products", Math.round(till.readyAfterMs), 2000);
  await till.openShift("1000", person);
  for (let scan = 0; scan < SCANS; scan += 1) {
    if (scan > 0 && scan % LINES_A_TICKET === 0) {
      await till.page.keyboard.press("F9");
      await till.part("next-sale").click();
      await till.part("pay").waitFor();
    }
    await till.scan(codes[scan % codes.length], { measured: true });
    // Looking at the page less often than people scan: looking takes its time, too.
    do await pass(150);
    while ((await till.page.evaluate(() => window.__bezmenScanMs.length)) <= scan);
  }
  sayScans("in Chromium", await till.page.evaluate(() => window.__bezmenScanMs));
} finally {
  await till.close();
}
