"""What zxing-cpp reads in pictures.

In: the paths of PNG files. Out: for each, the codes found: their text and format.
"""

import json
import sys

import zxingcpp
from PIL import Image

answer = []
for path in json.load(sys.stdin):
    picture = Image.open(path).convert("L")
    found = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    answer.append([[code.text, str(code.format)] for code in found])
json.dump(answer, sys.stdout)
