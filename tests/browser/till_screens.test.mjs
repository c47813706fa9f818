// A walk over every screen of the till at the demo shop, in both languages and both looks: nothing sticks out, no word is cut
// off, the page has no error. With BEZMEN_PICTURES=FOLDER each screen leaves its picture there, as docs/pictures has them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { looker, pictureOfFailure } from "./till_look.mjs";
import { server } from "./till_server.mjs";
import { stage } from "./till_stage.mjs";

const UNKNOWN = "4601234567893";
const MISREAD = "4601234567890";

let shop;
let cashier;
let manager;

before(async () => {
  shop = await server({ demo: true });
  cashier = shop.person("cashier");
  manager = shop.person("manager");
});

after(() => shop?.close());

/** Runs a walk at a till that has just been paired. */
function walk(name, { look, terminal, ...options }, steps) {
  test(name, { timeout: 300_000 }, async () => {
    const till = await stage({ ...options, fresh: true });
    try {
      const see = looker(till, look);
      await shop.pair(till, terminal, () => see("pairing"));
      await till.furnish(manager);
      await steps(till, see, options.locale === "en" ? (ru, en) => en : (ru) => ru);
      assert.deepEqual(till.troubles, [], "the page had errors");
    } catch (error) {
      await pictureOfFailure(till, look);
      throw error;
    } finally {
      await till.close();
    }
  });
}

/** Barcodes of the quick keys, as they stand on the goods. */
async function pieces(till) {
  const quick = (await till.call("quick_keys")).flatMap(({ products }) => products);
  return quick.filter(({ unit, barcode }) => unit === "piece" && barcode).map(({ barcode }) => barcode.replace(/^0(?=\d{13}$)/, ""));
}

/** A manager consents. */
async function consent(till, reason) {
  const { part } = till;
  await part(`approver-${manager.name}`).click();
  await part("consent-reason").fill(reason);
  for (const digit of manager.pin) await part(`pin-${digit}`).click();
  await part("consent-give").click();
  await part("consent").waitFor({ state: "detached" });
}

async function day(till, see, say) {
  const { page, part } = till;
  const gone = (id) => part(id).waitFor({ state: "detached" });
  const shut = async (id) => {
    await page.keyboard.press("Escape");
    await gone(id);
  };

  await part(`sign-in-${cashier.name}`).click();
  await till.type("99");
  await see("sign-in");
  await till.type("99");
  await page.keyboard.press("Enter");
  await part("error").waitFor();
  await see("wrong-pin");
  await page.keyboard.press("Escape");
  await till.signIn(cashier);
  await part("open-shift").waitFor();
  await till.type("5000");
  await see("open-shift");
  await part("open-shift").click();
  await part("pay").waitFor();
  await part("quick-key").first().waitFor();
  await see("sell-empty");
  await page.keyboard.press("F6");
  await part("recall").waitFor();
  await see("held-none");
  await shut("recall");

  const codes = await pieces(till);
  await till.scan(codes[0]);
  await part("ticket-line").nth(0).waitFor();
  await page.keyboard.press("F5");
  await part("hold-note").fill(say("Женщина в синем", "Lady in blue"));
  await see("hold");
  await page.keyboard.press("Enter");
  // The ticket is gone a moment before its question, and a question takes no scan.
  await part("ticket-line").first().waitFor({ state: "detached" });
  await gone("hold");
  for (let index = 0; index < 6; index += 1) {
    await till.scan(codes[(index * 4) % codes.length]);
    await part("ticket-line").nth(index).waitFor();
  }
  await page.keyboard.press("+");
  await page.keyboard.press("F4");
  await part("discount-line").click();
  await till.type("10");
  await see("discount");
  await page.keyboard.press("Enter");
  await gone("discount");
  await see("sell");
  await part("quick-category").nth(1).click();
  await see("categories");
  await page.keyboard.press("F1");
  await part("menu").waitFor();
  await see("menu");
  await shut("menu");

  await part("search").fill(say("мол", "мол"));
  await part("search-row").first().waitFor();
  await see("search");
  await part("search").fill(say("ананас в шоколаде", "pineapple"));
  await page.getByText(say("Ничего не нашлось", "Nothing found")).waitFor();
  await see("search-none");
  await page.keyboard.press("Escape");
  await till.scan(MISREAD);
  await part("said").waitFor();
  await see("misread");
  await till.scan(UNKNOWN);
  await part("unknown-barcode").waitFor();
  await see("unknown-barcode");
  await part("unknown-price").click();
  await till.type("99");
  await part("open-price-name").fill(say("Подарочный пакет", "Gift bag"));
  await see("open-price");
  await part("open-price-confirm").click();
  await part("consent").waitFor();
  await part(`approver-${manager.name}`).click();
  await part("consent-reason").fill(say("Новый товар, ещё нет в каталоге", "New goods"));
  await see("approval");
  await consent(till, say("Новый товар, ещё нет в каталоге", "New goods"));

  till.weigh("0.354");
  await page.keyboard.press("F8");
  await part("weigh-pick").getByTestId("quick-key").first().click();
  await part("weigh-take").and(page.locator(":enabled")).waitFor();
  await see("weigh");
  await till.type("30");
  await part("weigh-tare-value").waitFor();
  await see("weigh-tare");
  await part("weigh-take").click();
  await gone("weigh");

  await page.keyboard.press("F3");
  await part("customer-search").fill("+7 912 345-67-89");
  await part("customer-new").click();
  await part("customer-name").fill(say("Екатерина Орлова", "Jane Brown"));
  await see("customer");
  await part("customer-create").click();
  await part("customer").waitFor();

  await page.keyboard.press("F10");
  await part("pay-confirm").waitFor();
  await till.type("500");
  await part("pay-card").click();
  await part("tender").waitFor();
  await see("pay");
  await till.type("2000");
  await part("pay-confirm").click();
  await part("change").waitFor();
  await see("change");
  await page.keyboard.press("Enter");

  await page.keyboard.press("F6");
  await part("held-ticket").first().waitFor();
  await see("recall");
  await part("held-ticket").first().click();
  await part("ticket-line").first().waitFor();
  await page.keyboard.press("F9");
  await part("next-sale").click();

  await page.keyboard.press("F11");
  await part("drawer-reason").fill(say("Размен", "Change for a note"));
  await see("drawer");
  await page.keyboard.press("Escape");

  await page.keyboard.press("F7");
  await part("receipt-row").nth(1).click();
  await part("receipt-text").waitFor();
  await see("receipts");
  await part("days-own").click();
  await part("day-own").waitFor();
  await see("receipts-day");
  await part("start-return").click();
  await part("return-more").first().click();
  await part("reason-defect").click();
  await see("return");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");

  await part("top-shift").click();
  await part("cash-out").click();
  await part("cash-reason").fill(say("Инкассация", "To the safe"));
  await part("cash-move").getByRole("heading").click();
  await till.type("2000");
  await see("cash-out");
  await part("cash-confirm").click();
  await gone("cash-move");
  await part("cash-in").click();
  await part("cash-reason").fill(say("Размен из банка", "Change from the bank"));
  await part("cash-move").getByRole("heading").click();
  await till.type("500");
  await see("cash-in");
  await part("cash-confirm").click();
  await gone("cash-move");
  await see("shift");
  assert.equal(await part("x-figures").getByText(say("Должно быть", "Should be")).count(), 0, "a cashier counts blind");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F12");
  await till.signIn(manager);
  await part("pay").waitFor();
  await part("top-shift").click();
  await part("x-figures").getByText(say("Должно быть", "Should be")).waitFor();
  await see("x-report");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F12");
  await till.signIn(cashier);
  await part("pay").waitFor();
  await part("top-shift").click();
  await part("x-figures").waitFor();
  await part("close-shift").click();
  // What the drawer should hold is not told before the count; the test knows what it has paid in and out.
  const sold = (await till.call("find_receipts", { query: "", limit: 10 })).reduce((sum, receipt) => sum + receipt.total, 0);
  let counted = 500_000 + sold - 50_000 - 200_000 + 50_000 - 5_000;
  for (const note of [100_000, 50_000, 10_000, 5_000, 1_000, 100]) {
    await part(`count-${note}`).fill(String(Math.floor(counted / note)));
    counted %= note;
  }
  await see("count");
  await part("close-confirm").click();
  await part("shift-closed").or(part("consent")).first().waitFor();
  if (await part("consent").isVisible()) await consent(till, say("Пересчитали вдвоём", "Counted twice"));
  await part("shift-closed").waitFor();
  await see("z-report");
  await part("closed-done").click();
  await part("sync-lamp").click();
  await part("sync-facts").waitFor();
  await see("sync");
  await page.keyboard.press("Escape");
  await part("menu-open").click();
  await part("menu-settings").click();
  await part("settings-save").waitFor();
  await see("settings");
  await page.keyboard.press("Escape");
}

