"""Makes ops.json: what PyTorch gives for the expressions that OpsMatchPyTorchTests evaluates under the same names.

Run: python3 generate.py   (PyTorch 1.13 or later, CPU). A case that PyTorch refuses is stored as an error.
"""
import json
import math
import os

import torch
import torch.nn.functional as F

DTYPES = {torch.float32: "Float32", torch.float64: "Float64", torch.int64: "Int64", torch.int32: "Int32",
          torch.bool: "Bool", torch.uint8: "Byte"}


def numbers(*shape, dtype=torch.float32, start=-1.3, step=0.37):
    n = math.prod(shape)
    values = [start + 2.9 * ((0.113 + step * i) % 1.0) for i in range(n)]
    return torch.tensor(values, dtype=torch.float64).to(dtype).reshape(shape)


def whole(*shape, low=-4, high=5, dtype=torch.int64):
    n = math.prod(shape)
    return torch.tensor([low + (7 * i + 3) % (high - low) for i in range(n)], dtype=dtype).reshape(shape)


def flags(*shape):
    return (whole(*shape) % 3) > 0


a23, b3, b21 = numbers(2, 3), numbers(3, start=-0.8), numbers(2, 1, start=0.4)
pos = numbers(2, 3).abs() + 0.3
i23, j3 = whole(2, 3), whole(3, low=1, high=5)
c234 = numbers(2, 3, 4)
image, kernel, b4 = numbers(2, 3, 5, 4), numbers(4, 3, 3, 2, start=-1.1), numbers(4, start=-0.5)
special = torch.tensor([0.0, -0.0, 1.0, -1.0, float("inf"), float("-inf"), float("nan"), 1e-40, 88.0, -104.0, 1e38])

