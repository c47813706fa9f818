// The owner's console over the demo shop: the day, receipts as printed, shifts, links to share, both languages, both looks,
// phone and desktop.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { minor, plain, stage } from "./console_stage.mjs";

const ROOMS = ["/today", "/receipts", "/shifts", "/products", "/people", "/customers", "/terminals", "/company"];

/** The last 30 days, in which the demo shop has sold. */
function month() {
  const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  return `from=${day(29)}&to=${day(0)}`;
}

let server;
let owner;

before(async () => {
  server = await stage({ demo: true });
  owner = await server.visitor();
  await owner.go("/today");
  await owner.signIn(server.shop.owner);
  await owner.part("today-takings").waitFor();
});

after(() => server?.close());

test("the day shows the figures of the API, and the hours as bars and as a table", async () => {
  const { part, page } = owner;
  const today = await owner.api("GET", "/today");
  assert.equal(minor((await part("today-takings").locator("strong").first().innerText())), today.figures.takings);
  await page.locator('[data-testid="chart"] svg path').first().waitFor({ state: "attached" });
  assert.equal(await part("today-till").count(), today.terminals.length);
  for (const till of today.terminals) {
    const card = plain(await part("today-till").filter({ hasText: till.name }).first().innerText());
    assert.ok(card.includes("из"), card);
  }
  // The day is not over, so the one before is counted up to the same time, and the words say so.
  const before = today.before.takings > 0 ? /к этому часу [а-я]{2}, \d\d\.\d\d$/ : /сравнить не с чем$/;
  assert.match(await owner.text("today-takings"), before);
  if (today.figures.discounts > 0) assert.match(await owner.text("today-returns"), /Скидки .*₽$/);
  await owner.picture("today-ru-light-desktop");
  await part("as-table").click();
  const rows = await part("hours-table").locator("tbody tr").allInnerTexts();
  const sum = rows.reduce((all, row) => all + minor(row.split("\t")[1]), 0);
  assert.equal(sum, today.figures.takings);
  await part("as-table").click();
});

test("several days stand next to each other", async () => {
  const { part, page } = owner;
  await part("period-choice").selectOption("days30");
  await part("period-takings").waitFor();
  assert.match(page.url(), /from=/);
  const { searchParams } = new URL(page.url());
  const totals = await owner.api("GET", `/totals?from=${searchParams.get("from")}&to=${searchParams.get("to")}`);
  const expected = totals.reduce((all, row) => all + row.sales - row.returns, 0);
  assert.equal(minor((await part("period-takings").locator("strong").first().innerText())), expected);
  // The shop began 30 days ago: of the 30 days before only an end has sales, while a week has all the days before it.
  assert.match(await owner.text("period-takings"), /нет данных за прошлый период$/);
  assert.doesNotMatch(await owner.text("period-takings"), /%/);
  await part("period-choice").selectOption("week");
  await page.waitForFunction(() => /%.*целые дни/s.test(document.querySelector('[data-testid="period-takings"]')?.innerText ?? ""));
  await owner.picture("period-ru-light-desktop");
});

test("days are written in one way in English", async () => {
  const visitor = await server.visitor({ locale: "en-GB" });
  const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
  await visitor.go(`/today?from=${day(6)}&to=${day(0)}`);
  await visitor.signIn(server.shop.owner);
  await visitor.page.locator('[data-testid="chart"] svg text').first().waitFor();
  const months = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
  assert.match(await visitor.text("period-takings"), new RegExp(`against \\d+ ${months} – \\d+ ${months}, whole days$`));
  const marks = await visitor.page.locator('[data-testid="chart"] svg text').allTextContents();
  assert.ok(marks.some((mark) => new RegExp(`^\\d+ ${months}$`).test(mark)), marks.join(" | "));
  assert.ok(!marks.some((mark) => /^\d\d\.\d\d$/.test(mark)), marks.join(" | "));
  await visitor.close();
});

