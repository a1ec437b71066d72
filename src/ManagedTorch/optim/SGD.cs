using ManagedTorch.Core;
using ManagedTorch.Saving;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Stochastic gradient descent, with momentum if asked for.</summary>
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0.0,
                double dampening = 0.0,
                double weight_decay = 0.0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            /// <summary>Stochastic gradient descent, with momentum if asked for.</summary>
            public static SGD SGD(IEnumerable<(string name, Parameter parameter)> parameters, double learningRate,
                double momentum = 0.0,
                double dampening = 0.0, double weight_decay = 0.0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(p => p.parameter), learningRate, momentum, dampening, weight_decay, nesterov,
                    maximize);

            /// <summary>Stochastic gradient descent, with momentum if asked for.</summary>
            public static SGD SGD(IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0.0,
                double dampening = 0.0,
                double weight_decay = 0.0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>
    /// Stochastic gradient descent with momentum, Nesterov's or the plain one (Sutskever et al., 2013), in PyTorch's
    /// form.
    /// </summary>
    public class SGD : OptimizerHelper, optim.IMomentum
    {
        /// <summary>An optimizer of one group of parameters.</summary>
        /// <exception cref="ArgumentException">A setting is negative, or Nesterov momentum is asked for without
        /// momentum or with dampening.</exception>
        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0.0,
            double weight_decay = 0.0,
            bool nesterov = false, bool maximize = false)
            : this([new ParamGroup(parameters, new Options())], lr, momentum, dampening, weight_decay, nesterov,
                maximize)
        { }

        /// <summary>An optimizer of groups, whose own options go before the ones given here.</summary>
        /// <exception cref="ArgumentException">A setting is negative, or Nesterov momentum is asked for without
        /// momentum or with dampening.</exception>
        public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0.0,
            double weight_decay = 0.0,
            bool nesterov = false, bool maximize = false)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lr);
            ArgumentOutOfRangeException.ThrowIfNegative(momentum);
            ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
            if (nesterov && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("Nesterov momentum requires a momentum above 0 and no dampening.",
                    nameof(nesterov));
            Defaults = new Options
            {
                LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay,
                nesterov = nesterov, maximize = maximize,
            };
            foreach (ParamGroup group in parameters) add_param_group(group);
        }

        /// <inheritdoc/>
        public override Tensor step(Func<Tensor> closure = null!) => Step(closure);

        /// <inheritdoc/>
        public override void add_param_group(Modules.ParamGroup param_group) => AddGroup(param_group);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        /// <summary>The momentum; read from the first group, set for all.</summary>
        public double Momentum
        {
            get => MomentumOfAll;
            set => MomentumOfAll = value;
        }

        private protected override void Update(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var settings =
                new ManagedTorch.Kernels.Sgd.Settings(options.LearningRate!.Value, options.momentum!.Value,
                    options.dampening!.Value,
                options.weight_decay!.Value, options.nesterov!.Value, First: false, options.maximize!.Value);
            foreach ((Parameter parameter, OptimizerState remembered) in group.Slots)
            {
                if (parameter.Gradient is not { } gradient) continue;
                var state = (State)remembered;
                bool first = settings.Momentum != 0 && state.momentum_buffer is null;
                if (first) state.momentum_buffer = empty_like(parameter).DetachFromDisposeScope();
                Dispatch.Float(parameter._dtype, new StepWork(
                    parameter, gradient.contiguous(), state.momentum_buffer, settings with { First = first }));
                parameter.BumpVersion();
            }
        }

        private readonly struct StepWork(Parameter parameter, Tensor gradient, Tensor? momentum,
            ManagedTorch.Kernels.Sgd.Settings settings) : IForFloat
        {
            void IForFloat.Run<T>() => ManagedTorch.Kernels.Sgd.Step(parameter.Values<T>(), gradient.Values<T>(),
                momentum is null ? [] : momentum.Values<T>(), settings);
        }

        /// <summary>Parameters with options of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            /// <summary>A group to be filled.</summary>
            public ParamGroup() { }

            /// <summary>Parameters with these options.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            /// <summary>Parameters with options from these values.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double momentum = 0.0,
                double dampening = 0.0,
                double weight_decay = 0.0, bool nesterov = false, bool maximize = false)
                : base(parameters, new Options
                {
                    LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay,
                    nesterov = nesterov, maximize = maximize,
                })
            { }

            /// <summary>The momentum of the group.</summary>
            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
            }
        }

        /// <summary>The settings of one group; null stands for those of the optimizer.</summary>
        public class Options : OptimizerOptions
        {
            /// <summary>Share of the last step that goes into the next.</summary>
            public double? momentum;
            /// <summary>Share of the gradient that is kept out of the momentum.</summary>
            public double? dampening;
            /// <summary>Decay that is added to the gradient: weight_decay times the parameter.</summary>
            public double? weight_decay;
            /// <summary>Whether the step looks ahead by the momentum (Nesterov's).</summary>
            public bool? nesterov;
            /// <summary>Whether the objective is maximized: the gradient's sign is turned.</summary>
            public bool? maximize;

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                Options from = Same<Options>(source);
                (momentum, dampening, weight_decay, nesterov, maximize) =
                    (from.momentum, from.dampening, from.weight_decay, from.nesterov, from.maximize);
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                writer.Write(momentum!.Value);
                writer.Write(dampening!.Value);
                writer.Write(weight_decay!.Value);
                writer.Write(nesterov!.Value);
                writer.Write(maximize!.Value);
            }

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                momentum = reader.ReadDouble();
                dampening = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                nesterov = SavedValues.ReadBool(reader);
                maximize = SavedValues.ReadBool(reader);
            }

            internal override void Complete(OptimizerOptions defaults)
            {
                base.Complete(defaults);
                Options from = Same<Options>(defaults);
                momentum ??= from.momentum;
                dampening ??= from.dampening;
                weight_decay ??= from.weight_decay;
                nesterov ??= from.nesterov;
                maximize ??= from.maximize;
            }
        }

        /// <summary>The momentum, from the first update on.</summary>
        public sealed class State : OptimizerState, IDisposable
        {
            /// <summary>Running sum of the gradients; null before the first update and without momentum.</summary>
            public Tensor momentum_buffer = null!;

            /// <summary>The state of a parameter, empty until <see cref="Initialize"/>.</summary>
            public State(Parameter parameter) : base(parameter) { }

            /// <inheritdoc/>
            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                momentum_buffer = null!;
            }

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerState source)
            {
                State from = Same<State>(source);
                if (ReferenceEquals(from, this)) return;
                Dispose();
                momentum_buffer = from.momentum_buffer is null ? null! : Copy(from.momentum_buffer);
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer) => SaveOptional(writer, momentum_buffer);

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                Dispose();
                momentum_buffer = ReadOptional(reader)!;
            }

            /// <inheritdoc/>
            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State same && Near(momentum_buffer, same.momentum_buffer);

            /// <summary>Frees the momentum.</summary>
            public void Dispose() => momentum_buffer?.Dispose();
        }
    }
}
