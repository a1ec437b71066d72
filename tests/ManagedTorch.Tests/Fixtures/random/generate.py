"""Writes random.json: what PyTorch's CPU generator gives. Run: python3 generate.py (made with torch 1.13.0).

Floating-point numbers are stored as hexadecimal bit patterns, so that the comparison is exact.
Long streams are stored as their first numbers, some from the middle and the last.
"""
import json, pathlib, struct
import torch

def bits(tensor):
    form = ">f" if tensor.dtype == torch.float32 else ">d"
    return [struct.pack(form, x).hex() for x in tensor.flatten().tolist()]

def pick(values):
    n = len(values)
    return values if n <= 40 else values[:8] + values[n // 2:n // 2 + 8] + values[-24:]

def seeded(seed, draw):
    torch.manual_seed(seed)
    return draw()

out = {"torch": torch.__version__, "cases": {}}
case = out["cases"].__setitem__
f32, f64 = torch.float32, torch.float64

for seed in (0, 1, 42, 123456789, 2 ** 32 - 1, 2 ** 32 + 5):
    case(f"rand_{seed}", bits(seeded(seed, lambda: torch.rand(5))))
case("rand_2000", pick(bits(seeded(7, lambda: torch.rand(2000)))))
case("rand64_1500", pick(bits(seeded(7, lambda: torch.rand(1500, dtype=f64)))))
case("uniform_33", bits(seeded(3, lambda: torch.empty(33).uniform_(-0.3, 0.7))))
case("uniform64_33", bits(seeded(3, lambda: torch.empty(33, dtype=f64).uniform_(-0.3, 0.7))))
case("randint_10_50", seeded(5, lambda: torch.randint(0, 10, (20,))).tolist())
case("randint_wide", seeded(5, lambda: torch.randint(-3, 2 ** 40, (20,))).tolist())
case("randint_below_2_32", seeded(5, lambda: torch.randint(0, 2 ** 32 - 1, (20,))).tolist())
case("randint_2_32", seeded(5, lambda: torch.randint(0, 2 ** 32, (20,))).tolist())
case("randperm_30", seeded(9, lambda: torch.randperm(30)).tolist())
case("randperm_1000", pick(seeded(9, lambda: torch.randperm(1000)).tolist()))
for n in (1, 2, 5, 15, 16, 17, 31, 32, 100):
    case(f"randn_{n}", pick(bits(seeded(11, lambda: torch.randn(n)))))
    case(f"randn64_{n}", pick(bits(seeded(11, lambda: torch.randn(n, dtype=f64)))))
case("normal_40", bits(seeded(12, lambda: torch.empty(40).normal_(2.0, 0.5))))
case("normal_7", bits(seeded(12, lambda: torch.empty(7).normal_(2.0, 0.5))))
def mixed():
    first, second = torch.randn(3), torch.randn(2)
    return torch.cat([first, second, torch.rand(2), torch.randn(20), torch.randn(1)])
case("mixed", bits(seeded(13, mixed)))
case("bernoulli_scalar", seeded(14, lambda: torch.empty(40).bernoulli_(0.3)).long().tolist())
case("bernoulli_tensor", seeded(14, lambda: torch.bernoulli(torch.full((40,), 0.3))).long().tolist())
case("bernoulli_tensor64", seeded(14, lambda: torch.bernoulli(torch.full((40,), 0.3, dtype=f64))).long().tolist())
case("dropout", bits(seeded(14, lambda: torch.nn.functional.dropout(torch.ones(40), 0.25))))
case("exponential", bits(seeded(15, lambda: torch.empty(20).exponential_(1.5))))
case("exponential64", bits(seeded(15, lambda: torch.empty(20, dtype=f64).exponential_(1.5))))
weights = torch.tensor([[0.1, 0.0, 0.3, 0.6, 1.0], [5.0, 1.0, 1.0, 2.0, 0.5]])
case("multinomial_one", seeded(16, lambda: torch.multinomial(weights, 1)).flatten().tolist())
case("multinomial_distinct", seeded(16, lambda: torch.multinomial(weights, 3)).flatten().tolist())
case("multinomial_replacement", seeded(16, lambda: torch.multinomial(weights, 20, True)).flatten().tolist())
case("multinomial64_replacement", seeded(16, lambda: torch.multinomial(weights.double(), 20, True)).flatten().tolist())
case("multinomial64_distinct", seeded(16, lambda: torch.multinomial(weights.double(), 3)).flatten().tolist())

path = pathlib.Path(__file__).with_name("random.json")
lines = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in out["cases"].items())
path.write_text(f'{{\n  "torch": "{out["torch"]}",\n  "cases": {{\n{lines}\n  }}\n}}\n')
