// The main job in Chromium: PIN, shift, three scans, a discount, cash; then the paper and the console's own page.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { totalOf, totalOnPage } from "../screens/console_page.mjs";
import { scanner } from "../screens/scanner.mjs";
import { inConsole, minor, owner, paper, person, scannable } from "../screens/shop.mjs";

const cashier = person("cashier");
let browser;
let page;
let scan;
const troubles = [];
const part = (id) => page.getByTestId(id);

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.BEZMEN_CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  scan = await scanner(page);
});

after(() => browser?.close());

test("a wrong PIN is refused and the right one lets the cashier in", async () => {
  await page.goto(process.env.DEMO_TILL);
  await part(`sign-in-${cashier.name}`).click();
  const wrong = [...cashier.pin].map((digit) => (Number(digit) + 1) % 10).join("");
  for (const digit of wrong) await part(`pin-${digit}`).click();
  await part("pin-enter").click();
  await page.getByRole("alert").first().waitFor();
  for (const digit of cashier.pin) await part(`pin-${digit}`).click();
  await part("pin-enter").click();
  await part("open-shift").waitFor();
});

test("three scans, a discount and cash make a receipt on paper and in the console", async () => {
  await part("open-shift").click();
  await part("pay").waitFor();
  const console = await owner();
  const goods = await scannable(console, 3);
  for (const [index, product] of goods.entries()) {
    await scan(product.barcodes[0]);
    await part("ticket-line").nth(index).waitFor();
  }
  const gross = goods.reduce((sum, product) => sum + product.price, 0);
  assert.equal(minor(await part("ticket-total").innerText()), gross);

  await page.keyboard.press("F4");
  await part("discount-value").waitFor();
  await page.keyboard.type("5", { delay: 120 });
  await part("discount-confirm").click();
  await part("discount").waitFor({ state: "detached" });
  const due = gross - Math.round((gross * 5) / 100);
  assert.equal(minor(await part("ticket-total").innerText()), due);

  await page.keyboard.press("F9");
  const number = (await part("sale-number").innerText()).match(/[A-Z0-9]+-\d+/)[0];

  const lines = (await paper(number)).map((line) => line.trim()).join(" ");
  for (const product of goods) assert.ok(lines.includes(product.name), `${product.name} is not on\n${lines}`);
  assert.equal(totalOf(lines), due);
  const seen = await inConsole(console, number);
  assert.equal(seen.total, due);
  assert.equal(await totalOnPage(number), due, "the console's page shows another total");
  assert.deepEqual(troubles, []);
});

test("an unknown barcode offers a choice and changes nothing", async () => {
  await scan("4600000000008");
  await part("unknown-barcode").waitFor();
  await part("unknown-cancel").click();
  assert.equal(await part("ticket-line").count(), 0);
});
