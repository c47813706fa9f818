// A walk over the technician's screens with simulated devices behind them, on the smallest screen in Russian and on the usual one in
// English and dark: nothing sticks out, no word is cut off. With BEZMEN_PICTURES=FOLDER each screen leaves its picture there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { looker, pictureOfFailure } from "./till_look.mjs";
import { server } from "./till_server.mjs";
import { listening, stage } from "./till_stage.mjs";

let shop;

before(async () => {
  shop = await server({ demo: true });
});

after(() => shop?.close());

/** Walks over the bench at a till of its own, with a manager at it. */
function walk(name, { look, terminal, ...options }) {
  test(name, { timeout: 300_000 }, async () => {
    const till = await stage({ ...options, fresh: true });
    const devices = [];
    const simulate = async (...words) => {
      const device = await listening(["device", "simulate", ...words]);
      devices.push(device);
      return { ...device, tell: (line) => device.child.stdin.write(`${line}\n`) };
    };
    try {
      const see = looker(till, look);
      const manager = shop.person("manager");
      await shop.pair(till, terminal);
      await till.furnish(manager);
      await till.openShift("1000", manager);
      await till.part("scale-lamp").click();
      for (const bench of [scale, wizard, search, printer, drawer, scanner, display, labels, nothing]) await bench(till, see, simulate);
      assert.deepEqual(till.troubles, [], "the page had errors");
    } catch (error) {
      await pictureOfFailure(till, look);
      throw error;
    } finally {
      await till.close();
      await Promise.all(devices.map((device) => device.stop()));
    }
  });
}

/** The scale as it weighs, its line in hex, and what is said when it falls silent. */
async function scale(till, see) {
  const { part } = till;
  till.weigh("0.354");
  await part("live-line").getByText(/0[.,]354/).first().waitFor();
  await part("device-scale").getByText(/0[.,]354/).waitFor();
  await part("line-hold").click();
  await see("devices-scale");
  await part("line-hold").click();
  till.weigh("silent");
  await part("scale-words").getByText(/молчат|silent/).waitFor();
  await see("devices-scale-silent");
  till.weigh("ok");
}

/** A scale that names no unit: place, protocol, empty, a known weight, empty again. */
async function wizard(till, see, simulate) {
  const { part, page } = till;
  const digi = await simulate("scale", "digi");
  const shows = (figures) => part("scale-digits").getByText(figures).waitFor();
  await part("scale-set-up").click();
  await part("scale-find").waitFor();
  await see("devices-scale-place");
  await page.keyboard.type(digi.address);
  await part("scale-by-hand").click();
  await part("scale-protocol").selectOption("digi");
  await see("devices-scale-by-hand");
  await part("scale-try").click();
  await shows(/0[.,]000/);
  await see("devices-scale-empty");
  await part("wizard-next").click();
  digi.tell("1.002");
  await part("wizard-unit").waitFor();
  await see("devices-scale-unit");
  await part("wizard-unit").click();
  await part("wizard-next").waitFor();
  await see("devices-scale-known-weight");
  await part("known-weight").fill("5");
  await part("wizard-next").waitFor({ state: "detached" });
  await see("devices-scale-other-weight");
  await part("known-weight").fill("1");
  await part("wizard-next").click();
  await see("devices-scale-remove");
  digi.tell("0");
  await part("wizard-next").and(page.locator(":enabled")).click();
  await part("wizard-save").waitFor();
  await see("devices-scale-save");
  await part("wizard-cancel").click();
}

/** A search that goes on until nothing is left to be tried, and one where nobody answers. */
async function search(till, see, simulate) {
  const { part, page } = till;
  const silent = await simulate("scale", "mt_sics");
  silent.tell("silent");
  await part("scale-set-up").click();
  await page.keyboard.type(silent.address);
  await part("scale-find").click();
  await part("tried").locator(".bz-tried-row").nth(3).waitFor();
  await see("devices-scale-search");
  await part("scale-search-again").waitFor({ timeout: 60_000 });
  await see("devices-scale-unknown");
  await part("scale-place").click();
  await part("scale-address").fill("127.0.0.1:9");
  await part("scale-find").click();
  await part("scale-search-again").waitFor();
  await see("devices-scale-not-found");
  await part("wizard-cancel").click();
  await part("own-scale").waitFor();
}