test("what can be done with products stands in one row on a phone", async () => {
  for (const locale of ["ru-RU", "en-GB"]) {
    const visitor = await server.visitor({ size: "phone", locale });
    await visitor.go("/products");
    await visitor.signIn(server.shop.owner);
    await visitor.part("product-new").waitFor();
    const tops = await visitor.page.locator(".cs-page-actions > *").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    assert.equal(new Set(tops).size, 1, `${locale}: ${tops}`);
    assert.equal(tops.length, 3);
    const cut = await visitor.page.locator(".cs-page-actions .bz-button-word").evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().height > 30).map((one) => one.textContent));
    assert.deepEqual(cut, [], "no word is cut or broken");
    const aside = await visitor.page.locator(".cs-page-actions > *").evaluateAll((all) =>
      all.map((one) => {
        const [outer, word] = [one, one.querySelector(".bz-button-word")].map((part) => part.getBoundingClientRect());
        return Math.abs(outer.left + outer.right - word.left - word.right);
      }));
    assert.ok(aside.every((by) => by < 4), `the words stand in the middle: ${aside}`);
    assert.equal(await visitor.overflow(), 0);
    await visitor.close();
  }
});

test("a receipt is found by its number and shown as it was printed; the link shows it to a colleague", async () => {
  const { part, go, page } = owner;
  await go(`/receipts?${month()}`);
  await part("receipt-row").first().waitFor();
  await owner.picture("receipts-ru-light-desktop");
  const { rows } = await owner.api("GET", `/receipts?${month()}&kind=sale&limit=20`);
  const wanted = rows[7];
  await part("receipt-search").fill(wanted.number);
  await page.waitForURL(/query=/);
  const row = part("receipt-row").filter({ hasText: wanted.number });
  await row.waitFor();
  await row.getByRole("link").click();
  await part("receipt-document").waitFor();
  const paper = plain(await part("receipt-document").innerText());
  assert.ok(paper.includes(wanted.number), paper);
  await owner.picture("receipt-ru-light-desktop");

  const colleague = await server.visitor({ size: "phone", theme: "dark" });
  await colleague.go(page.url());
  await colleague.signIn(server.shop.owner);
  await colleague.part("receipt-document").waitFor();
  assert.equal(plain(await colleague.part("receipt-document").innerText()), paper);
  await colleague.picture("receipt-ru-dark-phone");
  await colleague.close();
  await page.keyboard.press("Escape");
  await part("receipt-sheet").waitFor({ state: "detached" });
});

test("a search without a receipt says so and is taken away by one press", async () => {
  const { part, go } = owner;
  await go(`/receipts?${month()}&query=нетакогочека`);
  await part("empty").waitFor();
  assert.match(await owner.text("empty"), /Ничего не нашлось/);
  await part("empty").getByRole("button").click();
  await part("receipt-row").first().waitFor();
});

test("a receipt is found by its number whatever the period, and by the code at its foot", async () => {
  const { part, go, page } = owner;
  const { rows } = await owner.api("GET", `/receipts?${month()}&kind=return&limit=1`);
  const [{ number, sale_id }] = rows;
  await go("/receipts");
  for (const typed of [`BZ:${number}:${sale_id}`, number]) {
    await part("receipt-search").fill(typed);
    await page.waitForURL((url) => url.searchParams.get("query") === typed);
    // The list of before, which may hold this receipt among others, stays until the answer is here.
    await page.waitForFunction((wanted) => {
      const rows = [...document.querySelectorAll('[data-testid="receipt-row"]')];
      return rows.length === 1 && rows[0].innerText.includes(wanted);
    }, number);
  }
});

test("filters and pages of receipts are in the address", async () => {
  const { part, go, page } = owner;
  await go(`/receipts?${month()}`);
  await part("receipt-row").first().waitFor();
  const first = await part("receipt-row").first().innerText();
  await part("next-page").click();
  await page.waitForURL(/cursor=/);
  await page.waitForFunction((old) => document.querySelector('[data-testid="receipt-row"]')?.innerText !== old, first);
  await page.goBack();
  await page.waitForFunction((old) => document.querySelector('[data-testid="receipt-row"]')?.innerText === old, first);
  await part("receipt-kind").selectOption("return");
  await page.waitForURL(/kind=return/);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[data-testid="receipt-row"]')].every((row) => row.innerText.includes("Возврат")),
  );
  await page.reload();
  await part("receipt-row").first().waitFor();
  for (const row of await part("receipt-row").allInnerTexts()) assert.match(row, /Возврат/);
});

