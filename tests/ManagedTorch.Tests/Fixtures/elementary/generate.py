"""Writes elementary.json: float64 arguments and function values to 40 digits (needs mpmath). Run: python3 generate.py

A value is stored as the nearest float64 and what remains of it, so that errors are measured in fractions of a unit in
the last place. The arguments: random ones over each function's whole range, and the hard ones near its borders.
"""
import json, pathlib, random
from mpmath import mp, mpf, exp, expm1, log, log1p, tanh, erf, sin, cos, atan, power
mp.dps = 60  # mpmath reduces large angles with as many digits as they need
random.seed(1)

def spread(low, high, n=70):
    return [random.uniform(low, high) for _ in range(n)]

def sizes(low, high, n=70, signs=(1, -1)):
    return [random.choice(signs) * 10 ** random.uniform(low, high) for _ in range(n)]

cases = {
    "exp": (exp, spread(-745, 709.7) + sizes(-18, 1) + spread(-1, 1) + [709.782712893384, -708.39, -745.13, 0.34657359]),
    "expm1": (expm1, spread(-40, 709.7) + sizes(-18, 1) + spread(-1.1, 1.1) + [0.34657359, -0.34657359]),
    "log": (log, sizes(-300, 300, signs=(1,)) + spread(0.5, 2) + [1 + 2.0 ** -k for k in range(1, 52, 5)] + [5e-324, 1e-310, 0.70710678, 1.4142135]),
    "log1p": (log1p, sizes(-18, 300, signs=(1,)) + spread(-0.999999, 2) + sizes(-18, -1)),
    "tanh": (tanh, spread(-20, 20) + spread(-1, 1) + sizes(-18, 0) + [0.55, 0.5500001, 0.549999]),
    "erf": (erf, spread(-6, 6) + spread(-1.2, 1.2) + sizes(-18, 0) + [1.0, 1.0000001, 0.9999999]),
    "sin": (sin, spread(-1e4, 1e4) + spread(-4, 4) + sizes(-18, 0) + [3.141592653589793, 1.5707963267948966, 355.0, 22.0] + sizes(4, 300, 40) + [6381956970095103 * 2.0 ** 797]),
    "cos": (cos, spread(-1e4, 1e4) + spread(-4, 4) + [3.141592653589793, 1.5707963267948966, 11.0, 4.71238898038469] + sizes(4, 300, 40) + [6381956970095103 * 2.0 ** 797]),
}

def split(value):
    nearest = float(value)
    return [nearest.hex(), float(value - mpf(nearest)).hex()]

out = {name: [[x.hex(), *split(f(mpf(x)))] for x in arguments] for name, (f, arguments) in cases.items()}
pairs = [(random.uniform(0.001, 50), random.uniform(-100, 100)) for _ in range(150)]
pairs += [(1 + random.uniform(-1, 1) * 1e-3, random.uniform(-5e5, 5e5)) for _ in range(50)]
out["pow"] = [[x.hex(), y.hex(), *split(power(mpf(x), mpf(y)))] for x, y in pairs]

arguments = spread(-3, 3) + sizes(-18, 18) + [1.0, -1.0, 0.41421356237309503, 0.41421356237309509, 2.414213562373095, 1e300, 1.0000000000000002]
out["atan"] = [[x.hex(), *split(atan(mpf(x)))] for x in arguments]

path = pathlib.Path(__file__).with_name("elementary.json")
path.write_text("{\n" + ",\n".join(f'  "{name}": {json.dumps(rows)}' for name, rows in out.items()) + "\n}\n")
