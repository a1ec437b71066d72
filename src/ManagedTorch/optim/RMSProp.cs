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
        public RMSProp(IEnumerable<Parameter> parameters, double lr = 0.001, double alpha = 0.99, double eps = 1e-08,
            double weight_decay = 0.0, double momentum = 0.0, bool centered = false, bool maximize = false)
            : this([new ParamGroup(parameters, new Options())], lr, alpha, eps, weight_decay, momentum, centered,
                maximize) { }

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

        public override Tensor step(Func<Tensor> closure = null!) => Step(closure);

        public override void add_param_group(Modules.ParamGroup param_group) => AddGroup(param_group);

        private protected override OptimizerState NewState(Parameter parameter) => new State(parameter);

        public double Momentum
        {
            get => ((ParamGroup)Groups[0]).Momentum;
            set
            {
                foreach (Modules.ParamGroup group in Groups) ((ParamGroup)group).Momentum = value;
            }
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
                if (parameter._dtype == ScalarType.Float32) Apply<float>(parameter, gradient, state, options, settings);
                else Apply<double>(parameter, gradient, state, options, settings);
            }
        }

        private static void Apply<T>(Parameter parameter, Tensor gradient, State state, Options options,
            in ManagedTorch.Kernels.RmsProp.Settings settings)
            where T : unmanaged
        {
            // A file of TorchSharp's holds all averages, used or not.
            Span<T> mean = options.centered != true ? [] : state.grad_avg.Values<T>();
            Span<T> momentum = !(options.momentum > 0) ? [] : state.momentum_buffer.Values<T>();
            ManagedTorch.Kernels.RmsProp.Step(parameter.Values<T>(), gradient.contiguous().Values<T>(),
                state.square_avg.Values<T>(),
                mean, momentum, settings);
            parameter.BumpVersion();
        }

        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 0.001, double eps = 1e-08,
                double alpha = 0.99,
                double weight_decay = 0.0, double momentum = 0.0, bool centered = false)
                : base(parameters, new Options
                {
                    LearningRate = lr, alpha = alpha, eps = eps, weight_decay = weight_decay, momentum = momentum,
                    centered = centered,
                })
            { }

            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
            }
        }

        public class Options : OptimizerOptions
        {
            public double? alpha;
            public double? eps;
            public double? weight_decay;
            public double? momentum;
            public bool? centered;
            public bool? maximize;

            public override void LoadStateDict(OptimizerOptions source)
            {
                base.LoadStateDict(source);
                Options from = Same<Options>(source);
                (alpha, eps, weight_decay, momentum, centered, maximize) =
                    (from.alpha, from.eps, from.weight_decay, from.momentum, from.centered, from.maximize);
            }

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
            public long step;
            public Tensor square_avg = null!;
            public Tensor momentum_buffer = null!;
            public Tensor grad_avg = null!;

            public State(Parameter parameter) : base(parameter) { }

            public override void Initialize(OptimizerOptions options)
            {
                Dispose();
                var rmsprop = (Options)options;
                step = 0;
                square_avg = Zeros();
                momentum_buffer = rmsprop.momentum > 0 ? Zeros() : null!;
                grad_avg = rmsprop.centered == true ? Zeros() : null!;
            }

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

            public override void SaveStateDict(BinaryWriter writer)
            {
                writer.Write(step);
                Save(writer, square_avg);
                SaveOptional(writer, momentum_buffer);
                SaveOptional(writer, grad_avg);
            }

            public override void LoadStateDict(BinaryReader reader)
            {
                Dispose();
                step = SavedValues.ReadCount(reader);
                square_avg = Read(reader);
                momentum_buffer = ReadOptional(reader)!;
                grad_avg = ReadOptional(reader)!;
            }

            public override bool ApproximatelyEquals(OptimizerState other) =>
                other is State same && same.step == step && Near(square_avg, same.square_avg)
                && Near(momentum_buffer, same.momentum_buffer) && Near(grad_avg, same.grad_avg);

            public void Dispose()
            {
                square_avg?.Dispose();
                momentum_buffer?.Dispose();
                grad_avg?.Dispose();
            }
        }
    }
}
