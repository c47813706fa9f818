// A barcode scanner in front of a page in Chromium.

const SHIFT = 8;
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

/**
 * A scanner for a page: types a burst that ends with Enter, its keys 4 ms apart however busy the machine is. With `russian`,
 * the system is set to Russian.
 */
export async function scanner(page) {
  const session = await page.context().newCDPSession(page);
  return async (text, { russian = false } = {}) => {
    // The last key went down now, the others before it: what is measured from it is not too short.
    const start = Date.now() / 1000 - text.length * GAP;
    const keys = [...text].map((character) => keyOf(character, russian));
    keys.push({ key: "Enter", code: "Enter", text: "\r", windowsVirtualKeyCode: 13 });
    await Promise.all(
      keys.map((key, index) =>
        session.send("Input.dispatchKeyEvent", { type: "keyDown", timestamp: start + index * GAP, ...key }),
      ),
    );
  };
}
