using ManagedTorch.Kernels;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>
            /// The rate follows half a cosine from the initial one to eta_min at epoch T_max (Loshchilov and Hutter,
            /// 2017), and back again.
            /// </summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0.0,
                int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>
                /// The rate follows half a cosine from the initial one to eta_min at epoch T_max (Loshchilov and
                /// Hutter, 2017), and back again.
                /// </summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _half;
                    private readonly double _lowest;

                    /// <summary>Sets the rates of the first epoch.</summary>
                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0.0,
                        int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        (_half, _lowest) = (T_max, eta_min);
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0) return Current;
                        if (_step_count == 1) return get_closed_form_lr();
                        if ((Epoch - 1 - _half) % (2 * _half) == 0)
                            return Current.Zip(Base, (rate, initial) => rate + (initial - _lowest) * (1 - Cos(1)) / 2);
                        return Current.Select(rate => (1 + Cos(Epoch)) / (1 + Cos(Epoch - 1)) * (rate - _lowest) +
                            _lowest);
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_closed_form_lr() =>
                        Base.Select(initial => _lowest + (initial - _lowest) * (1 + Cos(Epoch)) / 2);

                    private double Cos(double epoch) => Portable.Cos(Math.PI * epoch / _half);
                }
            }
        }
    }
}