test("a closed shift shows its totals, its check in words and the Z report", async () => {
  const { part, go } = owner;
  await go("/shifts?state=closed");
  await part("shift-row").first().getByRole("link").click();
  await part("z-report").waitFor();
  assert.match(plain(await part("z-report").innerText()), /Z/);
  assert.match(await owner.text("shift-check"), /равны Z.отчёту|часть операций|их сумма другая/i);
  await owner.picture("shift-ru-light-desktop");
});

for (const [size, theme] of [
  ["desktop", "light"],
  ["phone", "dark"],
]) {
  test(`a receipt with its code and a shift in English on a ${size}`, async () => {
    const visitor = await server.visitor({ size, theme, locale: "en-GB" });
    await visitor.go(`/receipts?${month()}&kind=return`);
    await visitor.signIn(server.shop.owner);
    await visitor.part("receipt-row").first().getByRole("link").click();
    // The code on the paper is a picture that a phone can read, not a sign that stands for one.
    const code = visitor.part("receipt-document").getByTestId("qr");
    await code.waitFor();
    assert.ok((await code.locator("path").getAttribute("d")).length > 500);
    await visitor.picture(`receipt-en-${theme}-${size}`);
    await visitor.go("/shifts?state=closed");
    await visitor.part("shift-row").first().getByRole("link").click();
    await visitor.part("z-report").waitFor();
    assert.match(await visitor.text("shift-check"), /equal the Z report|still on the till|add up to something else/);
    await visitor.picture(`shift-en-${theme}-${size}`);
    assert.deepEqual(visitor.troubles, []);
    await visitor.close();
  });
}

test("the language changes on the spot and is remembered", async () => {
  const { part, go, page } = owner;
  await go("/today");
  await part("today-takings").waitFor();
  await page.locator("[data-testid=language]:visible").click();
  await page.getByRole("heading", { name: "Today" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.reload();
  await page.getByRole("heading", { name: "Today" }).waitFor();
  await page.locator("[data-testid=theme]:visible").click();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "bezmen-dark");
  await owner.picture("today-en-dark-desktop");
  await page.locator("[data-testid=theme]:visible").click();
  await page.locator("[data-testid=language]:visible").click();
  await page.getByRole("heading", { name: "Сегодня" }).waitFor();
});

for (const [size, locale, theme] of [
  ["phone", "ru-RU", "light"],
  ["phone", "en-GB", "dark"],
  ["desktop", "ru-RU", "light"],
  ["desktop", "en-GB", "light"],
  ["wide", "ru-RU", "dark"],
]) {
  test(`every room fits a ${size} in ${locale}, ${theme}`, async () => {
    const visitor = await server.visitor({ size, locale, theme });
    await visitor.go("/today");
    await visitor.signIn(server.shop.owner);
    await visitor.part("today-takings").waitFor();
    for (const room of [`/today?${month()}`, "/products/categories", "/products/import", ...ROOMS]) {
      // The first page shows the day it is, the lists a month.
      await visitor.go(room === "/today" || room.includes("?") ? room : `${room}?${month()}`);
      await visitor.page.locator("h1").first().waitFor();
      await visitor.page.waitForFunction(() => !document.querySelector(".skeleton"));
      assert.equal(await visitor.overflow(), 0, `${room} is wider than the window`);
      assert.equal(await visitor.part("failure").count(), 0, `${room} says that something failed`);
      // A picture of a long list on a wide screen is too heavy for the documentation.
      if (ROOMS.includes(room) && (size !== "wide" || room === "/today")) {
        await visitor.picture(`${room.slice(1)}-${locale.slice(0, 2)}-${theme}-${size}`);
      }
    }
    assert.deepEqual(visitor.troubles, []);
    await visitor.close();
  });
}

test("no script failed on any page", () => {
  assert.deepEqual(owner.troubles, []);
});
