// A till in its own window with a scale, a scanner, a printer, a drawer and a display on it: they are set up on the technician's screens and then sold
// by. The devices are simulated by the program itself, on serial lines without a cable and on TCP; what comes out of the printer is
// compared with what stood on the screen.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { MANAGER, MILK } from "../browser/till_stage.mjs";
import { papers, played, playedDisplay } from "../screens/played.mjs";
import { minor, until } from "../screens/shop.mjs";
import { openWindow } from "./webdriver.mjs";

const ESC = "\uE00C";
const F8 = "\uE038";
const F9 = "\uE039";
const F10 = "\uE03A";
const TILL = join(process.env.BEZMEN_BIN_DIR, "bezmen-till");

/** A label of the seeded shop's bananas: 742 g. */
const LABEL = "2100013007428";
/** What the shop sells: milk by the piece, apples and bananas by weight; sums by hand, half-up to the kopeck. */
const SOLD = [
  { name: "Молоко 3,2 % 930 мл", how: "1 × 89,90", sum: "89,90" },
  { name: "Яблоки сезонные", how: "0,512 кг × 129,90", sum: "66,51" },
  { name: "Бананы", how: "0,742 кг × 139,90", sum: "103,81" },
];
const DUE = "260,22";

let folder;
let window;
/** The simulated devices. Another one is started with them, set up in the first test and looked at in the second. */
const devices = {};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bezmen-window-"));
  const data = join(folder, "till");
  await promisify(execFile)(TILL, ["--data", data, "dev-seed"]);
  devices.scale = await played("scale", "mettler_8217", "--line", join(folder, "scale"));
  devices.scanner = await played("scanner", "--line", join(folder, "scanner"));
  devices.printer = await played("printer");
  devices.display = await playedDisplay();
  window = await openWindow(data);
});

after(async () => {
  await window?.close();
  await Promise.all(Object.values(devices).map((device) => device.stop()));
  await rm(folder, { recursive: true, force: true });
});

const fill = async (id, text) => (await window.part(id)).fill(text);
const amount = async (id) => minor((await window.texts(id))[0]);

test("a technician finds the scale and sets the scanner, the printer, the drawer and the display up", async () => {
  await window.click(`sign-in-${MANAGER.name}`);
  for (const digit of MANAGER.pin) await window.click(`pin-${digit}`);
  await window.click("pin-enter");
  await window.click("open-shift");
  await window.part("pay");
  await window.open("scale-lamp", "scale-set-up");

  await window.click("scale-set-up");
  await fill("scale-address", devices.scale.address);
  await window.click("scale-find");
  await window.says("scale-digits", /^0,000/);
  await window.click("wizard-next");
  devices.scale.tell("1.000");
  await window.says("verdict", /^Сходится: весы показывают 1,000 кг/);
  await window.click("wizard-next");
  devices.scale.tell("0");
  await window.click("wizard-next");
  await window.click("wizard-save");
  await window.part("own-scale");

  await window.open("device-scanner", "scanner-panel");
  await fill("scanner-address", devices.scanner.address);
  await window.click("scanner-save");
  await window.says("scanner-words", "Сканер подключён");
  devices.scanner.tell(LABEL);
  await window.says("code-product", "Бананы");

  await window.open("device-printer", "printer-panel");
  await window.click("printer-tcp");
  await fill("printer-place", devices.printer.address);
  await fill("profile-search", "virtual");
  await window.click("profile-virtual");
  await window.click("printer-save");
  await window.gone("printer-unsaved");
  await window.click("test-receipt");
  await window.says("printer-test", /принтер это подтвердил/);
  assert.equal(papers(devices.printer).length, 1, "the test receipt, and nothing else");

  await window.open("device-drawer", "drawer-panel");
  await window.click("drawer-test");
  await window.click("drawer-is-open");
  await window.says("device-drawer", /Открыт$/);
  devices.printer.tell("drawer close");
  await window.says("device-drawer", /Закрыт$/);

  await window.open("device-display", "display-panel");
  await fill("display-address", devices.display.address);
  await window.click("display-save");
  await devices.display.shows("Добро пожаловать", "Лавка на Садовой");
  await window.says("display-words", /^Показывает: Добро пожаловать/);
  await window.click("customer-open");
  await window.beside((customer) => customer.says("customer-said", "Добро пожаловать!"));
});

