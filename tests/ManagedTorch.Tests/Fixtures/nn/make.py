"""Makes the fixtures of this folder with PyTorch 1.13:  python3 make.py

differential.json  expressions: inputs, outputs, gradients, and calls that PyTorch rejects
initial.json       weights of layers and initializers from one seed
optimizers.json    parameters after steps of every optimizer, learning rates of every schedule
trajectories.json  losses of five trainings, step by step
"""
import json
import math
import os

import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter("ignore")  # SequentialLR warns about its own calls
VERSION = 1
torch.set_num_threads(1)


def write(name, content):
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    document = {"version": VERSION, "torch": torch.__version__.split("+")[0], "made_by": "make.py", **content}
    with open(path + ".new", "w") as f:
        json.dump(document, f, indent=None, separators=(",", ":"), allow_nan=False)
        f.write("\n")
    os.replace(path + ".new", path)


def numbers(t):
    """float32 values in as few digits as identify them."""
    t = t.detach()
    if t.dtype == torch.float32:
        return [float(f"{v:.9g}") for v in t.flatten().tolist()]
    return t.flatten().tolist()


def tensor(t):
    return {"dtype": str(t.dtype)[6:], "shape": list(t.shape), "values": numbers(t)}


# ---- differential -----------------------------------------------------------------------------------------------------

