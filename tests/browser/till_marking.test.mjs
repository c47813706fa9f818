// Marked goods in a real browser: a code is sold once, comes back by its code, and may be sold again then.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MANAGER, MILK, stage } from "./till_stage.mjs";

const GS = "\u001d";
/** The code of a bottle of milk, as a scanner reads it. */
const bottle = (serial) => `010${MILK}21${serial}${GS}93dGVz`;
const FIRST = bottle("5Bezmen012345");
const SECOND = bottle("5Bezmen012346");

/** Runs a test on a stage of its own; errors of the page fail it, too. */
function story(name, play) {
  test(name, { timeout: 120_000 }, async () => {
    const till = await stage();
    try {
      await play(till);
      assert.deepEqual(till.troubles, [], "the page had errors");
    } finally {
      await till.close();
    }
  });
}

story("a marked piece is sold once, comes back by its code and is sold again", async (till) => {
  const { part, page, call } = till;
  const says = async (words) => part("said").filter({ hasText: words }).waitFor();
  await till.openShift();

  await till.scan(FIRST);
  await part("line-marked").waitFor();
  await till.scan(FIRST, { russian: true });
  await says("уже в чеке");
  assert.equal(await part("ticket-line").count(), 1, "the second scan adds nothing");

  await page.keyboard.press("+");
  await says("одна строка — один код");
  await till.becomes("ticket-total", "89,90 ₽");

  await till.scan(SECOND);
  await part("ticket-line").nth(1).waitFor();
  await till.becomes("ticket-total", "179,80 ₽");
  await page.keyboard.press("F9");
  const number = (await till.text("sale-number")).match(/[A-Z0-9]+-\d+/)[0];
  const paper = await till.paper(number);
  assert.equal(paper.lines.filter((line) => line.includes("[M]")).length, 2, paper.lines.join("\n"));

  // Sold and not returned: words, and the consent of somebody with more rights. Nobody gives it here.
  await till.scan(FIRST);
  await part("consent").filter({ hasText: `уже продан: чек ${number}` }).waitFor();
  await page.keyboard.press("Escape");
  await part("consent").waitFor({ state: "detached" });
  assert.equal((await call("get_ticket")).lines.length, 0);

  // The piece leads to its receipt, and to its line of it.
  await part("next-sale").or(part("pay")).first().waitFor();
  await page.keyboard.press("F7");
  await part("receipt-search").waitFor();
  await till.scan(SECOND);
  await part("start-return").click();
  await part("return-line").first().waitFor();
  await till.scan(bottle("5Bezmen099999"));
  await says("Такого кода в этом чеке нет");
  await till.scan(SECOND);
  await page.locator('[data-testid="return-line"][aria-selected="true"]').waitFor();
  const picked = await part("return-line").evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-selected")));
  assert.deepEqual(picked, ["false", "true"]);
  await till.becomes("refund-total", "89,90 ₽");
  await part("reason-defect").click();
  await part("refund-confirm").click();
  await part("sale-number").filter({ hasNotText: number }).waitFor();

  // What came back is sold again without a question; what did not, only by consent.
  await till.scan(SECOND);
  await part("line-marked").waitFor();
  await till.scan(FIRST);
  await part("consent").waitFor();
  await part(`approver-${MANAGER.name}`).click();
  await part("consent-reason").fill("Вернули на другой кассе");
  for (const digit of MANAGER.pin) await part("consent").getByTestId(`pin-${digit}`).click();
  await part("consent-give").click();
  await part("consent").waitFor({ state: "detached" });
  await part("ticket-line").nth(1).waitFor();
  await page.keyboard.press("F9");
  await part("sale-number").waitFor();
  const [last] = await call("find_receipts", { query: SECOND, limit: 1 });
  const { lines } = await call("get_receipt", { sale_id: last.sale_id });
  assert.deepEqual(lines.map(({ ki }) => ki), [SECOND, FIRST].map((code) => code.split(GS)[0]));
});

story("a code that lost its separator is told, and a held ticket keeps its codes", async (till) => {
  const { part, page } = till;
  await till.openShift();
  await till.scan(FIRST.replace(GS, ""));
  await part("said").filter({ hasText: "разделители (GS) потеряны" }).waitFor();
  assert.equal(await part("ticket-line").count(), 0);

  await till.scan(FIRST);
  await part("line-marked").waitFor();
  await page.keyboard.press("F5");
  await till.type("синяя");
  await page.keyboard.press("Enter");
  await part("ticket-line").waitFor({ state: "detached" });
  await till.scan(FIRST);
  await part("said").filter({ hasText: "в отложенном чеке: синяя" }).waitFor();
  assert.equal(await part("ticket-line").count(), 0);
});
