"""Makes edges.json: values and gradients where operations differ most easily from PyTorch's. NaN and infinities, equal
elements, zeros, no elements, no dimensions, small integers, booleans, bad calls; EdgeCases.cs has the same expressions.

Run: python3 edges.py   (PyTorch 1.13, CPU). A case that PyTorch rejects is stored as an error.
"""
import json
import math
import os

import torch
import torch.nn.functional as F

nan, inf = float("nan"), float("inf")
f, d, byte, char = ((lambda *v, t=t: torch.tensor(v, dtype=t)) for t in (torch.float32, torch.float64, torch.uint8, torch.int8))
i = b = torch.tensor
mixed = f(-inf, -2.5, -0.0, 0.0, 1.0, 2.5, inf, nan)
rows = torch.tensor([[1., nan, inf], [2., 3., inf], [4., 5., -inf]])


def divided(mode):
    return lambda x, y: torch.div(x, y, rounding_mode=mode)


def put(x, *index_and_value):
    y = x.clone()
    *index, value = index_and_value
    y[tuple(index)] = value
    return y


CASES = {
    # division and what it leaves
    "floor of fractions": (divided("floor"), [f(7, -7, 7, -7, 1, 0.3, -0.0), f(2, 2, -2, -2, 0.1, 0.1, 3)]),
    "floor of fractions by infinities": (divided("floor"), [mixed, f(-inf)]),
    "floor of infinities": (divided("floor"), [mixed, f(2)]),
    "floor by zero": (divided("floor"), [mixed, f(0)]),
    "floor of floats by a number": (lambda x: torch.div(x, 0.1, rounding_mode="floor"), [f(1, 0.3, -0.3, inf)]),
    "trunc of fractions": (divided("trunc"), [f(7, -7, 7, -7), f(2, 2, -2, -2)]),
    "remainder": (torch.remainder, [f(5.5, -5.5, 5.5, -5.5, -4, 0), f(2, 2, -2, -2, 2, 3)]),
    "remainder by infinities": (torch.remainder, [f(1.5, -1.5, 1.5, -1.5), f(inf, inf, -inf, -inf)]),
    "fmod": (torch.fmod, [f(5.5, -5.5, 5.5, -5.5, -4, 0), f(2, 2, -2, -2, 2, 3)]),
    "fmod by infinities": (torch.fmod, [f(1.5, -1.5), f(inf, -inf)]),
    "fmod of an infinity": (torch.fmod, [f(inf), f(2)]),
    "fmod broadcast": (torch.fmod, [torch.tensor([[5.5], [7.25]]), f(2, 3)]),
    "powers of integers": (torch.pow, [i([1, -1, -1, 2, 0, 3]), i([-5, -3, -2, -1, -1, 2])]),
    "integers to the power -1": (lambda x: x.pow(-1), [i([1, 2])]),
    "square of int8": (torch.square, [char(-7, 3)]),
    "square of booleans": (torch.square, [b([True, False])]),
    "powers of zeros": (torch.pow, [d(0, -0.0, 0, 4), d(2, -1, 0.5, 0)]),
    # limits
    "maximum of NaN": (torch.maximum, [f(1, nan, 2, nan), f(nan, 1, 2, nan)]),
    "minimum of equals": (torch.minimum, [f(1, 2, 3), f(1, 3, 2)]),
    "clamp of NaN": (lambda x: x.clamp(-1, 2), [mixed]),
    "clamp between tensors": (lambda x, lo, hi: x.clamp(lo, hi), [f(1, 5, -5, 2, 0, nan), f(1, 0, 0, 3, 2, 0), f(1, 2, 2, 1, 2, 1)]),
    "clamp of integers between fractions": (lambda x, lo, hi: x.clamp(lo, hi), [i([-3, 0, 7]), f(-1.5), f(2.5)]),
    "max with NaN": (torch.max, [f(1, nan, 3, nan)]),
    "min of equals": (torch.min, [f(2, 1, 1, 3)]),
    "median with NaN": (torch.median, [f(1, nan, 3)]),
    "median of equals": (torch.median, [f(2, 1, 2, 2, 5)]),
    "median of nothing": (torch.median, [torch.zeros(0, 3)]),
    "quantile with infinities": (lambda x: x.quantile(0.75, 0), [rows]),
    "quantile of equals": (lambda x: x.quantile(0.4, 0), [f(3, 3, 3, 3)]),
    "quantile of a number": (lambda x: x.quantile(0.3, 0), [torch.tensor(2.)]),
    "quantile of nothing": (lambda x: x.quantile(0.3, 0), [torch.zeros(0)]),
    "std of equals": (torch.std, [f(2, 2, 2)]),
    "std of rows, one of equals": (lambda x: x.std(1), [torch.tensor([[1., 1.], [1., 3.]])]),
    "logsumexp of nothing": (lambda x: x.logsumexp(0), [torch.zeros(0, 2)]),
    "logsumexp of integers": (lambda x: x.logsumexp(0), [i([1, 2, 3])]),
    # functions of small integers and booleans
    "abs of uint8": (torch.abs, [byte(7, 0, 255)]),
    "abs of int8": (torch.abs, [char(-7, 7)]),
    "sinh of uint8": (torch.sinh, [byte(2, 1, 0)]),
    "sinh near 0": (torch.sinh, [f(1e-6, -3e-4, 0.02)]),
    "cosh of booleans": (torch.cosh, [b([True, False])]),
    "softsign of uint8": (F.softsign, [byte(7, 3)]),
    "sign of booleans": (torch.sign, [b([True, False])]),
    "isinf of booleans": (torch.isinf, [b([True, False])]),
    "relu6 of integers": (F.relu6, [i([-1, 3, 9])]),
    "hardtanh of int8": (F.hardtanh, [char(-3, 0, 3)]),
    "in-place relu of integers": (lambda x: x.relu_(), [i([-1, 3])]),
    "sum as int32": (lambda x: x.detach().sum(0, dtype=torch.int32), [f(1.5, 2.5)]),
    "sum as int8 wraps": (lambda x: x.sum(0, dtype=torch.int8), [i([100, 100])]),
    "float minus booleans": (lambda x, y: x - y, [f(1, 2), b([True, False])]),
    "number minus booleans": (lambda x: 1 - x, [b([True, False])]),
    "booleans minus a number": (lambda x: x - 1, [b([True, False])]),
    "diff of booleans": (torch.diff, [b([True, False, False, True])]),
    "add half of integers": (lambda x, y: torch.add(x, y, alpha=0.5), [i([1]), i([2])]),
    "addcdiv of integers": (lambda x, y, z: torch.addcdiv(x, y, z, value=1), [i([1]), i([2]), i([2])]),
    # logarithms
    "xlogy of zeros": (torch.xlogy, [d(0, 0, 2, 0), d(2, 0.5, 3, nan)]),
    "xlogy by integers": (torch.xlogy, [d(1, 2.5), i([7, 3])]),
    "logaddexp of an infinity": (torch.logaddexp, [f(inf, -inf, 1), f(1, 1, 1)]),
    # no elements, no dimensions
    "matmul of no elements": (torch.matmul, [torch.zeros(3, 2, 0), torch.zeros(0, 4)]),
    "batched matmul of no elements": (torch.matmul, [torch.zeros(3, 1, 2, 0), torch.zeros(3, 0, 4)]),
    "matmul without batches": (torch.matmul, [torch.ones(0, 2, 3), torch.ones(3, 4)]),
    "linear of no elements": (F.linear, [torch.zeros(2, 0, 3), torch.ones(4, 3)]),
    "masked_select of a number": (torch.masked_select, [torch.tensor(7.), b(True)]),
    "a number under a mask": (lambda x, m: x[m], [torch.tensor(7.), b(False)]),
    "rows under a mask of no dimensions": (lambda x, m: x[m], [f(1, 2), b(True)]),
    "movedim of a number": (lambda x: x.movedim(0, 0), [torch.tensor(7.)]),
    "flip of a number": (lambda x: x.flip(0), [torch.tensor(7.)]),
    "unbind of a number": (lambda x: torch.stack(x.unbind(0)), [torch.tensor(7.)]),
    "split of a number": (lambda x: x.split(1)[0], [torch.tensor(7.)]),
    "chunk of a number": (lambda x: x.chunk(1)[0], [torch.tensor(7.)]),
    "diff of a number": (torch.diff, [torch.tensor(7.)]),
    "take_along_dim of a number": (lambda x, at: x.take_along_dim(at, 0), [torch.tensor(7.), i(0)]),
    "diff past the end": (lambda x: x.diff(3), [f(1, 2)]),
    "chunks of nothing": (lambda x: torch.stack(x.chunk(3)), [torch.zeros(0)]),
    "split of nothing by 0": (lambda x: x.split(0)[0], [torch.zeros(0)]),
    # shapes
    "masked_fill by a larger mask": (lambda x, m: x.masked_fill(m, 9), [f(1, 2), b([[True, False], [False, False]])]),
    "in-place masked_fill by a larger mask": (lambda x, m: x.clone().masked_fill_(m, 9), [f(1, 2), b([[True, False]])]),
    "put a row with a dimension too many": (lambda x, v: put(x, 0, ..., v), [torch.ones(2, 2), torch.tensor([[5., 6.]])]),
    "put at an index with a dimension too many": (put, [torch.zeros(2, 2), i([0, 1]), torch.tensor([[[5., 6.], [7., 8.]]])]),
    "put integers among fractions": (put, [f(1, 2), i([1, 0]), i([5, 6])]),
    "put one integer among fractions": (put, [f(1, 2), b([True, False]), i([5])]),
    "outer of a matrix": (torch.outer, [torch.ones(2, 2), f(1)]),
    "trace of three dimensions": (torch.trace, [torch.ones(2, 2, 2)]),
    "take_along_dim of other ranks": (lambda x, at: x.take_along_dim(at, 0), [f(1, 2), i([[0]])]),
    "write to repeated memory": (lambda x: x.clone().expand(2, 3).add_(1), [f(1, 2, 3)]),
    "integers into booleans": (lambda x, y: x.clone().add_(y), [b([True]), i([2])]),
    # activations, losses and searches
    "celu of NaN": (F.celu, [f(-1, nan, inf)]),
    "hardtanh of NaN": (F.hardtanh, [f(-2, -1, nan, 0.5)]),
    "glu of an odd size": (F.glu, [torch.ones(2, 3)]),
    "glu of a number": (F.glu, [torch.tensor(1.)]),
    "fmax of equals and NaN": (torch.fmax, [f(1, nan, 2, nan), f(1, 3, nan, nan)]),
    "fmin of equals": (torch.fmin, [f(1, 2), f(1, 3)]),
    "hypot of uint8": (torch.hypot, [byte(200, 3), f(1, 4)]),
    "logaddexp2 of numbers": (torch.logaddexp2, [torch.tensor(-1., dtype=torch.float64), i([0, 2])]),
    "searchsorted of NaN": (torch.searchsorted, [i([1., 2.]), i([nan, 1.5])]),
    "searchsorted of a number": (lambda x, v: torch.searchsorted(x, v, right=True), [i([1., 2.]), torch.tensor(2.)]),
    "index_fill of a number": (lambda x, at: x.index_fill(0, at, 3), [torch.tensor(1.), i([0])]),
    "inner of nothing": (torch.inner, [torch.zeros(2, 0), torch.zeros(0)]),
    "slices of nothing": (lambda x: x[-1:3, -1:], [torch.zeros(0, 2)]),
    "cross entropy of ignored targets": (lambda x, y: F.cross_entropy(x, y), [rows[:2, :2].nan_to_num(), i([-100, -100])]),
    "smooth cross entropy of ignored targets": (lambda x, y: F.cross_entropy(x, y, label_smoothing=0.1), [torch.ones(2, 3), i([-100, -100])]),
    "nll of an ignored infinity": (lambda x, y: F.nll_loss(x, y), [torch.tensor([[-inf, -1.], [-2., -0.5]]), i([-100, 1])]),
    "huber of infinities": (lambda x, y: F.huber_loss(x, y, reduction="sum"), [f(inf, 0.5, -3, 1, nan), f(0, 0, 0, 0, 0)]),
    "smooth l1 of infinities": (lambda x, y: F.smooth_l1_loss(x, y, reduction="sum"), [f(-inf, 0.5, 3, 1, nan), f(0, 0, 0, 0, 0)]),
    # more without elements, and kernels without a size
    "power 0": (lambda x: x.pow(0), [f(0, 2, nan, inf)]),
    "linear of integers": (F.linear, [i([[1, 2]]), i([[3, 4], [5, 6]]), i([10, 20])]),
    "addmv of NaN times 0": (lambda x, m, v: torch.addmv(x, m, v, beta=0), [f(nan, 1), torch.ones(2, 2), f(1, 2)]),
    "addmm of NaN times 0": (lambda x, m, v: torch.addmm(x, m, v, beta=0), [f(nan, 1), torch.ones(2, 2), torch.ones(2, 2)]),
    "convolution without a kernel": (F.conv2d, [torch.ones(1, 1, 4, 4), torch.zeros(2, 1, 0, 0)]),
    "convolution without outputs": (F.conv2d, [torch.ones(1, 1, 4, 4), torch.zeros(0, 1, 3, 3)]),
    "convolution without images": (F.conv2d, [torch.zeros(0, 2, 4, 4), torch.ones(3, 2, 3, 3), f(1, 2, 3)]),
    "transposed convolution without images": (F.conv_transpose2d, [torch.zeros(0, 2, 4, 4), torch.ones(2, 3, 3, 3)]),
    "max_pool2d without images": (lambda x: F.max_pool2d(x, 2), [torch.zeros(0, 1, 4, 4)]),
    "avg_pool2d without images": (lambda x: F.avg_pool2d(x, 2), [torch.zeros(0, 1, 4, 4)]),
    "adaptive_avg_pool2d without images": (lambda x: F.adaptive_avg_pool2d(x, 2), [torch.zeros(0, 1, 4, 4)]),
    "max_pool2d of NaN": (lambda x: F.max_pool2d(x, 2), [torch.tensor([[[[1., nan, 2, 5], [nan, 3, 4, -inf]]]])]),
    "windows larger than the image": (lambda x: F.unfold(x, 3), [torch.ones(1, 1, 2, 2)]),
    "softmax of no rows": (lambda x: x.softmax(1), [torch.zeros(0, 3)]),
    "softmax of no columns": (lambda x: x.softmax(1), [torch.zeros(2, 0)]),
    "log_softmax of minus infinities": (lambda x: x.log_softmax(1), [torch.tensor([[-inf, 0.], [-inf, -inf]])]),
    "logsumexp of infinities": (lambda x: x.logsumexp(1), [torch.tensor([[-inf, 0.], [inf, 1.]])]),
    "cumsum of nothing": (lambda x: x.cumsum(1), [torch.zeros(2, 0, 3)]),
    "cumprod of nothing": (lambda x: x.cumprod(0), [torch.zeros(0)]),
    "mean of nothing": (lambda x: x.mean(1), [torch.zeros(2, 0)]),
    "sum of no rows": (lambda x: x.sum(0), [torch.zeros(0, 3)]),
    "product of nothing": (lambda x: x.prod(), [torch.zeros(0)]),
    "norm of nothing": (lambda x: x.norm(), [torch.zeros(0)]),
    "norm of zeros": (lambda x: x.norm(), [f(0, 0)]),
    "variance of one": (lambda x: x.detach().var(), [f(2)]),
    "max of no columns": (lambda x: x.max(1)[0], [torch.zeros(2, 0)]),
    "max of no rows": (lambda x: x.max(1)[0], [torch.zeros(0, 2)]),
    "argmax of nothing": (lambda x: x.argmax(), [torch.zeros(0)]),
    "sort of nothing": (lambda x: x.sort(1)[0], [torch.zeros(2, 0)]),
    "topk of nothing": (lambda x: x.topk(0)[0], [torch.zeros(2, 0)]),
    "rows by no indices": (lambda x, at: x.index_select(0, at), [torch.ones(2, 3), torch.zeros(0, dtype=torch.int64)]),
    "layer_norm of no rows": (lambda x: F.layer_norm(x, [3]), [torch.zeros(0, 3)]),
    "layer_norm of equals": (lambda x: F.layer_norm(x, [3]), [torch.tensor([[2., 2., 2.]])]),
    "batch_norm of one value": (lambda x: F.batch_norm(x, None, None, training=True), [torch.ones(1, 2)]),
    "cross entropy of nothing": (F.cross_entropy, [torch.zeros(0, 3), torch.zeros(0, dtype=torch.int64)]),
    "mse of nothing": (F.mse_loss, [torch.zeros(0), torch.zeros(0)]),
    "normalize zeros": (F.normalize, [torch.zeros(1, 3)]),
    "cosine of zeros": (F.cosine_similarity, [torch.zeros(1, 3), torch.ones(1, 3)]),
    "distance of equals": (torch.dist, [f(1, 2), f(1, 2)]),
    "einsum of nothing": (lambda x, y: torch.einsum("ij,jk->ik", x, y), [torch.zeros(2, 0), torch.zeros(0, 3)]),
    "bmm of nothing": (torch.bmm, [torch.zeros(0, 2, 3), torch.zeros(0, 3, 2)]),
    "pad by less than nothing": (lambda x: F.pad(x, (-1, 1)), [f(1, 2, 3)]),
    "reflection wider than the image": (lambda x: F.pad(x, (3, 3), mode="reflect"), [torch.ones(1, 1, 3)]),
    "roll of nothing": (lambda x: x.roll(1), [torch.zeros(0)]),
    "flip of nothing": (lambda x: x.flip(0), [torch.zeros(0, 2)]),
    "repeat no times": (lambda x: x.repeat(0), [f(1, 2)]),
    "repeat_interleave no times": (lambda x: x.repeat_interleave(0), [f(1, 2)]),
    "tril of nothing": (torch.tril, [torch.zeros(0, 3)]),
    "clamp to a minimum above the maximum": (lambda x: x.clamp(3, 2), [f(1, 5)]),
    "nonzero of a number": (torch.nonzero, [torch.tensor(5.)]),
    "expand to nothing": (lambda x: x.expand(0, 3), [torch.ones(1, 3)]),
    "view of nothing": (lambda x: x.view(3, 0), [torch.zeros(0, 3)]),
    "view of nothing by an unknown size": (lambda x: x.view(0, -1), [torch.zeros(0, 3)]),
    "bincount of nothing": (torch.bincount, [torch.zeros(0, dtype=torch.int64)]),
    "logaddexp of equal infinities": (lambda x, y: torch.logaddexp(x.detach(), y.detach()), [f(-inf, inf), f(-inf, inf)]),
    "amax of NaN": (lambda x: x.amax(1), [rows]),
    "atan2 of zeros": (torch.atan2, [f(0, -0.0, 0, -0.0), f(0, 0, -0.0, -0.0)]),
    "scatter of nothing": (lambda x, at, y: x.scatter(0, at, y), [f(1, 2), torch.zeros(0, dtype=torch.int64), torch.zeros(0)]),
}

