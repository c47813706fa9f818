// The page /api/docs in Chromium: it draws every operation of the document, and a request can be sent from it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { COMPANY, stage } from "./console_stage.mjs";

let server;

before(async () => {
  server = await stage();
});

after(() => server?.close());

/** The drawn operation of a method and a path. */
const operation = (page, method, path) =>
  page.locator("details").filter({ has: page.locator(`.method.${method}`) }).filter({ has: page.getByText(path, { exact: true }) });

/** Presses Send and reads what came: the status and the JSON. */
async function send(drawn) {
  await drawn.getByRole("button", { name: "Send" }).click();
  const out = drawn.locator("button + pre");
  await out.filter({ hasText: /^\d{3} / }).waitFor();
  const [, status, body] = /^(\d{3}) [^\n]*\n([^]*)$/.exec(await out.innerText());
  return { status: Number(status), body: JSON.parse(body) };
}

test("every operation of the document is drawn", async () => {
  const visitor = await server.visitor({ locale: "en-GB" });
  await visitor.go("/api/docs");
  await operation(visitor.page, "get", "/api/v1/me").waitFor();
  const { paths } = await (await fetch(new URL("/api/openapi.json", server.address))).json();
  const described = Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method} ${path}`));
  const drawn = await visitor.page.locator("details summary").evaluateAll((all) =>
    all.map((one) => `${one.querySelector(".method").textContent.toLowerCase()} ${one.querySelector("code").textContent}`),
  );
  assert.ok(described.length > 40, `${described.length} operations`);
  assert.deepEqual(drawn.toSorted(), described.toSorted());

  await visitor.page.getByRole("searchbox").fill("tax-rates");
  const left = await visitor.page.locator("details:visible code").allInnerTexts();
  assert.ok(left.length > 0 && left.every((path) => path.includes("tax-rates")), left.join(", "));
  assert.deepEqual(visitor.troubles, []);
  await visitor.close();
});

test("a request is sent from the page, with the cookie and with a token", async () => {
  const visitor = await server.visitor({ locale: "en-GB" });
  const { page } = visitor;
  await visitor.go("/api/docs");
  const me = operation(page, "get", "/api/v1/me");
  await me.locator("summary").click();
  const stranger = await send(me);
  assert.deepEqual([stranger.status, stranger.body.code], [401, "UNAUTHENTICATED"]);

  const register = operation(page, "post", "/api/v1/company");
  await register.locator("summary").click();
  const body = register.getByLabel("Body");
  assert.ok("email" in JSON.parse(await body.inputValue()), "there is an example to begin with");
  await body.fill(JSON.stringify(COMPANY));
  const made = await send(register);
  assert.equal(made.status, 200, JSON.stringify(made.body));

  const known = await send(me);
  assert.deepEqual([known.status, known.body.company], [200, "Ромашка"], "the cookie of the answer is used");
  await page.getByLabel("Bearer token").fill("nonsense");
  assert.equal((await send(me)).status, 401, "a token that is typed is used in its place");
  await page.getByLabel("Bearer token").fill(made.body.token);
  assert.equal((await send(me)).status, 200);
  assert.deepEqual(visitor.troubles, []);
  await visitor.close();
});

test("the page fits a phone, with every operation open", async () => {
  const visitor = await server.visitor({ size: "phone", locale: "en-GB" });
  await visitor.go("/api/docs");
  await operation(visitor.page, "get", "/api/v1/me").waitFor();
  assert.equal(await visitor.overflow(), 0, "closed");
  await visitor.page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  assert.equal(await visitor.overflow(), 0, "open");
  await visitor.picture("api-docs-phone");
  await visitor.close();
});
