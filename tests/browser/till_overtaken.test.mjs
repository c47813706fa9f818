// The screens show how things are, however late an answer comes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CASHIER, MILK, stage } from "./till_stage.mjs";

/** Keeps the next answer of a call back until it is let go: the engine has answered, the screen does not know it yet. */
async function keepBack(page, call) {
  let letGo;
  let answered;
  const isLetGo = new Promise((resolve) => (letGo = resolve));
  const isAnswered = new Promise((resolve) => (answered = resolve));
  await page.route(
    `**/call/${call}`,
    async (route) => {
      const response = await route.fetch();
      answered();
      await isLetGo;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  const arrived = page.waitForResponse(`**/call/${call}`);
  return {
    isAnswered,
    async arrive() {
      letGo();
      await (await arrived).finished();
      // The page draws what it got.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50))));
    },
  };
}

test("an answer that comes after the event of a later change takes nothing back", { timeout: 120_000 }, async () => {
  const till = await stage();
  try {
    const { page, part } = till;
    await till.openShift("1000", CASHIER);
    await till.scan(MILK);
    await till.becomes("ticket-total", "89,90 ₽");

    const late = await keepBack(page, "set_quantity");
    await page.keyboard.press("+");
    await late.isAnswered;
    await till.becomes("ticket-total", "179,80 ₽");
    await page.keyboard.press("+");
    await till.becomes("ticket-total", "269,70 ₽");
    await late.arrive();
    assert.equal(await till.text("ticket-total"), "269,70 ₽");

    // The frame: what was answered while the cashier was signed in does not unlock a till that was locked since.
    await till.call("sign_out");
    await part(`sign-in-${CASHIER.name}`).waitFor();
    const frame = await keepBack(page, "status");
    await till.signIn(CASHIER);
    await frame.isAnswered;
    await till.call("sign_out");
    await part(`sign-in-${CASHIER.name}`).waitFor();
    await frame.arrive();
    assert.equal(await part(`sign-in-${CASHIER.name}`).count(), 1);
    assert.equal(await part("pay").count(), 0);
    assert.deepEqual(till.troubles, [], "the page had errors");
  } finally {
    await till.close();
  }
});
