using ManagedTorch.Saving;
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
    /// can share no base; the arithmetic is written once, in AdamUpdate and its kernel.
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
            get => ((ParamGroup)Groups[0]).Betas;
            set
            {
                foreach (Modules.ParamGroup group in Groups) ((ParamGroup)group).Betas = value;
            }
        }

        private protected override void Update(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var settings =
                new ManagedTorch.Kernels.AdamW.Settings(options.LearningRate!.Value, options.beta1!.Value,
                    options.beta2!.Value,
                options.eps!.Value, options.weight_decay!.Value, Decoupled: false, Step: 0, options.maximize!.Value);
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

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                Options from = Same<Options>(source);
                (beta1, beta2, eps, weight_decay, amsgrad, maximize) =
                    (from.beta1, from.beta2, from.eps, from.weight_decay, from.amsgrad, from.maximize);
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                writer.Write(beta1!.Value);
                writer.Write(beta2!.Value);
                writer.Write(eps!.Value);
                writer.Write(weight_decay!.Value);
                writer.Write(amsgrad!.Value);
                writer.Write(maximize!.Value);
            }

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                beta1 = reader.ReadDouble();
                beta2 = reader.ReadDouble();
                eps = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                amsgrad = SavedValues.ReadBool(reader);
                maximize = SavedValues.ReadBool(reader);
            }

            internal override void Complete(OptimizerOptions defaults)
            {
                base.Complete(defaults);
                Options from = Same<Options>(defaults);
                beta1 ??= from.beta1;
                beta2 ??= from.beta2;
                eps ??= from.eps;
                weight_decay ??= from.weight_decay;
                amsgrad ??= from.amsgrad;
                maximize ??= from.maximize;
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

            /// <inheritdoc/>
            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                step = 0;
                (exp_avg, exp_avg_sq) = (Zeros(), Zeros());
                max_exp_avg_sq = ((Options)options).amsgrad == true ? Zeros() : null!;
            }

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerState source)
            {
                State from = Same<State>(source);
                if (ReferenceEquals(from, this)) return;
                Dispose();
                step = from.step;
                (exp_avg, exp_avg_sq) = (Copy(from.exp_avg), Copy(from.exp_avg_sq));
                max_exp_avg_sq = from.max_exp_avg_sq is null ? null! : Copy(from.max_exp_avg_sq);
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                Save(writer, exp_avg);
                Save(writer, exp_avg_sq);
                SaveOptional(writer, max_exp_avg_sq);
            }

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                Dispose();
                step = SavedValues.ReadCount(reader);
                exp_avg = Read(reader);
                exp_avg_sq = Read(reader);
                max_exp_avg_sq = ReadOptional(reader)!;
            }

            /// <inheritdoc/>
            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State same && same.step == step && Near(exp_avg, same.exp_avg)
                && Near(exp_avg_sq, same.exp_avg_sq)
                && Near(max_exp_avg_sq, same.max_exp_avg_sq);

            /// <summary>Frees the running averages.</summary>
            public void Dispose()
            {
                exp_avg?.Dispose();
                exp_avg_sq?.Dispose();
                max_exp_avg_sq?.Dispose();
            }
        }
    }
}
