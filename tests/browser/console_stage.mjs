// Everything a browser test of the console needs around it: a server of its own with an empty database or with the demo shop,
// and Chromium. Nothing is shared between tests and nothing stays behind.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const { BEZMEN_BIN_DIR = "target/debug", BEZMEN_DIST_DIR = "dist", BEZMEN_CHROMIUM = "/usr/bin/chromium" } = process.env;
const SERVER = join(BEZMEN_BIN_DIR, "bezmen-server");

/** A folder with a demo shop of before, to save the minutes of making one; the tests only look at it. */
const { BEZMEN_DEMO_DATA } = process.env;

/** Where pictures go; nowhere unless somebody asks, so that a test changes no file of the checkout. */
const { BEZMEN_PICTURES } = process.env;

const SIZES = {
  phone: { width: 375, height: 812 },
  desktop: { width: 1366, height: 768 },
  wide: { width: 1920, height: 1080 },
};

/** Runs a command of the server to its end and answers what it printed. */
async function run(args) {
  const child = spawn(SERVER, args, { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (bytes) => {
    said += bytes;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`bezmen-server ${args.join(" ")} ended with ${code}`);
  return said;
}

/** Starts the server on a free port and waits until it says where it listens. */
async function serve(data, flags) {
  const args = ["serve", "--data", data, "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--ui", join(BEZMEN_DIST_DIR, "console"), ...flags];
  const child = spawn(SERVER, args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`bezmen-server serve ended with ${code}`);
  });
  ended.catch(() => {});
  const address = new Promise((found) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const match = line.match(/listens at (http:\S+)/);
      if (match) found(match[1]);
    });
  });
  return { child, address: await Promise.race([address, ended]) };
}

/** Who registers the company of a test, and what they type. */
export const OWNER = { email: "owner@shop.example", password: "a long password" };
export const COMPANY = {
  company: "Ромашка",
  store: "Ромашка на Садовой",
  name: "Ольга",
  currency: "RUB",
  locale: "ru",
  utc_offset_minutes: 180,
  ...OWNER,
};

/**
 * Sets a server and a browser up; `close` takes them down again. With `demo`, the shop has a month behind it; `flags` are told
 * to the server.
 */
export async function stage({ demo = false, flags = [] } = {}) {
  const kept = demo && BEZMEN_DEMO_DATA;
  const folder = kept || (await mkdtemp(join(tmpdir(), "bezmen-console-")));
  let shop = null;
  if (demo) {
    const said = await run(["demo", "seed", "--data", folder]);
    shop = JSON.parse(said.slice(said.indexOf("{")));
  }
  const { child, address } = await serve(folder, flags);
  const browser = await chromium.launch({
    executablePath: BEZMEN_CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });

  /** Opens a browser of one's own: its size, language and look. Any page error or overflow is a trouble. */
  async function visitor({ size = "desktop", locale = "ru-RU", theme = "light" } = {}) {
    const context = await browser.newContext({
      viewport: SIZES[size],
      locale,
      colorScheme: theme,
      hasTouch: size === "phone",
      timezoneId: "Europe/Moscow",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const troubles = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    const part = (id) => page.getByTestId(id);
    return {
      page,
      part,
      troubles,
      go: (path) => page.goto(new URL(path, address).href),
      /** What an element says, with plain spaces. */
      async text(id) {
        return plain(await part(id).first().innerText());
      },
      /** Calls the API with the session of this browser. */
      async api(method, path, data) {
        const answer = await context.request.fetch(new URL(`/api/v1${path}`, address).href, {
          method,
          data,
          headers: { origin: address },
        });
        const text = await answer.text();
        if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
        return text ? JSON.parse(text) : null;
      },
      /** Signs in through the form. */
      async signIn({ email, password }) {
        await part("sign-in-email").fill(email);
        await part("sign-in-password").fill(password);
        await part("sign-in-submit").click();
      },
      /** How far the page is wider than the window: nothing, on any size. */
      async overflow() {
        return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
      },
      /** Takes a picture for the documentation, when pictures are asked for. */
      async picture(name) {
        await page.evaluate(() => document.fonts.ready);
        if (!BEZMEN_PICTURES) return;
        await mkdir(BEZMEN_PICTURES, { recursive: true });
        await page.screenshot({ path: join(BEZMEN_PICTURES, `console-${name}.png`), animations: "disabled" });
      },
      close: () => context.close(),
    };
  }

  return {
    address,
    shop,
    visitor,
    async close() {
      await browser.close();
      if (child.exitCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      if (!kept) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Thin and hard spaces become plain ones. */
export function plain(text) {
  return text.replace(/[\s\u2009\u00a0\u202f]+/g, " ").trim();
}

/** “1 234,50 ₽” as minor units. */
export function minor(text) {
  const [whole, rest = "0"] = plain(text).replace(/[^\d,.\u2212-]/g, "").replace("\u2212", "-").split(/[,.](?=\d\d$)/);
  return Number(whole.replace(/[,.]/g, "")) * 100 + (whole.startsWith("-") ? -1 : 1) * Number(rest);
}
