using System.Diagnostics;

namespace Benchmarks;

/// <summary>Adds up how long the named parts of a call take.</summary>
internal sealed class StageClock
{
    private readonly Dictionary<string, double> _seconds = [];
    private long _last;

    /// <summary>The first part begins.</summary>
    public void Start() => _last = Stopwatch.GetTimestamp();

    /// <summary>A part ends and the next begins.</summary>
    public void Mark(string stage)
    {
        long now = Stopwatch.GetTimestamp();
        _seconds[stage] = _seconds.GetValueOrDefault(stage) + Stopwatch.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
    }

    /// <summary>Each part's share of all, in the order of the first call.</summary>
    public IEnumerable<(string Stage, double Share)> Shares()
    {
        double all = _seconds.Values.Sum();
        return _seconds.Select(s => (s.Key, s.Value / all));
    }

    public void Reset() => _seconds.Clear();
}
