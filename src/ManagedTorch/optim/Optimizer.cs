using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>A parameter group, or anything else whose learning rate a scheduler moves.</summary>
        public interface ILearningRateController
        {
            /// <summary>The factor of the next steps.</summary>
            double LearningRate { get; set; }

            /// <summary>The rate from which schedules are computed.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>What has momentum.</summary>
        public interface IMomentum
        {
            /// <summary>Share of the last step that goes into the next.</summary>
            double Momentum { get; set; }
        }

        /// <summary>What has Adam's two decay rates.</summary>
        public interface IBetas
        {
            /// <summary>Decay rates of the running averages of the gradient and of its square.</summary>
            (double, double) Betas { get; set; }
        }

        /// <summary>Moves parameters along their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            internal readonly List<ParamGroup> Groups = [];

            private protected Optimizer() { }

            /// <summary>One update of every parameter that has a gradient.</summary>
            /// <param name="closure">Computes the loss and its gradients anew; null when the gradients are there
            /// already.</param>
            /// <returns>What <paramref name="closure"/> returned, or null.</returns>
            public virtual Tensor step(Func<Tensor> closure = null!) =>
                throw new NotImplementedException($"{GetType().Name} does not implement step.");

            /// <summary>Forgets the gradients.</summary>
            public virtual void zero_grad()
            {
                foreach (Parameter parameter in parameters()) parameter.ClearGradient(setToNone: true);
            }

            /// <summary>All parameters, group after group.</summary>
            public virtual IEnumerable<Parameter> parameters() => Groups.SelectMany(g => g.Parameters);

            /// <summary>The groups, in the order they were added.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => Groups;

            /// <summary>Adds parameters with options of their own.</summary>
            public virtual void add_param_group(ParamGroup param_group) => Groups.Add(param_group);

            /// <summary>Frees the running averages; the parameters stay.</summary>
            public void Dispose()
            {
                Dispose(disposing: true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees the running averages.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (ParamGroup group in Groups)
                    foreach ((_, OptimizerState state) in group.Slots) (state as IDisposable)?.Dispose();
            }

            /// <summary>An optimizer's options and running averages, to save and to load.</summary>
            public class StateDictionary
            {
                internal StateDictionary() { }

                /// <summary>The options of each group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>The state of each parameter, group after group.</summary>
                public List<OptimizerState> State { get; } = [];

                /// <summary>For each group, where in <see cref="State"/> its parameters are.</summary>
                public List<List<int>> StateIndexRef { get; } = [];
            }
        }
    }
}
