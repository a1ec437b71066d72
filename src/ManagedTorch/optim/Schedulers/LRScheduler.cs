namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Moves the learning rates of an optimizer's groups. Made, it sets the rates of epoch 0; every
            /// <see cref="step()"/> sets those of the next epoch, from the rates as they are (PyTorch's chainable
            /// form).
            /// </summary>
            public abstract class LRScheduler
            {
                internal readonly Optimizer Optimizer = null!;
                private protected readonly double[] Base = [];
                private protected int Epoch;
                private double[] _last = [];

                /// <summary>How often the rates were set.</summary>
                protected int _step_count;

                private protected LRScheduler() { }

                /// <param name="optimizer">Whose rates are moved.</param>
                /// <param name="last_epoch">The epoch that was reached before; -1 to begin.</param>
                /// <param name="verbose">Not used: rates are read with <see cref="get_last_lr"/>.</param>
                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    _ = verbose;
                    Optimizer = optimizer;
                    foreach (Modules.ParamGroup group in optimizer.Groups)
                    {
                        if (last_epoch == -1 && !group.Scheduled) group.InitialLearningRate = group.LearningRate;
                        group.Scheduled = true; // a second scheduler starts from where the first one started
                    }
                    Base = optimizer.ParamGroups.Select(g => g.InitialLearningRate).ToArray();
                    Epoch = last_epoch;
                }

                /// <summary>Goes to the next epoch.</summary>
                public virtual void step() => GoTo(Epoch + 1, null);

                /// <summary>Goes to a given epoch, directly where the schedule has a closed form.</summary>
                public virtual void step(int? epoch)
                {
                    if (epoch is { } e) GoTo(e, get_closed_form_lr());
                    else step();
                }

                /// <summary>Goes to the next epoch, with a measure that only some schedules look at.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates that were set last, a number per group.</summary>
                public IEnumerable<double> get_last_lr() => _last;

                /// <summary>The rates of the current epoch, from those of the one before.</summary>
                protected virtual IEnumerable<double> get_lr() => Optimizer.ParamGroups.Select(g => g.LearningRate);

                /// <summary>The rates of the current epoch, from the initial ones; null when there is no such
                /// form.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => null!;

                private protected IEnumerable<double> Current => Optimizer.ParamGroups.Select(g => g.LearningRate);

                private void GoTo(int epoch, IEnumerable<double>? closed)
                {
                    _step_count++;
                    Epoch = epoch; // both forms are computed lazily, from the new epoch
                    _last = (closed ?? get_lr()).ToArray();
                    Set(_last);
                }

                private protected void Set(double[] rates)
                {
                    foreach ((ILearningRateController group,
                        double rate) in Optimizer.ParamGroups.Zip(rates)) group.LearningRate = rate;
                    _last = rates;
                }
            }
        }
    }
}
