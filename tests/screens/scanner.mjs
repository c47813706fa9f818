// A barcode scanner in front of a page in Chromium.

const SHIFT = 8;
const CONTROL = 2;

const LATIN = "QWERTYUIOPASDFGHJKLZXCVBNM";
const RUSSIAN = "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ";

/** The key that a scanner presses for a character, and what a system in Russian makes of it. */
function keyOf(character, russian) {
  const key = (code, latin, cyrillic = latin, modifiers = 0) => {
    const written = russian ? cyrillic : latin;
    return { code, key: written, text: written, modifiers };
  };
  if (/\d/.test(character)) return key(`Digit${character}`, character);
  if (character === "-") return key("Minus", "-");
  // Keyboards have no key for GS: scanners press Ctrl+].
  if (character === "\u001d") return { code: "BracketRight", key: russian ? "ъ" : "]", modifiers: CONTROL };
  // Signs that scanners are set to send before and after a code, and in place of GS.
  if (character === "~") return key("Backquote", "~", "Ё", SHIFT);
  if (character === "$") return key("Digit4", "$", ";", SHIFT);
  if (character === "#") return key("Digit3", "#", "№", SHIFT);
  if (character === "]") return key("BracketRight", "]", "ъ");
  if (character === ":") return key("Semicolon", ":", "Ж", SHIFT);
  const upper = character.toUpperCase();
  const cyrillic = RUSSIAN[LATIN.indexOf(upper)];
  if (!cyrillic) throw new Error(`no key for ${character}`);
  return character === upper
    ? key(`Key${upper}`, upper, cyrillic, SHIFT)
    : key(`Key${upper}`, character, cyrillic.toLowerCase());
}

/** Between two keys, in seconds. */
const GAP = 0.004;

/** The end key comes no later than this after the last character, in seconds: later it would be no scanner's. */
const LATEST_END = 0.04;

/**
 * A scanner for a page: types a burst that ends with Enter, its keys 4 ms apart however busy the machine is. With `russian`,
 * the system is set to Russian; with `twice`, the scanner sends two Enters. With `measured`, Enter goes down when the page has taken all keys before it, as at a till,
 * where they come one by one: so what is measured from it is not the queue of a burst that was sent at once.
 */
export async function scanner(page) {
  const session = await page.context().newCDPSession(page);
  const press = (key, timestamp) => session.send("Input.dispatchKeyEvent", { type: "keyDown", timestamp, ...key });
  return async (text, { russian = false, twice = false, measured = false } = {}) => {
    const enter = { key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 };
    // The last key went down now, the others before it: what is measured from it is not too short.
    const last = Date.now() / 1000;
    const start = last - text.length * GAP;
    const pressed = [...text].map((character, index) => press(keyOf(character, russian), start + index * GAP));
    if (!measured) {
      await Promise.all([...pressed, press(enter, last), ...(twice ? [press(enter, last + GAP)] : [])]);
      return;
    }
    await Promise.all(pressed);
    await press(enter, Math.min(Date.now() / 1000, last - GAP + LATEST_END));
  };
}