/** The owner switches the till off: the lamp, the panel, the code. */
async function disconnected(till, see, terminal) {
  const { page, part } = till;
  const name = shop.shop.terminals[terminal].name;
  const { terminal_id: id } = (await shop.ask("GET", "terminals")).find((candidate) => candidate.name === name);
  await shop.ask("POST", `terminals/${id}/revoke`, {});
  await part("sync-lamp").click();
  await part("sync-now").click();
  await part("disconnected").waitFor();
  await see("disconnected");
  await part("pair-again").click();
  await part("pair-code").waitFor();
  await see("pair-again");
  await page.keyboard.press("Escape");
}

const PLAIN = { width: 1366, height: 768 };

walk("every screen in Russian, light", { look: "ru", locale: "ru", theme: "light", terminal: 0, ...PLAIN }, async (till, see, say) => {
  await day(till, see, say);
  await disconnected(till, see, 0);
});

walk("every screen in English, dark", { look: "en-dark", locale: "en", theme: "dark", terminal: 1, ...PLAIN }, async (till, see, say) => {
  await day(till, see, say);
  await disconnected(till, see, 1);
});

walk("the smallest and the largest screen, and a server that goes away", { look: "ru-wide", locale: "ru", theme: "light", terminal: 2, width: 1920, height: 1080 }, async (till, see) => {
  const { page, part } = till;
  await till.openShift("5000", cashier);
  const codes = await pieces(till);
  for (let index = 0; index < 12; index += 1) {
    await till.scan(codes[(index * 5) % codes.length]);
    await part("ticket-line").nth(index).waitFor();
  }
  await see("sell");
  await page.setViewportSize({ width: 1024, height: 768 });
  const seeSmall = looker(till, "ru-small");
  await seeSmall("sell");
  await page.keyboard.press("F10");
  await part("pay-confirm").waitFor();
  await seeSmall("pay");
  await page.keyboard.press("Escape");
  await part("pay").waitFor();

  await shop.stop();
  await page.keyboard.press("F9");
  await part("next-sale").waitFor();
  await page.getByText(/Нет связи · 1.чек (сохранено|в сохранности), с \d/).waitFor({ timeout: 60_000 });
  await seeSmall("change-offline");
  await part("next-sale").click();
  await till.scan(codes[3]);
  await part("ticket-line").first().waitFor();
  await page.keyboard.press("F9");
  await part("next-sale").click();
  await part("sync-lamp").click();
  await part("sync-facts").waitFor();
  await page.setViewportSize(PLAIN);
  await looker(till, "ru")("sync-offline");
});
