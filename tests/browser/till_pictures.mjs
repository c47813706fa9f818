// Takes a picture of every screen of the till into docs/pictures, at a till of the demo shop with its server:
// `node tests/browser/till_pictures.mjs [folder]`, with both programs in BEZMEN_BIN_DIR and the screens in BEZMEN_DIST_DIR.
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listening, stage } from "./till_stage.mjs";

const { BEZMEN_BIN_DIR = "target/debug", BEZMEN_DIST_DIR = "dist" } = process.env;
const SERVER = join(BEZMEN_BIN_DIR, "bezmen-server");
const folder = process.argv[2] ?? "docs/pictures";
await mkdir(folder, { recursive: true });

const data = await mkdtemp(join(tmpdir(), "bezmen-demo-"));
const { stdout } = await promisify(execFile)(SERVER, ["demo", "seed", "--data", data]);
const shop = JSON.parse(stdout.slice(stdout.indexOf("{")));
const server = await listening(
  ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--data", data, "--ui", join(BEZMEN_DIST_DIR, "console")],
  SERVER,
);
const home = server.address.startsWith("http") ? server.address : `http://${server.address}`;
const CASHIER = shop.people.find(({ role }) => role === "cashier");
const MANAGER = shop.people.find(({ role }) => role === "manager");

/** Asks the console's API. */
async function ask(path, body, token) {
  const answer = await fetch(new URL(`/api/v1/${path}`, home), {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** Confirms the code that a till shows, as the owner does in the console. */
async function confirm(code, terminal) {
  const { token } = await ask("session", shop.owner);
  const store = shop.stores.find(({ name }) => name === terminal.store);
  const place = { user_code: code, store_id: store.store_id, name: terminal.name, replaces: terminal.terminal_id };
  await ask("terminals/pair", place, token);
}

/** One walk over all screens. */
async function walk({ name, goods, terminal, ...look }) {
  const till = await stage({ ...look, fresh: true });
  const { page, part } = till;
  const picture = async (screen) => {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(200);
    const path = join(folder, `till-${screen}-${name}.png`);
    await page.screenshot({ path });
    await fewerColours(path);
  };
  try {
    await part("pair-address").fill(home);
    await page.keyboard.press("Enter");
    await part("pair-code").waitFor();
    await picture("pairing");
    await confirm(await till.text("pair-code"), terminal);
    await part(`sign-in-${CASHIER.name}`).waitFor({ timeout: 60_000 });
    await till.furnish(MANAGER);
    await part(`sign-in-${CASHIER.name}`).click();
    await till.type("11");
    await picture("sign-in");
    await page.keyboard.press("Escape");
    await till.signIn(CASHIER);
    await part("open-shift").waitFor();
    await till.type("5000");
    await picture("open-shift");
    await part("open-shift").click();
    await part("pay").waitFor();
    await part("quick-key").first().waitFor();

    const quick = (await till.call("quick_keys")).flatMap(({ products }) => products);
    const codes = quick
      .filter(({ unit, barcode }) => unit === "piece" && barcode)
      .map(({ barcode }) => barcode.replace(/^0(?=\d{13}$)/, ""));
    await till.scan(codes[0]);
    await part("ticket-line").nth(0).waitFor();
    await page.keyboard.press("F5");
    await part("hold-note").fill(look.locale === "en" ? "Lady in blue" : "Женщина в синем");
    await page.keyboard.press("Enter");
    await part("ticket-line").first().waitFor({ state: "detached" });
    for (let index = 0; index < 6; index += 1) {
      await till.scan(codes[(index * 4) % codes.length]);
      await part("ticket-line").nth(index).waitFor();
    }
    await page.keyboard.press("+");
    await page.keyboard.press("F4");
    await part("discount-line").click();
    await till.type("10");
    await picture("discount");
    await page.keyboard.press("Enter");
    await part("discount").waitFor({ state: "detached" });
    await picture("sell");

    await part("search").fill(goods);
    await part("search-row").first().waitFor();
    await picture("search");
    await page.keyboard.press("Escape");
    await till.scan("4601234567893");
    await part("unknown-barcode").waitFor();
    await picture("unknown-barcode");
    await part("unknown-price").click();
    await till.type("99");
    await part("open-price-name").fill(look.locale === "en" ? "Gift bag" : "Подарочный пакет");
    await part("open-price-confirm").click();
    await part("consent").waitFor();
    await part(`approver-${MANAGER.name}`).click();
    await part("consent-reason").fill(look.locale === "en" ? "New goods" : "Новый товар, ещё нет в каталоге");
    await picture("approval");
    for (const digit of MANAGER.pin) await part(`pin-${digit}`).click();
    await part("consent-give").click();
    await part("consent").waitFor({ state: "detached" });

    till.weigh("0.354");
    await page.keyboard.press("F8");
    await part("weigh-pick").getByTestId("quick-key").first().click();
    await part("weigh-take").and(page.locator(":enabled")).waitFor();
    await picture("weigh");
    await part("weigh-take").click();
    await part("weigh").waitFor({ state: "detached" });

    await page.keyboard.press("F3");
    await part("customer-search").fill("+7 912 345-67-89");
    await part("customer-new").click();
    await part("customer-name").fill(look.locale === "en" ? "Jane Brown" : "Екатерина Орлова");
    await picture("customer");
    await part("customer-create").click();
    await part("customer").waitFor();

    await page.keyboard.press("F10");
    await part("pay-confirm").waitFor();
    await till.type("500");
    await part("pay-card").click();
    await part("tender").waitFor();
    await picture("pay");
    await till.type("2000");
    await part("pay-confirm").click();
    await part("change").waitFor();
    await picture("change");
    await page.keyboard.press("Enter");

    await page.keyboard.press("F6");
    await part("held-ticket").first().waitFor();
    await picture("recall");
    await part("held-ticket").first().click();
    await part("ticket-line").first().waitFor();
    await page.keyboard.press("F9");
    await part("next-sale").click();

    await page.keyboard.press("F7");
    await part("receipt-row").nth(1).click();
    await part("receipt-text").waitFor();
    await picture("receipts");
    await part("start-return").click();
    await part("return-more").first().click();
    await part("reason-defect").click();
    await picture("return");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");

    await part("top-shift").click();
    await part("x-figures").waitFor();
    await picture("shift");
    await part("close-shift").click();
    await part("count-100000").fill("5");
    await part("count-10000").fill("7");
    await picture("count");
    await part("close-confirm").click();
    await part("shift-closed").or(part("consent")).first().waitFor();
    if (await part("consent").isVisible()) {
      await part(`approver-${MANAGER.name}`).click();
      await part("consent-reason").fill(look.locale === "en" ? "Counted twice" : "Пересчитали вдвоём");
      for (const digit of MANAGER.pin) await part(`pin-${digit}`).click();
      await part("consent-give").click();
      await part("shift-closed").waitFor();
    }
    await picture("z-report");
    await part("closed-done").click();
    await part("sync-lamp").click();
    await part("sync-facts").waitFor();
    await picture("sync");
    await page.keyboard.press("Escape");
    await part("menu-open").click();
    await part("menu-settings").click();
    await part("settings-save").waitFor();
    await picture("settings");
  } finally {
    await till.close();
  }
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
  const { size } = await stat(path);
  console.log(`${path} ${Math.ceil(size / 1024)} KB`);
}

try {
  const [first, second] = shop.terminals;
  const look = { width: 1366, height: 768, goods: "мол" };
  await walk({ name: "ru", locale: "ru", theme: "light", terminal: first, ...look });
  await walk({ name: "en-dark", locale: "en", theme: "dark", terminal: second, ...look });
} finally {
  await server.stop();
  await rm(data, { recursive: true, force: true });
}
