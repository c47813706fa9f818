// Makes a till that holds 100,000 products, the way a shop does it: the owner imports them, the till is paired and takes them
// over. `node tests/screens/large_shop.mjs FOLDER [PRODUCTS]` leaves the till's data in FOLDER and says who may sign in and
// what can be scanned. PRODUCTS is a table `barcode name category brand`; without it names are made up.
import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { createGunzip } from "node:zlib";
import { server } from "../browser/till_server.mjs";
import { caller, listening } from "../browser/till_stage.mjs";

const { BEZMEN_DIST_DIR = "dist" } = process.env;
const [folder, table] = process.argv.slice(2);
const PRODUCTS = 100_000;
const SCANNED = 400;
/** The first sync of 100,000 products is measured elsewhere; here it only has to come to its end. */
const FILLED_WITHIN_S = 600;

/** The check digit of a GTIN-13. */
const check = (body) => (10 - ([...body].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 ? 3 : 1), 0) % 10)) % 10;
const isGtin = (code) => /^\d{13}$/.test(code) && !/^2|^97[789]/.test(code) && check(code.slice(0, 12)) === Number(code[12]);

/** Writes a table of made-up products. */
async function makeUp(path) {
  const kinds = ["Молоко", "Кефир", "Сметана", "Творог", "Сыр", "Йогурт", "Хлеб", "Печенье", "Чай чёрный", "Shampoo", "Шурупы"];
  const makers = ["Луговое", "Северное", "Дубрава", "Ключевое", "Alpina", "Borealis", "Каравай"];
  const lines = ["barcode\tname\tcategory\tbrand"];
  for (let n = 0; n < PRODUCTS; n += 1) {
    const body = `460${String(n).padStart(9, "0")}`;
    const maker = makers[n % makers.length];
    lines.push(`${body}${check(body)}\t${kinds[n % kinds.length]} «${maker}» ${50 + (n % 19) * 50} г № ${n}\t${kinds[n % kinds.length]}\t${maker}`);
  }
  await writeFile(path, lines.join("\n"));
  return path;
}

/** Barcodes from all over the table. */
async function scannable(path) {
  const bytes = createReadStream(path);
  const rows = createInterface({ input: path.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes });
  const codes = [];
  for await (const row of rows) {
    const [code] = row.split("\t");
    if (isGtin(code)) codes.push(code);
  }
  const step = Math.max(1, Math.floor(codes.length / SCANNED));
  return codes.filter((_, index) => index % step === 0).slice(0, SCANNED);
}

await mkdir(folder, { recursive: true });
const path = table ?? (await makeUp(join(folder, "products.tsv")));
const shop = await server();
const { tenant } = shop.shop;
await promisify(execFile)(shop.program, ["import", "products", "--tenant", tenant, "--data", shop.data, "--price-from-barcode", path]);
const data = join(folder, "till");
const engine = await listening(["--data", data, "serve", "--ui", join(BEZMEN_DIST_DIR, "till"), "--listen", "127.0.0.1:0"]);
const call = caller(engine.address);
const { user_code: code } = await call("start_pairing", { server_url: shop.home, device_name: "Касса 1" });
await shop.confirm(code);
const last = Date.now() + FILLED_WITHIN_S * 1000;
for (;;) {
  await call("poll_pairing");
  const { products } = await call("status");
  if (products >= PRODUCTS * 0.9) {
    console.error(`the till holds ${products} products`);
    break;
  }
  if (Date.now() > last) throw new Error(`the till holds only ${products} products`);
  await new Promise((next) => setTimeout(next, 200));
}
await engine.stop();
await shop.close();
const said = { data, person: shop.person("cashier"), codes: await scannable(path) };
await writeFile(join(folder, "shop.json"), JSON.stringify(said));
