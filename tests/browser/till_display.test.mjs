// What the buyer sees: a display of two lines and the customer's page follow the same sale.
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { playedDisplay } from "../screens/played.mjs";
import { KEFIR, MANAGER, MILK, stage } from "./till_stage.mjs";

/** The customer's page, opened as a second tab by the button in Devices. */
async function customerPage({ page, part }) {
  const [opened] = await Promise.all([once(page.context(), "page").then(([tab]) => tab), part("customer-open").click()]);
  opened.setDefaultTimeout(15_000);
  const says = async (id, expected) => {
    const last = Date.now() + 10_000;
    for (;;) {
      const text = (await opened.getByTestId(id).innerText().catch(() => "")).replace(/[\s\u2009\u00a0]+/g, " ").trim();
      if (text === expected) return;
      if (Date.now() > last) throw new Error(`${id} is “${text}”, not “${expected}”`);
      await opened.waitForTimeout(20);
    }
  };
  return { tab: opened, says };
}

async function story(name, options, tell) {
  test(name, { timeout: 240_000 }, async () => {
    const till = await stage(options);
    try {
      await till.openShift("1000", MANAGER);
      await tell(till);
      assert.deepEqual(till.troubles, []);
    } finally {
      await till.close();
    }
  });
}

/** Sets the display up by the panel. */
async function setUp(till, display) {
  await till.part("scale-lamp").click();
  await till.part("device-display").click();
  await till.part("display-panel").waitFor();
  await till.part("display-address").fill(display.address);
}

story("a display is tried and set up, and follows the sale with the customer's page", {}, async (till) => {
  const { part, page } = till;
  const display = await playedDisplay();
  try {
    await setUp(till, display);
    await part("display-test").click();
    await display.shows("Привет / Hello", "ИТОГО 1 234,56");
    await part("display-glass").getByText("Привет / Hello").waitFor();
    await part("display-save").click();
    await display.shows("Добро пожаловать", "Лавка на Садовой");
    await till.becomes("display-words", "Показывает: Добро пожаловать · Лавка на Садовой");

    const customer = await customerPage(till);
    await customer.says("customer-said", "Добро пожаловать!");
    await customer.says("customer-shop", "Лавка на Садовой");
    assert.equal(new URL(customer.tab.url()).search, "", "the address keeps no token");
    assert.equal(
      await customer.tab.evaluate(() => sessionStorage.getItem("bezmen-token")),
      null,
      "the customer's page has no key to the till",
    );

    await page.bringToFront();
    await page.keyboard.press("Escape");
    await till.scan(MILK);
    await display.shows("Молоко 3,2 % 930 мл", "1x89,90 89,90");
    await customer.says("customer-total", "89,90 ₽");
    await till.scan(KEFIR);
    await display.shows("Кефир 1 % 900 г", "1x79,90 79,90");
    await customer.says("customer-total", "169,80 ₽");
    assert.equal(await customer.tab.getByTestId("customer-line").count(), 2);

    await part("pay").click();
    await display.shows("ИТОГО 169,80", "Позиций 2");
    await customer.says("customer-due", "169,80 ₽");
    await till.type("100");
    await page.keyboard.press("Enter");
    await display.shows("Получено 100,00", "ОСТАЛОСЬ 69,80");
    await customer.says("customer-taken", "100,00 ₽");
    await till.type("100");
    await page.keyboard.press("Enter");
    await part("change").waitFor();
    await display.shows("Получено 200,00", "СДАЧА 30,20");
    await customer.says("customer-change", "30,20 ₽");
    await customer.says("customer-said", "Спасибо за покупку!");

    await page.keyboard.press("Enter");
    await till.call("sign_out");
    await display.shows("Касса закрыта", "");
    await customer.says("customer-said", "Касса закрыта");
  } finally {
    await display.stop();
  }
});

story("a display that is unplugged holds up no sale and catches up", { locale: "en" }, async (till) => {
  const display = await playedDisplay("ocd-300");
  try {
    await setUp(till, display);
    await till.part("display-model").selectOption("ocd-300");
    await till.part("display-save").click();
    await display.shows("Welcome", "Лавка на Садовой");
    display.tell("unplug");
    await till.page.waitForFunction(
      () => document.querySelector('[data-testid="device-display"]').classList.contains("bz-lamp-bad"),
    );
    await till.page.keyboard.press("Escape");
    await till.scan(MILK);
    await till.part("ticket-line").waitFor();
    display.tell("ok");
    await display.shows("Молоко 3,2 % 930 мл", "1x89.90 89.90");
  } finally {
    await display.stop();
  }
});