def differential():
    cases = []
    entry_weights = {}
    generator = torch.Generator().manual_seed(20)

    def rand(*shape, dtype=torch.float32):
        return torch.randn(*shape, generator=generator, dtype=dtype)

    def case(name, expression, *inputs):
        """Inputs of floating type are differentiated; the incoming gradient is far from all ones."""
        leaves = [t.clone().requires_grad_(t.is_floating_point()) for t in inputs]
        entry = {"name": name, "inputs": [tensor(t) for t in inputs]}
        try:
            output = expression(*leaves)
            incoming = torch.linspace(-1, 2, output.numel(), dtype=output.dtype).view_as(output)
            output.backward(incoming)
            entry["output"] = tensor(output)
            entry["incoming"] = tensor(incoming)
            entry["gradients"] = [tensor(t.grad) if t.grad is not None else None for t in leaves]
        except (RuntimeError, IndexError, ValueError) as rejection:
            entry["rejected"] = str(rejection).split("\n")[0]
        cases.append(entry)

    def layer(norm, *shape):
        return lambda x, *p: F.layer_norm(x, shape, *p)

    for dtype in (torch.float32, torch.float64):
        bits = str(dtype)[-2:]
        x, w, b = rand(4, 5, dtype=dtype), rand(3, 5, dtype=dtype), rand(3, dtype=dtype)
        case("linear/" + bits, F.linear, x, w, b)
        case("linear without bias/" + bits, F.linear, x, w)
        case("linear of [2, 4, 5]/" + bits, F.linear, rand(2, 4, 5, dtype=dtype), w, b)
        case("linear of a vector/" + bits, F.linear, rand(5, dtype=dtype), w, b)
        case("relu/" + bits, F.relu, x)
        case("tanh/" + bits, torch.tanh, x)
        case("sigmoid/" + bits, torch.sigmoid, x)
        case("silu/" + bits, F.silu, x)
        case("gelu/" + bits, F.gelu, x)
        case("gelu tanh/" + bits, lambda t: F.gelu(t, approximate="tanh"), x)
        case("softmax 1/" + bits, lambda t: F.softmax(t, 1), x)
        case("softmax 0/" + bits, lambda t: F.softmax(t, 0), x)
        case("log_softmax -1/" + bits, lambda t: F.log_softmax(t, -1), x * 30)
        case("log_softmax 0/" + bits, lambda t: F.log_softmax(t, 0), x)
        case("layer_norm/" + bits, layer(F.layer_norm, 5), x, rand(5, dtype=dtype), rand(5, dtype=dtype))
        case("layer_norm plain/" + bits, layer(F.layer_norm, 5), x)
        case("layer_norm of two dimensions/" + bits, layer(F.layer_norm, 4, 5), rand(3, 4, 5, dtype=dtype), rand(4, 5, dtype=dtype), rand(4, 5, dtype=dtype))
        case("embedding/" + bits, lambda t, i: F.embedding(i, t), rand(6, 3, dtype=dtype), torch.tensor([[1, 5, 1], [0, 2, 1]]))
        case("embedding with padding/" + bits, lambda t, i: F.embedding(i, t, padding_idx=1), rand(6, 3, dtype=dtype), torch.tensor([1, 5, 1, 0]))
        case("dropout in evaluation/" + bits, lambda t: F.dropout(t, 0.5, training=False), x)
        case("two layers/" + bits, lambda t, u, v: F.log_softmax(F.linear(F.relu(F.linear(t, u)), v), -1), x, w, rand(2, 3, dtype=dtype))
        case("dpo/" + bits, lambda p, r: -F.logsigmoid(0.1 * ((p[:, 0] - p[:, 1]) - (r[:, 0] - r[:, 1]))).mean(), rand(8, 2, dtype=dtype) * 20, rand(8, 2, dtype=dtype))

        case("leaky_relu/" + bits, lambda t: F.leaky_relu(t, 0.2), x)
        case("softplus/" + bits, lambda t: F.softplus(t, 2, 3), x * 3)
        case("logsigmoid/" + bits, F.logsigmoid, x * 30)
        case("flatten/" + bits, lambda t: t.flatten(1), rand(2, 3, 2, dtype=dtype))
        y, classes = rand(4, 5, dtype=dtype), torch.tensor([4, 0, 2, 2])
        weights = torch.rand(5, generator=generator, dtype=dtype) + 0.5
        for reduction in ("none", "mean", "sum"):
            end = f" {reduction}/{bits}"
            case("mse" + end, lambda a, b: F.mse_loss(a, b, reduction=reduction), x, y)
            case("l1" + end, lambda a, b: F.l1_loss(a, b, reduction=reduction), x, y)
            case("smooth l1" + end, lambda a, b: F.smooth_l1_loss(a, b, reduction=reduction, beta=0.7), x, y)
            case("kl of log targets" + end, lambda a, b: F.kl_div(a, b, reduction=reduction, log_target=True), x.log_softmax(1), y.log_softmax(1))
            case("kl of probabilities" + end, lambda a, b: F.kl_div(a, b, reduction=reduction), x.log_softmax(1), y.softmax(1))
            case("nll" + end, lambda a, c: F.nll_loss(a, c, reduction=reduction), x.log_softmax(1), classes)
            case("weighted nll" + end, lambda a, c: F.nll_loss(a, c, weights, reduction=reduction), x.log_softmax(1), classes)
            case("binary cross entropy" + end, lambda a, b: F.binary_cross_entropy_with_logits(a, b, reduction=reduction), x * 20, y.sigmoid())
            case("weighted binary cross entropy" + end, lambda a, b: F.binary_cross_entropy_with_logits(a, b, weights, reduction=reduction, pos_weight=weights + 1), x, y.sigmoid())
            case("cross entropy" + end, lambda a, c: F.cross_entropy(a, c, reduction=reduction), x * 10, classes)
            case("cross entropy without class 2" + end, lambda a, c: F.cross_entropy(a, c, ignore_index=2, reduction=reduction), x, classes)
            case("smoothed cross entropy" + end, lambda a, c: F.cross_entropy(a, c, weights, reduction=reduction, label_smoothing=0.1), x, classes)
        entry_weights[bits] = tensor(weights)

    x = rand(4, 5)
    case("rejected: cross entropy of class 5 of 5", lambda a, c: F.cross_entropy(a, c), x, torch.tensor([0, 1, 2, 5]))
    case("rejected: cross entropy of 3 classes for 4 rows", lambda a, c: F.cross_entropy(a, c), x, torch.tensor([0, 1, 2]))
    case("rejected: binary cross entropy of [4, 5] by [4]", lambda a, b: F.binary_cross_entropy_with_logits(a, b), x, rand(4))
    case("rejected: linear of 6 features by 5", F.linear, rand(4, 6), rand(3, 5), rand(3))
    case("rejected: linear with a bias of 4 for 3 outputs", F.linear, x, rand(3, 5), rand(4))
    case("rejected: linear of float32 by float64", F.linear, x, rand(3, 5, dtype=torch.float64))
    case("rejected: softmax along dimension 2 of 2", lambda t: F.softmax(t, 2), x)
    case("rejected: log_softmax along dimension -3 of 2", lambda t: F.log_softmax(t, -3), x)
    case("rejected: layer_norm over 4 of [4, 5]", layer(F.layer_norm, 4), x)
    case("rejected: embedding of row 6 of 6", lambda t, i: F.embedding(i, t), rand(6, 3), torch.tensor([6]))
    case("rejected: embedding of row -1", lambda t, i: F.embedding(i, t), rand(6, 3), torch.tensor([-1]))
    case("rejected: embedding of float indices", lambda t, i: F.embedding(i, t), rand(6, 3), rand(2))
    case("rejected: dropout with probability 1.5", lambda t: F.dropout(t, 1.5), x)
    for c in cases:
        assert ("rejected" in c) == c["name"].startswith("rejected"), c["name"]
    write("differential.json", {"cases": cases, "weights": entry_weights})


