using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Autograd;

/// <summary>What several threads may share: the default generator, and the leaves of their graphs.</summary>
public class ThreadsTests
{
    [Fact]
    public void ThreadsDrawFromOneGenerator()
    {
        var generator = new Generator(3);
        const int threads = 8, draws = 200, size = 700;
        var drawn = new float[threads * draws][];
        Together(threads, t =>
        {
            for (var i = 0; i < draws; i++)
                drawn[t * draws + i] = rand(size, generator: generator).data<float>().ToArray();
        });
        // Every piece is one of the stream's own, in whatever order.
        var whole = rand(threads * draws, size, generator: new Generator(3));
        var expected = Enumerable.Range(0, threads * draws).Select(i => whole[i].data<float>().ToArray());
        Assert.All(
            expected.OrderBy(x => x[0]).ThenBy(x => x[1]).Zip(drawn.OrderBy(x => x[0]).ThenBy(x => x[1])),
            pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));
    }

    [Fact]
    public void TheDefaultGeneratorOutlastsThreads()
    {
        lock (Generator.Default)
        {
            var state = Generator.Default.get_state();
            Together(8, _ =>
            {
                for (var i = 0; i < 100; i++)
                {
                    rand(300);
                    randn(301);
                    randperm(17);
                    zeros(5).bernoulli_(0.5);
                }
            });
            Assert.InRange(rand(1).item<float>(), 0, 1);
            Generator.Default.set_state(state);
        }
    }

    [Fact]
    public void BackwardPassesOfThreadsAddUpInASharedLeaf()
    {
        var (weight, bias) = (new Parameter(ones(4, 3)), new Parameter(zeros(4)));
        const int threads = 6, passes = 200;
        Together(threads, t =>
        {
            for (var i = 0; i < passes; i++)
            {
                using var scope = NewDisposeScope();
                // The weight is used twice, so that its gradient waits for a second one to arrive.
                var y = nn.functional.linear(ones(2, 3) * (t + 1), weight, bias) + weight.sum();
                y.sum().backward();
            }
        });
        var total = passes * threads * (threads + 1) / 2;
        Assert.All(weight.grad!.data<float>().ToArray(), g => Assert.Equal(2 * total + passes * threads * 8, g));
        Assert.All(bias.grad!.data<float>().ToArray(), g => Assert.Equal(2 * passes * threads, g));
    }

    [Fact]
    public void GradientsOfThreadsByASharedLeafAreTheirOwn()
    {
        var leaf = new Parameter(ones(5));
        Together(6, t =>
        {
            for (var i = 0; i < 200; i++)
            {
                using var scope = NewDisposeScope();
                var y = (leaf * (t + 1)).sum() + (leaf * 2).sum();
                Assert.Equal(t + 3, autograd.grad([y], [leaf])[0][4].item<float>());
            }
        });
        Assert.Null(leaf.grad);
    }

    /// <summary>Runs an action on threads that all start at once; the first exception is rethrown.</summary>
    private static void Together(int threads, Action<int> action)
    {
        using var start = new Barrier(threads);
        Exception? failure = null;
        var all = Enumerable.Range(0, threads).Select(t => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                action(t);
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        })).ToList();
        all.ForEach(t => t.Start());
        all.ForEach(t => t.Join());
        if (failure is not null) throw new InvalidOperationException("a thread failed", failure);
    }
}
