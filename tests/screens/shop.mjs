// The demo shop that `cargo xtask` has started around the screen tests: its console, its printer, its goods.
import { readFile } from "node:fs/promises";

const { DEMO_CONSOLE, DEMO_OWNER, DEMO_PEOPLE, DEMO_RECEIPTS } = process.env;

/** Asks again until there is an answer: sync and paper take a moment. */
export async function until(what, look, seconds = 60) {
  const last = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > last) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** Somebody who works in the shop: `{ name, role, pin }`. */
export function person(role) {
  const found = JSON.parse(DEMO_PEOPLE).find((candidate) => candidate.role === role);
  if (!found) throw new Error(`nobody in the demo shop is ${role}`);
  return found;
}

async function ask(path, { token, body } = {}) {
  const answer = await fetch(new URL(`api/v1/${path}`, DEMO_CONSOLE), {
    method: body ? "POST" : "GET",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** The owner, signed in to the console's API. */
export async function owner() {
  const [email, password] = DEMO_OWNER.split("\n");
  const { token } = await ask("session", { body: { email, password } });
  return { get: (path) => ask(path, { token }) };
}

/** Products that are sold by the piece and have a barcode. */
export async function scannable(console, count) {
  const { rows } = await console.get("products?limit=200");
  const found = rows.filter((product) => product.unit === "piece" && product.barcodes?.length && product.price > 0);
  if (found.length < count) throw new Error(`the shop has only ${found.length} products to scan`);
  return found.slice(0, count);
}

/** The lines of the receipt with this number, as they stand on the virtual printer's paper. */
export function paper(number) {
  return until(`receipt ${number} on paper`, async () => {
    const said = (await readFile(DEMO_RECEIPTS, "utf8")).split("\n").filter((line) => line.startsWith("{"));
    return said.map((line) => JSON.parse(line).lines).find((lines) => lines.some((line) => line.includes(number)));
  });
}

/** The receipt with this number as the console has it. */
export async function inConsole(console, number) {
  const row = await until(`receipt ${number} in the console`, async () => {
    const { rows } = await console.get("receipts?limit=200");
    return rows.find((receipt) => receipt.number === number);
  });
  return row;
}

/** `1 234,50 ₽` as minor units. */
export function minor(text) {
  const digits = text.replace(/[^\d,.-]/g, "").replace(",", ".");
  return Math.round(Number(digits) * 100);
}
