// Everything a browser test of the till needs around it: an engine with a small shop, a printer without paper, a scale
// without a pan, and Chromium. Nothing is shared between tests and nothing stays behind.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { scanner } from "../screens/scanner.mjs";

const { BEZMEN_BIN_DIR = "target/debug", BEZMEN_DIST_DIR = "dist", BEZMEN_CHROMIUM = "/usr/bin/chromium" } = process.env;
const TILL = join(BEZMEN_BIN_DIR, "bezmen-till");

/** The people of the seeded shop. */
export const CASHIER = { name: "Анна Кассирова", pin: "1111" };
export const MANAGER = { name: "Мария Старшинова", pin: "2222" };

/** Three products of the seeded shop by their barcodes. */
export const MILK = "4600682000174";
export const KEFIR = "4600682000181";
export const CREAM = "4600682000198";

/** Programs that run; they end with the test even when it could not begin. */
const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** A program that says on a line where it listens. */
export async function listening(args, program = TILL) {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
  running.add(child);
  child.on("exit", () => running.delete(child));
  const lines = createInterface({ input: child.stdout });
  const said = [];
  lines.on("line", (line) => said.push(line));
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${program} ${args.join(" ")} ended with ${code}`);
  });
  ended.catch(() => {});
  const address = () => said.map((line) => /(?:^listening|listens at) (\S+)/.exec(line)?.[1]).find(Boolean);
  while (!address()) await Promise.race([once(lines, "line"), ended]);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  };
  return { address: address(), said, child, stop };
}

/** Asks the engine that serves a till at this address, behind the screens' back. */
export function caller(address) {
  const url = new URL(address);
  return async (name, args = null) => {
    const answer = await fetch(new URL(`/call/${name}`, url), {
      method: "POST",
      headers: { "content-type": "application/json", "x-bezmen-token": url.searchParams.get("token") },
      body: JSON.stringify(args),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${name}: ${body.code} ${body.message}`);
    return body;
  };
}

/**
 * Sets everything up; `close` takes it down again. With `fresh` the till belongs to nobody yet; with `data` it is the one in
 * that folder, which stays.
 */
export async function stage({ width = 1366, height = 768, locale = "ru", theme = "light", fresh = false, data = null } = {}) {
  const folder = data ?? (await mkdtemp(join(tmpdir(), "bezmen-till-")));
  const isSeeded = !fresh && !data;
  if (isSeeded) {
    const seed = spawn(TILL, ["--data", folder, "dev-seed"], { stdio: "ignore" });
    const [code] = await once(seed, "exit");
    if (code !== 0) throw new Error(`dev-seed ended with ${code}`);
  }
  const printer = await listening(["printer", "serve", "--listen", "127.0.0.1:0"]);
  const scale = await listening(["scale", "serve", "--listen", "127.0.0.1:0"]);
  const startedAt = Date.now();
  const engine = await listening(["--data", folder, "serve", "--ui", join(BEZMEN_DIST_DIR, "till"), "--listen", "127.0.0.1:0"]);
  const engineTookMs = Date.now() - startedAt;
  const call = caller(engine.address);

  /** Tells the till its printer, its scale and its look, as a manager does it. */
  async function furnish(manager = MANAGER) {
    const boss = (await call("list_staff")).find(({ name }) => name === manager.name);
    const { settings } = await call("sign_in", { person_id: boss.person_id, pin: manager.pin });
    await call("save_settings", {
      settings: {
        ...settings,
        locale,
        theme,
        printer: { address: { kind: "tcp", address: printer.address }, profile: "virtual", drawer: true },
        scale: { address: `tcp://${scale.address}`, protocol: "mt_sics" },
      },
    });
    await call("sign_out");
  }
  if (isSeeded) await furnish();

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
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(15_000);
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.goto(engine.address);
  const readyMark = await page
    .waitForFunction(() => performance.getEntriesByName("bezmen-ready")[0]?.startTime)
    .catch(async (error) => {
      // A browser left open would keep the whole run waiting.
      await browser.close();
      throw new Error(`the till does not come up: ${troubles.join("; ") || error.message}`);
    });

  const part = (id) => page.getByTestId(id);
  return {
    page,
    part,
    call,
    furnish,
    troubles,
    /** From the start of the engine to the first screen, without the start of Chromium. */
    readyAfterMs: engineTookMs + (await readyMark.jsonValue()),
    scan: await scanner(page),
    /** Types as a person does. */
    async type(text) {
      await page.keyboard.type(text, { delay: 120 });
    },
    /** Signs in by touch. */
    async signIn({ name, pin } = CASHIER) {
      await part(`sign-in-${name}`).click();
      for (const digit of pin) await part(`pin-${digit}`).click();
      await part("pin-enter").click();
    },
    /** Signs in and opens a shift with a float. */
    async openShift(float = "1000", person = CASHIER) {
      await this.signIn(person);
      await part("open-shift").waitFor();
      await this.type(float);
      await part("open-shift").click();
      await part("pay").waitFor();
    },
    /** What an element says, with plain spaces. */
    async text(id) {
      return (await part(id).innerText()).replace(/[\s\u2009\u00a0]+/g, " ").trim();
    },
    /** Waits until the printer has a paper on which a text stands, and answers its lines. */
    async paper(text) {
      for (let tries = 0; tries < 400; tries += 1) {
        const papers = printer.said.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
        const found = papers.find(({ lines }) => lines.some((line) => line.includes(text)));
        if (found) return found;
        await new Promise((next) => setTimeout(next, 25));
      }
      throw new Error(`no paper says ${text}: ${printer.said.join("\n")}`);
    },
    /** Puts a weight on the scale, in kilograms. */
    weigh(kilograms) {
      scale.child.stdin.write(`${kilograms}\n`);
    },
    /** Does something to the printer: a fault such as `paper-out`, `none`, or `close drawer`. */
    printerBecomes(what) {
      printer.child.stdin.write(`${what}\n`);
    },
    /** Where the printer listens. */
    printerAddress: printer.address,
    /** Counts nothing of the clock: waits until a text of an element is what it should be. */
    async becomes(id, expected) {
      const last = Date.now() + 10_000;
      for (;;) {
        const text = await this.text(id).catch(() => "");
        if (text === expected) return;
        if (Date.now() > last) throw new Error(`${id} is “${text}”, not “${expected}”`);
        await page.waitForTimeout(20);
      }
    },
    async close() {
      await browser.close();
      await Promise.all([engine.stop(), printer.stop(), scale.stop()]);
      if (!data) await rm(folder, { recursive: true, force: true });
    },
  };
}
