// One sale from the scanner to the console: what `cargo xtask demo --check` does and says.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { scanner } from "../../../tests/screens/scanner.mjs";

const { DEMO_TILL, DEMO_CONSOLE, DEMO_OWNER, DEMO_PEOPLE, DEMO_RECEIPTS, BEZMEN_CHROMIUM } = process.env;
const [email, password] = DEMO_OWNER.split("\n");
const { name: cashier, pin } = JSON.parse(DEMO_PEOPLE).find((person) => person.role === "cashier");
const say = (text) => console.log(`      ${text}`);

/** Asks again until there is an answer; sync and paper take a moment. */
async function until(what, look, seconds = 60) {
  const last = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > last) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((next) => setTimeout(next, 250));
  }
}

async function json(path, { token, body } = {}) {
  const answer = await fetch(new URL(`api/v1/${path}`, DEMO_CONSOLE), {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

const { token } = await json("session", { body: { email, password } });
const products = await json("products?limit=200", { token });
const codes = products.rows
  .filter((product) => product.unit === "piece" && product.barcodes?.length)
  .slice(0, 3)
  .map((product) => product.barcodes[0]);
if (codes.length < 3) throw new Error("the shop has no three products with a barcode");

const browser = await chromium.launch({
  executablePath: BEZMEN_CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  page.setDefaultTimeout(30_000);
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  const part = (id) => page.getByTestId(id);
  const scan = await scanner(page);

  await page.goto(DEMO_TILL);
  await part(`sign-in-${cashier}`).click();
  for (const digit of pin) await part(`pin-${digit}`).click();
  await part("pin-enter").click();
  await part("open-shift").or(part("pay")).first().waitFor();
  if (await part("open-shift").isVisible()) await part("open-shift").click();
  say(`${cashier} signed in and opened a shift`);

  await part("pay").waitFor();
  for (const [index, code] of codes.entries()) {
    await scan(code);
    await part("ticket-line").nth(index).waitFor();
  }
  say(`scanned ${codes.join(", ")}: ${(await part("ticket-total").innerText()).replace(/\s+/g, " ")}`);
  await page.keyboard.press("F9");
  const title = (await part("sale-number").innerText()).trim();
  const number = title.match(/[A-Z0-9]+-\d+/)[0];
  say(`paid in cash: ${title}`);

  const paper = await until("the receipt on paper", async () => {
    const said = (await readFile(DEMO_RECEIPTS, "utf8")).split("\n").filter((line) => line.startsWith("{"));
    return said.map((line) => JSON.parse(line)).find(({ lines }) => lines.some((line) => line.includes(number)));
  });
  for (const line of paper.lines) say(`  | ${line}`);

  const seen = await until("the sale in the console", async () => {
    const { rows } = await json("receipts?limit=200", { token });
    return rows.find((receipt) => receipt.number === number);
  });
  say(`the console shows it: ${JSON.stringify(seen)}`);
  if (troubles.length) throw new Error(`the page had errors: ${troubles.join("; ")}`);
} finally {
  await browser.close();
}
