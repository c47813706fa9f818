// The bench of scanners and codes: codes are explained, a scanner that types is judged, and the till's own scanner sells.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { KEFIR, MANAGER, MILK, stage } from "./till_stage.mjs";

/** A scanner on the network, as behind a serial adapter: a code ends with CR LF. */
async function networkScanner() {
  const lines = new Set();
  let connections = 0;
  const server = createServer((line) => {
    lines.add(line);
    connections += 1;
    server.emit("listened");
    line.on("close", () => lines.delete(line)).on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  server.unref();
  return {
    address: `tcp://127.0.0.1:${server.address().port}`,
    /** Waits until the till has connected a second time. */
    connectedAgain: async () => {
      while (connections < 2) await once(server, "listened");
    },
    read: (code) => lines.forEach((line) => line.write(`${code}\r\n`)),
    stop: () => {
      lines.forEach((line) => line.destroy());
      server.close();
    },
  };
}

/** Runs a story at a till with a manager at it. */
function story(name, tell) {
  test(name, { timeout: 180_000 }, async () => {
    const till = await stage();
    try {
      await till.openShift("1000", MANAGER);
      await tell(till);
      assert.deepEqual(till.troubles, []);
    } finally {
      await till.close();
    }
  });
}

async function openBench({ part }) {
  await part("scale-lamp").click();
  await part("device-scanner").click();
  await part("scanner-panel").waitFor();
}

/** Opens the bench and sets up a scanner that the till listens to. */
async function ownScanner(till) {
  const scanner = await networkScanner();
  await openBench(till);
  await till.part("scanner-address").fill(scanner.address);
  await till.part("scanner-save").click();
  await till.becomes("scanner-words", "Сканер подключён");
  return scanner;
}

/** Lets the till's own scanner read a code, and waits until the screen has asked to use it. */
async function readAndAsked({ page }, scanner, code) {
  const asked = page.waitForResponse((answer) => answer.url().endsWith("/call/take_read"));
  scanner.read(code);
  await asked;
}

/** A marked bottle of milk: its code as a scanner reads it, and the identity that is sold. */
const KI = `010${MILK}215Bezmen012345`;
const MARKED = `${KI}\u001d93dGVz`;

/** Pastes a code and waits until it is explained as this kind. */
async function explain(till, code, kind) {
  await till.part("code-field").fill(code);
  await till.part("code-explain").click();
  await till.becomes("code-kind", kind);
}

story("codes are explained: a label, GS1 data, a separator that was lost, a Russian layout", async (till) => {
  const { page } = till;
  await openBench(till);
  assert.match(await till.text("rule-conflicts"), /не мешают/);

  await explain(till, "2100012003506", "Этикетка с весом");
  await till.becomes("code-product", "Яблоки сезонные");
  assert.match(await till.text("code-card"), /Вес 0,350\sкг/);
  assert.match(await till.text("code-rule"), /21/);

  // A browser's field keeps control characters out of what is typed, not out of what a scanner sends.
  await till.scan("0104607034950019215Bezmen012345\u001d93dGVz", { russian: true });
  await till.becomes("code-kind", "Код маркировки «Честный ЗНАК»");
  await till.becomes("code-arrived", "0104607034950019215Bezmen012345<GS>93dGVz");
  assert.match(await till.text("code-facts"), /пришёл как Ctrl\+\]/);
  assert.match(await till.text("code-facts"), /код прочтён по месту клавиш и верен/);

  await till.scan("0104607034950019215Bezmen01234593dGVz");
  await page.getByText("Разделители (GS) потеряны").waitFor();
  await till.becomes("code-product", "в каталоге нет");

  await explain(till, `ъУ0${MILK}`, "Просто текст");
  await page.getByText("Код введён в русской раскладке").waitFor();
  await till.becomes("code-product", "Молоко 3,2 % 930 мл");

  await explain(till, "4600682000175", "Номер с неверной контрольной цифрой");
  await page.getByText("Последняя цифра: 5, а должна быть 4.").waitFor();
  assert.equal((await till.call("get_ticket")).lines.length, 0, "nothing is sold on the bench");
});

story("the code to try tells whether separators come through", async (till) => {
  await openBench(till);
  await till.scan("010460703495001921Bezmen:Test01\u001d93dGVz", { russian: true });
  await till.becomes("test-verdict", "Сканер настроен верно: GS и буквы дошли.");
  await till.scan("010460703495001921Bezmen:Test0193dGVz");
  await till.part("test-verdict").getByText("Сканер теряет GS.").waitFor();
});

story("a scan through the Russian layout sells the right product", async (till) => {
  const quantity = async (text) => till.part("ticket-total").getByText(text).waitFor();
  await till.scan(`]E0${MILK}`, { russian: true });
  await quantity("89,90");
  const { lines } = await till.call("get_ticket");
  assert.deepEqual(lines.map(({ name }) => name), ["Молоко 3,2 % 930 мл"]);
});

story("the till's own scanner is set up, shows what it reads, and sells", async (till) => {
  const { part, page, call } = till;
  const scanner = await ownScanner(till);
  scanner.read(`]d2\u001d010${KEFIR}10A7`);
  await till.becomes("code-product", "Кефир 1 % 900 г");
  assert.match(await till.text("code-facts"), /5d 64 32 1d 30 31/);
  assert.equal((await call("get_ticket")).lines.length, 0, "nothing is sold on the bench");

  await page.keyboard.press("Escape");
  await part("pay").waitFor();
  scanner.read(MILK);
  await part("ticket-total").getByText("89,90").waitFor();

  // A question in front of the screen gets the scan, and sells nothing; nor does a locked till.
  await page.keyboard.press("F4");
  await page.getByRole("dialog").waitFor();
  await readAndAsked(till, scanner, KEFIR);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("F12");
  await part(`sign-in-${MANAGER.name}`).waitFor();
  await readAndAsked(till, scanner, KEFIR);
  await till.signIn(MANAGER);
  await part("pay").waitFor();
  scanner.read(MILK);
  await part("ticket-total").getByText("179,80").waitFor();
  const { lines } = await call("get_ticket");
  assert.deepEqual(lines.map(({ name }) => name), ["Молоко 3,2 % 930 мл"]);
  scanner.stop();
});

story("what a scanner sends besides the code is set while its effect is seen, and a marked piece sells whole", async (till) => {
  const { part, page, call } = till;
  const scanner = await ownScanner(till);
  const sent = `$${MARKED.replace("\u001d", "~")}#`;
  scanner.read(sent);
  await till.becomes("code-arrived", sent);

  // The last read is seen as it would be, before anything is saved.
  await part("scanner-marks").locator("summary").click();
  await part("scanner-prefix").fill("$");
  await part("scanner-suffix").fill("#");
  const trial = part("scanner-trial");
  await trial.getByText(sent.slice(1, -1), { exact: true }).waitFor();
  await part("scanner-gs").fill("GS");
  await page.getByText("«Вместо GS»: такие знаки бывают в самих кодах").waitFor();
  assert.ok(await part("scanner-save").isDisabled(), "what cannot be meant is not saved");
  await part("scanner-gs").fill("~");
  await trial.getByText(`${KI}<GS>93dGVz`, { exact: true }).waitFor();
  await trial.getByText("Знак вместо GS пришёл").waitFor();
  await part("scanner-save").click();
  await part("said").getByText("Сканер сохранён").waitFor();
  await till.becomes("scanner-words", "Сканер подключён");
  assert.equal((await call("get_settings")).scanner.marks.gs, "~");
  await scanner.connectedAgain();
  scanner.read(sent);
  await till.becomes("code-arrived", `${KI}<GS>93dGVz`);

  await page.keyboard.press("Escape");
  await part("pay").waitFor();
  scanner.read(sent);
  await part("line-marked").waitFor();
  assert.deepEqual((await call("get_ticket")).lines.map(({ ki }) => ki), [KI]);
  scanner.stop();
});

story("a scanner that types with a prefix and a sign for GS is set up, and sells through the Russian layout", async (till) => {
  const { part, page, call } = till;
  await openBench(till);
  const sent = `$${MARKED.replace("\u001d", "~")}#`;
  await till.scan(sent, { russian: true });
  await till.becomes("code-arrived", sent);
  await part("keyboard-marks").locator("summary").click();
  await part("keyboard-prefix").fill("$");
  await part("keyboard-suffix").fill("#");
  await part("keyboard-scanner").getByRole("button", { name: "~" }).click();
  await part("keyboard-trial").getByText(`${KI}<GS>93dGVz`, { exact: true }).waitFor();
  await part("keyboard-save").click();
  await part("said").getByText("Настройки сканера сохранены").waitFor();
  await till.scan(sent, { russian: true });
  await till.becomes("code-arrived", `${KI}<GS>93dGVz`);
  await page.keyboard.press("Escape");
  await part("pay").waitFor();
  await till.scan(sent, { russian: true });
  await part("line-marked").waitFor();
  assert.deepEqual((await call("get_ticket")).lines.map(({ ki }) => ki), [KI]);
});
