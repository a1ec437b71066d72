using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

/// <summary>
/// Intermediate results beside a garbage collector at work. On libtorch a tensor that nobody refers to any longer must
/// outlive the native call that reads it; where it does not, this process ends.
/// </summary>
public sealed class TemporariesTests
{
    private const int Rounds = 2000;

    [Fact]
    public void SumsOfTemporariesAreRight() => WhileCollecting(() =>
    {
        using var sum = ((ones(500) * 2) + (ones(500) * 3)).sum();
        Assert.Equal(2500, sum.item<float>());
    });

    [Fact]
    public void TensorsOfAQueryMayBeStacked() => WhileCollecting(() =>
    {
        using var sum = stack(Enumerable.Range(1, 3).Select(i => ones(500) * i), 1).sum();
        Assert.Equal(3000, sum.item<float>());
    });

    private static void WhileCollecting(Action round)
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var i = 0; i < Rounds; i++) round();
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
