// The owner's console in Chromium, at a server that takes no new companies.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { stage } from "./console_stage.mjs";

let server;

before(async () => {
  server = await stage({ flags: ["--registration", "closed"] });
});

after(() => server?.close());

for (const [locale, words] of [
  ["ru-RU", /новые компании не регистрируются.*Попросите/],
  ["en-GB", /takes no new companies.*Ask/],
]) {
  test(`the page of registering says that it is closed and whom to ask (${locale})`, async () => {
    const visitor = await server.visitor({ locale });
    await visitor.go("/register");
    assert.match(await visitor.text("registration-closed"), words);
    assert.equal(await visitor.part("register-submit").count(), 0, "nobody fills a form in for nothing");
    await visitor.go("/sign-in");
    await visitor.part("sign-in-email").waitFor();
    await visitor.part("to-register").waitFor({ state: "detached" });
    assert.deepEqual(visitor.troubles, []);
    await visitor.close();
  });
}
