using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

[Collection(AtEveryWidth.Name)]
public sealed class ThreadPoolWorkTests
{
    [Fact]
    public void EveryOutputIsComputedOnceOnAnyNumberOfThreads() => WithThreads([1, 2, 3, 5], () =>
    {
        foreach (int count in (int[])[0, 1, 2, 7, 100, 1001])
            for (int repeat = 0; repeat < 200; repeat++)
            {
                int[] visits = new int[count];
                ThreadPoolWork.For(count, 3, (start, end) =>
                {
                    for (int i = start; i < end; i++) Interlocked.Increment(ref visits[i]);
                });
                Assert.All(visits, v => Assert.Equal(1, v));
            }
    });

    [Fact]
    public void AnExceptionInAPieceReachesTheCallerAndTheNextJobRuns() => WithThreads([2], () =>
    {
        Assert.Throws<InvalidOperationException>(() => ThreadPoolWork.For(100, 1, (start, _) =>
        {
            if (start > 0) throw new InvalidOperationException();
        }));
        int sum = 0;
        ThreadPoolWork.For(100, 1, (start, end) => Interlocked.Add(ref sum, end - start));
        Assert.Equal(100, sum);
    });

    [Fact]
    public void WorkInsideWorkAndWorkOfSeveralCallersCompletes() => WithThreads([2], () =>
    {
        long total = 0;
        Parallel.For(0, 8, _ => ThreadPoolWork.For(64, 1, (start, end) =>
        {
            for (int i = start; i < end; i++)
                ThreadPoolWork.For(10, 1, (from, to) => Interlocked.Add(ref total, to - from));
        }));
        Assert.Equal(8 * 64 * 10, total);
    });

    private static void WithThreads(int[] counts, Action test)
    {
        int before = ThreadPoolWork.Threads;
        try
        {
            foreach (int count in counts)
            {
                ThreadPoolWork.Threads = count;
                test();
            }
        }
        finally
        {
            ThreadPoolWork.Threads = before;
        }
    }
}
