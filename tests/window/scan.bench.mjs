// At a till with 100,000 products, in the till's own window: from the last key of a scan to the painted line, and from the
// start of the program to the first screen. Writes figures for `cargo xtask bench`.
import { readFile, readdir } from "node:fs/promises";
import { LINES_A_TICKET, SCANS, figure, pass, sayScans } from "../screens/measure.mjs";
import { until } from "../screens/shop.mjs";
import { openWindow } from "./webdriver.mjs";

const ENTER = "\uE007";
const F9 = "\uE039";
/** Linux counts the age of a process in hundredths of a second. */
const TICK_MS = 10;

const { person, codes, data } = JSON.parse(await readFile(process.env.BEZMEN_LARGE_SHOP, "utf8"));

/** When the window's program was started, as Linux remembers it. */
async function startedAtMs() {
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const line = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0");
    if (line[0] !== process.env.BEZMEN_WINDOW) continue;
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const startTicks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
    const uptimeMs = Number((await readFile("/proc/uptime", "utf8")).split(" ")[0]) * 1000;
    return Date.now() - (uptimeMs - startTicks * TICK_MS);
  }
  throw new Error("the window's program is not among the processes");
}

const window = await openWindow(data);
try {
  const click = async (id) => (await window.part(id)).click();
  await window.part(`sign-in-${person.name}`);
  const ready = await until("the mark of the first screen", () =>
    window.run("const [mark] = performance.getEntriesByName('bezmen-ready'); return mark ? performance.timeOrigin + mark.startTime : 0;"),
  );
  figure("start to ready in the window, 100 k products", Math.round(ready - (await startedAtMs())), 2000);

  await click(`sign-in-${person.name}`);
  for (const digit of person.pin) await click(`pin-${digit}`);
  await click("pin-enter");
  await until("the next screen", async () => (await window.find("open-shift")) || (await window.find("pay")), 30);
  if (await window.find("open-shift")) await click("open-shift");
  await window.part("pay");
  const scanned = () => window.run("return window.__bezmenScanMs.length;");
  for (let scan = 0; scan < SCANS; scan += 1) {
    if (scan > 0 && scan % LINES_A_TICKET === 0) {
      await window.press(F9);
      await click("next-sale");
      await window.part("pay");
    }
    await window.press(codes[scan % codes.length] + ENTER);
    // Looking at the page less often than people scan: looking takes its time, too.
    const last = Date.now() + 30_000;
    do {
      await pass(150);
      if (Date.now() > last) throw new Error(`scan ${scan} of ${codes[scan % codes.length]} was not painted`);
    } while ((await scanned()) <= scan);
  }
  sayScans("in the window", await window.run("return window.__bezmenScanMs;"));
} finally {
  await window.close();
}