test("a piece, weighed goods and a label are sold, and the paper says what the screen said", async () => {
  const { scale, scanner, printer, display } = devices;
  await window.press(ESC);
  await window.part("pay");
  scanner.tell(`]E0${MILK}`);
  await until("the milk", async () => (await window.count("ticket-line")) === 1, 30);
  await display.shows("Молоко 3,2 % 930 мл", "1x89,90 89,90");

  await window.press(F8);
  await window.part("weigh-pick");
  await (await tile("Яблоки сезонные")).click();
  scale.tell("0.512 moving");
  await window.says("weigh", /вес ещё не успокоился/i);
  assert.equal(await (await window.part("weigh-take")).isEnabled(), false, "a weight that moves is not sold");
  scale.tell("0.512");
  await window.says("weight", /^0,512/);
  await window.click("weigh-take");
  await window.gone("weigh");
  await display.shows("Яблоки сезонные", "0,512x129,90 66,51");
  scanner.tell(LABEL);
  await until("all goods", async () => (await window.count("ticket-line")) === SOLD.length, 30);

  await display.shows("Бананы", "0,742x139,90 103,81");
  await window.beside(async (customer) => {
    await customer.says("customer-total", `${DUE} ₽`);
    assert.equal(await customer.count("customer-line"), SOLD.length);
  });
  const shown = await window.texts("ticket-line");
  for (const [index, { name, how, sum }] of SOLD.entries()) assert.equal(shown[index], `${name} ${sum} ${how}`);
  assert.equal(await amount("ticket-total"), minor(DUE));

  const before = printer.news().length;
  await window.press(F10);
  await window.part("pay-confirm");
  await display.shows(`ИТОГО ${DUE}`, "Позиций 3");
  await window.beside((customer) => customer.says("customer-due", `${DUE} ₽`));
  for (const figure of "300") await window.press(figure);
  await window.says("pay-amount", /^300/);
  await window.click("pay-confirm");
  await window.part("change");
  assert.equal(await amount("change"), 30_000 - minor(DUE));
  await display.shows("Получено 300,00", "СДАЧА 39,78");
  await window.beside((customer) => customer.says("customer-change", "39,78 ₽"));
  const number = await saleNumber();

  const { lines, events } = await paper(number);
  const text = lines.join("\n").replace(/[ \u2009\u00a0]+/g, " ");
  for (const { name, sum } of SOLD) assert.ok(text.includes(name) && text.includes(sum), `${name} is not on\n${text}`);
  for (const words of [`ИТОГО ${DUE}`, "300,00", "39,78"]) assert.ok(text.includes(words), `“${words}” is not on\n${text}`);
  assert.ok(!text.includes("КОПИЯ"));
  assert.equal(events.filter(({ event }) => event === "cut").length, 1, JSON.stringify(events));
  assert.equal(papers(printer).filter((one) => holds(one, number)).length, 1);
  const since = printer.news().slice(before);
  assert.equal(since.filter(({ drawer }) => drawer === "open").length, 1, "the drawer opens once");
});

test("a roll that ends within a receipt is said, and the receipt comes out once when there is paper again", async () => {
  const { scanner, printer } = devices;
  printer.tell("drawer close");
  printer.tell("paper-out-after 200");
  await window.click("next-sale");
  await window.part("pay");
  scanner.tell(`]E0${MILK}`);
  await until("the milk", async () => (await window.count("ticket-line")) === 1, 30);
  const before = printer.news().length;
  await window.press(F9);
  const number = await saleNumber();
  await window.says("printer-lamp", /^Ждёт печати: 1$/);
  const why = () => window.run(`return document.querySelector('[data-testid="printer-lamp"]').title;`);
  assert.match(await why(), /кончилась бумага: вставьте новый рулон/);
  assert.deepEqual(papers(printer).filter((one) => holds(one, number)), [], "half a receipt is none");

  printer.tell("paper");
  await window.says("printer-lamp", /^Принтер$/);
  const printed = papers(printer).filter((one) => holds(one, number));
  const copies = printed.filter(({ lines }) => lines.some((line) => line.includes("КОПИЯ")));
  assert.equal(printed.length - copies.length, 1, "the receipt is on paper once");
  assert.ok(copies.length <= 1, "and at most once more, marked as a copy");
  const since = printer.news().slice(before);
  assert.equal(since.filter(({ drawer }) => drawer === "open").length, 1, "the drawer opens once");
});

/** The key of weighed goods with this name. */
function tile(name) {
  return until(`the key of ${name}`, async () => {
    const keys = await window.texts("weigh-pick >> quick-key");
    const index = keys.findIndex((text) => text.includes(name));
    return index >= 0 && window.find("weigh-pick >> quick-key", index);
  }, 30);
}

const saleNumber = async () => (await window.says("sale-number", /[A-Z0-9]+-\d+/)).match(/[A-Z0-9]+-\d+/)[0];
const holds = ({ lines }, text) => lines.some((line) => line.includes(text));
const paper = (number) => until(`receipt ${number} on paper`, () => papers(devices.printer).find((one) => holds(one, number)), 30);
