"""Joins JPEG files of single planes into one of four components, which no tool at hand writes: CMYK or YCCK.

usage: join_planes.py OUT.jpg ADOBE A.jpg [B.jpg C.jpg] K.jpg
ADOBE is the transform of Adobe's segment, or "none" for a file without one. With two inputs the first is a YCbCr file
whose three scans are not interleaved. Every input is baseline, without subsampling, and of the same size.
"""
import struct, sys


def segments(data):
    at = 2
    while True:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2:at + 4])[0]
        body = data[at + 4:at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            end = at
            while not (data[end] == 0xFF and data[end + 1] != 0):
                end += 1
            yield marker, body, data[at:end]
            at = end
            if data[at + 1] == 0xD9:
                return
        else:
            yield marker, body, b""


def put(marker, body, pixels=b""):
    return bytes([0xFF, marker]) + struct.pack(">H", 2 + len(body)) + body + pixels


def main(out, adobe, *files):
    components, tables, scans = b"", b"", []
    for name in files:
        frame = b""
        for marker, body, pixels in segments(open(name, "rb").read()):
            if marker == 0xC0:
                frame = body
                for k in range(body[5]):
                    components += bytes([len(components) // 3 + 1, 0x11, body[6 + 3 * k + 2] + (2 if len(files) == 2 and name == files[-1] else 0)])
                first = len(components) // 3 - body[5]
            elif marker == 0xDB:
                # The black plane of a YCCK file has a table of its own beside luma's and chroma's.
                shift = 2 if len(files) == 2 and name == files[-1] else 0
                tables += put(marker, bytes([body[0] + shift]) + body[1:])
            elif marker == 0xC4:
                scans.append(put(marker, body))
            elif marker == 0xDA:
                assert body[0] == 1, "a scan holds several components"
                number = first + body[1]
                scans.append(put(marker, bytes([1, number, body[2]]) + body[3:], pixels))
    marker = b"" if adobe == "none" else put(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, int(adobe)))
    head = put(0xC0, frame[:5] + bytes([4]) + components)
    open(out, "wb").write(b"\xff\xd8" + marker + tables + head + b"".join(scans) + b"\xff\xd9")


main(*sys.argv[1:])
