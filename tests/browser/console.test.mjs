// The owner's console in Chromium, from an empty server: registering, products, an import, people, a till; what is refused is
// refused in words and nothing typed is lost.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { plain, stage } from "./console_stage.mjs";

const OWNER = { email: "anna@example.com", password: "a long pass phrase" };
/** A price list as a shop has one: names and prices. */
const DRY_GOODS = ["Гречка", "Рис круглый", "Рис длинный", "Пшено", "Перловка", "Овсянка", "Горох", "Фасоль", "Чечевица", "Макароны"].flatMap(
  (name, place) => ["400 г", "800 г", "900 г", "1,5 кг"].map((size, step) => [`${name} ${size}`, `${49 + place * 7 + step * 22},90`]),
);
const MILK = "4600682000174";
const KEFIR = "4600682000181";

let server;
let owner;

before(async () => {
  server = await stage();
  owner = await server.visitor();
});

after(() => server?.close());

for (const [locale, words] of [
  ["ru-RU", { sign_in: "Консоль владельца", register: "Зарегистрировать компанию" }],
  ["en-GB", { sign_in: "The owner's console", register: "Register a company" }],
]) {
  test(`whoever is not signed in is met in the browser's language (${locale})`, async () => {
    const visitor = await server.visitor({ locale });
    await visitor.go("/");
    await visitor.page.getByRole("heading", { name: words.sign_in }).waitFor();
    assert.equal(await visitor.page.evaluate(() => document.activeElement.dataset.testid), "sign-in-email");
    await visitor.picture(`sign-in-${locale.slice(0, 2)}`);
    await visitor.part("to-register").click();
    await visitor.page.getByRole("heading", { name: words.register }).waitFor();
    await visitor.part("register-company").waitFor();
    await visitor.picture(`register-${locale.slice(0, 2)}`);
    assert.deepEqual(visitor.troubles, []);
    await visitor.close();
  });
}

test("a company is registered, and what is missing is said without losing what was typed", async () => {
  const { part, page, go } = owner;
  await go("/register");
  await part("register-company").fill("Продукты у дома");
  await part("register-password").fill("short");
  await part("register-submit").click();
  await page.getByRole("alert").first().waitFor();
  assert.equal(await part("register-company").inputValue(), "Продукты у дома");
  await owner.picture("register-errors-ru");

  await part("register-store").fill("На Садовой");
  await part("register-name").fill("Анна Ковалёва");
  await part("register-email").fill(OWNER.email);
  await part("register-password").fill(OWNER.password);
  await part("register-submit").click();
  await part("today-takings").waitFor();
  assert.match(plain(await part("today-takings").innerText()), /0,00 ₽/);
  // A new company is told what to do first.
  await part("first-steps").waitFor();
  assert.match(await owner.text("first-steps"), /Подключите кассу/);
  await owner.picture("today-empty-ru");
});

test("a wrong password is refused in words, the right one leads to the page that was asked for", async () => {
  const visitor = await server.visitor();
  await visitor.go("/people");
  await visitor.signIn({ ...OWNER, password: "not the password" });
  await visitor.part("failure").waitFor();
  assert.match(await visitor.text("failure"), /не подходят/);
  assert.equal(await visitor.part("sign-in-email").inputValue(), OWNER.email);
  await visitor.picture("sign-in-refused-ru");
  await visitor.part("sign-in-password").fill(OWNER.password);
  await visitor.part("sign-in-submit").click();
  await visitor.part("person-row").first().waitFor();
  assert.match(visitor.page.url(), /\/people/);
  await visitor.close();
});

