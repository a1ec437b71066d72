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
            /// <summary>Steps divided by a running root mean square of the gradient (Hinton, 2012), in PyTorch's
            /// form.</summary>
            public static RMSProp RMSProp(IEnumerable<Parameter> parameters, double lr = 0.01, double alpha = 0.99,
                double eps = 1e-08, double weight_decay = 0.0, double momentum = 0.0, bool centered = false,
                bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);

            /// <summary>Steps divided by a running root mean square of the gradient (Hinton, 2012), in PyTorch's
            /// form.</summary>
            public static RMSProp RMSProp(IEnumerable<(string name, Parameter parameter)> parameters, double lr = 0.01,
                double alpha = 0.99,
                double eps = 1e-08, double weight_decay = 0.0, double momentum = 0.0, bool centered = false,
                bool maximize = false) =>
                new(parameters.Select(p => p.parameter), lr, alpha, eps, weight_decay, momentum, centered, maximize);

            /// <summary>Steps divided by a running root mean square of the gradient (Hinton, 2012), in PyTorch's
            /// form.</summary>
            public static RMSProp RMSProp(IEnumerable<RMSProp.ParamGroup> parameters, double lr = 0.01,
                double alpha = 0.99,
                double eps = 1e-08, double weight_decay = 0.0, double momentum = 0.0, bool centered = false,
                bool maximize = false) =>
                new(parameters, lr, alpha, eps, weight_decay, momentum, centered, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Steps divided by a running root mean square of the gradient (Hinton, 2012), in PyTorch's
    /// form.</summary>
    public class RMSProp : OptimizerHelper, optim.IMomentum
    {
        /// <summary>An optimizer of one group of parameters.</summary>
        /// <exception cref="ArgumentOutOfRangeException">A setting is negative.</exception>
        public RMSProp(IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08,
            double weight_decay = 0.0, double momentum = 0.0, bool centered = false, bool maximize = false)
            : this([new ParamGroup(parameters, new Options())], lr, alpha, eps, weight_decay, momentum, centered,
                maximize)
        { }

        /// <summary>An optimizer of groups, whose own options go before the ones given here.</summary>
        /// <exception cref="ArgumentOutOfRangeException">A setting is negative.</exception>
        public RMSProp(IEnumerable<ParamGroup> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08,
            double weight_decay = 0.0, double momentum = 0.0, bool centered = false, bool maximize = false)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(lr);
            ArgumentOutOfRangeException.ThrowIfNegative(momentum);
            ArgumentOutOfRangeException.ThrowIfNegative(weight_decay);
            ArgumentOutOfRangeException.ThrowIfNegative(alpha);
            ArgumentOutOfRangeException.ThrowIfNegative(eps);
            Defaults = new Options
            {
                LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum,
                centered = centered, maximize = maximize,
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
                new ManagedTorch.Kernels.RmsProp.Settings(options.LearningRate!.Value, options.alpha!.Value,
                    options.eps!.Value,
                options.weight_decay!.Value, options.momentum!.Value, options.maximize!.Value);
            foreach ((Parameter parameter, OptimizerState remembered) in group.Slots)
            {
                if (parameter.Gradient is not { } gradient) continue;
                var state = (State)remembered;
                state.step++;
                Dispatch.Float(parameter._dtype,
                    new StepWork(parameter, gradient.contiguous(), state, options, settings));
                parameter.BumpVersion();
            }
        }

        private readonly struct StepWork(Parameter parameter, Tensor gradient, State state, Options options,
            ManagedTorch.Kernels.RmsProp.Settings settings) : IForFloat
        {
            // A file of TorchSharp's holds all averages, used or not.
            void IForFloat.Run<T>() => ManagedTorch.Kernels.RmsProp.Step(
                parameter.Values<T>(), gradient.Values<T>(), state.square_avg.Values<T>(),
                options.centered != true ? [] : state.grad_avg.Values<T>(),
                !(options.momentum > 0) ? [] : state.momentum_buffer.Values<T>(), settings);
        }

        /// <summary>Parameters with options of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            /// <summary>A group to be filled.</summary>
            public ParamGroup() { }

            /// <summary>Parameters with these options.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            /// <summary>Parameters with options from these values. The rate is 0.001 by default, that of the optimizer
            /// 0.01.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-08,
                double alpha = 0.99,
                double weight_decay = 0.0, double momentum = 0.0, bool centered = false)
                : base(parameters, new Options
                {
                    LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum,
                    centered = centered,
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
            /// <summary>Decay rate of the running average of the squared gradient.</summary>
            public double? alpha;
            /// <summary>Added to the denominator, against division by zero.</summary>
            public double? eps;
            /// <summary>Decay that is added to the gradient: weight_decay times the parameter.</summary>
            public double? weight_decay;
            /// <summary>Share of the last step that goes into the next.</summary>
            public double? momentum;
            /// <summary>Whether the squared mean of the gradient is subtracted from that of its square.</summary>
            public bool? centered;
            /// <summary>Whether the objective is maximized: the gradient's sign is turned.</summary>
            public bool? maximize;

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                Options from = Same<Options>(source);
                (alpha, eps, weight_decay, momentum, centered, maximize) =
                    (from.alpha, from.eps, from.weight_decay, from.momentum, from.centered, from.maximize);
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer)
            {
                base.SaveStateDict(writer);
                writer.Write(maximize!.Value);
                writer.Write(momentum!.Value);
                writer.Write(alpha!.Value);
                writer.Write(eps!.Value);
                writer.Write(weight_decay!.Value);
                writer.Write(centered!.Value);
            }

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                base.LoadStateDict(reader);
                maximize = SavedValues.ReadBool(reader);
                momentum = reader.ReadDouble();
                alpha = reader.ReadDouble();
                eps = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                centered = SavedValues.ReadBool(reader);
            }

            internal override void Complete(OptimizerOptions defaults)
            {
                base.Complete(defaults);
                Options from = Same<Options>(defaults);
                alpha ??= from.alpha;
                eps ??= from.eps;
                weight_decay ??= from.weight_decay;
                momentum ??= from.momentum;
                centered ??= from.centered;
                maximize ??= from.maximize;
            }
        }

        /// <summary>
        /// Running averages of the squared gradient, of the gradient (when centered) and of the steps (with momentum).
        /// </summary>
        public sealed class State : OptimizerState, IDisposable
        {
            /// <summary>How often the parameter was updated.</summary>
            public long step;
            /// <summary>Running average of the squared gradient.</summary>
            public Tensor square_avg = null!;
            /// <summary>Running sum of the steps; null without momentum.</summary>
            public Tensor momentum_buffer = null!;
            /// <summary>Running average of the gradient; null unless centered.</summary>
            public Tensor grad_avg = null!;

            /// <summary>The state of a parameter, empty until <see cref="Initialize"/>.</summary>
            public State(Parameter parameter) : base(parameter) { }

            /// <inheritdoc/>
            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                var rmsprop = (Options)options;
                step = 0;
                square_avg = Zeros();
                momentum_buffer = rmsprop.momentum > 0 ? Zeros() : null!;
                grad_avg = rmsprop.centered == true ? Zeros() : null!;
            }

            /// <inheritdoc/>
            public override void LoadStateDict(OptimizerState source)
            {
                State from = Same<State>(source);
                if (ReferenceEquals(from, this)) return;
                Dispose();
                step = from.step;
                square_avg = Copy(from.square_avg);
                momentum_buffer = from.momentum_buffer is null ? null! : Copy(from.momentum_buffer);
                grad_avg = from.grad_avg is null ? null! : Copy(from.grad_avg);
            }

            /// <inheritdoc/>
            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                Save(writer, square_avg);
                SaveOptional(writer, momentum_buffer);
                SaveOptional(writer, grad_avg);
            }

            /// <inheritdoc/>
            public override void LoadStateDict(BinaryReader reader)
            {
                Dispose();
                step = SavedValues.ReadCount(reader);
                square_avg = Read(reader);
                momentum_buffer = ReadOptional(reader)!;
                grad_avg = ReadOptional(reader)!;
            }

            /// <inheritdoc/>
            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State same && same.step == step && Near(square_avg, same.square_avg)
                && Near(momentum_buffer, same.momentum_buffer) && Near(grad_avg, same.grad_avg);

            /// <summary>Frees the running averages.</summary>
            public void Dispose()
            {
                square_avg?.Dispose();
                momentum_buffer?.Dispose();
                grad_avg?.Dispose();
            }
        }
    }
}
