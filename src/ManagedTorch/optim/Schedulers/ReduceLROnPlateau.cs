namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>Multiplies the rates by a factor when a measure has not improved for more than
            /// <paramref name="patience"/> epochs.</summary>
            public static LRScheduler ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1,
                int patience = 10,
                double threshold = 0.0001, string threshold_mode = "rel", int cooldown = 0,
                IList<double> min_lr = null!, double eps = 1e-08, bool verbose = false) =>
                new impl.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown,
                    min_lr, eps, verbose);

            public static partial class impl
            {
                /// <summary>Multiplies the rates by a factor when a measure has not improved for a while.</summary>
                public class ReduceLROnPlateau : LRScheduler
                {
                    private readonly bool _smaller, _relative;
                    private readonly double _factor, _threshold, _eps;
                    private readonly int _patience, _cooldown;
                    private readonly double[] _lowest;
                    private double _best;
                    private int _bad, _cooling;

                    /// <summary>Watches a measure that should get smaller (mode <c>min</c>) or larger (<c>max</c>); the
                    /// rates stay as they are until a step.</summary>
                    /// <exception cref="ArgumentException">The factor is not below 1, a mode is unknown, or the lowest
                    /// rates do not fit the groups.</exception>
                    public ReduceLROnPlateau(Optimizer optimizer, string mode = "min", double factor = 0.1,
                        int patience = 10, double threshold = 0.0001,
                        string threshold_mode = "rel", int cooldown = 0, IList<double> min_lr = null!,
                        double eps = 1e-08, bool verbose = false) : base(optimizer, -1, verbose)
                    {
                        if (factor >= 1)
                            throw new ArgumentException($"ReduceLROnPlateau: factor {factor} must be below 1.",
                                nameof(factor));
                        if (mode is not ("min" or "max"))
                            throw new ArgumentException($"ReduceLROnPlateau: mode '{mode}' must be 'min' or 'max'.",
                                nameof(mode));
                        if (threshold_mode is not ("rel" or "abs"))
                            throw new ArgumentException(
                                $"ReduceLROnPlateau: threshold_mode '{threshold_mode}' must be 'rel' or 'abs'.",
                                nameof(threshold_mode));
                        int groups = optimizer.ParamGroups.Count();
                        _lowest = min_lr is null or { Count: 0 } ? new double[groups] : min_lr.Count == 1
                            ? [.. Enumerable.Repeat(min_lr[0], groups)] : [.. min_lr];
                        if (_lowest.Length != groups)
                            throw new ArgumentException(
                                $"ReduceLROnPlateau: {_lowest.Length} lowest rates for {groups} parameter groups.",
                                nameof(min_lr));
                        (_smaller, _relative, _factor, _threshold, _eps, _patience, _cooldown) =
                            (mode == "min", threshold_mode == "rel", factor, threshold, eps, patience, cooldown);
                        _best = _smaller ? double.PositiveInfinity : double.NegativeInfinity;
                        Set([.. Current]);
                    }

                    /// <summary>Not for this schedule: pass the measure, <c>step(loss)</c>.</summary>
                    /// <exception cref="InvalidOperationException">Always.</exception>
                    public override void step() => throw NeedsMeasure();

                    /// <summary>Not for this schedule: pass the measure, <c>step(loss)</c>.</summary>
                    /// <exception cref="InvalidOperationException">Always.</exception>
                    public override void step(int? epoch) => throw NeedsMeasure();

                    /// <param name="current">The measure of the epoch that has ended.</param>
                    /// <param name="epoch">Its number, if it is not the next.</param>
                    public override void step(double current, int? epoch = null)
                    {
                        Epoch = epoch ?? Epoch + 1;
                        if (IsBetter(current)) (_best, _bad) = (current, 0);
                        else _bad++;
                        if (_cooling > 0) (_cooling, _bad) = (_cooling - 1, 0);
                        if (_bad > _patience)
                        {
                            Set([.. Current.Zip(
                                _lowest, (rate, lowest) => Math.Max(rate * _factor, lowest) is var reduced
                                    && rate - reduced > _eps ? reduced : rate)]);
                            (_cooling, _bad) = (_cooldown, 0);
                        }
                    }

                    private bool IsBetter(double measure) => (_smaller, _relative) switch
                    {
                        (true, true) => measure < _best * (1 - _threshold),
                        (true, false) => measure < _best - _threshold,
                        (false, true) => measure > _best * (1 + _threshold),
                        _ => measure > _best + _threshold,
                    };

                    private static InvalidOperationException NeedsMeasure() =>
                        new("ReduceLROnPlateau: pass the measure that should improve: step(loss).");
                }
            }
        }
    }
}