# name -> (function, inputs)
CASES = {
    # promotion and broadcasting
    "float + float row": (lambda a, b: a + b, [a23, b3]),
    "float * float column": (lambda a, b: a * b, [a23, b21]),
    "float - int": (lambda a, b: a - b, [a23, j3]),
    "int + int": (lambda a, b: a + b, [i23, j3]),
    "int / int": (lambda a, b: a / b, [i23, j3]),
    "int * bool": (lambda a, b: a * b, [i23, flags(3)]),
    "bool + bool": (lambda a, b: a + b, [flags(2, 3), flags(3)]),
    "bool * float": (lambda a, b: a * b, [flags(2, 3), b3]),
    "float32 + float64": (lambda a, b: a + b, [a23, b3.double()]),
    "float32 + float64 scalar tensor": (lambda a, b: a + b, [a23, torch.tensor(0.1, dtype=torch.float64)]),
    "int + float scalar tensor": (lambda a, b: a + b, [i23, torch.tensor(0.5)]),
    "int32 + int64 scalar tensor": (lambda a, b: a + b, [whole(3, dtype=torch.int32), torch.tensor(7)]),
    "int32 + int64": (lambda a, b: a + b, [whole(3, dtype=torch.int32), j3]),
    "uint8 + int32": (lambda a, b: a + b, [whole(3, low=0, dtype=torch.uint8), whole(3, dtype=torch.int32)]),
    "uint8 + uint8 wraps": (lambda a, b: a + b, [torch.tensor([250, 3], dtype=torch.uint8), torch.tensor([10, 4], dtype=torch.uint8)]),
    "int + 0.5": (lambda a: a + 0.5, [i23]),
    "bool + 1": (lambda a: a + 1, [flags(2, 3)]),
    "int / 2": (lambda a: a / 2, [i23]),
    "2 - int": (lambda a: 2 - a, [i23]),
    "1 / float": (lambda a: 1 / a, [pos]),
    "float add alpha": (lambda a, b: torch.add(a, b, alpha=0.5), [a23, b3]),
    "shapes that do not broadcast": (lambda a, b: a + b, [numbers(2, 3), numbers(4)]),
    "bool - bool": (lambda a, b: a - b, [flags(3), flags(3)]),
    "neg bool": (lambda a: -a, [flags(3)]),
    "three-way broadcast": (lambda a, b: a * b, [numbers(2, 1, 4), numbers(3, 1)]),
    "empty + row": (lambda a, b: a + b, [numbers(0, 3), b3]),
    # division with rounding, remainders
    "int floor division": (lambda a, b: torch.div(a, b, rounding_mode="floor"), [i23, torch.tensor([2, -3, 3])]),
    "int trunc division": (lambda a, b: torch.div(a, b, rounding_mode="trunc"), [i23, torch.tensor([2, -3, 3])]),
    "float floor division": (lambda a, b: torch.div(a, b, rounding_mode="floor"), [a23 * 5, b3]),
    "int remainder": (lambda a, b: torch.remainder(a, b), [i23, torch.tensor([3, -3, 2])]),
    "float remainder": (lambda a, b: torch.remainder(a, b), [a23 * 5, torch.tensor([1.5, -0.7, 0.3])]),
    "float fmod": (lambda a, b: torch.fmod(a, b), [a23 * 5, torch.tensor([1.5, -0.7, 0.3])]),
    # powers
    "pow 2": (lambda a: a ** 2, [a23]),
    "pow -0.5": (lambda a: a ** -0.5, [pos]),
    "pow 2.5": (lambda a: a ** 2.5, [pos]),
    "int pow 3": (lambda a: a ** 3, [i23]),
    "int pow 0.5": (lambda a: a ** 0.5, [i23.abs()]),
    "pow tensor": (lambda a, b: torch.pow(a, b), [pos, b3]),
    "int pow tensor": (lambda a, b: torch.pow(a, b), [i23, torch.tensor([0, 1, 3])]),
    "int pow -1": (lambda a: a ** -1, [i23]),
    # special values
    "exp special": (lambda a: a.exp(), [special]),
    "log special": (lambda a: a.log(), [special]),
    "sqrt special": (lambda a: a.sqrt(), [special]),
    "tanh special": (lambda a: a.tanh(), [special]),
    "sigmoid special": (lambda a: a.sigmoid(), [special]),
    "logsigmoid special": (lambda a: F.logsigmoid(a), [special]),
    "softplus special": (lambda a: F.softplus(a), [special]),
    "relu special": (lambda a: a.relu(), [special]),
    "sign special": (lambda a: a.sign(), [special]),
    "abs special": (lambda a: a.abs(), [special]),
    "reciprocal special": (lambda a: a.reciprocal(), [special]),
    "isnan special": (lambda a: a.isnan(), [special]),
    "isinf special": (lambda a: a.isinf(), [special]),
    "isfinite special": (lambda a: a.isfinite(), [special]),
    "maximum nan": (lambda a, b: torch.maximum(a, b), [special, torch.zeros(11)]),
    "clamp special": (lambda a: a.clamp(-1, 2), [special]),
    "exp of int": (lambda a: a.exp(), [i23]),
    "round half": (lambda a: a.round(), [torch.tensor([0.5, 1.5, 2.5, -0.5, -1.5, 2.4])]),
    "floor": (lambda a: a.floor(), [a23 * 3]),
    "gelu": (lambda a: F.gelu(a), [a23 * 3]),
    "silu": (lambda a: F.silu(a), [a23 * 3]),
    "erf": (lambda a: a.erf(), [a23 * 2]),
    "leaky_relu": (lambda a: F.leaky_relu(a, 0.2), [a23]),
    "elu": (lambda a: F.elu(a, 1.5), [a23]),
    # comparison
    "float < row": (lambda a, b: a < b, [a23, b3]),
    "int == 1": (lambda a: a == 1, [i23]),
    "int < 0.5": (lambda a: a < 0.5, [i23]),
    "nan != nan": (lambda a: a != a, [special]),
    "int == float": (lambda a, b: a == b, [i23, i23.float()]),
    "and not": (lambda a, b: a & ~b, [flags(2, 3), flags(3)]),
    "int or": (lambda a, b: a | b, [i23, j3]),
    "logical_and": (lambda a, b: torch.logical_and(a, b), [a23, j3]),
    # reductions
    "sum": (lambda a: a.sum(), [c234]),
    "sum dim 1": (lambda a: a.sum(1), [c234]),
    "sum dims 0 2 keep": (lambda a: a.sum((0, 2), keepdim=True), [c234]),
    "sum of int32": (lambda a: a.sum(), [whole(3, dtype=torch.int32)]),
    "sum of bool dim": (lambda a: a.sum(0), [flags(2, 3)]),
    "sum as float64": (lambda a: a.sum(dtype=torch.float64), [c234]),
    "sum of nothing": (lambda a: a.sum(), [numbers(0)]),
    "sum dim of empty": (lambda a: a.sum(0), [numbers(0, 3)]),
    "mean": (lambda a: a.mean(), [c234]),
    "mean dims": (lambda a: a.mean((0, 2)), [c234]),
    "mean of int": (lambda a: a.mean(), [i23]),
    "var": (lambda a: a.var(), [c234]),
    "var biased dim": (lambda a: a.var(1, unbiased=False), [c234]),
    "std dim keep": (lambda a: a.std(2, keepdim=True), [c234]),
    "norm": (lambda a: a.norm(), [c234]),
    "norm 1 dim": (lambda a: a.norm(1, 1), [c234]),
    "max": (lambda a: a.max(), [c234]),
    "max dim values": (lambda a: a.max(1)[0], [c234]),
    "max dim indices": (lambda a: a.max(1)[1], [c234]),
    "min dim indices keep": (lambda a: a.min(2, keepdim=True)[1], [c234]),
    "argmax": (lambda a: a.argmax(), [c234]),
    "argmax ties": (lambda a: a.argmax(1), [torch.tensor([[1., 3, 3], [2, 2, 1]])]),
    "argmax nan": (lambda a: a.argmax(), [torch.tensor([1., float("nan"), 3])]),
    "amax": (lambda a: a.amax((0, 1)), [c234]),
    "all": (lambda a: a.all(), [flags(2, 3)]),
    "any dim": (lambda a: a.any(1), [flags(2, 3)]),
    "count_nonzero": (lambda a: a.count_nonzero(), [i23]),
    "sum of a dimension that is not there": (lambda a: a.sum(3), [c234]),
    "softmax": (lambda a: a.softmax(1), [c234]),
    "log_softmax extreme": (lambda a: a.log_softmax(1), [torch.tensor([[1000., 0, -1000], [-1e30, 0, 1]])]),
    "softmax masked": (lambda a: a.softmax(1), [torch.tensor([[0., float("-inf"), 1], [float("-inf"), 2, float("-inf")]])]),
    "logsumexp dim 0": (lambda a: a.logsumexp(0), [c234]),
    "logsumexp of -inf": (lambda a: a.logsumexp(0), [torch.full((3,), float("-inf"))]),
    "cumsum": (lambda a: a.cumsum(1), [c234]),
    "cumsum of bool": (lambda a: a.cumsum(0), [flags(2, 3)]),
    "sort": (lambda a: a.sort(1)[0], [c234]),
    "sort indices descending": (lambda a: a.sort(-1, descending=True)[1], [c234]),
    "argsort with nan": (lambda a: a.argsort(), [torch.tensor([2., float("nan"), 1])]),
    "topk": (lambda a: a.topk(2, -1)[0], [c234]),
    "topk indices smallest": (lambda a: a.topk(2, 1, largest=False)[1], [c234]),
    # products
    "matmul": (lambda a, b: a @ b, [numbers(3, 4), numbers(4, 2)]),
    "matmul transposed": (lambda a, b: a.t() @ b.t(), [numbers(4, 3), numbers(2, 4)]),
    "matmul vector": (lambda a, b: a @ b, [numbers(3, 4), numbers(4)]),
    "vector matmul": (lambda a, b: a @ b, [numbers(4), numbers(4, 2)]),
    "dot": (lambda a, b: a @ b, [numbers(4), numbers(4, start=0.2)]),
    "matmul batch broadcast": (lambda a, b: a @ b, [numbers(2, 1, 3, 4), numbers(5, 4, 2)]),
    "matmul of int": (lambda a, b: a @ b, [whole(2, 3), whole(3, 2)]),
    "matmul of mismatched shapes": (lambda a, b: a @ b, [numbers(3, 4), numbers(3, 2)]),
    "matmul of mixed dtypes": (lambda a, b: a @ b, [numbers(3, 4), numbers(4, 2).double()]),
    "matmul with empty k": (lambda a, b: a @ b, [numbers(2, 0), numbers(0, 3)]),
    "linear": (lambda x, w, b: F.linear(x, w, b), [numbers(2, 3, 4), numbers(5, 4), numbers(5)]),
    # shapes
    "view -1": (lambda a: a.view(4, -1), [c234]),
    "view of transposed": (lambda a: a.t().view(6), [a23]),
    "reshape of transposed": (lambda a: a.t().reshape(2, 3), [a23]),
    "flatten": (lambda a: a.flatten(1), [c234]),
    "permute": (lambda a: a.permute(2, 0, 1), [c234]),
    "expand -1": (lambda a: a.expand(4, -1, 3), [b21]),
    "expand wrong": (lambda a: a.expand(4, 5), [b21]),
    "squeeze": (lambda a: a.squeeze(), [numbers(1, 3, 1)]),
    "unsqueeze -1": (lambda a: a.unsqueeze(-1), [a23]),
    "repeat": (lambda a: a.repeat(2, 1, 2), [a23]),
    "cat mixed": (lambda a, b: torch.cat([a, b]), [i23, a23]),
    "cat wrong": (lambda a, b: torch.cat([a, b]), [a23, numbers(2, 2)]),
    "stack 1": (lambda a, b: torch.stack([a, b], 1), [a23, a23 * 2]),
    "chunk last": (lambda a: a.chunk(3, 1)[-1], [numbers(2, 7)]),
    "split middle": (lambda a: a.split(3, 1)[1], [numbers(2, 7)]),
    "flip": (lambda a: a.flip(0, 2), [c234]),
    "tril": (lambda a: a.tril(-1), [numbers(3, 4)]),
    "triu": (lambda a: a.triu(1), [c234]),
    "diagonal": (lambda a: a.diagonal(-1), [numbers(3, 4)]),
    "diag": (lambda a: a.diag(1), [b3]),
    "movedim": (lambda a: a.movedim((0,), (2,)), [c234]),
    "repeat_interleave": (lambda a: a.repeat_interleave(2, 1), [a23]),
    # indexing
    "index number slice": (lambda a: a[1, :, 1:3], [c234]),
    "index step": (lambda a: a[:, ::2], [c234]),
    "index negative": (lambda a: a[-1, -2], [c234]),
    "index ellipsis none": (lambda a: a[..., None, -1], [c234]),
    "index beyond": (lambda a: a[0, 3], [a23]),
    "index tensor": (lambda a, i: a[:, i], [c234, torch.tensor([2, 0, -1])]),
    "index two tensors": (lambda a, i, j: a[i, :, j], [c234, torch.tensor([[0], [1]]), torch.tensor([3, 0, 1])]),
    "index two tensors together": (lambda a, i, j: a[:, i, j], [c234, torch.tensor([2, 0]), torch.tensor([3, 1])]),
    "index mask": (lambda a, m: a[m], [a23, flags(2, 3)]),
    "index mask of rows": (lambda a, m: a[m], [c234, torch.tensor([False, True])]),
    "index tensor beyond": (lambda a, i: a[i], [a23, torch.tensor([2])]),
    "masked_select": (lambda a, m: a.masked_select(m), [a23, flags(3)]),
    "nonzero": (lambda a: a.nonzero(), [i23]),
    "gather": (lambda a, i: a.gather(1, i), [a23, torch.tensor([[2, 0], [1, 1]])]),
    "gather beyond": (lambda a, i: a.gather(1, i), [a23, torch.tensor([[3]])]),
    "gather index of int32": (lambda a, i: a.gather(1, i), [a23, torch.tensor([[0]], dtype=torch.int32)]),
    "scatter": (lambda a, i, s: a.scatter(0, i, s), [a23, torch.tensor([[1, 0, 1]]), numbers(1, 3) * 9]),
    "scatter_add": (lambda a, i, s: a.scatter_add(1, i, s), [a23, torch.tensor([[2, 2], [0, 1]]), numbers(2, 2)]),
    "index_select": (lambda a, i: a.index_select(1, i), [c234, torch.tensor([2, 2, 0])]),
    "index_add": (lambda a, i, s: a.index_add(0, i, s, alpha=2), [a23, torch.tensor([1, 1]), numbers(2, 3)]),
    "where": (lambda m, a, b: torch.where(m, a, b), [flags(2, 3), a23, b21]),
    "masked_fill": (lambda a, m: a.masked_fill(m, -1.5), [a23, flags(3)]),
    "take_along_dim": (lambda a, i: torch.take_along_dim(a, i, 1), [a23, torch.tensor([[2], [0]])]),
    "one_hot": (lambda i: F.one_hot(i, 4), [torch.tensor([[1, 3], [0, 2]])]),
    "bincount": (lambda i: i.bincount(minlength=6), [torch.tensor([1, 3, 1])]),
    # losses
    "cross_entropy": (lambda x, t: F.cross_entropy(x, t), [numbers(3, 4), torch.tensor([1, 0, 3])]),
    "cross_entropy ignore smooth": (lambda x, t: F.cross_entropy(x, t, ignore_index=-100, label_smoothing=0.1), [numbers(3, 4), torch.tensor([1, -100, 3])]),
    "cross_entropy weight smooth": (lambda x, t, w: F.cross_entropy(x, t, w, label_smoothing=0.1), [numbers(3, 4), torch.tensor([1, -100, 3]), torch.tensor([1., 2, 3, 4])]),
    "cross_entropy sum weight": (lambda x, t, w: F.cross_entropy(x, t, w, reduction="sum"), [numbers(3, 4), torch.tensor([1, 0, 3]), torch.tensor([1., 2, 3, 4])]),
    "cross_entropy none 3d": (lambda x, t: F.cross_entropy(x, t, reduction="none"), [c234, torch.tensor([[1, 0, 2, 2], [0, 1, 1, 2]])]),
    "cross_entropy probabilities smooth": (lambda x, p: F.cross_entropy(x, p, label_smoothing=0.2), [numbers(3, 4), numbers(3, 4).softmax(1)]),
    "cross_entropy one": (lambda x, t: F.cross_entropy(x, t), [numbers(4), torch.tensor(2)]),
    "cross_entropy class beyond": (lambda x, t: F.cross_entropy(x, t), [numbers(3, 4), torch.tensor([1, 0, 4])]),
    "nll weight": (lambda x, t, w: F.nll_loss(x, t, w), [numbers(3, 4), torch.tensor([1, 0, 3]), torch.tensor([1., 2, 3, 4])]),
    "bce logits": (lambda x, t: F.binary_cross_entropy_with_logits(x, t), [a23 * 4, pos / 4]),
    "bce logits weights": (lambda x, t, w, p: F.binary_cross_entropy_with_logits(x, t, w, pos_weight=p), [a23, pos / 4, pos, torch.tensor([1., 2, 3])]),
    "bce": (lambda x, t: F.binary_cross_entropy(x, t), [torch.tensor([0., 0.3, 1, 0.9]), torch.tensor([0., 0.5, 1, 0])]),
    "kl_div log": (lambda x, t: F.kl_div(x, t, log_target=True, reduction="sum"), [a23.log_softmax(1), pos.log_softmax(1)]),
    "kl_div": (lambda x, t: F.kl_div(x, t, reduction="mean"), [a23.log_softmax(1), torch.tensor([[0., 0.4, 0.6], [0.2, 0.3, 0.5]])]),
    "smooth_l1": (lambda x, t: F.smooth_l1_loss(x, t, beta=0.5), [a23, b3.expand(2, 3).contiguous()]),
    "huber none": (lambda x, t: F.huber_loss(x, t, reduction="none", delta=0.7), [a23, b3.expand(2, 3).contiguous()]),
    "layer_norm": (lambda x, w, b: F.layer_norm(x, (4,), w, b), [c234, numbers(4), numbers(4, start=0.1)]),
    "cosine_similarity": (lambda x, y: F.cosine_similarity(x, y, dim=1), [c234, c234 * c234]),
    "normalize": (lambda x: F.normalize(x, dim=2), [c234]),
    # statistics and contractions
    "prod dim": (lambda a: a.prod(1), [c234]),
    "prod of int": (lambda a: a.prod(), [i23]),
    "prod of nothing": (lambda a: a.prod(), [numbers(0)]),
    "quantile": (lambda a: a.quantile(torch.tensor([0.1, 0.5, 1.0]), dim=1), [c234]),
    "median": (lambda a: a.median(), [a23]),
    "unique": (lambda a: a.unique(), [i23]),
    "unique inverse": (lambda a: a.unique(return_inverse=True)[1], [i23]),
    "unique counts": (lambda a: a.unique(return_counts=True)[1], [i23]),
    "logaddexp": (lambda a, b: torch.logaddexp(a, b), [special, torch.tensor([0.0, 1, 1, 50, float("inf"), float("-inf"), 0, 0, 87, -104, 1e38])]),
    "xlogy": (lambda a, b: torch.xlogy(a, b), [torch.tensor([0., 0, 1, 2]), torch.tensor([0., float("nan"), 0, 3])]),
    "lerp": (lambda a, b, w: torch.lerp(a, b, w), [a23, b3.expand(2, 3).contiguous(), torch.tensor(0.3)]),
    "einsum": (lambda a, b: torch.einsum("bij,bkj->ibk", a, b), [c234, numbers(2, 5, 4)]),
    "einsum implicit": (lambda a, b: torch.einsum("ij,jk", a, b), [a23, numbers(3, 4)]),
    "einsum diagonal": (lambda a: torch.einsum("ii->i", a), [numbers(3, 3)]),
    "einsum wrong": (lambda a, b: torch.einsum("ij,jk->ik", a, b), [a23, numbers(2, 4)]),
    "tensordot": (lambda a, b: torch.tensordot(a, b, 2), [c234, numbers(3, 4, 2)]),
    "roll": (lambda a: a.roll(-1, 2), [c234]),
    "roll all": (lambda a: a.roll(4), [a23]),
    "diff": (lambda a: a.diff(), [c234]),
    "meshgrid xy": (lambda a, b: torch.meshgrid(a, b, indexing="xy")[0], [b3, numbers(2)]),
    "triplet": (lambda a, p, n: F.triplet_margin_loss(a, p, n, swap=True), [a23, pos, numbers(2, 3, start=0.5)]),
    "cosine_embedding": (lambda a, b, t: F.cosine_embedding_loss(a, b, t, 0.1), [a23, pos, torch.tensor([1, -1])]),
    "mish": (lambda a: F.mish(a), [a23 * 3]),
    "glu": (lambda a: F.glu(a), [c234]),
    "baddbmm": (lambda c, a, b: torch.baddbmm(c, a, b, beta=0.5, alpha=2), [numbers(2, 1, 5), c234, numbers(2, 4, 5)]),
    "baddbmm wrong": (lambda c, a, b: torch.baddbmm(c, a, b), [numbers(2, 3, 5), c234, numbers(3, 4, 5)]),
    "bmm transposed": (lambda a, b: a.mT.bmm(b.mT), [numbers(2, 4, 3), numbers(2, 5, 4)]),
    "einsum batch heads": (lambda a, b: torch.einsum("bhid,bhjd->bhij", a, b), [numbers(2, 2, 3, 4), numbers(2, 2, 5, 4)]),
    "einsum outer": (lambda a, b: torch.einsum("i,j->ij", a, b), [b3, numbers(4)]),
    "einsum three": (lambda a, b, c: torch.einsum("bi,ij,bj->b", a, b, c), [a23, numbers(3, 4), numbers(2, 4)]),
    "einsum sum": (lambda a: torch.einsum("ijk->j", a), [c234]),
    "einsum ellipsis": (lambda a, b: torch.einsum("...ij,...jk->...ik", a, b), [numbers(2, 1, 3, 4), numbers(5, 4, 2)]),
    "einsum ellipsis implicit": (lambda a, b: torch.einsum("b...,bj", a, b), [c234, a23]),
    "einsum ellipsis moved": (lambda a: torch.einsum("i...->...i", a), [c234]),
    "einsum ellipsis summed": (lambda a: torch.einsum("i...->i", a), [c234]),
    "einsum of size one": (lambda a, b: torch.einsum("ij,ij->j", a, b), [a23, numbers(1, 3)]),
    "einsum ellipsis twice": (lambda a: torch.einsum("...i...->i", a), [c234]),
    "einsum ellipsis too short": (lambda a: torch.einsum("abcd...->a", a), [c234]),
    # images
    "conv2d": (lambda x, w, b: F.conv2d(x, w, b), [image, kernel, b4]),
    "conv2d stride padding": (lambda x, w: F.conv2d(x, w, None, (2, 1), (1, 2)), [image, kernel]),
    "conv2d dilation": (lambda x, w, b: F.conv2d(x, w, b, 1, 2, (2, 1)), [image, kernel, b4]),
    "conv2d groups": (lambda x, w, b: F.conv2d(x, w, b, 1, 1, 1, 2), [numbers(2, 6, 5, 4), kernel, b4]),
    "conv2d depthwise": (lambda x, w: F.conv2d(x, w, None, 2, 1, 1, 3), [image, numbers(6, 1, 3, 3)]),
    "conv2d 1x1": (lambda x, w, b: F.conv2d(x, w, b), [image, numbers(4, 3, 1, 1), b4]),
    "conv2d of one image": (lambda x, w: F.conv2d(x, w, padding=1), [image[0], kernel]),
    "conv2d same": (lambda x, w: F.conv2d(x, w, padding="same"), [image, numbers(2, 3, 2, 4)]),
    "conv2d wide padding": (lambda x, w: F.conv2d(x, w, padding=(4, 5)), [numbers(1, 1, 2, 1), numbers(1, 1, 3, 2)]),
    "conv2d of other channels": (lambda x, w: F.conv2d(x, w), [image, numbers(4, 2, 3, 3)]),
    "conv2d of no images": (lambda x, w, b: F.conv2d(x, w, b), [numbers(0, 3, 5, 4), kernel, b4]),
    "max_pool2d of no images": (lambda x: F.max_pool2d(x, 2), [numbers(0, 3, 5, 4)]),
    "avg_pool2d of no images": (lambda x: F.avg_pool2d(x, 2), [numbers(0, 3, 5, 4)]),
    "conv2d kernel beyond": (lambda x, w: F.conv2d(x, w), [image, numbers(4, 3, 6, 3)]),
    "conv2d bias of other size": (lambda x, w, b: F.conv2d(x, w, b), [image, kernel, b3]),
    "conv2d stride 0": (lambda x, w: F.conv2d(x, w, stride=0), [image, kernel]),
    "unfold": (lambda x: F.unfold(x, (2, 3), 1, (1, 0), (1, 2)), [image]),
    "fold": (lambda x: F.fold(x, (4, 5), (2, 2), 1, 1, (2, 1)), [numbers(1, 8, 18)]),
    "pad": (lambda x: F.pad(x, (1, 2, 0, 1), value=0.5), [c234]),
    "pad negative": (lambda x: F.pad(x, (-1, 2, 1, -1)), [c234]),
    "pad reflect": (lambda x: F.pad(x, (1, 2, 2, 1), mode="reflect"), [image]),
    "pad replicate": (lambda x: F.pad(x, (1, 2, 0, 1), mode="replicate"), [image]),
    "pad circular": (lambda x: F.pad(x, (1, 2, 2, 1), mode="circular"), [image]),
    "pad reflect too far": (lambda x: F.pad(x, (4, 0, 0, 0), mode="reflect"), [image]),
    "max_pool2d": (lambda x: F.max_pool2d(x, 2), [image]),
    "max_pool2d padding ceil": (lambda x: F.max_pool2d(x, 3, 2, 1, ceil_mode=True), [image]),
    "max_pool2d dilation indices": (lambda x: F.max_pool2d(x, (2, 2), (1, 1), (1, 0), (2, 1), return_indices=True)[1], [image]),
    "max_pool2d with nan": (lambda x: F.max_pool2d(x, 2, 1), [torch.tensor([[[1., float("nan"), 0, 2], [3, 4, -1, float("-inf")]]])]),
    "max_pool2d indices of nan": (lambda x: F.max_pool2d(x, (2, 3), 1, return_indices=True)[1], [torch.tensor([[[1., float("nan"), 0, 2], [float("nan"), 4, -1, 2]]])]),
    "max_pool2d padding beyond": (lambda x: F.max_pool2d(x, 2, 2, 2), [image]),
    "max_pool2d too large": (lambda x: F.max_pool2d(x, 6), [image]),
    "avg_pool2d": (lambda x: F.avg_pool2d(x, (2, 3), (2, 1)), [image]),
    "avg_pool2d padding ceil": (lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True), [image]),
    "avg_pool2d without padding": (lambda x: F.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False), [image]),
    "avg_pool2d divisor": (lambda x: F.avg_pool2d(x, (2, 2), divisor_override=3), [image]),
    "adaptive_avg_pool2d": (lambda x: F.adaptive_avg_pool2d(x, (3, 6)), [image]),
    "adaptive_avg_pool2d to one": (lambda x: F.adaptive_avg_pool2d(x, 1), [image[0]]),
    "interpolate": (lambda x: F.interpolate(x, (7, 9)), [image]),
    "interpolate factor": (lambda x: F.interpolate(x, scale_factor=1.7), [image]),
    "interpolate down": (lambda x: F.interpolate(x, scale_factor=(0.5, 0.3)), [numbers(1, 1, 9, 10)]),
    "interpolate area": (lambda x: F.interpolate(x, (3, 2), mode="area"), [image]),
    "interpolate of both": (lambda x: F.interpolate(x, (3, 2), scale_factor=2), [image]),
    "batch_norm training": (lambda x, w, b: F.batch_norm(x, None, None, w, b, True), [image, b3, numbers(3)]),
    "batch_norm running": (lambda x, m, v: F.batch_norm(x, m, v), [image, b3, b3.abs() + 0.2]),
    "batch_norm of one value": (lambda x: F.batch_norm(x, None, None, training=True), [numbers(1, 3)]),
    "group_norm": (lambda x, w, b: F.group_norm(x, 2, w, b), [numbers(2, 4, 3), b4, b4 * 2]),
    "group_norm uneven": (lambda x: F.group_norm(x, 2), [image]),
    # writing at indices
    "index_put accumulate": (lambda a, i, s: a.index_put((i,), s, accumulate=True), [a23, torch.tensor([1, 0, 1]), numbers(3, 3)]),
    "index_put": (lambda a, i, j, s: a.index_put((i, j), s), [a23, torch.tensor([1, 0]), torch.tensor([2, -1]), numbers(2)]),
    "norm inf": (lambda a: a.norm(float("inf")), [a23]),
    "norm 3 dim": (lambda a: a.norm(3, 1, True), [c234]),
    # making
    "arange": (lambda: torch.arange(2, 11, 3), []),
    "arange float": (lambda: torch.arange(0, 1, 0.15), []),
    "arange down": (lambda: torch.arange(5, 0, -2), []),
    "linspace": (lambda: torch.linspace(-1, 2, 8), []),
    "eye": (lambda: torch.eye(2, 3), []),
    "full int": (lambda: torch.full((2, 2), 3), []),
    "full float": (lambda: torch.full((2,), 0.5), []),
    "bool to float": (lambda a: a.float(), [flags(2, 3)]),
    "float to int": (lambda a: a.long(), [a23 * 3]),
    "float to bool": (lambda a: a.bool(), [torch.tensor([0., -0.0, 0.1, float("nan")])]),
    "int to uint8 wraps": (lambda a: a.to(torch.uint8), [torch.tensor([-1, 256, 3])]),
}


def stored(t):
    t = t.detach().contiguous()
    values = t.flatten().tolist()
    if t.dtype.is_floating_point:
        values = [v if math.isfinite(v) else str(v) for v in values]
    if t.dtype == torch.bool:
        values = [int(v) for v in values]
    return {"dtype": DTYPES[t.dtype], "shape": list(t.shape), "data": values}


def main():
    torch.set_num_threads(1)
    cases = []
    for name, (f, inputs) in CASES.items():
        case = {"name": name, "inputs": [stored(t) for t in inputs]}
        try:
            case["output"] = stored(f(*[t.clone() for t in inputs]))
        except (RuntimeError, IndexError, ValueError):
            case["error"] = True
        cases.append(case)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ops.json")
    with open(path, "w") as file:
        file.write('{"made_by": "generate.py", "torch": "%s", "cases": [\n' % torch.__version__)
        file.write(",\n".join(json.dumps(c) for c in cases))
        file.write("\n]}\n")


main()
