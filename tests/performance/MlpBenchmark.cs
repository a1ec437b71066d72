using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>
/// One DPO step (forward, backward, AdamW) of a 10-64-64-10 policy on 64 pairs, with reference log-probabilities
/// computed before and with the reference's forward pass in the step; ours and, with --pytorch, PyTorch's in
/// alternating rounds.
/// </summary>
internal static class MlpBenchmark
{
    private const int StepsPerRound = 200;

    /// <summary>Operations of the matrix products of a step without the reference; backward takes twice the forward
    /// pass.</summary>
    private const double Operations = 6.0 * 64 * (10 * 64 + 64 * 64 + 64 * 10);

    private sealed class Policy : Module<Tensor, Tensor>
    {
        private readonly Linear l1 = Linear(10, 64);
        private readonly Linear l2 = Linear(64, 64);
        private readonly Linear l3 = Linear(64, 10);

        public Policy() : base("Policy") => RegisterComponents();

        public override Tensor forward(Tensor x) =>
            functional.log_softmax(l3.call(functional.relu(l2.call(functional.relu(l1.call(x))))), -1);
    }

    public static int Run(string[] args)
    {
        int threads = Arguments.Number(args, "--threads", Math.Min(2, Environment.ProcessorCount));
        int rounds = Arguments.Number(args, "--rounds", 15);
        set_num_threads(threads);
        using PyTorchPeer? peer = args.Contains("--pytorch") ? PyTorchPeer.Start(threads) : null;
        (Func<float> stored, Func<float> computed) = Steps();
        (string Name, Func<float> Step)[] kinds = [("stored", stored), ("computed in the step", computed)];
        Console.WriteLine(
            $"One DPO step of a 10-64-64-10 policy, batch 64, AdamW, " +
            $"float32, {threads} threads; milliseconds, medians of {rounds} rounds"
            + (peer is null ? "" : $" ({peer.Version})"));
        Console.WriteLine("reference log-probabilities |   ours" + (peer is null ? "" : "  PyTorch  ratio"));
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            double[] ours = new double[rounds], theirs = new double[rounds];
            Warm(kinds[kind].Step);
            for (int round = 0; round < rounds; round++)
            {
                ours[round] = Milliseconds(kinds[kind].Step);
                if (peer is not null) theirs[round] = peer.Seconds($"mlp {kind}") * 1e3;
            }
            string line =
                string.Create(CultureInfo.InvariantCulture, $"{kinds[kind].Name,-27} | {Measure.Median(ours),6:F4}");
            if (peer is not null)
                line += string.Create(CultureInfo.InvariantCulture,
                    $"   {Measure.Median(theirs),6:F4} {Measure.Median(theirs) / Measure.Median(ours),6:F1}");
            Console.WriteLine(line);
            if (kind == 0)
                Console.WriteLine("ours: " + PeakRate.Share(Operations, Measure.Median(ours) * 1e-3, threads));
        }
        return 0;
    }

    private static (Func<float> Stored, Func<float> Computed) Steps()
    {
        manual_seed(0);
        var policy = new Policy();
        var reference = new Policy();
        reference.load_state_dict(policy.state_dict());
        var optimizer = optim.AdamW(policy.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor x = randn(64, 10);
        Tensor chosen = randint(0, 10, [64, 1], dtype: int64);
        Tensor moved = chosen + 1 + randint(0, 9, [64, 1], dtype: int64),
            rejected = where(moved < 10, moved, moved - 10);
        (Tensor chosen0, Tensor rejected0) = Reference();

        (Tensor, Tensor) Reference()
        {
            using IDisposable _ = no_grad();
            Tensor logps = reference.call(x);
            return (logps.gather(1, chosen), logps.gather(1, rejected));
        }

        float Step(Tensor c0, Tensor r0)
        {
            optimizer.zero_grad();
            Tensor logps = policy.call(x);
            Tensor loss =
                -functional.logsigmoid(0.1 * (logps.gather(1, chosen) - c0 - (logps.gather(1, rejected) - r0))).mean();
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }

        return (
            () => { using DisposeScope scope = NewDisposeScope(); return Step(chosen0, rejected0); },
            () =>
            {
                using DisposeScope scope = NewDisposeScope(); (Tensor c0, Tensor r0) = Reference();
                return Step(c0, r0);
            }
        );
    }

    /// <summary>Long enough for the compiler's optimized tier.</summary>
    private static void Warm(Func<float> step)
    {
        for (var time = Stopwatch.StartNew(); time.ElapsedMilliseconds < 1500;) step();
    }

    /// <summary>The median over the steps of a round, each timed by itself.</summary>
    private static double Milliseconds(Func<float> step)
    {
        var times = new double[StepsPerRound];
        for (int i = 0; i < times.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            step();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        return Measure.Median(times);
    }
}
