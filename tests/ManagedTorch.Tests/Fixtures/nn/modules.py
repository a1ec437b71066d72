"""Makes modules.json with PyTorch 1.13:  python3 modules.py

Every module is made after manual_seed(3): its state by name, the output for drawn inputs, and the gradients of inputs and
parameters for an incoming gradient that is not all ones. ModulesMatchPyTorchTests makes the same modules by the same names.
"""
import json
import os

import torch
import torch.nn as nn

torch.set_num_threads(1)
generator = torch.Generator().manual_seed(30)


def rand(*shape, dtype=torch.float32):
    return torch.randn(*shape, generator=generator, dtype=dtype)


def flags(*shape):
    """Mostly false; the first of a row always."""
    f = torch.rand(*shape, generator=generator) < 0.3
    f[..., 0] = False
    return f


def attention(*arguments, **options):
    """Calls with (query, key, value, key_padding_mask, need_weights, attn_mask)."""
    need = options.pop("need_weights", True)
    module = nn.MultiheadAttention(*arguments, **options)
    return module, lambda q, k=None, v=None, p=None, a=None: module(q, q if k is None else k, q if v is None else v, p, need, a)


def encoder(layers, **options):
    module = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 12, 0.0, **options), layers)
    return module, lambda x, mask=None, padding=None: module(x, mask, padding)


q, kv = rand(4, 2, 6), rand(5, 2, 6)
MODULES = {
    "attention to itself": (lambda: attention(6, 2), [q]),
    "attention to itself without weights": (lambda: attention(6, 2, need_weights=False), [q]),
    "attention to others": (lambda: attention(6, 3), [q, kv, kv * 0.5]),
    "attention without bias": (lambda: attention(6, 1, bias=False), [q, kv, kv]),
    "attention padded": (lambda: attention(6, 2), [q, kv, kv, flags(2, 5)]),
    "attention padded and masked": (lambda: attention(6, 2, need_weights=False), [q, kv, kv, flags(2, 5), flags(4, 5)]),
    "attention with numbers as mask": (lambda: attention(6, 2), [q, kv, kv, flags(2, 5), rand(4, 4, 5)]),
    "attention with a mask per head": (lambda: attention(6, 2, need_weights=False), [q, kv, kv, None, flags(4, 4, 5)]),
    "attention of other widths": (lambda: attention(6, 2, kdim=3, vdim=5), [q, rand(5, 2, 3), rand(5, 2, 5)]),
    "attention with appended keys": (lambda: attention(6, 2, add_bias_kv=True, add_zero_attn=True), [q, kv, kv, flags(2, 5), flags(4, 5)]),
    "encoder layer": (lambda: encoder(1), [rand(5, 2, 8)]),
    "encoder masked": (lambda: encoder(2, activation="gelu"), [rand(5, 2, 8), flags(5, 5), flags(2, 5)]),
}


def tensor(t):
    if t is None:
        return None
    values = t.detach().flatten().tolist()
    if t.dtype == torch.float32:
        values = [float(f"{v:.9g}") for v in values]
    return {"dtype": str(t.dtype)[6:], "shape": list(t.shape), "values": values}


def record(name, make, inputs):
    torch.manual_seed(3)
    made = make()
    module, call = made if isinstance(made, tuple) else (made, made)
    state = {key: tensor(value) for key, value in module.state_dict().items()}
    leaves = [t.clone().requires_grad_() if t is not None and t.is_floating_point() else t for t in inputs]
    outputs = call(*leaves)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    total = 0
    for y in outputs:
        if y is not None and y.requires_grad:
            total = total + (y * torch.linspace(-1, 2, y.numel(), dtype=y.dtype).view_as(y)).sum()
    total.backward()
    return {"name": name, "state": state, "inputs": [tensor(t) for t in inputs], "outputs": [tensor(y) for y in outputs],
            "gradients": [tensor(t.grad) if t is not None and t.is_floating_point() else None for t in leaves],
            "parameters": {key: tensor(p.grad) for key, p in module.named_parameters()}}


if __name__ == "__main__":
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "modules.json")
    cases = [record(name, make, inputs) for name, (make, inputs) in MODULES.items()]
    with open(path + ".new", "w") as f:
        f.write('{"version":1,"torch":"%s","made_by":"modules.py","cases":[\n' % torch.__version__.split("+")[0])
        f.write(",\n".join(json.dumps(c, separators=(",", ":"), allow_nan=False) for c in cases) + "\n]}\n")
    os.replace(path + ".new", path)
