using ResearchKit.Imaging;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Vision;

namespace ResearchKit.Tests.Pairs;

// The attempts after the first ones wait until the build is stopped, however fast the machine is.
internal sealed class GatedSource(IPairSource source, int open, CancellationToken stop) : IPairSource
{
    public IReadOnlyDictionary<BuildSetting, string> Settings => source.Settings;

    public int Count => source.Count;

    public IEnumerable<Func<PairAttempt>> Attempts() =>
        source.Attempts().Select((attempt, i) => (Func<PairAttempt>)(() =>
    {
        if (i >= open) stop.WaitHandle.WaitOne();
        return attempt();
    }));

    public bool IsUnchanged(PairOrigin origin) => source.IsUnchanged(origin);
}

// Pairs of small random images, of which weak references tell how many are in memory.
internal sealed class CountedSource(int count) : IPairSource
{
    private readonly List<WeakReference> _pairs = [];

    public IReadOnlyDictionary<BuildSetting, string> Settings => new Dictionary<BuildSetting, string>();

    public int Count => count;

    public IEnumerable<Func<PairAttempt>> Attempts() =>
        Enumerable.Range(0, count).Select(i => (Func<PairAttempt>)(() => Attempt(i)));

    public bool IsUnchanged(PairOrigin origin) => true;

    public int Alive()
    {
        lock (_pairs) return _pairs.Count(p => p.IsAlive);
    }

    private PairAttempt Attempt(int index)
    {
        var (image, other) = (new RgbImage(8, 8), new RgbImage(8, 8));
        new Random(index).NextBytes(image.Pixels);
        var mask = Mask.Of(new(1, 1, 3, 3), 8, 8);
        var vision =
            new VisionPair(image, ["A."], ["a"], [], [new("a", new(1, 1, 3, 3), mask, mask, other, [0])], 0);
        lock (_pairs) _pairs.Add(new(vision));
        return new($"{index}", new(index + 1)) { Pair = new($"{index}", "q", "a", "b"), Vision = vision };
    }
}
