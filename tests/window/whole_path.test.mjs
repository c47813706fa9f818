// The main job in the till's own window: PIN, shift, three scans, a discount, cash; then the paper and the console.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { totalOf, totalOnPage } from "../screens/console_page.mjs";
import { inConsole, minor, owner, paper, person, scannable, until } from "../screens/shop.mjs";
import { openWindow } from "./webdriver.mjs";

const ENTER = "\uE007";
const F1 = "\uE031";
const F4 = "\uE034";
const F9 = "\uE039";

const cashier = person("cashier");
let window;

before(async () => {
  window = await openWindow(process.env.DEMO_TILL_DATA);
});

after(() => window?.close());

const click = async (id) => (await window.part(id)).click();
const enterPin = async ({ pin }) => {
  for (const digit of pin) await click(`pin-${digit}`);
};
const either = (one, other) =>
  until(`“${one}” or “${other}”`, async () => ((await window.find(one)) && one) || ((await window.find(other)) && other), 30);

/** Closes the shift that the tests in the browser have left, with the owner's consent to whatever is missing. */
async function closeShift() {
  const boss = person("owner");
  await window.press(F1);
  await click("menu-shift");
  await click("close-shift");
  await click("close-confirm");
  if ((await either("consent", "shift-closed")) === "consent") {
    await click(`approver-${boss.name}`);
    await (await window.part("consent-reason")).type("Смена после проверки");
    await enterPin(boss);
    await click("consent-give");
  }
  await window.part("shift-closed");
  await click("closed-done");
}

test("the cashier signs in, opens a shift and sells with a discount; the paper and the console agree", async () => {
  await click(`sign-in-${cashier.name}`);
  await enterPin(cashier);
  await click("pin-enter");
  if ((await either("open-shift", "pay")) === "pay") await closeShift();
  await click("open-shift");
  await window.part("pay");

  const console = await owner();
  const goods = await scannable(console, 3);
  for (const [index, product] of goods.entries()) {
    await window.press(product.barcodes[0] + ENTER);
    await until(`line ${index + 1}`, async () => (await window.count("ticket-line")) === index + 1, 30);
  }
  const total = async () => minor(await (await window.part("ticket-total")).text());
  const gross = goods.reduce((sum, product) => sum + product.price, 0);
  assert.equal(await total(), gross);

  await window.press(F4);
  await window.part("discount-value");
  await window.press("5");
  await until("the typed per cent", async () => (await (await window.part("discount-value")).text()).startsWith("5"), 30);
  await window.press(ENTER);
  await until("the end of the question", async () => !(await window.find("discount")), 30);
  const due = gross - Math.round((gross * 5) / 100);
  await until(`the total of ${due}`, async () => (await total()) === due, 30);

  await window.press(F9);
  const number = (await (await window.part("sale-number")).text()).match(/[A-Z0-9]+-\d+/)[0];
  const lines = (await paper(number)).map((line) => line.trim()).join(" ");
  for (const product of goods) assert.ok(lines.includes(product.name), `${product.name} is not on\n${lines}`);
  assert.equal(totalOf(lines), due);
  const seen = await inConsole(console, number);
  assert.equal(seen.total, due);
  assert.equal(await totalOnPage(number), due, "the console's page shows another total");
});
