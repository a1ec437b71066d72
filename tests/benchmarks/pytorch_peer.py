"""The PyTorch side of the benchmarks: reads one request per line, answers with seconds per repetition (median).

usage: pytorch_peer.py THREADS; requests: "matmul M N K"
"""
import statistics, sys, time
import torch

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

for line in sys.stdin:
    name, *numbers = line.split()
    print({"matmul": matmul}[name](*map(int, numbers)), flush=True)
