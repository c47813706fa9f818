"""What python-escpos writes.

In: a list of orders, `[profile, method, arguments, keywords]` each, or `text` for a method that also tells which characters
no page of the profile has. Out: for each order the bytes in hex, and those characters; an `error` when it refuses.
"""

import json
import sys

from escpos.printer import Dummy
from PIL import Image


def picture(side):
    """A frame with a pattern in it that no turn or shift leaves as it is."""
    drawn = Image.new("1", (side, side), 1)
    for y in range(side):
        for x in range(side):
            edge = x in (0, side - 1) or y in (0, side - 1)
            if edge or (x * x + 3 * y) % 7 < 2:
                drawn.putpixel((x, y), 0)
    return drawn


def made(order):
    profile, method, arguments, keywords = order
    printer = Dummy(profile=profile)
    lost = []
    if method == "page":
        printer.magic.force_encoding(arguments[0])
        printer.textln(arguments[1])
    elif method == "text":
        suitable = printer.magic.encoder.find_suitable_encoding
        lost = sorted({sign for sign in arguments[0] if sign != "\n" and not suitable(sign)})
        printer = Dummy(profile=profile)
        printer.text(arguments[0])
    elif method == "image":
        printer.image(picture(arguments[0]), **keywords)
    else:
        getattr(printer, method)(*arguments, **keywords)
    return {"hex": printer.output.hex(), "lost": lost}


# Standard output is for the answer; the library tells there how it draws.
out, sys.stdout = sys.stdout, sys.stderr
answer = []
for order in json.load(sys.stdin):
    try:
        answer.append(made(order))
    except Exception as error:  # What it refuses is an answer, too.
        answer.append({"error": f"{type(error).__name__}: {error}"})
json.dump(answer, out)
