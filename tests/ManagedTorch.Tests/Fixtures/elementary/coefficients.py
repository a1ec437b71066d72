# Coefficients of the polynomials in src/ManagedTorch/Kernels/Ops that are fitted (near-minimax, Chebyshev), as C#.
from mpmath import mp, mpf, chebyfit, atan, erf, erfc, tanh, exp, log, sqrt, pi, nstr
mp.dps = 60

def fit(name, f, a, b, terms, single):
    coefficients, error = chebyfit(f, [mpf(a), mpf(b)], terms, error=True)
    print(f"// {name} on [{a}, {b}], {terms} terms, largest error {nstr(error, 2)}")
    for i, c in enumerate(coefficients):
        literal = nstr(c, 10) if single else repr(float(c))
        print(f"p = V.Const({literal});" if i == 0 else f"p = V.Fma(p, t, V.Const({literal}));")

erf_ratio = lambda z: (erf(sqrt(z)) / sqrt(z) if z > 0 else 2 / sqrt(pi)) - 1
tanh_ratio = lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z if z > mpf(10) ** -20 else mpf(-1) / 3 + 2 * z / 15
atan_ratio = lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z if z > mpf(10) ** -20 else mpf(-1) / 3 + z / 5
log_erfc = lambda width: lambda t: log(erfc(1 + mpf(width) * t))

def normal_tail(t):
    u = (1 / t - 1) / mpf('0.35')
    return exp(u * u / 2) * erfc(u / sqrt(2)) / (2 * t)

fit("float erf(x)/x - 1 in t = x^2", erf_ratio, 0, 1, 8, True)
fit("double erf(x)/x - 1 in t = x^2", erf_ratio, 0, 1, 14, False)
fit("float ln erfc(1 + 3 t)", log_erfc(3), 0, 1, 10, True)
fit("double ln erfc(1 + 5 t)", log_erfc(5), 0, 1, 26, False)
fit("float (tanh(x)/x - 1)/x^2 in t = x^2", tanh_ratio, 0, '0.3025', 6, True)
fit("double (tanh(x)/x - 1)/x^2 in t = x^2", tanh_ratio, 0, '0.3025', 13, False)
fit("float exp(u^2/2) Phi(-u) / t in t = 1 / (1 + 0.35 u), u up to 13", normal_tail, 1 / (1 + mpf('0.35') * 13), 1, 9, True)
fit("float (atan(x)/x - 1)/x^2 in t = x^2", atan_ratio, 0, '0.1716', 6, True)
fit("double (atan(x)/x - 1)/x^2 in t = x^2", atan_ratio, 0, '0.1716', 12, False)
