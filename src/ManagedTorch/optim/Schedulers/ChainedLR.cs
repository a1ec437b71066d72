namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Steps several schedulers one after the other, each from the rates that the one before
            /// left.</summary>
            public static LRScheduler ChainedLR(IEnumerable<LRScheduler> schedulers) => new impl.ChainedLR(schedulers);

            /// <summary>The classes of the schedules.</summary>
            public static partial class impl
            {
                /// <summary>Steps several schedulers one after the other, each from the rates that the one before
                /// left.</summary>
                public class ChainedLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;

                    /// <summary>Chains schedulers of one optimizer.</summary>
                    /// <exception cref="ArgumentException">There is no scheduler, or they belong to several
                    /// optimizers.</exception>
                    public ChainedLR(IEnumerable<LRScheduler> schedulers) : this([.. schedulers]) { }

                    private ChainedLR(LRScheduler[] schedulers) : base(First(schedulers).Optimizer, 0)
                    {
                        if (schedulers.Any(s => s.Optimizer != Optimizer))
                            throw new ArgumentException("ChainedLR: all schedulers must belong to one optimizer.",
                                nameof(schedulers));
                        _schedulers = schedulers;
                        Set([.. Current]);
                    }

                    private static LRScheduler First(LRScheduler[] schedulers) =>
                        schedulers.Length > 0 ? schedulers[0]
                        : throw new ArgumentException("ChainedLR: needs at least one scheduler.", nameof(schedulers));

                    /// <inheritdoc/>
                    public override void step()
                    {
                        foreach (LRScheduler scheduler in _schedulers) scheduler.step();
                        Epoch++;
                        Set([.. Current]);
                    }
                }
            }
        }
    }
}
