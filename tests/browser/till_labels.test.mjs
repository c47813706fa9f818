// Labels at the till: the label printer, the label scale, labels of a product, and a label at an old price.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { CASHIER, MANAGER, listening, stage } from "./till_stage.mjs";

const { BEZMEN_PICTURES } = process.env;

/** Runs a story at a till with somebody at it. */
function story(name, tell, { person = MANAGER, ...options } = {}) {
  test(name, { timeout: 180_000 }, async () => {
    const till = await stage(options);
    try {
      await till.openShift("1000", person);
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

/** A network label printer: keeps what each client sent. */
async function labelPrinter() {
  const jobs = [];
  const heard = [];
  const server = createServer((socket) => {
    const pieces = [];
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("error", () => {});
    socket.on("end", () => {
      const job = Buffer.concat(pieces).toString("latin1");
      if (job) jobs.push(job);
      heard.splice(0).forEach((next) => next());
    });
  });
  await new Promise((next) => server.listen(0, "127.0.0.1", next));
  return {
    address: `127.0.0.1:${server.address().port}`,
    /** Waits for a job in which a text stands. */
    async job(text) {
      for (;;) {
        const found = jobs.find((job) => job.includes(text));
        if (found) return found;
        await new Promise((next) => heard.push(next));
      }
    },
    close: () => server.close(),
  };
}

async function openDevice({ part }, id) {
  await part("scale-lamp").click();
  await part(id).click();
}

/** Tells the till its label printer, behind the screens' back. */
async function furnishLabels({ call }, label_printer) {
  const settings = await call("get_settings");
  await call("save_settings", { settings: { ...settings, label_printer } });
}

/** A GS1 label of cheese with its weight in grams and its sum in kopecks. */
function cheese(grams, sum) {
  return `01921000060000023103${String(grams).padStart(6, "0")}3922${sum}`;
}

story("a label printer is set up, tried, kept, and prints labels of a product that was searched for", async (till) => {
  const { part, page } = till;
  const printer = await labelPrinter();
  await openDevice(till, "device-labels");
  await part("label-panel").waitFor();
  await see(till, "labels-none");
  await part("labels-own").click();
  await part("label-show").click();
  await page.getByText("Укажите адрес принтера этикеток.").waitFor();
  await part("label-address").fill(printer.address);
  await part("label-zpl").click();
  await part("label-width").fill("43");
  await part("label-height").fill("25");
  await part("label-show").click();
  const picture = part("label-picture");
  await picture.waitFor();
  assert.match(await picture.getAttribute("alt"), /Сыр/);
  assert.ok((await picture.evaluate((image) => image.naturalWidth)) === 344, "43 mm at 203 dots per inch");
  await part("label-print").click();
  await printer.job("^PW344");
  await part("label-words").getByText("Отправлено").waitFor();
  await see(till, "labels-printer");
  assert.equal((await till.call("get_settings")).label_printer, null, "a printer on trial is not kept");
  await part("label-save").click();
  await part("label-unsaved").waitFor({ state: "detached" });
  assert.equal((await till.call("get_settings")).label_printer.language, "zpl");
  await part("device-labels").getByText("Настроен").waitFor();

  await page.keyboard.press("Escape");
  await part("search").fill("молоко");
  await part("search-labels").first().click();
  await part("labels").waitFor();
  await picture.waitFor();
  assert.match(await picture.getAttribute("alt"), /4600682000174/);
  await page.keyboard.type("12");
  await see(till, "labels-dialog");
  await page.keyboard.press("Enter");
  await page.getByText("Этикеток отправлено на печать: 12.").waitFor();
  await printer.job("^PQ10,");
  await printer.job("^PQ2,");
  printer.close();
});

story(
  "a cashier prints labels with a manager's consent only",
  async (till) => {
    const { part, page } = till;
    const printer = await labelPrinter();
    // Settings are a manager's.
    const boss = (await till.call("list_staff")).find(({ name }) => name === MANAGER.name);
    const anna = (await till.call("list_staff")).find(({ name }) => name === CASHIER.name);
    await till.call("sign_in", { person_id: boss.person_id, pin: MANAGER.pin });
    await furnishLabels(till, { address: printer.address, language: "tspl", width_mm: 58, height_mm: 40, dpi: 203 });
    await till.call("sign_in", { person_id: anna.person_id, pin: CASHIER.pin });
    await page.reload();
    await part("search").fill("кефир");
    await part("search-labels").first().click();
    await part("label-picture").waitFor();
    await part("labels-print").click();
    await part("consent").waitFor();
    await see(till, "labels-consent");
    printer.close();
  },
  { person: CASHIER },
);

story("weighed goods are checked and sent to a label scale, and each refused one says why", async (till) => {
  const { part, page } = till;
  const scale = await listening(["device", "simulate", "plu", "cas_lp", "--listen", "127.0.0.1:0"]);
  await openDevice(till, "device-label-scale");
  await part("plu-sureness").getByText("сверьте").waitFor();
  await part("plu-check").click();
  await till.becomes("plu-words", "Весовых товаров: 10, подходят: 10.");
  await part("plu-address").fill(scale.address);
  await part("plu-save").click();
  await page.getByText("Весы с этикетками сохранены.").waitFor();
  scale.child.stdin.write("full 7\n");
  await part("plu-send").click();
  await part("plu-words").getByText("Принято весами: 7 из 10.").waitFor();
  const refused = part("plu-row").filter({ hasText: "не принят" });
  assert.equal(await refused.count(), 3);
  assert.match(await refused.first().innerText(), /освободите на них место/);
  await see(till, "labels-scale");
  await part("device-label-scale").getByText("7 из 10").waitFor();
  scale.child.stdin.write("ok\n");
  await part("plu-send").click();
  await part("plu-words").getByText("Принято весами: 10 из 10.").waitFor();
  await scale.stop();

  await part("plu-kind").selectOption("file:massa_k");
  await part("plu-file").click();
  await page.getByText("massak.csv").waitFor();
});

story("a label at an old price is sold as it is, and the line says so", async (till) => {
  const { part } = till;
  await till.scan(cheese(500, 34950));
  await part("line-warning").waitFor();
  assert.match(await till.text("line-warning"), /^Этикетка напечатана по цене 699,00 ₽ за кг, а в магазине 799,00 ₽/);
  assert.match(await till.text("ticket-total"), /349,50/);
  await see(till, "labels-old-price");
});

story(
  "the panels fit a small dark screen in English",
  async (till) => {
    const { part, page } = till;
    await openDevice(till, "device-labels");
    await part("labels-receipts").click();
    await part("label-show").click();
    await part("label-picture").waitFor();
    await see(till, "labels-small");
    await part("device-label-scale").click();
    await part("plu-check").click();
    await part("plu-words").waitFor();
    await see(till, "labels-scale-small");
    for (const id of ["plu-check", "plu-send", "plu-save"]) {
      await part(id).scrollIntoViewIfNeeded();
      const box = await part(id).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 1024, `${id} is beside the screen`);
      assert.ok(box.height >= 44, `${id} is too small for a finger`);
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(overflow, 0);
  },
  { width: 1024, height: 768, locale: "en", theme: "dark" },
);
