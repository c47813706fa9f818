// Receipts that a till sent after it had been disconnected, in Chromium: the first page says so, the till's page says why, one press
// lets them count. The till is the real program.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { minor, plain, stage } from "./console_stage.mjs";

const { BEZMEN_BIN_DIR = "target/debug" } = process.env;
const OWNER = { email: "anna@example.com", password: "a long pass phrase" };

let server;
let owner;
let folder;

/** Runs a command of the till to its end; answers its exit code. `hear` gets each line it says. */
async function till(args, hear = () => {}) {
  const child = spawn(join(BEZMEN_BIN_DIR, "bezmen-till"), ["--data", join(folder, "till"), ...args], { stdio: ["ignore", "pipe", "ignore"] });
  createInterface({ input: child.stdout }).on("line", hear);
  const [code] = await once(child, "close");
  return code;
}

/** Pairs the till as its owner would; answers the terminal. */
async function pair(store) {
  let paired;
  const code = await till(["pair", "--server", server.address], (line) => {
    const shown = line.match(/\b([A-Z0-9]{4}-[A-Z0-9]{4})\b/);
    if (shown && !paired) paired = owner.api("POST", "/terminals/pair", { user_code: shown[1], store_id: store, name: "Касса у входа" });
  });
  assert.equal(code, 0, "the till is paired");
  return paired;
}

before(async () => {
  server = await stage();
  folder = await mkdtemp(join(tmpdir(), "bezmen-aside-"));
  owner = await server.visitor();
  await owner.api("POST", "/company", {
    company: "Продукты у дома", store: "На Садовой", name: "Анна", ...OWNER, currency: "RUB", locale: "ru", utc_offset_minutes: 180,
  });
  const seller = await owner.api("POST", "/people", { name: "Пётр", role: "manager", active: true });
  await owner.api("PUT", `/people/${seller.person_id}/pin`, { pin: "4821" });
  await owner.api("POST", "/products", { name: "Молоко", barcodes: ["4600682000174"], unit: "piece", price: 8990, active: true });
  const [store] = await owner.api("GET", "/stores");
  const terminal = await pair(store.store_id);
  assert.equal(await till(["sync", "--once"]), 0);
  assert.equal(await till(["soak", "--sales", "2", "--seed", "1"]), 0);
  assert.equal(await till(["sync", "--once"]), 0);
  await owner.api("POST", `/terminals/${terminal.terminal_id}/revoke`);
  assert.equal(await till(["soak", "--sales", "3", "--seed", "2"]), 0);
  assert.notEqual(await till(["sync", "--once"]), 0, "the till hears that it was disconnected");
});

after(async () => {
  await server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Takings of all days, as the console's own totals say. */
async function takings() {
  const days = await owner.api("GET", "/totals?from=2000-01-01&to=2100-01-01");
  return days.reduce((sum, day) => sum + day.sales - day.returns, 0);
}

test("the first page tells of the receipts and leads to the till, which may not be in the list any more", async () => {
  await owner.go("/");
  const concern = owner.part("concern").first();
  await concern.waitFor();
  assert.match(plain(await concern.innerText()), /«Касса у входа»: ждёт решения 3 чека/);
  await concern.getByRole("link").click();
  await owner.part("terminal-sheet").waitFor();
  const group = plain(await owner.part("aside-group").innerText());
  assert.match(group, /^3 чека, [\d ]+,\d\d ₽/);
  assert.match(group, /после того, как её отключили или заменили/);
  assert.equal(await owner.overflow(), 0);
});

test("one press lets them count, once", async () => {
  const before = await takings();
  const aside = minor((await owner.text("aside-group")).match(/чека, ([\d ]+,\d\d)/)[1]);
  await owner.part("aside-release").click();
  await owner.part("aside-done").waitFor();
  assert.match(await owner.text("aside-done"), /Учтено: 3 операции/);
  await owner.part("aside-group").waitFor({ state: "detached" });
  assert.equal(await owner.part("aside-release").count(), 0, "there is nothing left to press");
  assert.doesNotMatch(await owner.text("terminal-sheet"), /Ждут решения|сервером 3/);
  assert.equal(await takings(), before + aside);
  await owner.go("/");
  await owner.part("today-takings").waitFor();
  assert.equal(await owner.part("concern").count(), 0, "nothing is left to look at");
  assert.equal((await owner.api("GET", "/receipts?limit=200")).rows.length, 5);
  assert.deepEqual(owner.troubles, []);
});
