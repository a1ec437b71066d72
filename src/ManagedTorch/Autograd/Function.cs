using ManagedTorch.Autograd;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// A differentiable function of one's own: <c>forward</c> computes outside autograd, <c>backward</c> turns the
        /// gradients of the outputs into one for each argument of <c>forward</c>, null for those that are no tensors or
        /// need none. Written with tensor operations, <c>backward</c> can be differentiated again.
        /// </summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            /// <summary>Made by <c>apply</c>, anew for every call.</summary>
            protected Function() { }

            /// <summary>The function as error messages name it.</summary>
            public abstract string Name { get; }

            private protected abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);

            private protected abstract List<Tensor> Backward(AutogradContext ctx, List<Tensor> grads);

            /// <summary>Runs <c>forward</c> without recording and, if an argument requires a gradient, records
            /// <c>backward</c> as the gradient of its outputs.</summary>
            public static List<Tensor> apply_internal(params object[] vars)
            {
                var function = new T();
                var context = new AutogradContext();
                List<Tensor> outputs;
                using (no_grad()) outputs = function.Forward(context, vars);
                if (!is_grad_enabled() || !vars.OfType<Tensor>().Any(t => t.RequiresGrad)) return outputs;

                var node =
                    new FunctionNode(function.Name, vars, outputs,
                        context.MaterializeGrads, grads => function.Backward(context, grads), context.ReleaseSaved);
                for (var i = 0; i < outputs.Count; i++)
                {
                    if (context.NonDifferentiable.Any(t => ReferenceEquals(t, outputs[i]))) continue;
                    outputs[i] = Record(outputs[i], new FunctionOutput(node, i));
                }
                context.KeepFor(node);
                return outputs;

                Tensor Record(Tensor output, FunctionOutput made)
                {
                    if (!vars.Any(v => ReferenceEquals(v, output))) return output.SetGradFn(made);
                    var alias = output.Share().SetGradFn(made);
                    if (!context.Dirty.Any(t => ReferenceEquals(t, output))) return alias;
                    output.CheckInPlace(function.Name);
                    output.BumpVersion();
                    output.RebaseHistory(alias);
                    return output;
                }
            }

            private protected static List<Tensor> Checked(string name, List<Tensor>? result) =>
                result ?? throw new InvalidOperationException(
                    $"{name}: it returned null instead of a list of tensors.");
        }

        /// <summary>A function of one's own with one output.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            /// <summary>Made by <see cref="apply"/>, anew for every call.</summary>
            protected SingleTensorFunction() { }

            /// <summary>Computes the output from the arguments of <see cref="apply"/>; nothing in it is
            /// recorded.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>From the gradient of the output, one gradient for each argument of <see cref="forward"/>; null
            /// for those that need none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            /// <summary>Runs the function on these arguments and records it.</summary>
            public static Tensor apply(params object[] vars) => apply_internal(vars)[0];

            private protected override List<Tensor> Forward(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            private protected override List<Tensor> Backward(AutogradContext ctx, List<Tensor> grads) =>
                Checked(Name, backward(ctx, grads[0]));
        }

        /// <summary>A function of one's own with any number of outputs.</summary>
        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            /// <summary>Made by <see cref="apply"/>, anew for every call.</summary>
            protected MultiTensorFunction() { }

            /// <summary>Computes the outputs from the arguments of <see cref="apply"/>; nothing in it is
            /// recorded.</summary>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>From the gradients of the outputs, one gradient for each argument of <see cref="forward"/>;
            /// null for those that need none.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            /// <summary>Runs the function on these arguments and records it.</summary>
            public static List<Tensor> apply(params object[] vars) => apply_internal(vars);

            private protected override List<Tensor> Forward(AutogradContext ctx, object[] vars) =>
                Checked(Name, forward(ctx, vars));

            private protected override List<Tensor> Backward(AutogradContext ctx, List<Tensor> grads) =>
                Checked(Name, backward(ctx, grads));
        }
    }
}
