// The demo shop's console as its owner sees it.
import { chromium } from "playwright-core";
import { minor } from "./shop.mjs";

const { BEZMEN_CHROMIUM, DEMO_CONSOLE, DEMO_OWNER } = process.env;
const [email, password] = (DEMO_OWNER ?? "").split("\n");

/** Signs in to the console, finds a receipt by its number, and answers its total on the page as minor units. */
export async function totalOnPage(number) {
  const browser = await chromium.launch({
    executablePath: BEZMEN_CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: "ru-RU" });
    page.setDefaultTimeout(30_000);
    const part = (id) => page.getByTestId(id);
    await page.goto(new URL("receipts", DEMO_CONSOLE).href);
    await part("sign-in-email").fill(email);
    await part("sign-in-password").fill(password);
    await part("sign-in-submit").click();
    await part("receipt-search").fill(number);
    await part("receipt-row").filter({ hasText: number }).getByRole("link").click();
    const lines = (await part("receipt-document").innerText()).replaceAll("\n", " ");
    if (!lines.includes(number)) throw new Error(`the console shows another receipt than ${number}: ${lines}`);
    return totalOf(lines);
  } finally {
    await browser.close();
  }
}

/** The total that a receipt says, as minor units. */
export function totalOf(text) {
  const [, sum] = /ИТОГО\s+(-?[\d\s\u2009\u202f]+[,.]\d\d)/.exec(text) ?? [];
  if (!sum) throw new Error(`no total stands on\n${text}`);
  return minor(sum);
}