# ---- initial weights --------------------------------------------------------------------------------------------------

def initial():
    torch.manual_seed(7)
    made = {}

    def keep(name, t):
        made[name] = tensor(t)

    linear = nn.Linear(10, 6)
    keep("linear.weight", linear.weight)
    keep("linear.bias", linear.bias)
    keep("embedding.weight", nn.Embedding(5, 4, padding_idx=2).weight)
    keep("small embedding.weight", nn.Embedding(3, 2).weight)
    empty = lambda: torch.empty(4, 6)
    keep("uniform_", nn.init.uniform_(empty(), -2, 3))
    keep("normal_", nn.init.normal_(empty(), 1, 0.5))
    keep("normal_ of 5", nn.init.normal_(torch.empty(5), 1, 0.5))
    keep("xavier_uniform_", nn.init.xavier_uniform_(empty(), 1.5))
    keep("xavier_normal_", nn.init.xavier_normal_(empty()))
    keep("kaiming_uniform_", nn.init.kaiming_uniform_(empty(), nonlinearity="relu"))
    keep("kaiming_uniform_ fan out", nn.init.kaiming_uniform_(empty(), a=0.2, mode="fan_out"))
    keep("kaiming_normal_", nn.init.kaiming_normal_(torch.empty(4, 2, 3), nonlinearity="relu"))
    keep("float64 kaiming_uniform_", nn.init.kaiming_uniform_(torch.empty(2, 3, dtype=torch.float64), a=math.sqrt(5)))
    conv = nn.Conv2d(4, 6, (3, 2), groups=2)
    keep("conv.weight", conv.weight)
    keep("conv.bias", conv.bias)
    keep("plain conv.weight", nn.Conv2d(3, 2, 3, bias=False).weight)
    keep("after", torch.rand(3))
    write("initial.json", {"seed": 7, "tensors": made})


# ---- optimizers -------------------------------------------------------------------------------------------------------

