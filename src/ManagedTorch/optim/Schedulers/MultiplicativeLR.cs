namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>The rate is multiplied by a function of the epoch, from epoch 1 on.</summary>
            public static LRScheduler MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda,
                int last_epoch = -1, bool verbose = false) =>
                new impl.MultiplicativeLR(optimizer, lr_lambda, last_epoch, verbose);

            public static partial class impl
            {
                /// <summary>The rate is multiplied by a function of the epoch, from epoch 1 on.</summary>
                public class MultiplicativeLR : LRScheduler
                {
                    private readonly Func<int, double> _lambda;

                    /// <summary>Sets the rates of the first epoch.</summary>
                    public MultiplicativeLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _lambda = lr_lambda;
                        step();
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr() =>
                        Epoch > 0 ? Current.Select(rate => rate * _lambda(Epoch)) : Current;
                }
            }
        }
    }
}
