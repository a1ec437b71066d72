using ManagedTorch.Core;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>A training step in a dispose scope lives on the buffers of the step before.</summary>
[Collection(GlobalGenerator.Name)]
public sealed class MemoryTests
{
    /// <summary>What a step may leave to the garbage collector: handles and nodes, some kilobytes that die young.</summary>
    private const long ManagedBytesPerStep = 8 * 1024;

    [Fact]
    public void ATrainingStepAllocatesNoBuffersAndLittleElse()
    {
        manual_seed(0);
        using var policy = Sequential(Linear(10, 64), ReLU(), Linear(64, 64), ReLU(), Linear(64, 10), LogSoftmax(-1));
        using var optimizer = optim.AdamW(policy.parameters(), lr: 1e-3, weight_decay: 0.01);
        using Tensor x = randn(64, 10);
        using Tensor chosen = randint(0, 10, [64, 1], dtype: int64), rejected = where(chosen < 9, chosen + 1, chosen - 9);

        float Step()
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor logps = policy.call(x);
            Tensor loss = -functional.logsigmoid(0.1 * (logps.gather(1, chosen) - logps.gather(1, rejected))).mean();
            loss.backward();
            optimizer.step();
            return loss.item<float>();
        }

        for (int i = 0; i < 50; i++) Step();
        long buffers = BufferPool.Allocated, live = BufferPool.Rented - BufferPool.Returned, bytes = GC.GetAllocatedBytesForCurrentThread();
        const int steps = 1000;
        for (int i = 0; i < steps; i++) Step();
        Assert.Equal(0, BufferPool.Allocated - buffers);
        Assert.Equal(live, BufferPool.Rented - BufferPool.Returned);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - bytes) / steps, 0, ManagedBytesPerStep);
    }
}
