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


def rand(*shape):
    """Numbers that are short in the file."""
    return (torch.randn(*shape, generator=generator) * 100).round() / 100


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


def with_size(module, size):
    return module, lambda x: module(x, size)


def evaluating(module, seen):
    module(seen)
    return module.eval()


edges = torch.tensor([-3.5, -3, -1, 0, 2, 3, 5, 6, 7])
q, kv = rand(4, 2, 6), rand(5, 2, 6)
image, line, x = rand(2, 4, 5, 4), rand(2, 4, 7), rand(3, 4) * 3
signs = torch.tensor([1, -1, 1])
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
    "conv1d": (lambda: nn.Conv1d(4, 6, 3, 2, 1, 2, 2), [line]),
    "conv1d same": (lambda: nn.Conv1d(4, 2, 4, padding="same"), [line]),
    "conv1d circular": (lambda: nn.Conv1d(4, 3, 3, padding=1, padding_mode="circular", bias=False), [line]),
    "conv2d": (lambda: nn.Conv2d(4, 6, (3, 2), (2, 1), (1, 0)), [image]),
    "conv2d reflect": (lambda: nn.Conv2d(4, 3, 3, padding=(1, 2), padding_mode="reflect"), [image]),
    "transposed conv1d": (lambda: nn.ConvTranspose1d(4, 6, 3, 2, 1, 1, groups=2), [line]),
    "transposed conv2d": (lambda: nn.ConvTranspose2d(4, 3, (3, 2), (2, 3), (1, 0), (1, 2)), [image]),
    "transposed conv2d of one image": (lambda: nn.ConvTranspose2d(4, 3, 2, bias=False), [image[0]]),
    "transposed conv2d dilated": (lambda: nn.ConvTranspose2d(4, 6, 3, 2, 1, 2, 2, True, 3), [image]),
    "transposed conv2d to a size": (lambda: with_size(nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1), [10, 7]), [image]),
    "instance norm": (lambda: nn.InstanceNorm2d(4, affine=True), [image]),
    "instance norm plain": (lambda: nn.InstanceNorm1d(4), [line]),
    "instance norm tracked": (lambda: evaluating(nn.InstanceNorm2d(4, track_running_stats=True), image), [image * 2]),
    "group norm": (lambda: nn.GroupNorm(2, 4), [image]),
    "batch norm": (lambda: nn.BatchNorm2d(4), [image]),
    "layer norm": (lambda: nn.LayerNorm(4), [image]),
    "zero pad": (lambda: nn.ZeroPad2d((1, 2, 0, 1)), [image]),
    "constant pad 1d": (lambda: nn.ConstantPad1d(2, 0.7), [line]),
    "constant pad 2d": (lambda: nn.ConstantPad2d((1, 0, 2, 1), -1.5), [image]),
    "constant pad 3d": (lambda: nn.ConstantPad3d(1, 0.5), [rand(1, 2, 2, 2, 3)]),
    "reflection pad 1d": (lambda: nn.ReflectionPad1d((2, 1)), [line]),
    "reflection pad 2d": (lambda: nn.ReflectionPad2d(2), [image]),
    "replication pad 1d": (lambda: nn.ReplicationPad1d(3), [line]),
    "replication pad 2d": (lambda: nn.ReplicationPad2d((1, 0, 2, 1)), [image]),
    "upsample": (lambda: nn.Upsample(scale_factor=2), [image]),
    "upsample bilinear": (lambda: nn.Upsample(scale_factor=1.7, mode="bilinear"), [image]),
    "upsample bilinear corners": (lambda: nn.Upsample((7, 4), mode="bilinear", align_corners=True), [image]),
    "upsample bicubic": (lambda: nn.Upsample((9, 5), mode="bicubic"), [image]),
    "upsample bicubic corners": (lambda: nn.Upsample(scale_factor=(1.5, 2.3), mode="bicubic", align_corners=True), [image]),
    "upsample linear": (lambda: nn.Upsample(scale_factor=2.5, mode="linear"), [line]),
    "upsample recomputed": (lambda: nn.Upsample(scale_factor=1.7, mode="bilinear", recompute_scale_factor=True), [image]),
    "pixel shuffle": (lambda: nn.PixelShuffle(2), [image]),
    "pixel unshuffle": (lambda: nn.PixelUnshuffle(2), [rand(2, 4, 6)]),
    "unfold": (lambda: nn.Unfold((2, 3), 1, 1, (2, 1)), [image]),
    "fold": (lambda: nn.Fold((4, 5), 2), [rand(2, 8, 12)]),
    "unflatten": (lambda: nn.Unflatten(1, (2, 2)), [image]),
    "max pool 1d": (lambda: nn.MaxPool1d(3, 2, 1), [line]),
    "avg pool 1d": (lambda: nn.AvgPool1d(3, 2, 1, count_include_pad=False), [line]),
    "adaptive avg pool 1d": (lambda: nn.AdaptiveAvgPool1d(3), [line]),
    "adaptive avg pool 2d": (lambda: nn.AdaptiveAvgPool2d((2, 4)), [image]),
    "adaptive max pool 2d": (lambda: nn.AdaptiveMaxPool2d((2, 4)), [image]),
    "max pool 2d": (lambda: nn.MaxPool2d(3, 2, 1, ceil_mode=True), [image]),
    "celu": (lambda: nn.CELU(0.7), [x]),
    "elu": (lambda: nn.ELU(0.7), [x]),
    "selu": (lambda: nn.SELU(), [x]),
    "glu": (lambda: nn.GLU(), [x]),
    "hardshrink": (lambda: nn.Hardshrink(), [x]),
    "softshrink": (lambda: nn.Softshrink(0.3), [x]),
    "hardsigmoid": (lambda: nn.Hardsigmoid(), [edges]),
    "hardswish": (lambda: nn.Hardswish(), [edges]),
    "hardtanh": (lambda: nn.Hardtanh(-3, 3), [edges]),
    "relu6": (lambda: nn.ReLU6(), [edges]),
    "mish": (lambda: nn.Mish(), [x]),
    "softsign": (lambda: nn.Softsign(), [x]),
    "tanhshrink": (lambda: nn.Tanhshrink(), [x]),
    "softmin": (lambda: nn.Softmin(1), [x]),
    "softmax2d": (lambda: nn.Softmax2d(), [image]),
    "threshold": (lambda: nn.Threshold(0.5, -2), [x]),
    "prelu": (lambda: nn.PReLU(), [x]),
    "prelu per channel": (lambda: nn.PReLU(4, 0.1), [image]),
    "dropout": (lambda: nn.Dropout(0.4), [x]),
    "dropout1d": (lambda: nn.Dropout1d(0.4), [line]),
    "dropout2d": (lambda: nn.Dropout2d(0.4), [image]),
    "bilinear": (lambda: nn.Bilinear(4, 3, 2), [x, rand(3, 3)]),
    "cosine similarity": (lambda: nn.CosineSimilarity(), [x, rand(3, 4)]),
    "pairwise distance": (lambda: nn.PairwiseDistance(keepdim=True), [x, rand(3, 4)]),
    "bce": (lambda: nn.BCELoss(), [rand(3, 4).sigmoid().mul(100).round() / 100, rand(3, 4).sigmoid().mul(100).round() / 100]),
    "cosine embedding": (lambda: nn.CosineEmbeddingLoss(0.2), [x, rand(3, 4), signs]),
    "hinge embedding": (lambda: nn.HingeEmbeddingLoss(), [x[:, 0], signs]),
    "huber": (lambda: nn.HuberLoss(delta=0.8), [x, rand(3, 4)]),
    "margin ranking": (lambda: nn.MarginRankingLoss(0.3), [x[:, 0], x[:, 1], signs]),
    "soft margin": (lambda: nn.SoftMarginLoss(), [x[:, 0], signs]),
    "multi margin": (lambda: nn.MultiMarginLoss(2, 0.7), [x, torch.tensor([1, 3, 0])]),
    "triplet margin": (lambda: nn.TripletMarginLoss(2.0, swap=True), [x, rand(3, 4), rand(3, 4)]),
    "triplet margin with distance": (lambda: nn.TripletMarginWithDistanceLoss(distance_function=lambda a, b: (a - b).abs().sum(1), margin=0.5), [x, rand(3, 4), rand(3, 4)]),
    "poisson": (lambda: nn.PoissonNLLLoss(full=True), [x, torch.tensor([[0, 1, 2, 3], [4, 5, 0, 1], [2, 2, 7, 1]])]),
    "poisson of rates": (lambda: nn.PoissonNLLLoss(log_input=False, reduction="sum"), [x.abs() + 0.1, torch.tensor([[0, 1, 2, 3]] * 3)]),
    "gaussian": (lambda: nn.GaussianNLLLoss(full=True), [x, rand(3, 4), rand(3, 4).abs() + 0.1]),
    "gaussian of small variances": (lambda: nn.GaussianNLLLoss(eps=0.5, reduction="sum"), [x, rand(3, 4), rand(3).abs() / 2]),
}


def tensor(t):
    if t is None:
        return None
    values = t.detach().flatten().tolist()
    if t.dtype == torch.float32:
        values = [float(f"{v:.8g}") for v in values]
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
