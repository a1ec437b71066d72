using ManagedTorch.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The rate falls to zero over total_iters epochs like (1 - epoch / total_iters) to a
            /// power.</summary>
            public static LRScheduler PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1.0,
                int last_epoch = -1, bool verbose = false) =>
                new impl.PolynomialLR(optimizer, total_iters, power, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>The rate falls to zero over total_iters epochs like (1 - epoch / total_iters) to a
                /// power.</summary>
                public class PolynomialLR : LRScheduler
                {
                    private readonly int _total;
                    private readonly double _power;

                    /// <summary>Sets the rates of the first epoch.</summary>
                    public PolynomialLR(Optimizer optimizer, int total_iters = 5, double power = 1.0,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_total, _power) = (total_iters, power);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0 || Epoch > _total) return Current;
                        double factor =
                            Portable.Pow((1.0 - (double)Epoch / _total) / (1.0 - (double)(Epoch - 1) / _total), _power);
                        return Current.Select(rate => rate * factor);
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        Base.Select(rate =>
                            rate * Portable.Pow(1.0 - (double)Math.Min(_total, Epoch) / _total, _power));
                }
            }
        }
    }
}
