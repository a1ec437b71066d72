using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>
/// Convolutions forward and backward, max pooling, and a training step of a small convolutional network; ours and, with
/// --pytorch, PyTorch's in alternating rounds.
/// </summary>
internal static class ConvolutionBenchmark
{
    /// <summary>Images, channels in and out, height and width, kernel, stride, groups.</summary>
    private static readonly (int N, int In, int Out, int Size, int Kernel, int Stride, int Groups)[] Layers =
    [
        (32, 3, 32, 32, 3, 1, 1), (32, 32, 64, 16, 3, 1, 1), (32, 64, 64, 8, 3, 1, 1), (32, 64, 128, 16, 1, 1, 1),
        (32, 64, 64, 16, 3, 1, 64), (8, 16, 32, 64, 5, 2, 1),
    ];

    public static int Run(string[] args)
    {
        int threads = Arguments.Number(args, "--threads", Math.Min(2, Environment.ProcessorCount));
        int rounds = Arguments.Number(args, "--rounds", 5);
        set_num_threads(threads);
        using PyTorchPeer? peer = args.Contains("--pytorch") ? PyTorchPeer.Start(threads) : null;
        Console.WriteLine($"Convolutions, float32, {threads} threads, milliseconds; medians of {rounds} rounds" +
            (peer is null ? "" : $" ({peer.Version})"));
        Console.WriteLine($"{"",-46} | {"ours",8}" + (peer is null ? "" : $" {"PyTorch",8} {"ratio",6}"));
        foreach (var l in Layers)
            foreach (bool backward in (bool[])[false, true])
                Row($"{l.N} x {l.In} x {l.Size} x {l.Size} to {l.Out}, {l.Kernel} x {l.Kernel} / {l.Stride}" +
                    (l.Groups > 1 ? ", depthwise" : "") + (backward ? ", backward" : ""),
                    Convolution(l, backward),
                    $"conv {l.N} {l.In} {l.Out} {l.Size} {l.Kernel} {l.Stride} {l.Groups} {(backward ? 1 : 0)}");
        Row("max pooling 2 x 2 of 32 x 32 x 32 x 32", Pooling(false), "pool 0");
        Row("max pooling 2 x 2 of 32 x 32 x 32 x 32, backward", Pooling(true), "pool 1");
        Row("training step, 3-32-64 channels, 32 images", Training(), "cnn");
        return 0;

        void Row(string name, Action work, string request)
        {
            for (var time = Stopwatch.StartNew(); time.ElapsedMilliseconds < 400;) work();
            double[] ours = new double[rounds], theirs = new double[rounds];
            for (int round = 0; round < rounds; round++)
            {
                ours[round] = Measure.Seconds(work, 5) * 1e3;
                if (peer is not null) theirs[round] = peer.Seconds(request) * 1e3;
            }
            string line = string.Create(CultureInfo.InvariantCulture, $"{name,-46} | {Measure.Median(ours),8:F3}");
            if (peer is not null)
                line += string.Create(CultureInfo.InvariantCulture,
                    $" {Measure.Median(theirs),8:F3} {Measure.Median(theirs) / Measure.Median(ours),6:F2}");
            Console.WriteLine(line);
        }
    }

    private static Action Convolution((int N, int In, int Out, int Size, int Kernel, int Stride, int Groups) l,
        bool backward)
    {
        Tensor x = randn(l.N, l.In, l.Size, l.Size), w = randn(l.Out, l.In / l.Groups, l.Kernel, l.Kernel),
            b = randn(l.Out);
        long[] stride = [l.Stride], pad = [l.Kernel / 2];
        if (!backward)
            return () =>
            {
                using DisposeScope scope = NewDisposeScope();
                functional.conv2d(x, w, b, stride, pad, null, l.Groups);
            };
        Tensor[] leaves = [x.requires_grad_(), w.requires_grad_(), b.requires_grad_()];
        Tensor y = functional.conv2d(x, w, b, stride, pad, null, l.Groups), grad = randn(y.shape);
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            autograd.grad([y], leaves, [grad], retain_graph: true);
        };
    }

    private static Action Pooling(bool backward)
    {
        Tensor x = randn(32, 32, 32, 32);
        if (!backward)
            return () =>
            {
                using DisposeScope scope = NewDisposeScope();
                functional.max_pool2d(x, 2);
            };
        Tensor y = functional.max_pool2d(x.requires_grad_(), 2), grad = randn(y.shape);
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            autograd.grad([y], [x], [grad], retain_graph: true);
        };
    }

    private static Action Training()
    {
        manual_seed(0);
        var model =
            Sequential(Conv2d(3, 32, 3, padding: 1), ReLU(), MaxPool2d(2), Conv2d(32, 64, 3, padding: 1), ReLU(),
                MaxPool2d(2), Flatten(), Linear(4096, 10));
        var optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor x = randn(32, 3, 32, 32), y = randint(0, 10, [32], dtype: int64);
        return () =>
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(x), y).backward();
            optimizer.step();
        };
    }
}
