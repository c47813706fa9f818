// The technician's bench: a scale is found, checked with a known weight, kept and sold by, while the till goes on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { MANAGER, MILK, listening, stage } from "./till_stage.mjs";

/** A simulated scale of a protocol on TCP. */
async function simulated(protocol) {
  const scale = await listening(["device", "simulate", protocol, "--listen", "127.0.0.1:0"]);
  return {
    ...scale,
    put: (kilograms) => scale.child.stdin.write(`${kilograms}\n`),
    becomes: (fault) => scale.child.stdin.write(`${fault}\n`),
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

async function openDevices({ part }) {
  await part("scale-lamp").click();
  await part("device-scale").waitFor();
}

story("a scale is found by itself, checked with a known weight, and sold by", async (till) => {
  const { part, page } = till;
  const scale = await simulated("mettler_8217");
  await openDevices(till);
  await part("scale-set-up").click();
  await page.keyboard.type(scale.address);
  await part("scale-find").click();
  await page.getByText("Уберите с весов всё").waitFor();
  await till.becomes("scale-digits", "0,000кг");
  await part("wizard-next").click();
  scale.put("1.004");
  await till.becomes("verdict", "Сходится: весы показывают 1,004 кг.");
  await part("wizard-next").click();
  assert.ok(await part("wizard-next").isDisabled(), "the weight still lies there");
  scale.put("0");
  await part("wizard-next").click();
  await part("wizard-save").click();
  await part("own-scale").waitFor();
  const { scale: kept } = await till.call("get_settings");
  assert.deepEqual([kept.protocol, kept.unit ?? null], ["mettler_8217", null]);

  // What goes over the line is seen in hex with its meaning beside it.
  scale.put("0.350");
  const line = part("live-line");
  await line.getByText("0,350 кг · стоит").first().waitFor();
  assert.match(await line.innerText(), /02 30 30 2e 33 35 30 0d/);
  await page.keyboard.press("Escape");
  await till.scan(MILK);
  await part("ticket-total").waitFor();
  await scale.stop();
});

story("a scale that is not there is said to be not there, with what was tried", async (till) => {
  const { part, page } = till;
  await openDevices(till);
  await part("scale-set-up").click();
  await page.keyboard.type("127.0.0.1:9");
  await part("scale-find").click();
  await part("scale-search-again").waitFor();
  assert.match(await till.text("detection"), /включите устройство/);
  await part("wizard-cancel").click();
  // The till's own scale is taken up again.
  till.weigh("0.500");
  await till.becomes("scale-digits", "0,500кг");
});

story("a fault of the scale is said in words, and ends by itself", async (till) => {
  const { part } = till;
  till.weigh("0.500");
  await openDevices(till);
  await till.becomes("scale-digits", "0,500кг");
  till.weigh("silent");
  await till.becomes("scale-words", "Весы молчат: проверьте питание, кабель и протокол");
  await till.becomes("scale-digits", "—");
  till.weigh("ok");
  await till.becomes("scale-digits", "0,500кг");
  await part("scale-tare").click();
  await till.becomes("scale-digits", "0,000кг");
});
