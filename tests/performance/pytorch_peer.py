"""The PyTorch side of the benchmarks: reads one request per line, answers with seconds per repetition (median).

usage: pytorch_peer.py THREADS; requests: "matmul M N K",
"mlp 0" (a DPO step with stored reference log-probabilities) and "mlp 1" (with the reference's forward pass),
"gpt" (a training step), "conv IMAGES IN OUT SIZE KERNEL STRIDE GROUPS BACKWARD", "pool BACKWARD", "cnn" (a training step), and two that answer with another number: "gpt_loss" (the loss after the first 30 steps) and
"peak" (the most memory this process has held, in MB)
"""
import resource, statistics, sys, time
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(0)
print(f"ready torch {torch.__version__}", flush=True)

def seconds(work, samples=11, target=0.01):
    for _ in range(3): work()
    start = time.perf_counter(); work(); once = max(time.perf_counter() - start, 1e-7)
    inner, times = max(1, int(target / once)), []
    for _ in range(samples):
        start = time.perf_counter()
        for _ in range(inner): work()
        times.append((time.perf_counter() - start) / inner)
    return statistics.median(times)

def matmul(m, n, k):
    a, b, c = torch.randn(m, k), torch.randn(k, n), torch.empty(m, n)
    return seconds(lambda: torch.mm(a, b, out=c))

class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1, self.l2, self.l3 = nn.Linear(10, 64), nn.Linear(64, 64), nn.Linear(64, 10)

    def forward(self, x):
        return F.log_softmax(self.l3(F.relu(self.l2(F.relu(self.l1(x))))), -1)

def dpo_step():
    torch.manual_seed(0)
    policy, reference = Policy(), Policy()
    reference.load_state_dict(policy.state_dict())
    optimizer = torch.optim.AdamW(policy.parameters(), lr=1e-3, weight_decay=0.01)
    x = torch.randn(64, 10)
    chosen = torch.randint(0, 10, (64, 1))
    rejected = (chosen + 1 + torch.randint(0, 9, (64, 1))) % 10
    def reference_logps():
        with torch.no_grad():
            logps = reference(x)
            return logps.gather(1, chosen), logps.gather(1, rejected)
    stored = reference_logps()
    def step(compute):
        optimizer.zero_grad()
        c0, r0 = reference_logps() if compute else stored
        logps = policy(x)
        loss = -F.logsigmoid(0.1 * (logps.gather(1, chosen) - c0 - (logps.gather(1, rejected) - r0))).mean()
        loss.backward()
        optimizer.step()
        return loss.item()
    for _ in range(300): step(True)
    return step

dpo = None
def mlp(compute, steps=200):
    global dpo
    dpo = dpo or dpo_step()
    times = []
    for _ in range(steps):
        start = time.perf_counter(); dpo(compute)
        times.append(time.perf_counter() - start)
    return statistics.median(times)

D, L, H, V, S, B = 96, 4, 4, 256, 56, 96

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln1, self.qkv, self.proj = nn.LayerNorm(D), nn.Linear(D, 3 * D), nn.Linear(D, D)
        self.ln2, self.fc, self.fc2 = nn.LayerNorm(D), nn.Linear(D, 4 * D), nn.Linear(4 * D, D)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = (u.view(b, t, H, D // H).transpose(1, 2) for u in self.qkv(self.ln1(x)).split(D, 2))
        a = ((q @ k.transpose(-2, -1)) * (D // H) ** -0.5).masked_fill(mask, float("-inf")).softmax(-1)
        x = x + self.proj((a @ v).transpose(1, 2).contiguous().view(b, t, D))
        return x + self.fc2(F.gelu(self.fc(self.ln2(x))))

class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(V, D), nn.Embedding(S, D)
        self.h = nn.ModuleList(Block() for _ in range(L))
        self.lnf, self.head = nn.LayerNorm(D), nn.Linear(D, V, bias=False)
        self.register_buffer("mask", torch.triu(torch.ones(S, S, dtype=torch.bool), 1))
        self.register_buffer("pos", torch.arange(S))

    def forward(self, tokens):
        x = self.wte(tokens) + self.wpe(self.pos)
        for block in self.h: x = block(x, self.mask)
        return self.head(self.lnf(x))

def gpt_step():
    torch.manual_seed(0)
    model = GPT()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    tokens, targets = torch.randint(0, V, (B, S)), torch.randint(0, V, (B, S))
    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(tokens).view(-1, V), targets.view(-1))
        loss.backward()
        optimizer.step()
        return loss.item()
    return step

trained = None
def gpt_loss(steps=30):
    global trained
    trained = gpt_step()
    for _ in range(steps): loss = trained()
    return loss

def gpt(steps=5):
    times = []
    for _ in range(steps):
        start = time.perf_counter(); trained()
        times.append(time.perf_counter() - start)
    return statistics.median(times)

def gradients(y, leaves):
    grad = torch.randn(y.shape)
    return seconds(lambda: torch.autograd.grad([y], leaves, [grad], retain_graph=True), 5)

def conv(n, inputs, outputs, size, kernel, stride, groups, backward):
    leaves = [torch.randn(n, inputs, size, size), torch.randn(outputs, inputs // groups, kernel, kernel), torch.randn(outputs)]
    run = lambda: F.conv2d(*leaves, stride=stride, padding=kernel // 2, groups=groups)
    if not backward: return seconds(run, 5)
    for leaf in leaves: leaf.requires_grad_()
    return gradients(run(), leaves)

def pool(backward):
    x = torch.randn(32, 32, 32, 32)
    if not backward: return seconds(lambda: F.max_pool2d(x, 2), 5)
    x.requires_grad_()
    return gradients(F.max_pool2d(x, 2), [x])

def cnn():
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(4096, 10))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
    x, y = torch.randn(32, 3, 32, 32), torch.randint(0, 10, (32,))
    def step():
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(x), y).backward()
        optimizer.step()
    return seconds(step, 5)

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

WORK = {"matmul": matmul, "mlp": mlp, "gpt": gpt, "gpt_loss": gpt_loss, "conv": conv, "pool": pool, "cnn": cnn, "peak": peak}
for line in sys.stdin:
    name, *numbers = line.split()
    print(WORK[name](*map(int, numbers)), flush=True)