test("a product is created, found while typing, and a wrong price or check digit is said at the field", async () => {
  const { part, page, go } = owner;
  await go("/products");
  await part("product-new").click();
  await part("product-name").fill("Молоко «Домик» 3,2 %");
  await part("product-price").fill("89,905");
  await part("product-save").click();
  await part("product-sheet").getByRole("alert").first().waitFor();
  // The keyboard is where something has to be mended.
  await page.waitForFunction(() => document.activeElement?.dataset.testid === "product-price");
  await part("product-price").fill("89,90");
  await part("product-barcode").fill("4600682000175");
  await part("product-barcode").press("Enter");
  await part("product-save").click();
  // The server knows that the last digit is wrong and says so; the form keeps everything.
  await part("failure").waitFor();
  assert.match(await owner.text("failure"), /4600682000175/);
  await owner.picture("product-refused-ru");
  await page.getByRole("button", { name: "Убрать штрихкод" }).click();
  await part("product-barcode").fill(MILK);
  await part("product-barcode").press("Enter");
  await part("product-save").click();
  await part("product-sheet").waitFor({ state: "detached" });

  await part("product-search").fill("домик");
  await page.waitForURL(/query=/);
  const row = part("product-row").filter({ hasText: "Молоко «Домик»" });
  await row.waitFor();
  assert.match(plain(await row.innerText()), /89,90/);
  await part("product-search").fill("нет такого");
  await part("empty").waitFor();
  assert.match(await owner.text("empty"), /Ничего не нашлось/);
  await part("clear-filters").click();
  await row.waitFor();
});

test("two owners at one product: the second is told and decides", async () => {
  const { part, page } = owner;
  await part("product-row").first().getByRole("link").click();
  await part("product-price").fill("95");
  const { rows } = await owner.api("GET", "/products");
  const [{ product_id, revision, ...card }] = rows;
  await owner.api("PUT", `/products/${product_id}`, { ...card, price: 10_000, expected_revision: revision });
  await part("product-save").click();
  await part("stale").waitFor();
  assert.equal(await part("product-price").inputValue(), "95");
  await owner.picture("product-conflict-ru");
  await part("stale-keep").click();
  await part("product-sheet").waitFor({ state: "detached" });
  const saved = await owner.api("GET", `/products/${product_id}`);
  assert.equal(saved.price, 9_500);
  await page.getByText("95,00").first().waitFor();
});

test("closing a form with something typed asks first", async () => {
  const { part, page } = owner;
  await part("product-row").first().getByRole("link").click();
  await part("product-name").fill("Другое имя");
  await page.keyboard.press("Escape");
  await part("unsaved").waitFor();
  await part("unsaved").getByRole("button", { name: "Вернуться к форме" }).click();
  assert.equal(await part("product-name").inputValue(), "Другое имя");
  await page.keyboard.press("Escape");
  await part("unsaved").getByRole("button", { name: "Закрыть без сохранения" }).click();
  await part("product-sheet").waitFor({ state: "detached" });
  // The keyboard is back where it came from.
  await page.waitForFunction(() => document.activeElement?.closest('[data-testid="product-row"]'));
});

