// As much of WebDriver as the window tests need.
import { until } from "../screens/shop.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Opens the till's window on a data folder. */
export async function openWindow(data) {
  const capabilities = { "tauri:options": { application: process.env.BEZMEN_WINDOW, args: ["--in-a-hurry", "--data", data] } };
  const { sessionId } = await ask("POST", "session", { capabilities: { alwaysMatch: capabilities } });
  return new Window(`session/${sessionId}`);
}

/** The selector of a test id; `one >> other` is other within one. */
const selector = (id) => id.split(" >> ").map((name) => `[data-testid="${name}"]`).join(" ");

class Window {
  constructor(path) {
    this.path = path;
  }

  /** The part of the screen with this test id, once it is there. */
  part(id) {
    return until(`“${id}” in the window`, () => this.find(id), 30);
  }

  async find(id, index = 0) {
    const found = await ask("POST", `${this.path}/elements`, { using: "css selector", value: selector(id) });
    return found[index] && new Part(`${this.path}/element/${found[index][ELEMENT]}`);
  }

  async count(id) {
    return (await ask("POST", `${this.path}/elements`, { using: "css selector", value: selector(id) })).length;
  }

  /** Presses keys as quickly as a scanner does, wherever the focus is. */
  async press(keys) {
    const body = await ask("POST", `${this.path}/element`, { using: "css selector", value: "body" });
    await ask("POST", `${this.path}/element/${body[ELEMENT]}/value`, { text: keys });
  }

  /** What all parts with this test id say, with plain spaces. */
  async texts(id) {
    const said = await this.run(`return [...document.querySelectorAll(${JSON.stringify(selector(id))})].map((part) => part.innerText);`);
    return said.map((text) => text.replace(/[\s\u2009\u202f\u00a0]+/g, " ").trim());
  }

  /** Waits until the first part with this test id says something that fits, and answers it. */
  says(id, what) {
    const fits = async () => (await this.texts(id)).slice(0, 1).find((text) => text.match(what));
    return until(`“${id}” to say ${what}`, fits, 30);
  }

  /** Presses a part as soon as it can be pressed. */
  click(id) {
    return until(`“${id}” to be pressed`, () => unlessMoved(async () => {
      const part = await this.find(id);
      if (!part || !(await part.isEnabled())) return false;
      await part.click();
      return true;
    }), 30);
  }

  /** Presses a part that opens another one; again when what stands above it moved it away from under the press. */
  open(id, opened) {
    return until(`“${id}” to open “${opened}”`, async () => {
      if (await this.find(opened)) return true;
      await this.click(id);
      return until(`“${opened}”`, () => this.find(opened), 2).catch(() => false);
    }, 30);
  }

  /** Waits until no part with this test id is there. */
  gone(id) {
    return until(`the end of “${id}”`, async () => (await this.texts(id)).length === 0, 30);
  }

  /** What a piece of script in the page returns. */
  run(script) {
    return ask("POST", `${this.path}/execute/sync`, { script, args: [] });
  }

  /** Looks at the program's second window, once it is there, and goes back to the first. */
  async beside(look) {
    const own = await ask("GET", `${this.path}/window`);
    const other = await until("a second window", async () => {
      const windows = await ask("GET", `${this.path}/window/handles`);
      return windows.find((handle) => handle !== own);
    }, 30);
    await ask("POST", `${this.path}/window`, { handle: other });
    try {
      return await look(this);
    } finally {
      await ask("POST", `${this.path}/window`, { handle: own });
    }
  }

  close() {
    return ask("DELETE", this.path);
  }
}

/** Does something to a part, unless it is drawn anew or moved away meanwhile: then it was not done. */
async function unlessMoved(work) {
  try {
    return await work();
  } catch (error) {
    if (/stale element|click intercepted|not interactable/.test(error.message)) return false;
    throw error;
  }
}

class Part {
  constructor(path) {
    this.path = path;
  }

  click() {
    return ask("POST", `${this.path}/click`, {});
  }

  /** Types into a field. */
  type(text) {
    return ask("POST", `${this.path}/value`, { text });
  }

  /** Types into a field instead of what stands in it. */
  async fill(text) {
    await ask("POST", `${this.path}/clear`, {});
    await this.type(text);
  }

  isEnabled() {
    return ask("GET", `${this.path}/enabled`);
  }

  text() {
    return ask("GET", `${this.path}/text`);
  }
}

async function ask(method, path, body) {
  const answer = await fetch(new URL(path, `${process.env.BEZMEN_WEBDRIVER_URL}/`), {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}
