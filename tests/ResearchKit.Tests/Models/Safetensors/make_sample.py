"""Writes sample.safetensors from the definition of the format alone: struct and json, no tensor library.

    python3 make_sample.py

The format: 8 bytes with the length of the header (little-endian), the header as JSON, the elements (little-endian).
"""
import json
import struct
from pathlib import Path

# Halves are written by their bits, so that a reader of the test can check them against IEEE 754:
# F16  3c00 = 1, c000 = -2, 3555 = 1365 / 4096 (a third, rounded), 0001 = 2^-24 (the least), 7bff = 65504 (the greatest), fc00 = -inf
# BF16 3f80 = 1, c040 = -3, 3eab = 171 / 512 (a third, rounded), 0001 = 2^-133 (the least)
TENSORS = [
    ("double", "F64", [2], struct.pack("<2d", 0.1, -1e300)),
    ("long", "I64", [], struct.pack("<q", -(2**63))),
    ("block.weight", "F32", [2, 3], struct.pack("<6f", 1, 2, 3, 4, 5, -0.5)),
    ("int", "I32", [1, 2], struct.pack("<2i", 7, -(2**31))),
    ("half", "F16", [6], struct.pack("<6H", 0x3C00, 0xC000, 0x3555, 0x0001, 0x7BFF, 0xFC00)),
    ("brain", "BF16", [2, 2], struct.pack("<4H", 0x3F80, 0xC040, 0x3EAB, 0x0001)),
    ("unsigned", "U16", [1], struct.pack("<H", 65535)),
    ("byte", "U8", [3], struct.pack("<3B", 0, 128, 255)),
    ("flag", "BOOL", [3], struct.pack("<3B", 1, 0, 1)),
    ("empty", "F32", [0, 4], b""),
]

header = {"__metadata__": {"format": "pt", "note": "ümlaut"}}
data = b""
for name, dtype, shape, raw in TENSORS:
    header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
Path(__file__).with_name("sample.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