test("a file is previewed, imported with progress, and its bad rows are listed with the reason", async () => {
  const { part, go, page } = owner;
  const lines = ["Штрихкод;Наименование;Цена;Группа", `${KEFIR};Кефир 1 % 930 г;79,50;Молочное`];
  for (const [name, price] of DRY_GOODS) lines.push(`;${name};${price};Бакалея`);
  lines.push("4600682000175;С неверным штрихкодом;10,00;Бакалея", ";Без цены;бесплатно;Бакалея");
  await go("/products/import");
  await part("import-file").setInputFiles({ name: "price.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) });
  await part("import-preview").waitFor();
  assert.match(plain(await part("import-preview").innerText()), /Кефир 1 % 930 г/);
  assert.equal(await part("import-column-1").inputValue(), "name");
  await owner.picture("import-preview-ru");

  // Without a name there is nothing to import, and the page says so.
  await part("import-column-1").selectOption("skip");
  await page.getByText("Отметьте колонку с названием").waitFor();
  await part("import-column-1").selectOption("name");
  await part("import-start").click();
  await page.locator('[data-testid="import-job"][data-state="done"]').waitFor();
  const bad = plain(await part("import-bad-rows").innerText());
  assert.match(bad, /4600682000175/);
  assert.match(bad, /бесплатно/);
  await owner.picture("import-bad-rows-ru");

  const [download] = await Promise.all([page.waitForEvent("download"), part("import-download").click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  const { rows } = await owner.api("GET", `/products?query=${KEFIR}`);
  assert.equal(rows[0].price, 7_950);
  // The address knows the import, so a reload shows the same.
  await page.reload();
  await part("import-bad-rows").waitFor();
});

/** A list that reads as well in another encoding, without accents. */
const MENU = Buffer.from("name;price\nCafé crème;3,20\nThé vert;2,10\n", "latin1");

test("a file whose encoding cannot be told is shown in each, and imported in the one that can be read", async () => {
  const { part, go, page } = owner;
  await go("/products/import");
  await part("import-file").setInputFiles({ name: "menu.csv", mimeType: "text/csv", buffer: MENU });
  await part("failure").getByText("Не ясно, в какой кодировке файл").waitFor();
  assert.match(await part("import-encodings").innerText(), /Café crème/);
  await owner.picture("import-encoding-ru");
  await part("import-encoding-windows-1252").click();
  await part("import-preview").waitFor();
  assert.equal(await part("import-encoding").inputValue(), "windows-1252");
  assert.match(await part("import-preview").innerText(), /Thé vert/);

  // One that does not fit is refused and the shown one stays; one that fits shows the file anew.
  await part("import-encoding").selectOption("utf-8");
  await part("failure").getByText("В этой кодировке файл не читается").waitFor();
  assert.equal(await part("import-encoding").inputValue(), "windows-1252");
  await part("import-encoding").selectOption("windows-1251");
  await part("import-preview").getByText("Thй vert").waitFor();
  await part("import-encoding").selectOption("windows-1252");
  await part("import-preview").getByText("Thé vert").waitFor();
  await part("import-start").click();
  await page.locator('[data-testid="import-job"][data-state="done"]').waitFor();
  const { rows } = await owner.api("GET", `/products?query=${encodeURIComponent("Thé")}`);
  assert.deepEqual(rows.map((row) => [row.name, row.price]), [["Thé vert", 210]]);
});

test("a cashier is added and gets a PIN; a PIN that is none is refused", async () => {
  const { part, go } = owner;
  await go("/people");
  await part("person-new").click();
  await part("person-name").fill("Ирина Петрова");
  await part("person-save").click();
  await part("person-pin").fill("12");
  await part("person-pin-save").click();
  await part("person-sheet").getByRole("alert").first().waitFor();
  await part("person-pin").fill("4821");
  await part("person-pin-save").click();
  await part("pin-said").waitFor();
  // The PIN made a new revision of the person; the form beside it still saves.
  await part("person-role").selectOption("manager");
  await part("person-save").click();
  await part("person-sheet").waitFor({ state: "detached" });
  // The list asks anew once the sheet is closed.
  const row = part("person-row").filter({ hasText: "Ирина Петрова" }).filter({ hasText: "Управляющий" });
  await row.waitFor();
  assert.match(plain(await row.innerText()), /PIN задан/);
  await owner.picture("people-ru");
});

test("a till is connected by the code on its screen, and disconnected after asking", async () => {
  const { part, go, page } = owner;
  await go("/terminals/pair?code=S86F-JQ9W");
  await part("pair-name").fill("Касса 1");
  await owner.picture("pair-ru");
  await part("pair-confirm").click();
  await part("failure").waitFor();
  assert.equal(await part("pair-name").inputValue(), "Касса 1");

  const started = await fetch(new URL("/v1/pair/start", server.address), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ device_name: "counter", app_version: "0.1.0" }),
  });
  const { user_code } = await started.json();
  await part("pair-code").fill(user_code);
  await part("pair-confirm").click();
  await part("pair-done").waitFor();

  await go("/terminals");
  await part("terminal-row").filter({ hasText: "Касса 1" }).getByRole("link").click();
  await part("terminal-revoke").click();
  await page.getByRole("alertdialog").waitFor();
  await part("terminal-revoke-confirm").click();
  await part("terminal-sheet").waitFor({ state: "detached" });
  await part("empty").waitFor();
});

test("the same rooms in English: an import and a till's code", async () => {
  const visitor = await server.visitor({ locale: "en-GB" });
  const { part, go, page } = visitor;
  await go("/products/import");
  await visitor.signIn(OWNER);
  await part("import-file").waitFor({ state: "attached" });
  const goods = ["Oat flakes", "Buckwheat", "Red lentils", "Split peas", "Basmati rice", "Penne", "Fusilli", "Couscous"];
  const lines = ["Barcode,Name,Price,Category", "4006381333931,Highlighter yellow,1.49,Stationery"];
  for (const [place, name] of goods.entries()) {
    for (const grams of [400, 800]) lines.push(`,${name} ${grams} g,${place + 1}.${grams === 400 ? 29 : 89},Dry goods`);
  }
  lines.push("4006381333932,A wrong check digit,1.00,Stationery", ",No price,free,Dry goods");
  const buffer = Buffer.from(lines.join("\n"));
  await part("import-file").setInputFiles({ name: "price-list.csv", mimeType: "text/csv", buffer });
  await part("import-preview").waitFor();
  assert.equal(await part("import-column-2").inputValue(), "price");
  await visitor.picture("import-preview-en");
  await part("import-start").click();
  await page.locator('[data-testid="import-job"][data-state="done"]').waitFor();
  assert.match(plain(await part("import-bad-rows").innerText()), /4006381333932/);
  await visitor.picture("import-bad-rows-en");

  await go("/products/import");
  await part("import-file").setInputFiles({ name: "menu.csv", mimeType: "text/csv", buffer: MENU });
  await part("import-encodings").getByText("Café crème").waitFor();
  await visitor.picture("import-encoding-en");

  await go("/terminals/pair?code=S86F-JQ9W");
  await part("pair-name").fill("Till 2");
  await visitor.picture("pair-en");
  assert.deepEqual(visitor.troubles, []);
  await visitor.close();
});

test("a session that ended asks for the password over the page, and the form keeps what was typed", async () => {
  const { part, go, page } = owner;
  await go("/people?open=new");
  await part("person-name").fill("Пётр Складов");
  await page.context().clearCookies();
  await part("person-save").click();
  await page.getByText("Сеанс закончился").waitFor();
  await part("sign-in-password").fill(OWNER.password);
  await part("sign-in-submit").click();
  await page.getByText("Сеанс закончился").waitFor({ state: "detached" });
  assert.equal(await part("person-name").inputValue(), "Пётр Складов");
  await part("person-save").click();
  await part("person-pin").waitFor();
});

test("whoever signs out while the server cannot be reached is told that they are still signed in", async () => {
  const visitor = await server.visitor();
  const { part, page, go } = visitor;
  await go("/sign-in");
  await part("sign-in-email").fill(OWNER.email);
  await part("sign-in-password").fill(OWNER.password);
  await part("sign-in-submit").click();
  await part("today-takings").waitFor();

  await page.route("**/api/v1/session", (route) => route.abort());
  const signOut = part("sign-out").locator("visible=true").first();
  await signOut.click();
  await part("failure").getByText("Вы ещё не вышли").waitFor();
  await visitor.picture("still-signed-in-ru");
  assert.equal(await part("sign-in-email").count(), 0);

  await page.unroute("**/api/v1/session");
  await part("failure").getByRole("button").click();
  await part("sign-in-email").waitFor();
  await go("/today");
  await part("sign-in-email").waitFor();
  assert.deepEqual(visitor.troubles, []);
  await visitor.close();
});

test("no script failed on any page", () => {
  assert.deepEqual(owner.troubles, []);
});
