using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>
/// One training step (forward, backward, AdamW) of a small GPT: width 96, 4 layers, 4 heads, 256 tokens, 96 sequences
/// of 56; ours and, with --pytorch, PyTorch's in alternating rounds, with the peak memory of each process and the loss
/// after 30 steps from the same seed.
/// </summary>
internal static class GptBenchmark
{
    private const int Width = 96, Layers = 4, Heads = 4, Vocabulary = 256, Length = 56, Batch = 96;

    /// <summary>
    /// Operations of the matrix products of a step: four layers of 12 width² weights and causal attention to half the
    /// sequence, and the head; backward takes twice the forward pass.
    /// </summary>
    private const double Operations =
        6.0 * Batch * Length * (Layers * (12.0 * Width * Width + Width * (Length + 1)) + Width * Vocabulary);

    private const int StepsBefore = 30, StepsPerRound = 5;

    public static int Run(string[] args)
    {
        int threads = Arguments.Number(args, "--threads", Math.Min(2, Environment.ProcessorCount));
        int rounds = Arguments.Number(args, "--rounds", 5);
        set_num_threads(threads);
        using PyTorchPeer? peer = args.Contains("--pytorch") ? PyTorchPeer.Start(threads) : null;
        Func<float> step = Step();
        float loss = 0;
        for (int i = 0; i < StepsBefore; i++) loss = step();
        double theirLoss = peer?.Seconds("gpt_loss") ?? 0;

        double[] ours = new double[rounds], theirs = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            ours[round] = Milliseconds(step);
            if (peer is not null) theirs[round] = peer.Seconds("gpt") * 1e3;
        }
        Console.WriteLine(
            $"One training step of a GPT ({Width} wide, {Layers} " +
            $"layers, {Heads} heads, {Vocabulary} tokens, {Batch} sequences " +
            $"of {Length}), AdamW, float32, {threads} threads; medians of {rounds} rounds"
            + (peer is null ? "" : $" ({peer.Version})"));
        Row("", "ours", "PyTorch", "ratio");
        double time = Measure.Median(ours), theirTime = Measure.Median(theirs);
        double memory = Peak(), theirMemory = peer?.Seconds("peak") ?? 0;
        Row("milliseconds", Text(time, "F1"), Text(theirTime, "F1"), Text(theirTime / time, "F2"));
        Console.WriteLine($"ours: {PeakRate.Share(Operations, time * 1e-3, threads)}"
            + (peer is null ? "" : $"; PyTorch: {PeakRate.Share(Operations, theirTime * 1e-3, threads)}"));
        Row("peak memory, MB", Text(memory, "F0"), Text(theirMemory, "F0"), Text(theirMemory / memory, "F2"));
        Row($"loss after {StepsBefore} steps", Text(loss, "F5"), Text(theirLoss, "F5"), "");
        return 0;

        void Row(string name, string mine, string other, string ratio) =>
            Console.WriteLine($"{name,-20} | {mine,8}" + (peer is null ? "" : $" {other,8} {ratio,6}"));
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static Func<float> Step()
    {
        manual_seed(0);
        var model = new GptModel(Width, Layers, Heads, Vocabulary, Length);
        var optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor tokens = randint(0, Vocabulary, [Batch, Length], dtype: int64),
            targets = randint(0, Vocabulary, [Batch, Length], dtype: int64);
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = functional.cross_entropy(model.call(tokens).view(-1, Vocabulary), targets.view(-1));
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        };
    }

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

    /// <summary>The most memory this process has held, in MB.</summary>
    private static double Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }
}