def optimizers():
    settings = {
        "SGD": (torch.optim.SGD, dict(lr=0.1)),
        "SGD momentum": (torch.optim.SGD, dict(lr=0.1, momentum=0.9)),
        "SGD momentum dampening": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.01)),
        "SGD nesterov": (torch.optim.SGD, dict(lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)),
        "SGD maximize": (torch.optim.SGD, dict(lr=0.1, maximize=True)),
        "SGD maximize decay": (torch.optim.SGD, dict(lr=0.1, maximize=True, momentum=0.5, weight_decay=0.05)),
        "Adam": (torch.optim.Adam, dict(lr=0.01)),
        "Adam decay": (torch.optim.Adam, dict(lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1)),
        "Adam amsgrad": (torch.optim.Adam, dict(lr=0.01, amsgrad=True)),
        "Adam maximize": (torch.optim.Adam, dict(lr=0.01, maximize=True)),
        "AdamW": (torch.optim.AdamW, dict(lr=0.01, weight_decay=0.1)),
        "AdamW amsgrad": (torch.optim.AdamW, dict(lr=0.01, weight_decay=0.1, amsgrad=True)),
        "RMSProp": (torch.optim.RMSprop, dict(lr=0.01)),
        "RMSProp momentum": (torch.optim.RMSprop, dict(lr=0.01, alpha=0.9, eps=1e-6, weight_decay=0.1, momentum=0.9)),
        "RMSProp centered": (torch.optim.RMSprop, dict(lr=0.01, centered=True)),
    }
    runs = []
    for name, (kind, options) in settings.items():
        for dtype in (torch.float32, torch.float64):
            # Minimizes sum(c * (w - t)^4) / 4: gradients over several orders of magnitude, one of them zero at first.
            w = torch.linspace(-1.5, 2, 21, dtype=dtype).requires_grad_()
            target = torch.linspace(1, -1, 21, dtype=dtype)
            target[3] = w.data[3]
            c = torch.logspace(-4, -1, 21, dtype=dtype)
            optimizer = kind([w], **options)
            steps = []
            for _ in range(10):
                optimizer.zero_grad()
                (c * (w - target) ** 4 / 4).sum().backward()
                optimizer.step()
                steps.append(numbers(w))
            runs.append({"name": name, "dtype": str(dtype)[6:], "steps": [steps[0], steps[1], steps[9]]})
    schedules = {}

    def schedule(name, make, epochs=12):
        optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.5)
        scheduler = make(optimizer)
        rates = [optimizer.param_groups[0]["lr"]]
        for _ in range(epochs):
            optimizer.step()
            scheduler.step()
            rates.append(optimizer.param_groups[0]["lr"])
        schedules[name] = rates

    s = torch.optim.lr_scheduler
    schedule("LambdaLR", lambda o: s.LambdaLR(o, lambda e: 0.9 ** e))
    schedule("MultiplicativeLR", lambda o: s.MultiplicativeLR(o, lambda e: 1 / (1 + e)))
    schedule("StepLR", lambda o: s.StepLR(o, 3, 0.5))
    schedule("MultiStepLR", lambda o: s.MultiStepLR(o, [2, 5, 5, 7], 0.5))
    schedule("ExponentialLR", lambda o: s.ExponentialLR(o, 0.8))
    schedule("ConstantLR", lambda o: s.ConstantLR(o, 0.25, 4))
    schedule("LinearLR", lambda o: s.LinearLR(o, 0.1, 0.9, 6))
    schedule("PolynomialLR", lambda o: s.PolynomialLR(o, 8, 2.0))
    schedule("CosineAnnealingLR", lambda o: s.CosineAnnealingLR(o, 5, 0.01))
    schedule("warm-up then cosine", lambda o: s.SequentialLR(o, [s.LinearLR(o, 0.1, 1.0, 4), s.CosineAnnealingLR(o, 8)], [4]))
    schedule("ChainedLR", lambda o: s.ChainedScheduler([s.ConstantLR(o, 0.1, 2), s.ExponentialLR(o, 0.9)]))
    schedule("CyclicLR", lambda o: s.CyclicLR(o, 0.1, 0.7, 3, 2, cycle_momentum=False))
    schedule("CyclicLR triangular2", lambda o: s.CyclicLR(o, 0.1, 0.7, 2, mode="triangular2", cycle_momentum=False))
    schedule("CyclicLR exp_range", lambda o: s.CyclicLR(o, 0.1, 0.7, 3, mode="exp_range", gamma=0.9, cycle_momentum=False))
    schedule("OneCycleLR", lambda o: s.OneCycleLR(o, 0.8, 13, cycle_momentum=False))
    schedule("OneCycleLR linear of three phases", lambda o: s.OneCycleLR(o, 0.8, epochs=2, steps_per_epoch=7, anneal_strategy="linear", three_phase=True, cycle_momentum=False))
    momenta = {}
    for name, kind, options, make in (
            ("CyclicLR", torch.optim.SGD, dict(lr=0.5, momentum=0.9), lambda o: s.CyclicLR(o, 0.1, 0.7, 3, 2)),
            ("OneCycleLR", torch.optim.Adam, dict(lr=0.5), lambda o: s.OneCycleLR(o, 0.8, 10))):
        optimizer = kind([nn.Parameter(torch.zeros(1))], **options)
        scheduler, momenta[name] = make(optimizer), []
        for _ in range(9):
            group = optimizer.param_groups[0]
            momenta[name].append(group["betas"][0] if "betas" in group else group["momentum"])
            optimizer.step()
            scheduler.step()
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.5)
    plateau, measures = s.ReduceLROnPlateau(optimizer, factor=0.5, patience=1, cooldown=1, min_lr=0.1), [3, 2, 2, 2.1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1]
    plateaus = []
    for measure in measures:
        plateau.step(measure)
        plateaus.append(optimizer.param_groups[0]["lr"])
    clips = []
    for maximum, p in ((0.5, 2.0), (1e6, 2.0), (0.5, 1.0), (0.5, float("inf")), (0.5, 3.0)):
        a, b = nn.Parameter(torch.zeros(3)), nn.Parameter(torch.zeros(2, 2))
        a.grad, b.grad = torch.tensor([1.0, -2.0, 2.0]), torch.tensor([[0.0, 4.0], [1.0, -1.0]])
        norm = nn.utils.clip_grad_norm_([a, b], maximum, p)
        clips.append({"max": maximum, "p": "inf" if math.isinf(p) else p, "norm": norm.item(), "a": numbers(a.grad), "b": numbers(b.grad)})
    write("optimizers.json", {"runs": runs, "schedules": schedules, "momenta": momenta, "plateau": {"measures": measures, "rates": plateaus}, "clips": clips})


