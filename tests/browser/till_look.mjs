// How a walk looks at the till's screens: nothing sticks out, no word is cut off. With BEZMEN_PICTURES=FOLDER each screen leaves its
// picture there, as docs/pictures has them.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";

const { BEZMEN_PICTURES } = process.env;

/** Words that are cut off, and what sticks out of the page. Names of goods and people may be cut: they are shown whole elsewhere. */
function spoilt() {
  const found = [];
  const isSeen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
  if (document.documentElement.scrollWidth > window.innerWidth) found.push("the page is wider than the window");
  for (const element of document.querySelectorAll(".bz-function-word, .bz-button-word, .bz-lamp-word, .bz-title, .bz-label, .bz-total, .bz-change, .bz-amount, .bz-pair-code, .bz-key")) {
    if (!isSeen(element)) continue;
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) found.push(`cut off: ${element.className} “${element.innerText}”`);
    const { left, right } = element.getBoundingClientRect();
    if (left < -1 || right > window.innerWidth + 1) found.push(`outside: ${element.className} “${element.innerText}”`);
  }
  for (const device of document.querySelectorAll(".bz-device")) {
    if (device.scrollHeight > device.clientHeight + 1) found.push(`words run out of: ${device.innerText}`);
  }
  for (const button of document.querySelectorAll("button, [role=dialog], .bz-panel")) {
    if (!isSeen(button)) continue;
    if (button.scrollWidth > button.clientWidth + 1) found.push(`sticks out of: ${button.className} “${button.innerText.slice(0, 60)}”`);
  }
  return found;
}

/** Looks at a screen of the till, or of another page, and takes its picture when pictures are asked for. */
export function looker(till, look) {
  return async (screen, { page } = till) => {
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.fonts.ready);
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => setTimeout(next))));
    assert.deepEqual(await page.evaluate(spoilt), [], `the screen “${screen}” in ${look}`);
    if (!BEZMEN_PICTURES) return;
    await mkdir(BEZMEN_PICTURES, { recursive: true });
    const path = join(BEZMEN_PICTURES, `till-${screen}-${look}.png`);
    await page.screenshot({ path, animations: "disabled" });
    await fewerColours(path);
  };
}

/** Flat screens need no true colour: a palette keeps the pictures small, where ImageMagick is there to make one. */
async function fewerColours(path) {
  const small = `${path}.small.png`;
  const done = await new Promise((resolve) => {
    const convert = spawn("convert", [path, "-strip", "+dither", "-colors", "128", `png8:${small}`], { stdio: "ignore" });
    convert.on("error", () => resolve(false));
    convert.on("exit", (code) => resolve(code === 0));
  });
  if (done) await rename(small, path);
}

/** Leaves a picture of where a walk ended, when pictures are asked for. */
export async function pictureOfFailure({ page }, look) {
  if (!BEZMEN_PICTURES) return;
  await mkdir(BEZMEN_PICTURES, { recursive: true });
  await page.screenshot({ path: join(BEZMEN_PICTURES, `failed-${look}.png`) });
}
