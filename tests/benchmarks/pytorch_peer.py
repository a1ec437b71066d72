"""The PyTorch side of the benchmarks: reads one request per line, answers with seconds per repetition (median).

usage: pytorch_peer.py THREADS; requests: "matmul M N K",
"mlp 0" (a DPO step with stored reference log-probabilities) and "mlp 1" (with the reference's forward pass)
"""
import statistics, sys, time
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

for line in sys.stdin:
    name, *numbers = line.split()
    print({"matmul": matmul, "mlp": mlp}[name](*map(int, numbers)), flush=True)
