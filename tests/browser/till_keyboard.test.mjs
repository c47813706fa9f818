// A whole day without a mouse: from the choice of oneself to the Z report, by keys alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CASHIER, MILK, stage } from "./till_stage.mjs";

/** More stops than any screen has. */
const MOST_STOPS = 80;

test("the cashier's day by keyboard alone: sign in, shift, search, quantity, discount, payment, return, Z", { timeout: 120_000 }, async () => {
  const till = await stage();
  try {
    const { page, part } = till;
    const press = (key) => page.keyboard.press(key);
    const focused = () => page.evaluate(() => document.activeElement?.dataset.testid ?? "");
    const tabTo = async (id) => {
      for (let stops = 0; stops < MOST_STOPS; stops += 1) {
        await press("Tab");
        if ((await focused()) === id) return;
      }
      throw new Error(`Tab does not reach “${id}”`);
    };
    await page.evaluate(() => {
      window.touches = 0;
      window.addEventListener("pointerdown", () => (window.touches += 1), true);
    });

    const me = part(`sign-in-${CASHIER.name}`);
    await me.waitFor();
    for (let tiles = 0; (await me.getAttribute("aria-pressed")) !== "true"; tiles += 1) {
      assert.ok(tiles < 10, "the arrow keys do not reach the cashier's tile");
      await press("ArrowDown");
    }
    await till.type(CASHIER.pin);
    await press("Enter");
    await part("open-shift").waitFor();
    await till.type("1000");
    await press("Enter");
    await part("pay").waitFor();

    await press("F2");
    assert.equal(await focused(), "search");
    await page.keyboard.type("кефир");
    await part("search-row").first().getByText("Кефир").waitFor();
    await press("Enter");
    await till.becomes("ticket-total", "79,90 ₽");
    await till.type("3");
    await press("*");
    await part("times").waitFor();
    await press("F2");
    await page.keyboard.type("молоко");
    await part("search-row").first().getByText("Молоко").waitFor();
    await press("Enter");
    // 79,90 + 3 × 89,90
    await till.becomes("ticket-total", "349,60 ₽");

    await press("F4");
    await part("discount-value").waitFor();
    await till.type("5");
    await press("Enter");
    await part("discount").waitFor({ state: "detached" });
    // 349,60 less 17,48
    await till.becomes("ticket-total", "332,12 ₽");

    await press("Enter");
    await part("pay-due").waitFor();
    await till.type("400");
    await press("Enter");
    await till.becomes("change", "67,88 ₽");
    const number = (await till.text("sale-number")).match(/\S+-\d+/)[0];
    await till.paper(number);

    await press("Enter");
    await part("pay").waitFor();
    await press("F7");
    await part("receipt-row").first().waitFor();
    await press("ArrowDown");
    await part("receipt-text").getByText(number).first().waitFor();
    await press("Enter");
    await part("return-line").nth(1).waitFor();
    await press("ArrowDown");
    await till.type("++");
    // Two of the three milks, which came to 256,22 with their share of the discount.
    await till.becomes("refund-total", "170,81 ₽");
    await till.type("sour");
    assert.equal(await part("return-reason").inputValue(), "sour");
    await press("Enter");
    await till.becomes("change", "170,81 ₽");

    await press("Enter");
    await part("pay").waitFor();
    await press("F1");
    await part("menu").waitFor();
    await tabTo("menu-shift");
    await press("Enter");
    await part("close-shift").waitFor();
    await tabTo("close-shift");
    await press("Enter");
    // 1000 + 332,12 − 170,81 is 1161 and a few coins that a shop does not count.
    await page.waitForFunction(() => document.activeElement?.dataset.testid?.startsWith("count-"));
    for (const note of [100_000, 10_000, 5_000, 1_000, 100]) {
      if ((await focused()) !== `count-${note}`) await tabTo(`count-${note}`);
      await till.type("1");
    }
    await tabTo("close-confirm");
    await press("Enter");
    await part("shift-closed").waitFor();
    await press("Enter");
    await part("open-shift").waitFor();

    assert.equal(await page.evaluate(() => window.touches), 0, "something was touched");
    assert.deepEqual(till.troubles, [], "the page had errors");
  } finally {
    await till.close();
  }
});

test("a key that is held down, and a scanner that sends Enter twice, pay nothing", { timeout: 60_000 }, async () => {
  const till = await stage();
  try {
    const { page, part } = till;
    await till.openShift("1000", CASHIER);
    /** Goes down, and down again as long as a finger lies on it. */
    const hold = async (key) => {
      for (let times = 0; times < 12; times += 1) {
        await page.keyboard.down(key);
        await page.waitForTimeout(30);
      }
      await page.keyboard.up(key);
    };
    await till.scan(MILK);
    await part("ticket-line").first().waitFor();
    for (const key of ["Enter", "F10"]) {
      // No finger is on the key as soon after a scan as a scanner's own second Enter is.
      await page.waitForTimeout(100);
      await hold(key);
      await part("pay-amount").waitFor();
      assert.equal(await part("sale-number").count(), 0, `${key} was held down`);
      await page.keyboard.press("Escape");
      await part("pay").waitFor();
    }
    await page.keyboard.press("F2");
    await page.keyboard.type("кефир");
    await page.waitForTimeout(200);
    await page.keyboard.press("Home");
    await hold("Delete");
    assert.equal(await part("search").inputValue(), "", "in a field Delete takes letters");
    await page.keyboard.press("Escape");

    await till.scan(MILK, { twice: true });
    await till.becomes("ticket-total", "179,80 ₽");
    await page.waitForTimeout(200);
    assert.equal(await part("pay-amount").count(), 0, "the second Enter belongs to the scan");
    assert.deepEqual(till.troubles, [], "the page had errors");
  } finally {
    await till.close();
  }
});

test("a short code that is scanned while money is asked for pays nothing", { timeout: 60_000 }, async () => {
  const till = await stage();
  try {
    const { page, part } = till;
    await till.openShift("1000", CASHIER);
    await till.scan(MILK);
    await part("ticket-line").first().waitFor();
    await part("pay").click();
    await part("pay-due").waitFor();
    // The labels that this till prints for goods without a barcode hold such a number.
    await till.scan("1042");
    await page.waitForFunction(() => {
      const amount = document.querySelector('[data-testid="pay-amount"]');
      return !amount || /1\s042/.test(amount.innerText);
    });
    assert.equal(await part("pay-amount").count(), 1, "the scanner's own Enter pays nothing");
    // No finger is on the key as soon after a scan as a scanner's own second Enter is.
    await page.waitForTimeout(100);
    await page.keyboard.press("Enter");
    await till.becomes("change", "952,10 ₽");
    assert.deepEqual(till.troubles, [], "the page had errors");
  } finally {
    await till.close();
  }
});
