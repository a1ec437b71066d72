using System.Globalization;
using ManagedTorch.Kernels;

namespace Benchmarks;

/// <summary>
/// Matrix products: GFLOP/s of ours and, with --pytorch, of PyTorch in the same run. Rounds alternate between the two;
/// medians over the rounds are printed.
/// </summary>
internal static class MatmulBenchmark
{
    /// <summary>Squares, then the products of one training step of a 10-64-64-10 network at batch 64.</summary>
    private static readonly (int M, int N, int K)[] shapes =
    [
        (64, 64, 64), (128, 128, 128), (256, 256, 256), (512, 512, 512), (1024, 1024, 1024),
        (64, 64, 10), (64, 10, 64), (10, 64, 64), (1, 512, 512), (512, 1, 512), (5376, 96, 96),
    ];

    public static int Run(string[] args)
    {
        int threads = Arguments.Number(args, "--threads", Math.Min(2, Environment.ProcessorCount)),
            rounds = Arguments.Number(args, "--rounds", 5);
        ThreadPoolWork.Threads = threads;
        using var peer = args.Contains("--pytorch") ? PyTorchPeer.Start(threads) : null;
        Console.WriteLine(
            $"float32 matrix products, {threads} threads, vectors " +
            $"of {(int)Simd.Level} bits, medians of {rounds} rounds, GFLOP/s"
            + (peer is null ? "" : $" ({peer.Version})"));
        var peak = PeakRate.Measured(threads);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
                $"measured peak of fused multiply-adds in registers: {peak:F0} GFLOP/s"));
        Console.WriteLine("      m     n     k |    NN     NT     TN     TT  NN of peak" +
            (peer is null ? "" : " | PyTorch  NN ratio"));
        foreach (var (m, n, k) in shapes)
        {
            double[][] times =
                [new double[rounds], new double[rounds], new double[rounds], new double[rounds], new double[rounds]];
            for (int round = 0; round < rounds; round++)
            {
                for (int layout = 0; layout < 4; layout++)
                    times[layout][round] = Ours((layout & 2) != 0, (layout & 1) != 0, m, n, k);
                if (peer is not null) times[4][round] = peer.Seconds($"matmul {m} {n} {k}");
            }
            peak = Math.Max(peak, PeakRate.Measured(threads));
            double[] rate = [.. times.Select(t => 2e-9 * m * n * k / Measure.Median(t))];
            string line = string.Create(CultureInfo.InvariantCulture,
                $"{m,7} {n,5} {k,5} |{rate[0],6:F1} {rate[1],6:F1} {rate[2],6:F1} {rate[3],6:F1} " +
                $"{rate[0] / peak,11:P0}");
            if (peer is not null)
                line += string.Create(CultureInfo.InvariantCulture, $" | {rate[4],7:F1}   {rate[0] / rate[4],6:F2}");
            Console.WriteLine(line);
        }
        return 0;
    }

    private static double Ours(bool transA, bool transB, int m, int n, int k)
    {
        var random = new Mt19937(1);
        float[] a = new float[m * k], b = new float[k * n], c = new float[m * n];
        random.Normal(a, 0, 1);
        random.Normal(b, 0, 1);
        int lda = transA ? m : k, ldb = transB ? k : n;
        return Measure.Seconds(() => Gemm.Multiply<float>(transA, transB, m, n, k, a, lda, b, ldb, c, n, false));
    }
}
