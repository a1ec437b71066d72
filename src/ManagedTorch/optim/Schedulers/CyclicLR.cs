using ManagedTorch.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The rate rises and falls between two limits (Smith, 2017).</summary>
            public static LRScheduler CyclicLR(Optimizer optimizer, double base_lr, double max_lr,
                int step_size_up = 2000, int step_size_down = -1,
                impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular, double gamma = 1.0,
                Func<double, double> scale_fn = null!,
                impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle, bool cycle_momentum = true,
                double base_momentum = 0.8,
                double max_momentum = 0.9, int last_epoch = -1, bool verbose = false) =>
                new impl.CyclicLR(optimizer, base_lr, max_lr, step_size_up, step_size_down, mode, gamma, scale_fn,
                    scale_mode, cycle_momentum, base_momentum, max_momentum, last_epoch, verbose);

            /// <summary>The rate rises and falls between two limits (Smith, 2017), those of each group.</summary>
            public static LRScheduler CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr,
                IEnumerable<double> max_lr, int step_size_up = 2000,
                int step_size_down = -1, impl.CyclicLR.Mode mode = impl.CyclicLR.Mode.Triangular, double gamma = 1.0,
                Func<double, double> scale_fn = null!,
                impl.CyclicLR.ScaleMode scale_mode = impl.CyclicLR.ScaleMode.Cycle, bool cycle_momentum = true,
                IEnumerable<double> base_momentum = null!,
                IEnumerable<double> max_momentum = null!, int last_epoch = -1, bool verbose = false) =>
                new impl.CyclicLR(optimizer, base_lr, max_lr, step_size_up, step_size_down, mode, gamma, scale_fn,
                    scale_mode, cycle_momentum, base_momentum, max_momentum, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>The rate rises and falls between two limits (Smith, 2017), and the momentum against
                /// it.</summary>
                public class CyclicLR : LRScheduler
                {
                    private readonly double _total, _ratio;
                    private readonly Func<double, double> _scale;
                    private readonly bool _perCycle;
                    private readonly double[] _low, _high;
                    private readonly double[]? _lowMomentum, _highMomentum;

                    /// <summary>Sets the rates of the first step; all groups have the same limits.</summary>
                    public CyclicLR(Optimizer optimizer, double base_lr, double max_lr, int step_size_up = 2000,
                        int step_size_down = -1, Mode mode = Mode.Triangular,
                        double gamma = 1.0, Func<double, double> scale_fn = null!,
                        ScaleMode scale_mode = ScaleMode.Cycle, bool cycle_momentum = true,
                        double base_momentum = 0.8, double max_momentum = 0.9, int last_epoch = -1,
                        bool verbose = false)
                        : this(optimizer, Same(optimizer, base_lr), Same(optimizer, max_lr), step_size_up,
                            step_size_down, mode, gamma, scale_fn, scale_mode, cycle_momentum,
                            Same(optimizer, base_momentum), Same(optimizer, max_momentum), last_epoch, verbose)
                    { }

                    /// <summary>Sets the rates of the first step; limits are given for each group.</summary>
                    public CyclicLR(Optimizer optimizer, IEnumerable<double> base_lr, IEnumerable<double> max_lr,
                        int step_size_up = 2000, int step_size_down = -1,
                        Mode mode = Mode.Triangular, double gamma = 1.0, Func<double, double> scale_fn = null!,
                        ScaleMode scale_mode = ScaleMode.Cycle,
                        bool cycle_momentum = true, IEnumerable<double> base_momentum = null!,
                        IEnumerable<double> max_momentum = null!, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _total = step_size_up + (step_size_down < 0 ? step_size_up : step_size_down);
                        _ratio = step_size_up / _total;
                        (_low, _high) = ([.. base_lr], [.. max_lr]);
                        _perCycle = scale_fn is null ? mode != Mode.ExpRange : scale_mode == ScaleMode.Cycle;
                        _scale = scale_fn ?? mode switch
                        {
                            Mode.Triangular => _ => 1,
                            Mode.Triangular2 => x => 1 / Portable.Pow(2, x - 1),
                            _ => x => Portable.Pow(gamma, x),
                        };
                        if (cycle_momentum)
                        {
                            if (optimizer.ParamGroups.Any(g => g is not IMomentum))
                                throw new ArgumentException(
                                    "CyclicLR: this optimizer has no momentum to cycle; pass cycle_momentum: false.",
                                    nameof(cycle_momentum));
                            _lowMomentum = [.. base_momentum ?? Same(optimizer, 0.8)];
                            _highMomentum = [.. max_momentum ?? Same(optimizer, 0.9)];
                        }
                        step();
                    }

                    private static IEnumerable<double> Same(Optimizer optimizer, double value) =>
                        Enumerable.Repeat(value, optimizer.ParamGroups.Count());

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        double cycle = Math.Floor(1 + Epoch / _total), x = 1 + Epoch / _total - cycle;
                        double height =
                            (x <= _ratio ? x / _ratio : (x - 1) / (_ratio - 1)) * _scale(_perCycle ? cycle : Epoch);
                        if (_lowMomentum is not null)
                            foreach ((ILearningRateController group,
                                int i) in Optimizer.ParamGroups.Select((g, i) => (g, i)))
                                ((IMomentum)group).Momentum =
                                    _highMomentum![i] - (_highMomentum[i] - _lowMomentum[i]) * height;
                        return _low.Zip(_high, (low, high) => low + (high - low) * height);
                    }

                    /// <summary>What becomes of the height from cycle to cycle: it stays, is halved, or falls by gamma
                    /// with every step.</summary>
                    public enum Mode
                    {
                        /// <summary>Every cycle is as high.</summary>
                        Triangular = 0,
                        /// <summary>Every cycle is half as high as the one before.</summary>
                        Triangular2 = 1,
                        /// <summary>Heights shrink by gamma with every step, as in PyTorch (TorchSharp: with every
                        /// cycle).</summary>
                        ExpRange = 2,
                    }

                    /// <summary>Whether a scale of one's own is asked for by the number of the cycle or of the
                    /// step.</summary>
                    public enum ScaleMode
                    {
                        /// <summary>By the number of the cycle.</summary>
                        Cycle = 0,
                        /// <summary>By the number of the step.</summary>
                        Iterations = 1,
                    }
                }
            }
        }
    }
}
