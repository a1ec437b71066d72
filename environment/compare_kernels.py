"""One kernel beside another under Jupyter's client: start, cells, completion, output, memory, interrupt.

    python3 environment/compare_kernels.py NAME COMMAND... [-- NAME COMMAND...]

COMMAND starts a kernel and contains {connection_file}. Rounds alternate; medians are printed as a Markdown table.
"""
import os
import pathlib
import statistics
import sys
import tempfile
import time

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

ROUNDS = 3
CELLS = 300


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def execute(client, code, timeout=120):
    count = 0

    def hook(message):
        nonlocal count
        if message["msg_type"] == "stream":
            count += message["content"]["text"].count("\n")

    client.execute_interactive(code, timeout=timeout, output_hook=hook)
    return count


def cells(client, first, end):
    return [timed(lambda i=i: execute(client, f"var w{i} = new List<int> {{ {i} }};")) for i in range(first, end)]


def resident(pid):
    """Megabytes of a process and its children: a launcher may start the kernel proper."""
    total = 0
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit() and descends(int(entry.name), pid):
            for line in (entry / "status").read_text().splitlines():
                if line.startswith("VmRSS"):
                    total += int(line.split()[1])
    return total / 1024


def descends(pid, ancestor):
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            return False
    return False


def interrupt(manager, client):
    identifier = client.execute("while (true) { }")
    time.sleep(1.5)
    start = time.perf_counter()
    manager.interrupt_kernel()
    while time.perf_counter() - start < 10:
        try:
            if client.get_shell_msg(timeout=10)["parent_header"].get("msg_id") == identifier:
                return time.perf_counter() - start
        except Exception:
            break
    return float("nan")


def measure(command):
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=command, display_name="x", language="C#", interrupt_mode="message")
    result = {}
    start = time.perf_counter()
    manager.start_kernel(stderr=open(os.devnull, "w"), stdout=open(os.devnull, "w"))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    result["ready, s"] = time.perf_counter() - start
    execute(client, "1 + 1")
    result["first result after start, s"] = time.perf_counter() - start
    for i in range(5):
        execute(client, f"var warm{i} = {i};")
    result["trivial cell, ms"] = 1000 * statistics.median(timed(lambda i=i: execute(client, f"var v{i} = {i};")) for i in range(30))
    client.complete("Console.Wri", reply=True, timeout=60)
    result["completion, warm, ms"] = 1000 * statistics.median(timed(lambda: client.complete("Math.Sq", reply=True, timeout=60)) for _ in range(9))
    lines = []
    result["10,000 lines, s"] = timed(lambda: lines.append(execute(client, "for (var i = 0; i < 10000; i++) Console.WriteLine(i);")))
    result["lines that arrived"] = lines[0]
    cells(client, 40, 100)
    result["memory after 100 cells, MB"] = resident(manager.provisioner.pid)
    cells(client, 100, CELLS - 30)
    result[f"trivial cell after {CELLS} cells, ms"] = 1000 * statistics.median(cells(client, CELLS - 30, CELLS))
    result[f"memory after {CELLS} cells, MB"] = resident(manager.provisioner.pid)
    result["interrupt of an endless loop, s"] = interrupt(manager, client)
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return result


def main(arguments):
    kernels, current = [], []
    for word in [*arguments, "--"]:
        if word == "--":
            kernels.append((current[0], current[1:]))
            current = []
        else:
            current.append(word)
    results = {name: [] for name, _ in kernels}
    for _ in range(ROUNDS):
        for name, command in kernels:
            results[name].append(measure(command))
    print("| | " + " | ".join(results) + " |\n|---|" + "--:|" * len(results))
    for row in next(iter(results.values()))[0]:
        print(f"| {row} | " + " | ".join(f"{statistics.median(r[row] for r in rounds):.4g}" for rounds in results.values()) + " |")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.mkdtemp()
    os.environ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1"
    main(sys.argv[1:])