/** Goods of the quick keys that are sold by this unit. */
async function goods({ call }, unit) {
  const quick = (await call("quick_keys")).flatMap(({ products }) => products);
  return quick.filter((product) => product.unit === unit && product.barcode);
}

/** The label of a scale in the hall for so many grams of goods that it knows. */
function label({ barcode }, grams) {
  const body = barcode.slice(-13, -6) + String(grams).padStart(5, "0");
  const sum = [...body].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** Pays for something behind the screens, as a till does that sells meanwhile. */
async function sell({ call }, { barcode: text }) {
  const { ticket } = await call("scan", { text });
  const tenders = [{ kind: "cash", amount: ticket.total }];
  await call("pay", { ticket_id: ticket.ticket_id, expected_total: ticket.total, tenders });
}

/** The printer: its form, its tests and their pictures, its condition, its jobs, its profile. */
async function printer(till, see) {
  const { part, page } = till;
  await part("device-printer").click();
  await part("profiles").locator("button").first().waitFor();
  await see("devices-printer");
  await part("test-receipt").click();
  await part("printer-preview").waitFor();
  await see("devices-printer-receipt");
  await part("test-codes").click();
  await page.waitForFunction(() => !document.querySelector("[data-testid=test-codes]").disabled);
  await see("devices-printer-codes");
  await part("test-tables").click();
  await part("code-tables").waitFor();
  await part("table-17-a").click();
  await part("own-profile").waitFor();
  await see("devices-printer-tables");
  await part("printer-side-profile").click();
  await part("profile-export").click();
  await page.waitForFunction(() => document.querySelector("[data-testid=profile-text]").value.includes("slots"));
  await see("devices-printer-profile");
  await part("profile-text").fill("{ this is no profile");
  await part("profile-import").click();
  await part("said").waitFor();
  await see("devices-printer-profile-refused");

  await part("profile-virtual").click();
  const [first, second] = await goods(till, "piece");
  await sell(till, first);
  till.printerBecomes("paper-out");
  await sell(till, second);
  await part("printer-side-trial").click();
  await part("device-printer").getByText(/бумаг|paper/).waitFor();
  await part("ask-printer").click();
  await part("printer-answers").waitFor();
  await see("devices-printer-paper-out");
  await part("printer-side-queue").click();
  await part("print-queue").getByText(/бумаг|paper/).first().waitFor();
  await see("devices-printer-queue");
  till.printerBecomes("none");
  await part("device-printer").getByText(/бумаг|paper/).waitFor({ state: "detached" });
  await part("printer-side-trial").click();
  await part("printer-serial").click();
  await see("devices-printer-serial");
  await part("printer-none").click();
  await see("devices-printer-none");
}

/** The drawer: opened, its sensor asked about, then known. */
async function drawer(till, see) {
  const { part } = till;
  till.printerBecomes("close drawer");
  await part("device-drawer").click();
  await part("drawer-test").waitFor();
  await see("devices-drawer");
  await part("drawer-test").click();
  await part("drawer-is-open").waitFor();
  await see("devices-drawer-tested");
  await part("drawer-is-open").click();
  await part("device-drawer").getByText(/^(Открыт|Open)$/).waitFor();
  await see("devices-drawer-known");
}

/** Codes: a label with its rule and product, a marking code with and without its separators, a misread number; the till's own scanner. */
async function scanner(till, see, simulate) {
  const { part, page } = till;
  const explained = (words) => part("code-kind").getByText(words).waitFor();
  await part("device-scanner").click();
  await part("rule-conflicts").locator("p").waitFor();
  await see("devices-scanner");
  const [weighed] = await goods(till, "kilogram");
  await part("code-field").fill(label(weighed, 350));
  await part("code-explain").click();
  await explained(/вес|weight/);
  await see("devices-scanner-label");
  await till.scan("010460703495001921Bezmen:Test01\u001d93dGVz", { russian: true });
  await explained(/ЗНАК/);
  await part("test-verdict").waitFor();
  await see("devices-scanner-marking");
  await till.scan("010460703495001921Bezmen:Test0193dGVz");
  await part("code-warnings").locator(".bz-notice").first().waitFor();
  await see("devices-scanner-lost-gs");

  const own = await simulate("scanner");
  await part("scanner-address").fill(own.address);
  await part("scanner-save").click();
  await part("scanner-words").getByText(/подключён|connected/).waitFor();
  own.tell("]E04600682000175");
  await explained(/контрольной|check digit/);
  await see("devices-scanner-own");
  own.tell("prefix $");
  own.tell("gs ~");
  own.tell("]d20104607034950019215Bezmen012345<GS>93dGVz");
  await part("code-arrived").getByText("~93dGVz").waitFor();
  await part("scanner-marks").locator("summary").click();
  await part("scanner-prefix").fill("$");
  await part("own-scanner").getByRole("button", { name: "~" }).click();
  await part("scanner-trial").getByText("<GS>93dGVz").waitFor();
  await see("devices-scanner-marks");
  await part("scanner-gs").fill("GS");
  await part("own-scanner").getByRole("alert").waitFor();
  await see("devices-scanner-marks-wrong");
  await own.stop();
  await part("own-scanner").locator(".bz-lamp-bad").waitFor();
  await part("device-scanner").and(page.locator(".bz-lamp-bad")).waitFor();
  await see("devices-scanner-trouble");
}

/** The display for customers on trial and as it shows the sale, and the customer's page beside it. */
async function display(till, see, simulate) {
  const { part, page } = till;
  const glass = await simulate("display", "cd5220");
  await part("device-display").click();
  await part("display-panel").waitFor();
  await see("devices-display-none");
  await part("display-address").fill(glass.address);
  await part("display-test").click();
  await part("display-glass").getByText(/Привет|Hello/).waitFor();
  await see("devices-display-tested");
  await part("display-save").click();
  await part("display-words").getByText(/Показывает|Shows/).waitFor();
  await see("devices-display");
  const [tab] = await Promise.all([page.context().waitForEvent("page"), part("customer-open").click()]);
  const customer = { page: tab };
  await tab.setViewportSize(page.viewportSize());
  await tab.getByTestId("customer-said").waitFor();
  await see("buyer-welcome", customer);
  await page.bringToFront();
  await page.keyboard.press("Escape");
  const [piece] = await goods(till, "piece");
  await till.scan(piece.barcode);
  await part("ticket-line").waitFor();
  await tab.bringToFront();
  await tab.getByTestId("customer-line").waitFor();
  await see("buyer-goods", customer);
  await tab.close();
  await page.bringToFront();
  await part("scale-lamp").click();
}

/** Labels as they would come out, and the goods that a label scale would take. */
async function labels(till, see) {
  const { part, page } = till;
  await part("device-labels").click();
  await part("labels-receipts").click();
  await part("label-show").click();
  await part("label-picture").waitFor();
  await see("devices-labels");
  await part("labels-own").click();
  await part("label-address").fill("");
  await part("label-show").click();
  await page.getByText(/Укажите адрес|Say where/).waitFor();
  await see("devices-labels-no-address");
  await part("device-label-scale").click();
  await part("plu-check").click();
  await part("plu-words").waitFor();
  await see("devices-label-scale");
}

/** A till without devices: each bench says what to do. */
async function nothing(till, see) {
  const { part, call } = till;
  const settings = await call("get_settings");
  await call("save_settings", { settings: { ...settings, scale: null, printer: null, scanner: null } });
  await part("device-scale").click();
  await part("scale-set-up").waitFor();
  await part("own-scale").waitFor({ state: "detached" });
  await part("device-list").getByText(/Не настроено|Not set up/).nth(2).waitFor();
  await see("devices-none");
  await part("device-drawer").click();
  await part("drawer-to-printer").waitFor();
  await see("devices-drawer-none");
}

walk("the technician's screens in Russian on the smallest screen", { terminal: 0, look: "ru-small", locale: "ru", theme: "light", width: 1024, height: 768 });
walk("the technician's screens in English, dark", { terminal: 1, look: "en-dark", locale: "en", theme: "dark", width: 1366, height: 768 });