# ---- trajectories -----------------------------------------------------------------------------------------------------

class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.l2, self.l3 = nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 10)

    def forward(self, x):
        return F.log_softmax(self.l3(F.relu(self.l2(F.relu(self.l1(x))))), -1)


def classification(steps):
    torch.manual_seed(0)
    model = MLP()
    x, y = torch.randn(256, 10), torch.randint(0, 10, (256,))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    losses = []
    for _ in range(steps):
        rows = torch.randperm(256)[:64]
        optimizer.zero_grad()
        loss = F.nll_loss(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def dpo(steps):
    torch.manual_seed(0)
    policy, reference = MLP(), MLP()
    reference.load_state_dict(policy.state_dict())
    optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-3, weight_decay=0.01)
    x = torch.randn(64, 10)
    chosen = torch.randint(0, 10, (64, 1))
    rejected = (chosen + 1 + torch.randint(0, 9, (64, 1))) % 10
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        with torch.no_grad():
            logps = reference(x)
            margin0 = logps.gather(1, chosen) - logps.gather(1, rejected)
        logps = policy(x)
        loss = -F.logsigmoid(0.1 * (logps.gather(1, chosen) - logps.gather(1, rejected) - margin0)).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def images(steps):
    """A small convolutional classifier of 1 x 8 x 8 images."""
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
                          nn.Conv2d(8, 16, 3, stride=2, padding=1, groups=2), nn.GELU(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(16, 5))
    x, y = torch.randn(64, 1, 8, 8), torch.randint(0, 5, (64,))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    losses = []
    for _ in range(steps):
        rows = torch.randperm(64)[:32]
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.ln1, self.qkv, self.proj = nn.LayerNorm(width), nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.ln2, self.fc, self.fc2 = nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x, mask):
        b, t, d = x.shape
        q, k, v = (u.view(b, t, self.heads, d // self.heads).transpose(1, 2) for u in self.qkv(self.ln1(x)).split(d, 2))
        a = ((q @ k.transpose(-2, -1)) * (d // self.heads) ** -0.5).masked_fill(mask, float("-inf")).softmax(-1)
        x = x + self.proj((a @ v).transpose(1, 2).contiguous().view(b, t, d))
        return x + self.fc2(F.gelu(self.fc(self.ln2(x))))


class GPT(nn.Module):
    """16 wide, 2 layers, 2 heads, 24 tokens, up to 20 of them."""
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(24, 16), nn.Embedding(20, 16)
        self.h = nn.ModuleList(Block(16, 2) for _ in range(2))
        self.lnf, self.head = nn.LayerNorm(16), nn.Linear(16, 24, bias=False)
        self.register_buffer("mask", torch.triu(torch.ones(20, 20, dtype=torch.bool), 1))
        self.register_buffer("pos", torch.arange(20))

    def forward(self, tokens):
        t = tokens.shape[1]
        x = self.wte(tokens) + self.wpe(self.pos[:t])
        for block in self.h:
            x = block(x, self.mask[:t, :t])
        return self.head(self.lnf(x))


def gpt(steps):
    torch.manual_seed(0)
    model = GPT()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    # With 8 sequences it learns them by heart, and PyTorch in float32 and in float64 part by 3e-4; with 64 by 7e-6.
    tokens = torch.randint(0, 24, (64, 20))
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(tokens[:, :-1]).reshape(-1, 24), tokens[:, 1:].reshape(-1), ignore_index=3, label_smoothing=0.05)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def gpt_dpo(steps):
    torch.manual_seed(0)
    policy, reference = GPT(), GPT()
    reference.load_state_dict(policy.state_dict())
    optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-3, weight_decay=0.01)
    answers = torch.randint(0, 24, (2, 6, 20))

    def margin(model):
        logps = [model(a[:, :-1]).log_softmax(-1).gather(2, a[:, 1:].unsqueeze(2)).squeeze(2).sum(1) for a in answers]
        return logps[0] - logps[1]

    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        with torch.no_grad():
            margin0 = margin(reference)
        loss = -F.logsigmoid(0.1 * (margin(policy) - margin0)).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


if __name__ == "__main__":
    differential()
    initial()
    optimizers()
    write("trajectories.json", {"classification": classification(200), "dpo": dpo(200), "images": images(50), "gpt": gpt(200), "gpt_dpo": gpt_dpo(200)})
