"""What four planes of inks, written inverted, look like: each channel is the product of two planes, as Pillow computes it.

usage: printed.py OUT.ppm C.pgm M.pgm Y.pgm K.pgm | printed.py OUT.ppm INKS.ppm K.pgm
The second form is for YCCK: INKS.ppm shows the complement of the inverted inks.
"""
import sys


def read(name):
    data = open(name, "rb").read()
    fields, at = [], 0
    while len(fields) < 4:
        end = at
        while data[end] > 32:
            end += 1
        fields.append(data[at:end])
        at = end + 1
    return int(fields[1]), int(fields[2]), data[at:]


def times(a, b):  # a b / 255, rounded, as Pillow's MULDIV255
    t = a * b + 128
    return ((t >> 8) + t) >> 8


def main(out, *files):
    width, height, black = read(files[-1])
    if len(files) == 4:
        planes = [read(f)[2] for f in files[:3]]
        inks = [p for pixel in zip(*planes) for p in pixel]
    else:
        inks = [255 - p for p in read(files[0])[2]]
    pixels = bytes(k - times(255 - inks[3 * i + c], k) for i, k in enumerate(black) for c in range(3))
    open(out, "wb").write(b"P6\n%d %d\n255\n" % (width, height) + pixels)


main(*sys.argv[1:])
