// The cashier's day in a real browser: scanner, keyboard and finger, over the real engine and a printer without paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CASHIER, CREAM, KEFIR, MANAGER, MILK, stage } from "./till_stage.mjs";

/** Runs a test on a stage of its own; errors of the page fail it, too. */
function story(name, play, options) {
  test(name, { timeout: 120_000 }, async () => {
    const till = await stage(options);
    try {
      await play(till);
      assert.deepEqual(till.troubles, [], "the page had errors");
    } finally {
      await till.close();
    }
  });
}

story("from PIN to receipt: shift, three scans, discount, cash, change, paper", async (till) => {
  const { part, page } = till;
  await till.openShift("1000");

  for (const [index, code] of [MILK, KEFIR, CREAM].entries()) {
    await till.scan(code);
    await part("ticket-line").nth(index).waitFor();
  }
  // 89,90 + 79,90 + 94,50
  await till.becomes("ticket-total", "264,30 ₽");

  await page.keyboard.press("F4");
  await till.type("5");
  await page.keyboard.press("Enter");
  await part("discount").waitFor({ state: "detached" });
  // 264,30 less 5 % is 251,085; the discount is 13,22, half-up.
  await till.becomes("ticket-total", "251,08 ₽");

  await page.keyboard.press("F10");
  assert.equal(await till.text("pay-due"), "251,08 ₽");
  await till.type("300");
  await part("pay-confirm").click();
  await till.becomes("change", "48,92 ₽");
  const number = (await till.text("sale-number")).match(/\S+-\d+/)[0];

  const paper = await till.paper(number);
  assert.ok(paper.lines.some((line) => line.includes("251,08")), paper.lines.join("\n"));
  assert.ok(paper.lines.some((line) => line.includes("48,92")), "the change is printed");

  // The next scan starts the next sale.
  await till.scan(MILK);
  await till.becomes("ticket-total", "89,90 ₽");
  assert.equal(await part("ticket-line").count(), 1);

  await page.keyboard.press("F7");
  await part("receipt-row").filter({ hasText: number }).click();
  assert.match(await part("receipt-text").innerText(), /251,08/);
});

story("a receipt's code opens its return, also when the system types Russian", async (till) => {
  const { part, page, call } = till;
  await till.openShift();
  await till.scan(MILK, { russian: true });
  await till.becomes("ticket-total", "89,90 ₽");
  await page.keyboard.press("F9");
  await part("next-sale").click();
  const [sold] = await call("find_receipts", { query: "", limit: 1 });
  const { document } = await call("get_receipt", { sale_id: sold.sale_id });
  const { data } = document.rows.find(({ row }) => row === "qr");
  await till.scan(data, { russian: true });
  await part("return-line").waitFor();
  assert.match(await page.locator("h1").innerText(), new RegExp(sold.number));
});

story("a scan is the same in a field, and eats nothing that was typed", async (till) => {
  const { part, page } = till;
  await till.openShift();
  await part("search").click();
  await till.type("ab");
  await till.scan(MILK);
  await part("ticket-line").first().waitFor();
  assert.equal(await part("search").inputValue(), "ab", "what a person typed stays, what a scanner typed does not");

  await page.keyboard.press("Escape");
  await till.type("3");
  await page.keyboard.press("*");
  await part("times").waitFor();
  await till.scan(KEFIR);
  // 89,90 + 3 × 79,90
  await till.becomes("ticket-total", "329,60 ₽");
});

