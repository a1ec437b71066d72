using ManagedTorch.Core;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>
/// Training holds no more memory after many steps than after few: in a dispose scope because a step lives on the
/// buffers of the step before, without one because the garbage collector takes them.
/// </summary>
[Collection(GlobalGenerator.Name)]
public sealed class MemoryTests
{
    /// <summary>What a step may leave to the garbage collector: handles and nodes, some kilobytes that die
    /// young.</summary>
    private const long ManagedBytesPerStep = 8 * 1024;

    /// <summary>What the runtime itself may add or drop meanwhile; a leak of 27 bytes a step is more over ten
    /// thousand.</summary>
    private const long LiveBytesThatMayVary = 256 * 1024;

    [Fact]
    public void ATrainingStepAllocatesNoBuffersAndLittleElse()
    {
        using var training = new Training(hidden: 64);
        for (int i = 0; i < 50; i++) training.StepInScope();
        long buffers = BufferPool.Allocated, live = BufferPool.Rented - BufferPool.Returned,
            bytes = GC.GetAllocatedBytesForCurrentThread();
        const int steps = 1000;
        for (int i = 0; i < steps; i++) training.StepInScope();
        Assert.Equal(0, BufferPool.Allocated - buffers);
        Assert.Equal(live, BufferPool.Rented - BufferPool.Returned);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) / steps, 0, ManagedBytesPerStep);
    }

    // A thread of its own: pools are per thread, and this one is left full.
    [Fact]
    public void BigBuffersThatAreLeftOverDoNotKeepSmallOnesOutOfThePool()
    {
        long allocated = -1;
        var thread = new Thread(() =>
        {
            using (NewDisposeScope())
                for (int i = 0; i < 5; i++) empty(32 << 20); // 128 MB each: four fill the pool
            using var training = new Training(hidden: 64);
            for (int i = 0; i < 5; i++) training.StepInScope();
            long before = BufferPool.Allocated;
            for (int i = 0; i < 50; i++) training.StepInScope();
            allocated = BufferPool.Allocated - before;
        });
        thread.Start();
        thread.Join();
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AStepOfAGptAllocatesNoBuffers(bool fused)
    {
        manual_seed(0);
        using var model = new TinyGpt(fused);
        using var optimizer = optim.AdamW(model.parameters());
        Tensor tokens = randint(0, TinyGpt.Vocabulary, [32, TinyGpt.Length], dtype: int64);
        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(tokens).view(-1, TinyGpt.Vocabulary), tokens.view(-1)).backward();
            optimizer.step();
        }
        for (int i = 0; i < 5; i++) Step();
        (long buffers, long live) = (BufferPool.Allocated, BufferPool.Rented - BufferPool.Returned);
        for (int i = 0; i < 50; i++) Step();
        Assert.Equal(0, BufferPool.Allocated - buffers);
        Assert.Equal(live, BufferPool.Rented - BufferPool.Returned);
    }

    /// <summary>Which thread allocates working memory depends on who was free; that all of it comes back does
    /// not.</summary>
    [Fact]
    public void AStepOnImagesReturnsEveryBufferItRents()
    {
        manual_seed(0);
        using var model =
            Sequential(Conv2d(3, 8, 3, padding: 1), BatchNorm2d(8), ReLU(), MaxPool2d(2), Conv2d(8, 12, 3, groups: 2),
                AvgPool2d(2), Flatten(), Linear(108, 5));
        Tensor x = randn(16, 3, 16, 16), y = randint(0, 5, [16], dtype: int64);
        using var optimizer = optim.AdamW(model.parameters());
        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(model.call(x), y).backward();
            optimizer.step();
        }
        for (int i = 0; i < 3; i++) Step();
        long live = BufferPool.Rented + BufferPool.Allocated - BufferPool.Returned;
        for (int i = 0; i < 20; i++) Step();
        Assert.Equal(live, BufferPool.Rented + BufferPool.Allocated - BufferPool.Returned);
    }

    [Fact]
    public void MemoryIsFlatOverTenThousandSteps()
    {
        using var training = new Training(hidden: 16);
        for (int i = 0; i < 100; i++) training.StepInScope();
        (long buffers, long heap) = (BufferPool.Allocated, LiveBytes());
        for (int i = 0; i < 10_000; i++) training.StepInScope();
        Assert.Equal(buffers, BufferPool.Allocated);
        // other tests may leave something to collect
        Assert.InRange(LiveBytes() - heap, long.MinValue, LiveBytesThatMayVary);
    }

    [Fact]
    public void MemoryIsFlatWithoutDisposeScopes()
    {
        using var training = new Training(hidden: 16);
        for (int i = 0; i < 100; i++) training.Step();
        long heap = LiveBytes();
        for (int i = 0; i < 3000; i++) training.Step();
        // other tests may leave something to collect
        Assert.InRange(LiveBytes() - heap, long.MinValue, LiveBytesThatMayVary);
    }

    [Fact]
    public void AStepTrainsAlikeWithAndWithoutScope()
    {
        using Training a = new(hidden: 16), b = new(hidden: 16);
        for (int i = 0; i < 20; i++) Assert.Equal(a.Step(), b.StepInScope());
    }

    /// <summary>Bytes that are reachable now; the collection of these tests runs alone, so they are ours.</summary>
    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>DPO on an MLP, ten answers, batches of 64.</summary>
    private sealed class Training : IDisposable
    {
        private readonly Sequential _policy;
        private readonly AdamW _optimizer;
        private readonly Tensor _x, _chosen, _rejected;

        public Training(int hidden)
        {
            manual_seed(0);
            _policy =
                Sequential(Linear(10, hidden), ReLU(), Linear(hidden, hidden), ReLU(), Linear(hidden, 10),
                    LogSoftmax(-1));
            _optimizer = optim.AdamW(_policy.parameters(), lr: 1e-3, weight_decay: 0.01);
            _x = randn(64, 10);
            _chosen = randint(0, 10, [64, 1], dtype: int64);
            _rejected = where(_chosen < 9, _chosen + 1, _chosen - 9);
        }

        public float StepInScope()
        {
            using DisposeScope scope = NewDisposeScope();
            return Step();
        }

        public float Step()
        {
            _optimizer.zero_grad();
            Tensor logps = _policy.call(_x);
            Tensor loss = -functional.logsigmoid(0.1 * (logps.gather(1, _chosen) - logps.gather(1, _rejected))).mean();
            loss.backward();
            _optimizer.step();
            return loss.item<float>();
        }

        public void Dispose()
        {
            foreach (IDisposable part in (IDisposable[])[_policy, _optimizer, _x, _chosen, _rejected]) part.Dispose();
        }
    }
}
