"""Writes what Python prints for doubles that are hard to round: ties, near ties, small and large numbers.

    python3 python_floats.py > Fixtures/python-floats.txt
"""
import random
import struct

r = random.Random(3)
values = [0.0, 1.0, 0.25, 0.75, 0.05, 0.15, 0.35, 2.5, 12.25, 12.75, 99.95, 99.949999, 1e-5, 1.5e-7, 0.0001, 123456789.0,
          1e16, 1e15, 1e22, 2 / 3, 66.65, 100 / 3, 5e-324, 0.5, 1.005, 2.675, 33.35, 84.95, -0.25, -12.345]
values += [k / (n + 0.001) * 100 for n in (7, 96, 1004, 4924) for k in (0, 1, n // 3, n // 2, n)]
values += [r.randrange(10 ** 6) / 2000 for _ in range(40)]
values += [struct.unpack("<d", struct.pack("<Q", r.getrandbits(62)))[0] for _ in range(40)]
for v in values:
    if abs(v) < 1e25:
        print(struct.pack(">d", v).hex(), repr(v), repr(round(v, 1)), f"{v:.2f}", f"{v:.0f}", sep="\t")
