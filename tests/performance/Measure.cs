using System.Diagnostics;

namespace Benchmarks;

/// <summary>Timing: the median of several samples, each long enough for the clock.</summary>
internal static class Measure
{
    /// <summary>Calls until the compiler's optimized tier has taken over, at least so long.</summary>
    public static void Warm(Action work, double seconds)
    {
        for (var time = Stopwatch.StartNew(); time.Elapsed.TotalSeconds < seconds;) work();
    }

    /// <summary>Seconds per call of <paramref name="work"/>.</summary>
    public static double Seconds(Action work, int samples, double target)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        double once = Math.Max(Stopwatch.GetElapsedTime(start).TotalSeconds, 1e-7);
        int inner = Math.Max(1, (int)(target / once));
        double[] times = new double[samples];
        for (int s = 0; s < samples; s++)
        {
            start = Stopwatch.GetTimestamp();
            for (int i = 0; i < inner; i++) work();
            times[s] = Stopwatch.GetElapsedTime(start).TotalSeconds / inner;
        }
        return Median(times);
    }

    public static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