story("lines by keyboard: arrows, plus, minus, and Del with a manager when the cashier may not", async (till) => {
  const { part, page } = till;
  await till.openShift();
  await till.scan(MILK);
  await part("ticket-line").nth(0).waitFor();
  await till.scan(KEFIR);
  await part("ticket-line").nth(1).waitFor();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("+");
  // 2 × 89,90 + 79,90
  await till.becomes("ticket-total", "259,70 ₽");
  await page.keyboard.press("-");
  await till.becomes("ticket-total", "169,80 ₽");
  await page.keyboard.press("Delete");
  await till.becomes("ticket-total", "79,90 ₽");

  // Above the cashier's limit: a manager consents.
  await page.keyboard.press("F4");
  await till.type("20");
  await page.keyboard.press("Enter");
  await part("consent").waitFor();
  await part(`approver-${MANAGER.name}`).click();
  await part("consent-reason").fill("Мятая упаковка");
  for (const digit of MANAGER.pin) await part(`pin-${digit}`).click();
  await part("consent-give").click();
  await part("consent").waitFor({ state: "detached" });
  await till.becomes("ticket-total", "63,92 ₽");
});

story("a wrong PIN is said in words, and the right one still works by keyboard", async (till) => {
  const { part, page } = till;
  await part(`sign-in-${CASHIER.name}`).click();
  await till.type("9999");
  await page.keyboard.press("Enter");
  await part("error").waitFor();
  await till.type(CASHIER.pin);
  await page.keyboard.press("Enter");
  await part("open-shift").waitFor();
  assert.equal(await till.text("cashier"), CASHIER.name);
});

story("an unknown barcode is a choice in place", async (till) => {
  const { part, page } = till;
  await till.openShift();
  await till.scan("4601234567893");
  await part("unknown-barcode").waitFor();
  await page.keyboard.press("Escape");
  await part("unknown-barcode").waitFor({ state: "detached" });
  assert.equal(await part("ticket-line").count(), 0);
});

story("mixed payment, return of one line, count and Z", async (till) => {
  const { part, page } = till;
  await till.openShift("1000");
  await till.scan(MILK);
  await part("ticket-line").nth(0).waitFor();
  await till.scan(KEFIR);
  await part("ticket-line").nth(1).waitFor();
  await page.keyboard.press("F10");
  await till.type("100");
  await part("pay-card").click();
  await till.becomes("pay-due", "69,80 ₽");
  await page.keyboard.press("F9");
  await till.becomes("change", "0,00 ₽");

  await page.keyboard.press("Enter");
  await page.keyboard.press("F7");
  await part("receipt-row").first().click();
  await part("start-return").click();
  await part("return-more").nth(1).click();
  await part("reason-defect").click();
  await till.becomes("refund-total", "79,90 ₽");
  await part("refund-confirm").click();
  await till.becomes("change", "79,90 ₽");

  await page.keyboard.press("Enter");
  await part("top-shift").click();
  await part("close-shift").click();
  await part("count-100000").fill("1");
  await part("close-confirm").click();
  await part("shift-closed").or(part("consent")).first().waitFor();
  if (await part("consent").isVisible()) {
    await part(`approver-${MANAGER.name}`).click();
    await part("consent-reason").fill("Пересчитали вдвоём");
    for (const digit of MANAGER.pin) await part(`pin-${digit}`).click();
    await part("consent-give").click();
  }
  await part("shift-closed").waitFor();
  await part("closed-done").click();
  await part("open-shift").waitFor();
});

story("English and dark are a setting away", async (till) => {
  const { part, page } = till;
  await till.openShift();
  await part("fn-menu").click();
  await part("menu-settings").click();
  await part("lang-en").click();
  await part("theme-dark").click();
  await part("settings-save").click();
  await page.getByText("Settings of this till").waitFor();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "bezmen-dark");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.keyboard.press("Escape");
  assert.match(await till.text("pay"), /^Pay/);
});

story("the tare is typed in grams and taken off what the scale shows", async (till) => {
  const { part, page } = till;
  await till.openShift();
  till.weigh("0.354");
  await page.keyboard.press("F8");
  await part("weigh-pick").getByTestId("quick-key").first().click();
  await part("weigh-take").and(page.locator(":enabled")).waitFor();
  await till.type("400");
  await page.keyboard.press("Enter");
  await page.getByText("Вес меньше тары").waitFor();
  for (let figures = 0; figures < 3; figures += 1) await page.keyboard.press("Backspace");
  await till.type("30");
  await till.becomes("weight", "0,324 кг");
  await page.keyboard.press("Enter");
  await part("weigh").waitFor({ state: "detached" });
  assert.match(await till.text("ticket-line"), /0,324 кг/);
});

