// The owner's console in Chromium: a code that somebody else's till shows is refused, and that till is told so.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { COMPANY, OWNER, stage } from "./console_stage.mjs";

let server;

before(async () => {
  server = await stage();
  const visitor = await server.visitor();
  await visitor.api("POST", "/company", COMPANY);
  await visitor.close();
});

after(() => server?.close());

const call = async (path, body) =>
  (
    await fetch(new URL(path, server.address), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
  ).json();

for (const [locale, button, done, short] of [
  ["ru-RU", "Это не моя касса", /^Кассе отказано: Чужой моноблок/, /код целиком/],
  ["en-GB", "Not mine", /^The till was refused: Чужой моноблок/, /whole code/],
]) {
  test(`a till that is not ours is refused (${locale})`, async () => {
    const started = await call("/v1/pair/start", { device_name: "Чужой моноблок", app_version: "1" });
    const poll = () => call("/v1/pair/poll", { device_code: started.device_code });
    assert.equal((await poll()).state, "pending");

    const visitor = await server.visitor({ locale });
    const { part } = visitor;
    await visitor.go("/sign-in");
    await visitor.signIn(OWNER);
    await part("sign-in-submit").waitFor({ state: "detached" });
    await visitor.go("/terminals/pair");
    assert.equal(await visitor.text("pair-refuse"), button);
    await part("pair-refuse").click();
    await visitor.page.getByRole("alert").filter({ hasText: short }).waitFor();
    assert.equal((await poll()).state, "pending", "without a code nobody is refused");

    await visitor.go(started.confirm_path);
    await part("pair-refuse").click();
    await part("pair-refused").waitFor();
    assert.match(await visitor.text("pair-refused"), done);
    assert.equal((await poll()).state, "denied");
    assert.equal(await visitor.overflow(), 0);

    await visitor.page.getByRole("button", { name: locale === "ru-RU" ? "Ввести другой код" : "Type another code" }).click();
    assert.equal(await part("pair-code").inputValue(), "", "the refused code is not offered again");
    assert.deepEqual(visitor.troubles, []);
    await visitor.close();
  });
}
