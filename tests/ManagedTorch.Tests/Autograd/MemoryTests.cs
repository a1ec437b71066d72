using ManagedTorch.Core;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Autograd;

/// <summary>Where buffers go: back to the pool, early with a scope, never twice.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void TrainingStepsInAScopeAllocateNoBuffers()
    {
        manual_seed(1);
        Tensor[] weights = [randn(16, 8), randn(16), randn(4, 16), randn(4)];
        foreach (var w in weights) w.requires_grad_();
        var (x, y) = (randn(32, 8), randint(4, [32, 1]));
        void Step()
        {
            using var scope = NewDisposeScope();
            var h = F.linear(x, weights[0], weights[1]).relu();
            var logps = F.linear(h, weights[2], weights[3]).log_softmax(-1).gather(1, y).squeeze(1);
            var loss = -((logps - 0.5) * 0.1).log_sigmoid().mean();
            foreach (var w in weights) w.grad = null;
            loss.backward();
            using var off = no_grad();
            foreach (var w in weights) w.sub_(w.grad! * 0.01);
        }
        for (var i = 0; i < 5; i++) Step();
        var before = BufferPool.Allocated;
        for (var i = 0; i < 200; i++) Step();
        Assert.Equal(before, BufferPool.Allocated);
    }

    [Fact]
    public void DisposingReturnsTheBufferWhenTheLastViewGoes()
    {
        var x = zeros(1000);
        var row = x.narrow(0, 10, 5);
        var before = BufferPool.Returned;
        x.Dispose();
        Assert.Equal(before, BufferPool.Returned);
        using (var first = row[0]) Assert.Equal(0f, first.item<float>());
        row.Dispose();
        Assert.Equal(before + 1, BufferPool.Returned);
    }

    [Fact]
    public void DisposingTwiceIsHarmless()
    {
        var x = zeros(1000);
        x.Dispose();
        var before = BufferPool.Returned;
        x.Dispose();
        Assert.Equal(before, BufferPool.Returned);
        Assert.True(x.IsInvalid);
    }

    [Fact]
    public void ADisposedTensorIsRejectedByName()
    {
        var x = zeros(2, 3);
        x.Dispose();
        Assert.Contains("[2, 3]", Assert.Throws<ObjectDisposedException>(() => x + 1).Message);
    }

    [Fact]
    public void AScopeDisposesWhatWasMadeInItExceptWhatMovedOut()
    {
        Tensor kept, lost;
        using (var scope = NewDisposeScope())
        {
            lost = ones(2);
            kept = (lost + 1).MoveToOuterDisposeScope();
            Assert.True(scope.Contains(lost));
            Assert.False(scope.Contains(kept));
        }
        Assert.True(lost.IsInvalid);
        Assert.Equal(2f, kept[0].item<float>());
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void ScopesNest()
    {
        using var outer = NewDisposeScope();
        Tensor moved;
        using (var inner = NewDisposeScope()) moved = ones(2).MoveToOuterDisposeScope();
        Assert.True(outer.Contains(moved));
        Assert.Equal(1, outer.DisposablesCount);
    }

    [Fact]
    public void ALongLivedScopeKeepsWhatLivesAndForgetsWhatLeft()
    {
        Tensor[] kept;
        using (var scope = NewDisposeScope())
        {
            kept = Enumerable.Range(0, 5).Select(i => full(2, (float)i)).ToArray();
            for (var i = 0; i < 1000; i++) zeros(2).Dispose();
            Assert.Equal(5, scope.DisposablesCount);
            kept[3].MoveToOuterDisposeScope();
            for (var i = 0; i < 100; i++) ones(2);
            Assert.Equal(104, scope.DisposablesCount);
        }
        Assert.Equal([true, true, true, false, true], kept.Select(x => x.IsInvalid));
    }

    [Fact]
    public async Task ThreadsTrainApartWithTheSameBits()
    {
        static float[] Train(int seed)
        {
            using var scope = NewDisposeScope();
            var generator = new Generator((ulong)seed);
            var w = randn(20, 30, generator: generator).requires_grad_();
            var x = randn(64, 30, generator: generator);
            for (var i = 0; i < 50; i++)
            {
                w.grad = null;
                F.linear(x, w).log_softmax(1).select(1, i % 20).mean().neg().backward();
                using var off = no_grad();
                w.sub_(w.grad!);
            }
            return w.detach().data<float>().ToArray();
        }
        var alone = Enumerable.Range(0, 4).Select(Train).ToArray();
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Train(seed))));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void GradientsOutliveTheScopeOfThePass()
    {
        var x = ones(3).requires_grad_();
        using (NewDisposeScope()) (x * 2).sum().backward();
        Assert.Equal([2f, 2f, 2f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void ARecycledBufferBringsNoOldVersion()
    {
        var x = zeros(64);
        x.add_(1).add_(1);
        x.Dispose();
        var y = ones(64).requires_grad_();
        (y * y).sum().backward();
        Assert.Equal(2f, y.grad![0].item<float>());
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(16), InlineData(17), InlineData(1000), InlineData(1_000_003)]
    public void TheSlackOfABufferIsAtMostAQuarter(int count)
    {
        var storage = TensorStorage.Rent(ScalarType.Float32, count);
        Assert.InRange(storage.Capacity, count, Math.Max(16, count * 1.25));
        storage.Release();
    }
}
