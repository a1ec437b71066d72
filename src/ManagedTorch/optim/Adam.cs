using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        /// <summary>Optimizers and what schedules their learning rates.</summary>
        public static partial class optim
        {
            /// <summary>Adam (Kingma and Ba, 2015); weight decay is added to the gradient.</summary>
            public static Adam Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999,
                double eps = 1e-08, double weight_decay = 0.0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <summary>Adam (Kingma and Ba, 2015); weight decay is added to the gradient.</summary>
            public static Adam Adam(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.001,
                double beta1 = 0.9,
                double beta2 = 0.999, double eps = 1e-08, double weight_decay = 0.0, bool amsgrad = false,
                bool maximize = false) =>
                new(parameters.Select(p => p.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <summary>Adam (Kingma and Ba, 2015); weight decay is added to the gradient.</summary>
            public static Adam Adam(IEnumerable<Adam.ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999,
                double eps = 1e-08, double weight_decay = 0.0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Adam (Kingma and Ba, 2015); weight decay is added to the gradient.</summary>
    /// <remarks>
    /// Twin of <see cref="AdamW"/>: TorchSharp gives each its own options, groups and state with public fields, so they
    /// can share no base; what they do is written once, in AdamUpdate, AdamSettings and AdamAverages.
    /// </remarks>
    public class Adam : OptimizerHelper, optim.IBetas
    {
        private readonly AdamUpdate _update = new();

        /// <summary>An optimizer of one group of parameters.</summary>
        public Adam(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-08,
            double weight_decay = 0.0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup(parameters, new Options())], lr, beta1, beta2, eps, weight_decay, amsgrad,
                maximize)
        { }

        /// <summary>An optimizer of groups, whose own options go before the ones given here.</summary>
        public Adam(IEnumerable<ParamGroup> parameters, double lr = 0.001, double beta1 = 0.9, double beta2 = 0.999,
            double eps = 1e-08,
            double weight_decay = 0.0, bool amsgrad = false, bool maximize = false)
        {
            AdamUpdate.Validate(lr, beta1, beta2, eps, weight_decay);
            Defaults = new Options
            {
                LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay,
                amsgrad = amsgrad, maximize = maximize,
            };
            foreach (ParamGroup group in parameters) add_param_group(group);
        }

        /// <inheritdoc/>
        public override Tensor step(Func<Tensor> closure = null!) => Step(closure);

        /// <inheritdoc/>
        public override void add_param_group(Modules.ParamGroup param_group) => AddGroup(param_group);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        /// <summary>Both decay rates; read from the first group, set for all.</summary>
        public (double, double) Betas
        {
            get => BetasOfAll;
            set => BetasOfAll = value;
        }

        private protected override void Update(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var settings = options.Values.ForKernel(options.LearningRate!.Value, decoupled: false);
            foreach ((Parameter parameter, OptimizerState remembered) in group.Slots)
            {
                if (parameter.Gradient is not { } gradient) continue;
                var state = (State)remembered;
                _update.Add(parameter, gradient, state.exp_avg, state.exp_avg_sq, state.max_exp_avg_sq,
                    settings with { Step = ++state.step });
            }
            _update.Run();
        }

        /// <summary>Parameters with options of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            /// <summary>A group to be filled.</summary>
            public ParamGroup() { }

            /// <summary>Parameters with these options.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            /// <summary>Parameters with options from these values.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double beta1 = 0.9,
                double beta2 = 0.999,
                double eps = 1e-08, double weight_decay = 0.0, bool amsgrad = false, bool maximize = false)
                : base(parameters, new Options
                {
                    LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay,
                    amsgrad = amsgrad, maximize = maximize,
                })
            { }

            /// <summary>Both decay rates of the group.</summary>
            public (double, double) Betas
            {
                get => (Options.beta1!.Value, Options.beta2!.Value);
                set => (Options.beta1, Options.beta2) = value;
            }
        }

        /// <summary>The settings of one group; null stands for those of the optimizer.</summary>
        public class Options : OptimizerOptions
        {
            /// <summary>Decay rate of the running average of the gradient.</summary>
            public double? beta1;
            /// <summary>Decay rate of the running average of the squared gradient.</summary>
            public double? beta2;
            /// <summary>Decay that is added to the gradient: weight_decay times the parameter.</summary>
            public double? weight_decay;
            /// <summary>Added to the denominator, against division by zero.</summary>
            public double? eps;
            /// <summary>Whether steps are divided by the largest average of the squared gradient so far, not by the
            /// present one.</summary>
            public bool? amsgrad;
            /// <summary>Whether the objective is maximized: the gradient's sign is turned.</summary>
            public bool? maximize;

            internal AdamSettings Values
            {
                get => new(beta1, beta2, eps, weight_decay, amsgrad, maximize);
                private set => (beta1, beta2, eps, weight_decay, amsgrad, maximize) = value;
            }

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                Values = Same<Options>(source).Values;
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                Values.Save(writer);
            }

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                Values = AdamSettings.Read(reader);
            }

            internal override void Complete(OptimizerOptions defaults)
            {
                base.Complete(defaults);
                Values = Values.Or(Same<Options>(defaults).Values);
            }
        }

        /// <summary>Running averages of the gradient and of its square, and the number of updates.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            /// <summary>How often the parameter was updated.</summary>
            public long step;
            /// <summary>Running average of the gradient.</summary>
            public Tensor exp_avg = null!;
            /// <summary>Running average of the squared gradient.</summary>
            public Tensor exp_avg_sq = null!;
            /// <summary>Largest <see cref="exp_avg_sq"/> so far; null without amsgrad.</summary>
            public Tensor max_exp_avg_sq = null!;

            /// <summary>The state of a parameter, empty until <see cref="Initialize"/>.</summary>
            public State(Parameter parameter) : base(parameter) { }

            private AdamAverages Values
            {
                get => new(step, exp_avg, exp_avg_sq, max_exp_avg_sq);
                set => (step, exp_avg, exp_avg_sq, max_exp_avg_sq) =
                    (value.Step, value.Average, value.Square, value.Largest!);
            }

            /// <inheritdoc/>
            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                Values = AdamAverages.Zeros(this, ((Options)options).amsgrad == true);
            }

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerState source)
            {
                State from = Same<State>(source);
                if (ReferenceEquals(from, this)) return;
                Dispose();
                Values = from.Values.Copy();
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer) => Values.Save(writer);

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                Dispose();
                Values = AdamAverages.Read(this, reader);
            }

            /// <inheritdoc/>
            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State same && Values.Near(same.Values);

            /// <summary>Frees the running averages.</summary>
            public void Dispose() => Values.Dispose();
        }
    }
}
