// A shop without small coins: what the screens show and take is what there are coins for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MANAGER, MILK, stage } from "./till_stage.mjs";

/** Runs a story at a till with coins of 1.00 and nothing smaller, a manager at it, and a shift opened. */
function story(name, tell) {
  test(name, { timeout: 120_000 }, async () => {
    const till = await stage();
    try {
      const boss = (await till.call("list_staff")).find(({ name }) => name === MANAGER.name);
      const { settings } = await till.call("sign_in", { person_id: boss.person_id, pin: MANAGER.pin });
      await till.call("save_settings", { settings: { ...settings, cash_step: 100 } });
      await till.call("sign_out");
      await till.openShift("1000", MANAGER);
      await tell(till);
      assert.deepEqual(till.troubles, []);
    } finally {
      await till.close();
    }
  });
}

/** Begins the return of the receipt that was printed last, one piece of its first line. */
async function beginReturn({ page, part }) {
  await page.keyboard.press("F7");
  await part("receipt-row").first().click();
  await part("start-return").click();
  await part("return-more").first().click();
  await part("reason-defect").click();
}

story("a mixed payment asks for coins that there are, and is complete when none are left to pay", async (till) => {
  const { part, page } = till;
  await till.scan(MILK);
  await till.becomes("ticket-total", "89,90 ₽");
  await part("pay").click();
  await part("pay-confirm").waitFor();
  await till.type("80");
  await part("pay-card").click();
  await till.becomes("pay-due", "9,90 ₽");
  await page.keyboard.press("F9");
  await part("next-sale").waitFor();
  const [mixed] = await till.call("find_receipts", { query: "", limit: 1 });
  const { payments } = await till.call("get_receipt", { sale_id: mixed.sale_id });
  assert.deepEqual(
    payments.map(({ kind, amount }) => [kind, amount]),
    [
      ["card", 8_000],
      ["cash", 1_000],
    ],
  );
  await part("next-sale").click();

  await till.scan(MILK);
  await till.becomes("ticket-total", "89,90 ₽");
  await part("pay").click();
  await part("pay-confirm").waitFor();
  await till.type("89,50");
  await part("pay-card").click();
  await part("next-sale").waitFor();
  await part("next-sale").click();

  // What goes back is what was paid, not what the goods cost.
  await beginReturn(till);
  await till.becomes("refund-total", "89,50 ₽");
  await part("refund-confirm").click();
  await till.becomes("change", "89,50 ₽");
});

story("a total below half a coin is paid by F9 with nothing, and nothing is given back for it", async (till) => {
  const { part, page } = till;
  await till.call("add_open_price", { name: "Пакет", price: 40, quantity: 1_000 });
  await till.becomes("ticket-total", "0,40 ₽");
  await page.keyboard.press("F9");
  await part("next-sale").waitFor();
  await till.becomes("change", "0,00 ₽");
  await part("next-sale").click();
  await beginReturn(till);
  await till.becomes("refund-total", "0,00 ₽");
  await part("refund-confirm").click();
  await part("next-sale").waitFor();
  await page.getByText("Возвращать нечего").waitFor();
});
