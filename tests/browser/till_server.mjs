// A server of its own around the tests of the till: with the demo shop, or with a company that has just begun.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listening } from "./till_stage.mjs";

const { BEZMEN_BIN_DIR = "target/debug", BEZMEN_DIST_DIR = "dist" } = process.env;
const SERVER = join(BEZMEN_BIN_DIR, "bezmen-server");
const run = promisify(execFile);

/** The people and goods of a company that has just begun. */
const OWNER = { email: "owner@example.com", password: "correct horse battery" };
const MANAGER = { name: "Мария Старшинова", role: "manager", pin: "2222" };
const CASHIER = { name: "Анна Кассирова", role: "cashier", pin: "1111" };

/** Starts a server; `close` takes it down and leaves nothing behind. */
export async function server({ demo = false, goods = [] } = {}) {
  const data = await mkdtemp(join(tmpdir(), "bezmen-server-"));
  let shop = null;
  if (demo) {
    const { stdout } = await run(SERVER, ["demo", "seed", "--data", data]);
    shop = JSON.parse(stdout.slice(stdout.indexOf("{")));
  }
  const ui = join(BEZMEN_DIST_DIR, "console");
  const program = await listening(
    ["serve", "--listen", "127.0.0.1:0", "--metrics-listen", "none", "--data", data, "--ui", ui],
    SERVER,
  );
  const home = program.address.startsWith("http") ? program.address : `http://${program.address}`;
  let token = null;

  /** Asks the console's API as the owner. */
  async function ask(method, path, body) {
    const answer = await fetch(new URL(`/api/v1/${path}`, home), {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** Registers the company with its people and goods, as an owner does it. */
  async function begin() {
    const company = { company: "Лавка", store: "На углу", name: "Ольга Хозяйкина", currency: "RUB", locale: "ru", utc_offset_minutes: 180 };
    const signed = await ask("POST", "company", { ...company, ...OWNER });
    token = signed.token;
    const people = [MANAGER, CASHIER];
    for (const { name, role, pin } of people) {
      const { person_id: person } = await ask("POST", "people", { name, role, active: true });
      await ask("PUT", `people/${person}/pin`, { pin });
    }
    for (const [name, barcode, price] of goods) {
      await ask("POST", "products", { name, barcodes: [barcode], unit: "piece", price, active: true });
    }
    const [{ store_id, name: store }] = signed.me.stores;
    return { tenant: signed.me.tenant_id, owner: OWNER, people, stores: [{ store_id, name: store }], terminals: [] };
  }

  if (shop) token = (await ask("POST", "session", shop.owner)).token;
  else shop = await begin();

  return {
    home,
    data,
    shop,
    ask,
    program: SERVER,
    /** Somebody of the shop by their role. */
    person: (role) => shop.people.find((person) => person.role === role),
    /** Pairs a fresh till on its own screens as one of the demo's; `look` is called while it shows its code. */
    async pair(till, terminal, look = () => {}) {
      const { page, part } = till;
      await part("pair-address").fill(home);
      await page.keyboard.press("Enter");
      await part("pair-code").waitFor();
      await look();
      await this.confirm(await till.text("pair-code"), shop.terminals[terminal]);
      await part(`sign-in-${shop.people[0].name}`).waitFor({ timeout: 60_000 });
    },
    /** Confirms the code that a till shows, as the owner does in the console. */
    confirm(code, { name = "Касса 1", store = shop.stores[0].name, terminal_id: replaces = null } = {}) {
      const { store_id } = shop.stores.find((candidate) => candidate.name === store);
      return ask("POST", "terminals/pair", { user_code: code, store_id, name, ...(replaces && { replaces }) });
    },
    /** Ends the server; its company stays until `close`. */
    stop: () => program.stop(),
    async close() {
      await program.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
