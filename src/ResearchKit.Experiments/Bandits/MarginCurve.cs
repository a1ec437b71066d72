using ResearchKit.Training.Bandits;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// A curve of a training over the reward margin it has reached instead of over its updates: two optimizers that walk at
/// different speeds are compared where they have done the same to the loss.
/// </summary>
public static class MarginCurve
{
    /// <summary>The largest margin that every run reaches.</summary>
    public static double Reach(IEnumerable<BanditRun> runs) =>
        runs.Min(r => r.History["rewards/margin"].Max());

    /// <summary>
    /// Per margin the curve's value, interpolated between the records around the first one at which the margin is
    /// reached.
    /// </summary>
    /// <param name="run">The training.</param>
    /// <param name="curve">One value per recorded step.</param>
    /// <param name="margins">Mean reward margins, at least 0 and reached by the run.</param>
    /// <exception cref="ArgumentException">The run does not reach a margin.</exception>
    public static double[] At(BanditRun run, double[] curve, IEnumerable<double> margins)
    {
        var reached = run.History["rewards/margin"];
        return [.. margins.Select(margin =>
        {
            // A grid's last point is its end up to rounding.
            var after = Array.FindIndex(reached, m => m >= margin * (1 - 1e-12));
            if (after < 0)
                throw new ArgumentException($"The run's margin stays below {margin}.", nameof(margins));
            if (after == 0)
                return curve[0];
            var share = (margin - reached[after - 1]) / (reached[after] - reached[after - 1]);
            return curve[after - 1] + Math.Min(share, 1) * (curve[after] - curve[after - 1]);
        })];
    }
}