NAMES = {torch.float32: "Float32", torch.float64: "Float64", torch.int64: "Int64", torch.int32: "Int32", torch.bool: "Bool",
         torch.uint8: "Byte", torch.int8: "Int8"}


def stored(t):
    values = [v if math.isfinite(v) else str(v) for v in t.detach().double().flatten().tolist()]
    return {"dtype": NAMES[t.dtype], "shape": list(t.shape), "data": values}


def evaluated(function, inputs):
    leaves = [t.clone().requires_grad_(t.is_floating_point()) for t in inputs]
    y = function(*leaves)
    result = {"output": stored(y)}
    if y.requires_grad:
        # The incoming gradient is cos 1, cos 2, ...
        y.backward(torch.arange(1, y.numel() + 1, dtype=torch.float64).cos().to(y.dtype).view(y.shape))
        result["gradients"] = [None if t.grad is None else stored(t.grad) for t in leaves]
    return result


def main():
    torch.set_num_threads(1)
    cases = []
    for name, (function, inputs) in CASES.items():
        case = {"name": name, "inputs": [stored(t) for t in inputs]}
        try:
            case.update(evaluated(function, inputs))
        except (RuntimeError, IndexError, ValueError):
            case["error"] = True
        cases.append(case)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "edges.json")
    with open(path, "w") as file:
        file.write('{"made_by": "edges.py", "torch": "%s", "cases": [\n' % torch.__version__)
        file.write(",\n".join(json.dumps(c) for c in cases))
        file.write("\n]}\n")


main()
