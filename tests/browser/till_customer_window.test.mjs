// The customer's page in the desktop window. Chromium has no desktop shell, so the page is given one that fails as it can.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stage } from "./till_stage.mjs";

/** A shell that refuses the views at first, then sends one, and ends them when it is told to. */
function playShell() {
  const view = { shop: "Лавка", currency: "RUB", locale: "ru", theme: "light", moment: { moment: "welcome" } };
  let asked = 0;
  const invoke = (command, { channel }) => {
    if (command !== "follow_customer") return Promise.reject(new Error(command));
    asked += 1;
    if (asked === 1) return Promise.reject({ code: "NOT_OPEN", message: "Касса открывается" });
    return new Promise((ended) => {
      window.endViews = () => ended(null);
      window.sendView = () => channel.onmessage(view);
    });
  };
  window.__TAURI__ = { core: { invoke, Channel: class {} } };
}

test("the customer's page says when it is cut off and follows again by itself", { timeout: 60_000 }, async () => {
  const till = await stage();
  try {
    const page = await till.page.context().browser().newPage();
    page.setDefaultTimeout(15_000);
    const troubles = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    await page.addInitScript(playShell);
    await page.goto(new URL("/#customer", till.page.url()).href);
    const lost = page.getByTestId("customer-lost");
    await lost.waitFor();
    await page.waitForFunction(() => window.sendView);
    assert.equal(await lost.count(), 1, "there is no view yet");
    await page.evaluate(() => window.sendView());
    await page.getByTestId("customer-said").getByText("Добро пожаловать!").waitFor();
    await lost.waitFor({ state: "detached" });
    await page.evaluate(() => {
      window.sendView = null;
      window.endViews();
    });
    await lost.waitFor();
    await page.waitForFunction(() => window.sendView);
    await page.evaluate(() => window.sendView());
    await lost.waitFor({ state: "detached" });
    assert.deepEqual(troubles, [], "the page had errors");
  } finally {
    await till.close();
  }
});
