using ManagedTorch.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The rate rises to its maximum and falls far below where it began, all within one cycle (Smith
            /// and Topin, 2018).</summary>
            public static LRScheduler OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1,
                int epochs = -1, int steps_per_epoch = -1,
                double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true,
                double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25.0,
                double final_div_factor = 10000.0, bool three_phase = false,
                int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy,
                    cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor, three_phase, last_epoch,
                    verbose);

            /// <summary>The same with the rates and momenta of each group.</summary>
            public static LRScheduler OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1,
                int epochs = -1, int steps_per_epoch = -1,
                double pct_start = 0.3,
                impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos,
                bool cycle_momentum = true,
                IEnumerable<double> base_momentum = null!, IEnumerable<double> max_momentum = null!,
                double div_factor = 25.0, double final_div_factor = 10000.0,
                bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy,
                    cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor, three_phase, last_epoch,
                    verbose);

            public static partial class impl
            {
                /// <summary>The rate rises to its maximum and falls far below where it began, and the momentum the
                /// other way (Smith and Topin, 2018).</summary>
                public class OneCycleLR : LRScheduler
                {
                    /// <summary>Where a phase ends, and between which rates and momenta it goes: 0 initial, 1 highest,
                    /// 2 lowest rate.</summary>
                    private readonly (double End, int FromRate, int ToRate, bool FromHigh, bool ToHigh)[] _phases;
                    private readonly double[][] _rates;
                    private readonly double[]? _low, _high;
                    private readonly bool _cosine;
                    private readonly int _steps;

                    /// <summary>Sets the rates of the first step; all groups have the same limits.</summary>
                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1,
                        int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95,
                        double div_factor = 25.0, double final_div_factor = 10000.0, bool three_phase = false,
                        int last_epoch = -1, bool verbose = false)
                        : this(optimizer, Same(optimizer, max_lr), total_steps, epochs, steps_per_epoch, pct_start,
                            anneal_strategy, cycle_momentum,
                            Same(optimizer, base_momentum), Same(optimizer, max_momentum), div_factor, final_div_factor,
                            three_phase, last_epoch, verbose)
                    { }

                    /// <summary>Sets the rates of the first step; limits are given for each group.</summary>
                    public OneCycleLR(Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1,
                        int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3,
                        AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double> base_momentum = null!,
                        IEnumerable<double> max_momentum = null!, double div_factor = 25.0,
                        double final_div_factor = 10000.0, bool three_phase = false,
                        int last_epoch = -1, bool verbose = false) : base(optimizer, last_epoch, verbose)
                    {
                        _steps = total_steps != -1 ? total_steps : epochs > 0 && steps_per_epoch > 0
                            ? epochs * steps_per_epoch : 0;
                        if (_steps <= 0)
                            throw new ArgumentException(
                                "OneCycleLR: give total_steps, or epochs and steps_per_epoch; all must be positive.",
                                nameof(total_steps));
                        if (pct_start is not (>= 0 and <= 1))
                            throw new ArgumentException($"OneCycleLR: pct_start {pct_start} must lie in [0, 1].",
                                nameof(pct_start));
                        _cosine = anneal_strategy == AnnealStrategy.Cos;
                        double[] highest = [.. max_lr], initial = Array.ConvertAll(highest, r => r / div_factor);
                        _rates = [initial, highest, Array.ConvertAll(initial, r => r / final_div_factor)];
                        double rise = pct_start * _steps - 1;
                        _phases = three_phase
                            ? [(rise, 0, 1, true, false), (2 * pct_start * _steps - 2, 1, 0, false, true),
                                (_steps - 1, 0, 2, true, true)]
                            : [(rise, 0, 1, true, false), (_steps - 1, 1, 2, false, true)];
                        if (cycle_momentum)
                        {
                            if (optimizer.ParamGroups.Any(g => g is not (IMomentum or IBetas)))
                                throw new ArgumentException(
                                    "OneCycleLR: this optimizer has no momentum to cycle; pass cycle_momentum: false.",
                                    nameof(cycle_momentum));
                            (_low, _high) =
                                ([.. base_momentum ?? Same(optimizer, 0.85)],
                                    [.. max_momentum ?? Same(optimizer, 0.95)]);
                        }
                        step();
                    }

                    private static IEnumerable<double> Same(Optimizer optimizer, double value) =>
                        Enumerable.Repeat(value, optimizer.ParamGroups.Count());

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch > _steps)
                            throw new InvalidOperationException(
                                $"OneCycleLR: step {Epoch} lies beyond the {_steps} steps of the cycle.");
                        int at = 0;
                        while (at < _phases.Length - 1 && Epoch > _phases[at].End) at++;
                        var phase = _phases[at];
                        double start = at > 0 ? _phases[at - 1].End : 0, share = (Epoch - start) / (phase.End - start);
                        if (_low is not null)
                            foreach ((ILearningRateController group,
                                int i) in Optimizer.ParamGroups.Select((g, i) => (g, i)))
                            {
                                double momentum =
                                    Between(phase.FromHigh ? _high![i] : _low[i], phase.ToHigh ? _high![i]
                                        : _low[i], share);
                                if (group is IBetas betas) betas.Betas = (momentum, betas.Betas.Item2);
                                else ((IMomentum)group).Momentum = momentum;
                            }
                        return Enumerable.Range(0, _rates[0].Length)
                            .Select(i => Between(_rates[phase.FromRate][i], _rates[phase.ToRate][i], share));
                    }

                    private double Between(double start, double end, double share) =>
                        _cosine ? end + (start - end) / 2 * (Portable.Cos(Math.PI * share) + 1)
                        : (end - start) * share + start;

                    /// <summary>Along half a cosine or a straight line.</summary>
                    public enum AnnealStrategy
                    {
                        /// <summary>Along half a cosine.</summary>
                        Cos = 0,
                        /// <summary>Along a straight line.</summary>
                        Linear = 1,
                    }
                }
            }
        }
    }
}
