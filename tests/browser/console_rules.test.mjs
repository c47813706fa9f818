// The owner's console in Chromium: the company's barcode rules. What the owner sees before saving is what a till will do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { COMPANY, OWNER, plain, stage } from "./console_stage.mjs";

let server;
let owner;

before(async () => {
  server = await stage();
  owner = await server.visitor();
  await owner.api("POST", "/company", COMPANY);
});

after(() => server?.close());

/** Opens the company's page and waits for the rules. */
async function room(look) {
  const visitor = await server.visitor(look);
  await visitor.go("/sign-in");
  await visitor.signIn(OWNER);
  await visitor.part("sign-in-submit").waitFor({ state: "detached" });
  await visitor.go("/company");
  await visitor.part("rule-row").first().waitFor();
  return visitor;
}

/** The rules as the page shows them. */
const shown = async (visitor) => (await visitor.part("rule-row").locator("code").allInnerTexts()).map(plain);

/** Brings the part with the rules below the head of the page. */
async function show({ page }) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    const area = document.querySelector("[data-testid=rules]");
    window.scrollBy(0, area.getBoundingClientRect().top - 76);
  });
}

/** Waits until the page shows these rules. */
async function until(visitor, patterns) {
  await visitor.page.waitForFunction(
    (wanted) => JSON.stringify([...document.querySelectorAll("[data-testid=rule-row] code")].map((code) => code.innerText)) === wanted,
    JSON.stringify(patterns),
  );
  const { rules } = await owner.api("GET", "/barcode-rules");
  assert.deepEqual(rules.map((rule) => rule.pattern), patterns, "the server has what the page shows");
}

test("an owner writes a rule, sees what it takes and what is in its way, and orders the list (Russian, light, desktop)", async () => {
  const visitor = await room({ locale: "ru-RU" });
  const { page, part } = visitor;
  assert.deepEqual(await shown(visitor), ["21.....{NNDDD}.", "23.....{NNNDD}."]);
  assert.match(await visitor.text("rules-built-in"), /встроенные/);
  assert.match(plain(await part("rule-row").first().innerText()), /Этикетка с весом.*13 цифр · 21 · товар: 5 цифр · вес 00,000 кг/);

  await part("rule-new").click();
  const sheet = part("rule-sheet");
  await part("rule-pattern").fill("2......{NDDDD}.");
  await sheet.getByText("дробных цифр здесь не больше 3").waitFor();
  await part("rule-save").click();
  assert.ok(await sheet.isVisible(), "a rule that no till could sell by is not sent");
  await part("rule-pattern").fill("2......{NNDDD}.");
  assert.match(await visitor.text("rule-meant"), /13 цифр · 2 · товар: 6 цифр · вес 00,000 кг/);
  await sheet.getByText(/«ean13 21\.+\{NNDDD\}\.» и «ean13 2\.+\{NNDDD\}\.» оба подходят к 21\d+; действует более раннее/).waitFor();
  await visitor.picture("rules-sheet-ru-light-desktop");
  await part("rule-save").click();
  await sheet.waitFor({ state: "detached" });
  await until(visitor, ["21.....{NNDDD}.", "23.....{NNNDD}.", "2......{NNDDD}."]);
  assert.equal(await part("rules-built-in").count(), 0);

  await part("rule-try").fill("2712345005121");
  await page.getByText("Ни одно правило не подходит: последняя цифра").waitFor();
  await part("rule-try").fill("2112345005003");
  await page.getByText("Правило 1, 21.....{NNDDD}.: товар 12345, 0,5 кг; в каталоге 2112345000008").waitFor();

  await part("rule-row").nth(2).getByRole("button", { name: "Выше" }).click();
  await until(visitor, ["21.....{NNDDD}.", "2......{NNDDD}.", "23.....{NNNDD}."]);
  await part("rules-conflicts").getByText("никогда не сработает").waitFor();
  await show(visitor);
  await visitor.picture("rules-ru-light-desktop");
  await part("rule-row").nth(1).getByRole("button", { name: "Ниже" }).click();
  await until(visitor, ["21.....{NNDDD}.", "23.....{NNNDD}.", "2......{NNDDD}."]);
  await part("rule-row").nth(2).getByRole("link").click();
  await part("rule-remove").click();
  await until(visitor, ["21.....{NNDDD}.", "23.....{NNNDD}."]);
  assert.equal(await visitor.overflow(), 0);
  assert.deepEqual(visitor.troubles, []);
  await visitor.close();
});

test("an owner takes a country's rules over and goes back to the built-in ones (English, dark, phone)", async () => {
  const visitor = await room({ locale: "en-GB", size: "phone", theme: "dark" });
  const { page, part } = visitor;
  await part("rules-ready").click();
  await part("rules-preset").selectOption("de");
  const preview = part("rules-preview");
  await preview.getByText("13 digits · 28 · product: 4 digits · check digit of the number · weight 00.000 kg").waitFor();
  await visitor.picture("rules-ready-en-dark-phone");
  await part("rules-take").click();
  await part("rules-sheet").waitFor({ state: "detached" });
  const germany = ["22....C{NNNDD}.", "23....C{NNNDD}.", "25....C{NNNNN}.", "26....C{NNNNN}.", "28....C{NNDDD}.", "29....C{NNDDD}."];
  await until(visitor, germany);
  await part("rule-try").fill("2812340005120");
  await part("rule-tried").filter({ hasText: /^28\.\.\.\.C\{NNDDD\}\.: the check digit of the number is 0 where \d belongs; the till asks to scan again$/ }).waitFor();
  await show(visitor);
  await visitor.picture("rules-en-dark-phone");
  assert.equal(await visitor.overflow(), 0);

  // Somebody else is quicker: nothing of theirs is lost, and the page shows it.
  const known = await owner.api("GET", "/barcode-rules");
  await owner.api("PUT", "/barcode-rules", { rules: known.rules.slice(1), expected_revision: known.revision });
  await part("rule-row").nth(1).getByRole("button", { name: "Up" }).click();
  await page.getByRole("alert").filter({ hasText: "Somebody else has changed" }).waitFor();
  await until(visitor, germany.slice(1));

  await part("rules-ready").click();
  await part("rules-take").click();
  await until(visitor, ["21.....{NNDDD}.", "23.....{NNNDD}."]);
  assert.match(await visitor.text("rules-built-in"), /no rules of its own/);
  assert.deepEqual(visitor.troubles, []);
  await visitor.close();
});
