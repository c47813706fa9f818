// The technician's bench of the receipt printer and the drawer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MANAGER, MILK, stage } from "./till_stage.mjs";

const { BEZMEN_PICTURES } = process.env;

/** Runs a story on the devices page of a till with a manager at it. */
function story(name, tell, options = {}) {
  test(name, { timeout: 180_000 }, async () => {
    const till = await stage(options);
    try {
      await till.openShift("1000", MANAGER);
      await till.part("scale-lamp").click();
      await till.part("device-printer").click();
      await till.part("printer-panel").waitFor();
      await tell(till);
      assert.deepEqual(till.troubles, []);
    } finally {
      await till.close();
    }
  });
}

/** A picture for whoever wants to look. */
async function see({ page }, name) {
  if (BEZMEN_PICTURES) await page.screenshot({ path: `${BEZMEN_PICTURES}/${name}.png` });
}

story("a printer is set up from nothing, tried before it is kept, and prints receipts", async (till) => {
  const { part, page } = till;
  await part("printer-none").click();
  await page.getByText("Принтер не подключён").waitFor();
  await see(till, "printer-none");
  await part("printer-save").click();
  await page.getByText("Принтер убран из настроек.").waitFor();
  assert.equal((await till.call("get_settings")).printer, null);

  await part("printer-tcp").click();
  await part("printer-place").fill("");
  await part("test-receipt").click();
  await page.getByText("Укажите, где принтер.").waitFor();
  await part("printer-place").fill(till.printerAddress);
  await part("profile-search").fill("tm-t88v");
  await part("profile-TM-T88V").click();
  await part("profile-search").fill("virtual");
  await part("profile-virtual").click();
  await part("test-receipt").click();
  await till.becomes("printer-test", "Напечатано: принтер это подтвердил. Сравните бумагу с картинкой.");
  const paper = await till.paper("ПРОБНЫЙ ЧЕК");
  assert.ok(paper.lines.some((line) => line.includes("Молоко")), "the paper is what was tried");
  const preview = part("printer-preview");
  assert.match(await preview.getAttribute("alt"), /абвгдеёжзийклмнопрстуфхцчшщъыьэюя/);
  assert.ok((await preview.evaluate((picture) => picture.naturalWidth)) > 300, "the preview is a picture");
  await see(till, "printer-receipt");
  assert.equal((await till.call("get_settings")).printer, null, "a printer on trial is not kept");
  await part("printer-save").click();
  await part("printer-unsaved").waitFor({ state: "detached" });
  const { printer } = await till.call("get_settings");
  assert.deepEqual([printer.profile, printer.address.address], ["virtual", till.printerAddress]);

  for (const what of ["test-codes", "test-picture", "test-cut"]) {
    await part(what).click();
    await page.waitForFunction((id) => !document.querySelector(`[data-testid=${id}]`).disabled, what);
    assert.match(await till.text("printer-test"), /Напечатано/);
    await see(till, `printer-${what}`);
  }
  await page.keyboard.press("Escape");
  await till.scan(MILK);
  await part("ticket-total").waitFor();
});

story("the line that reads well is pressed, and its table is first in an own profile", async (till) => {
  const { part } = till;
  await part("test-tables").click();
  await part("code-tables").waitFor();
  await see(till, "printer-tables");
  const { lines } = await till.paper("a Привет");
  const line = lines.find((one) => one.includes("a Привет"));
  const number = Number(line.slice(0, 3));
  await part(`table-${number}-a`).click();
  await part("own-profile").waitFor();
  await part("printer-save").click();
  await part("printer-unsaved").waitFor({ state: "detached" });
  const { printer } = await till.call("get_settings");
  assert.deepEqual(printer.own_profile.slots[0], { number, page: "CP866" });
  await part("test-receipt").click();
  await till.paper("ПРОБНЫЙ ЧЕК");
});

story("paper that ends is said without a job, and so is a new roll", async (till) => {
  const { part, page } = till;
  const words = part("device-printer").getByText("нет бумаги: вставьте новый рулон");
  till.printerBecomes("paper-out");
  await words.waitFor();
  await part("test-cut").click();
  await part("printer-test").getByText("кончилась бумага").waitFor();
  await part("ask-printer").click();
  await part("printer-status").getByText("нет бумаги").waitFor();
  assert.match(await till.text("printer-answers"), /DLE EOT 4: /);
  await see(till, "printer-paper-out");
  till.printerBecomes("none");
  await words.waitFor({ state: "detached" });
  till.printerBecomes("never-answers");
  await part("ask-printer").click();
  await part("printer-status").getByText("состояние неизвестно").waitFor();
  await page.keyboard.press("Escape");
  await part("printer-lamp").waitFor();
});

story("the drawer opens, and the till learns what its sensor says", async (till) => {
  const { part } = till;
  await part("device-drawer").click();
  await till.becomes("drawer-polarity", "ещё не проверен");
  await part("drawer-test").click();
  await till.becomes("drawer-sensor", "Датчик: низкий → высокий");
  await see(till, "drawer-tested");
  await part("drawer-is-open").click();
  await till.becomes("drawer-polarity", "высокий");
  assert.equal((await till.call("get_settings")).printer.drawer_open_is_high, true);
  const drawer = part("device-drawer");
  await drawer.getByText("Открыт", { exact: true }).waitFor();
  till.printerBecomes("close drawer");
  await drawer.getByText("Закрыт", { exact: true }).waitFor();
});

story("a profile is shown as a file, changed, and read again; one that is none is refused", async (till) => {
  const { part } = till;
  await part("printer-side-profile").click();
  await part("profile-export").click();
  const text = part("profile-text");
  await till.page.waitForFunction(() => document.querySelector("[data-testid=profile-text]").value.includes("virtual-own"));
  assert.equal(await part("profile-download").getAttribute("download"), "virtual-own.json");
  const profile = JSON.parse(await text.inputValue());
  await text.fill("{ это не профиль");
  await part("profile-import").click();
  await till.page.getByText("профиль не читается").waitFor();
  await see(till, "printer-profile");
  const file = JSON.stringify({ ...profile, name: "Узкая лента", columns: { font_a: 32, font_b: 42 } });
  await part("profile-pick").setInputFiles({ name: "narrow.json", mimeType: "application/json", buffer: Buffer.from(file) });
  await till.page.waitForFunction(() => document.querySelector("[data-testid=profile-text]").value.includes("Узкая лента"));
  await part("profile-import").click();
  await part("own-profile").getByText("Узкая лента").waitFor();
  await part("printer-save").click();
  await part("printer-unsaved").waitFor({ state: "detached" });
  await part("printer-side-trial").click();
  await part("test-receipt").click();
  const { lines } = await till.paper("ПРОБНЫЙ ЧЕК");
  assert.equal(Math.max(...lines.map((line) => line.length)), 32);
  await part("printer-side-queue").click();
  await part("print-queue").waitFor();
});

story(
  "the bench fits a small dark screen in English",
  async (till) => {
    const { part, page } = till;
    await part("test-receipt").click();
    await part("printer-preview").waitFor();
    await see(till, "printer-small");
    for (const id of ["printer-save", "ask-printer", "printer-side-queue"]) {
      await part(id).scrollIntoViewIfNeeded();
      const box = await part(id).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 1024, `${id} is beside the screen`);
      assert.ok(box.height >= 44, `${id} is too small for a finger`);
    }
    await part("printer-serial").click();
    await part("printer-line").selectOption("8E1-rtscts");
    await see(till, "printer-serial");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0);
  },
  { width: 1024, height: 768, locale: "en", theme: "dark" },
);
