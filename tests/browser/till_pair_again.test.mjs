// The owner switches a till off while it sells: it says so, sells on, and is paired again from its own screen.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../screens/shop.mjs";
import { KEFIR, MILK, stage } from "./till_stage.mjs";
import { server } from "./till_server.mjs";

const GOODS = [
  ["Молоко «Луговое» 2,5 % 900 мл", MILK, 8_990],
  ["Кефир «Луговой» 1 % 900 г", KEFIR, 7_990],
];

/** Pairs a fresh till as a new machine is, and opens a shift. */
async function begin(shop, till) {
  const { page, part } = till;
  await part("pair-address").fill(shop.home);
  await page.keyboard.press("Enter");
  await part("pair-code").waitFor();
  await shop.confirm(await till.text("pair-code"));
  const cashier = shop.person("cashier");
  await part(`sign-in-${cashier.name}`).waitFor({ timeout: 60_000 });
  await till.openShift("1000", cashier);
}

test("a till that the owner has switched off sells on, is paired again, and its sales arrive", { timeout: 180_000 }, async () => {
  const shop = await server({ goods: GOODS });
  const till = await stage({ fresh: true });
  try {
    const { page, part } = till;
    await begin(shop, till);
    const sell = async (code) => {
      await till.scan(code);
      await part("ticket-line").first().waitFor();
      await page.keyboard.press("F9");
      const number = (await till.text("sale-number")).match(/\S+-\d+/)[0];
      await part("next-sale").click();
      await part("pay").waitFor();
      return number;
    };
    const inConsole = async (number) => (await shop.ask("GET", "receipts?limit=200")).rows.find((row) => row.number === number);
    const first = await sell(MILK);
    await until(`receipt ${first} in the console`, () => inConsole(first), 30);

    const [terminal] = await shop.ask("GET", "terminals");
    await shop.ask("POST", `terminals/${terminal.terminal_id}/revoke`, {});
    await sell(KEFIR);
    await till.becomes("sync-lamp", "Владелец отключил кассу");

    // The cashier can read what has happened and what to do, and nothing keeps them from selling.
    await part("sync-lamp").click();
    assert.match(await till.text("disconnected"), /Владелец отключил эту кассу.*Продажи идут как обычно/);
    await part("pair-again").click();
    await part("pair-code").waitFor();
    await page.keyboard.press("Escape");
    await part("disconnected").waitFor();
    await page.keyboard.press("Escape");
    await sell(MILK);

    await part("sync-lamp").click();
    await part("pair-again").click();
    await part("pair-code").waitFor();
    await shop.confirm(await till.text("pair-code"), { name: terminal.name, terminal_id: terminal.terminal_id });
    await part("said").getByText("Касса снова подключена").waitFor({ timeout: 30_000 });
    await part("disconnected").waitFor({ state: "detached" });
    await till.becomes("sync-lamp", "На связи · всё отправлено");

    await page.keyboard.press("Escape");
    const last = await sell(KEFIR);
    await until(`receipt ${last} in the console`, () => inConsole(last), 30);
    assert.deepEqual(till.troubles, [], "the page had errors");
  } finally {
    await till.close();
    await shop.close();
  }
});

test("a till that works is paired anew only with the consent of somebody who may", { timeout: 180_000 }, async () => {
  const shop = await server({ goods: GOODS });
  const till = await stage({ fresh: true });
  try {
    const { page, part } = till;
    await begin(shop, till);
    const manager = shop.person("manager");
    await part("fn-menu").click();
    await part("menu-settings").click();
    await part("settings-pair-again").click();

    // Whoever gives up finds the address, and the till is as it was.
    await part("consent").waitFor();
    await page.keyboard.press("Escape");
    await part("consent").waitFor({ state: "detached" });
    assert.equal(await part("pair-address").inputValue(), shop.home);
    assert.equal(await part("pair-code").count(), 0);

    await part("pair-start").click();
    await part("consent").waitFor();
    await part(`approver-${manager.name}`).click();
    await part("consent-reason").fill("Новый сервер");
    for (const digit of manager.pin) await part(`pin-${digit}`).click();
    await part("consent-give").click();
    await part("pair-code").waitFor();
    const [terminal] = await shop.ask("GET", "terminals");
    await shop.confirm(await till.text("pair-code"), { name: terminal.name, terminal_id: terminal.terminal_id });
    await part("said").getByText("Касса снова подключена").waitFor({ timeout: 30_000 });
    assert.deepEqual(till.troubles, [], "the page had errors");
  } finally {
    await till.close();
    await shop.close();
  }
});
