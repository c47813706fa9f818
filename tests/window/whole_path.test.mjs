// The main job in the till's own window: PIN, shift, three scans, cash; then the paper and the console.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { inConsole, minor, owner, paper, person, scannable, until } from "../screens/shop.mjs";
import { openWindow } from "./webdriver.mjs";

const ENTER = "\uE007";
const F9 = "\uE039";

const cashier = person("cashier");
let window;

before(async () => {
  window = await openWindow(process.env.DEMO_TILL_DATA);
});

after(() => window?.close());

const click = async (id) => (await window.part(id)).click();

test("the cashier signs in and sells, the paper and the console agree", async () => {
  await click(`sign-in-${cashier.name}`);
  for (const digit of cashier.pin) await click(`pin-${digit}`);
  await click("pin-enter");
  await until("the next screen", async () => (await window.find("open-shift")) || (await window.find("pay")), 30);
  if (await window.find("open-shift")) await click("open-shift");
  await window.part("pay");

  const console = await owner();
  const goods = await scannable(console, 3);
  for (const [index, product] of goods.entries()) {
    await window.press(product.barcodes[0] + ENTER);
    await until(`line ${index + 1}`, async () => (await window.count("ticket-line")) === index + 1, 30);
  }
  const gross = goods.reduce((sum, product) => sum + product.price, 0);
  assert.equal(minor(await (await window.part("ticket-total")).text()), gross);

  await window.press(F9);
  const number = (await (await window.part("sale-number")).text()).match(/[A-Z0-9]+-\d+/)[0];
  assert.ok((await paper(number)).length > goods.length);
  const seen = await inConsole(console, number);
  assert.equal(seen.total, gross);
});
