namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>One scheduler after another: the next takes over at each milestone.</summary>
            public static LRScheduler SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers,
                IEnumerable<int> milestones,
                int last_epoch = -1) =>
                new impl.SequentialLR(optimizer, schedulers, milestones, last_epoch);

            public static partial class impl
            {
                /// <summary>One scheduler after another: the next starts at epoch 0 at each milestone.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    /// <summary>Starts with the first scheduler.</summary>
                    /// <exception cref="ArgumentException">There is not one milestone less than schedulers.</exception>
                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers,
                        IEnumerable<int> milestones, int last_epoch = -1)
                        : base(optimizer, last_epoch)
                    {
                        (_schedulers, _milestones) = ([.. schedulers], [.. milestones]);
                        if (_milestones.Length != _schedulers.Length - 1)
                            throw new ArgumentException(
                                $"{_schedulers.Length} schedulers need {_schedulers.Length - 1} milestones, not " +
                                $"{_milestones.Length}.",
                                nameof(milestones));
                        Epoch = last_epoch + 1;
                        // Making the schedulers moved the rates one after the other; start from the first one's.
                        Set([.. optimizer.ParamGroups.Select(g => g.InitialLearningRate)]);
                        _schedulers[0].step(0);
                        Set([.. Current]);
                    }

                    /// <inheritdoc/>
                    protected override IEnumerable<double> get_lr()
                    {
                        int active = _milestones.Count(m => m <= Epoch);
                        if (active > 0 && _milestones[active - 1] == Epoch) _schedulers[active].step(0);
                        else _schedulers[active].step();
                        return Current;
                    }
                }
            }
        }
    }
}
