"""What Python's codecs say about code pages, in both directions.

In: the names of pages. Out: for each that Python knows, its upper half (null where a byte is no printable character) and the
bytes of all characters of the first plane, as pairs.
"""

import codecs
import json
import sys

OTHER_NAMES = {"RK1048": "kz1048", "PT154": "ptcp154"}

answer = {}
for name in json.load(sys.stdin):
    try:
        codec = codecs.lookup(OTHER_NAMES.get(name, name)).name
    except LookupError:
        continue
    upper = []
    for byte in range(0x80, 0x100):
        try:
            character = bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            character = None
        upper.append(character if character and ord(character) >= 0xA0 else None)
    written = []
    for point in range(0xA0, 0x10000):
        try:
            encoded = chr(point).encode(codec)
        except UnicodeEncodeError:
            continue
        if len(encoded) == 1 and encoded[0] >= 0x80:
            written.append([chr(point), encoded[0]])
    answer[name] = {"upper": upper, "written": written}
json.dump(answer, sys.stdout)
