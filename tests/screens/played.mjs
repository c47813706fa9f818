// Simulated devices on the command line (`bezmen-till device simulate`), driven by lines and telling lines of JSON.
import { listening } from "../browser/till_stage.mjs";
import { until } from "./shop.mjs";

/** Starts a device; `words` are those of the command line. */
export async function played(...words) {
  const device = await listening(["device", "simulate", ...words]);
  const news = () => device.said.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  return {
    address: device.address,
    stop: device.stop,
    /** Writes a line to the device: goods on the scale, a code before the scanner, a fault. */
    tell: (line) => device.child.stdin.write(`${line}\n`),
    /** What the device told so far, an object a line. */
    news,
    /** Waits until the device has told something that fits, and answers it. */
    told: (what, fits) => until(what, () => news().find(fits), 30),
  };
}

const tight = (text) => text.replace(/\s+/g, " ").trim();

/** A display of two lines on the network. */
export async function playedDisplay(model = "cd5220") {
  const display = await played("display", model);
  const lines = () => display.news().findLast((told) => told.display)?.display;
  /** Waits until two lines stand there, with single spaces. */
  const shows = (upper, lower) =>
    until(`“${upper} / ${lower}” on the display`, () => {
      const now = lines();
      return now && tight(now.upper) === upper && tight(now.lower) === lower;
    }, 30).catch((error) => {
      throw new Error(`${error.message}; it shows ${JSON.stringify(lines())}`);
    });
  return { ...display, shows };
}

/** A printer's papers: the lines and events of each. */
export const papers = (printer) => printer.news().flatMap(({ receipt }) => receipt ?? []);