story("a word typed without looking for the field arrives whole, however fast", async (till) => {
  const { page, part } = till;
  await till.openShift();
  const search = page.locator('input[name="search"]');
  const keys = await page.context().newCDPSession(page);
  const rhythms = [10, 20, 40, 55, 60, 80, 100, 110, 120, 160, 250].map((pause) => [pause]);
  rhythms.push([65, 25], [65, 35, 80], [80, 10, 10, 120]);
  for (const word of ["abcdefg", "молоко", "a5 b7"]) {
    for (const pauses of rhythms) {
      for (const [place, letter] of [...word].entries()) {
        await keys.send("Input.dispatchKeyEvent", { type: "keyDown", key: letter, text: letter, unmodifiedText: letter });
        await keys.send("Input.dispatchKeyEvent", { type: "keyUp", key: letter });
        await page.waitForTimeout(pauses[place % pauses.length]);
      }
      await page.waitForTimeout(250);
      assert.equal(await search.inputValue(), word, `${pauses} ms a key`);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      assert.equal(await search.inputValue(), "");
      await page.waitForTimeout(120);
    }
  }

  // A letter taken back, and Enter before anything is found, mean the letter and not the ticket.
  await till.scan(MILK);
  await part("ticket-line").first().waitFor();
  for (const [key, left] of [["Backspace", ""], ["Enter", "a"]]) {
    await page.keyboard.press("a");
    await page.waitForTimeout(70);
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
    assert.equal(await search.inputValue(), left, key);
    assert.equal(await part("pay-due").count(), 0, "nobody wanted to pay");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(120);
  }
});

story("receipts are found by their day", async (till) => {
  const { part, page } = till;
  await till.openShift();
  await till.scan(MILK);
  await part("ticket-line").first().waitFor();
  await page.keyboard.press("F9");
  const number = (await till.text("sale-number")).match(/\S+-\d+/)[0];
  await page.keyboard.press("Enter");
  await page.keyboard.press("F7");
  const found = part("receipt-row").filter({ hasText: number });
  const nothing = page.getByText("Чеков не нашлось");
  await found.waitFor();
  await part("days-yesterday").click();
  await nothing.waitFor();
  assert.equal(await found.count(), 0);
  await part("receipts-all-days").click();
  await found.waitFor();
  assert.equal(await part("days-all").getAttribute("aria-pressed"), "true");
  await part("receipt-search").fill("нет такого");
  await nothing.waitFor();
  assert.equal(await part("receipts-all-days").count(), 0, "all days are looked in already");
  await part("receipt-search").fill("");
  await part("days-today").click();
  await found.waitFor();
  await part("days-own").click();
  const today = await part("day-own").inputValue();
  assert.match(today, /^\d\d\.\d\d\.\d{4}$/);
  await found.waitFor();
  await part("day-before").click();
  await nothing.waitFor();
  await part("day-own").fill(today.slice(0, 5));
  await found.waitFor();
  await part("day-own").fill("32.13");
  await page.getByText("Введите день").waitFor();
});

story("a difference above the manager's limit asks for the owner's PIN, and takes it", async (till) => {
  const { part, call } = till;
  const owner = (await call("list_staff")).find(({ role }) => role === "owner");
  await till.openShift("5000");
  await part("top-shift").click();
  await part("close-shift").click();
  await part("close-confirm").click();
  const consent = async (name, pin) => {
    await part(`approver-${name}`).click();
    await part("consent-reason").fill("Деньги у инкассатора");
    for (const digit of pin) await part(`pin-${digit}`).click();
    await part("consent-give").click();
  };
  await part("consent").waitFor();
  await consent(MANAGER.name, MANAGER.pin);
  await part("consent").getByText("нужен PIN владельца").waitFor();
  await consent(owner.name, "3333");
  await part("shift-closed").waitFor();
});
