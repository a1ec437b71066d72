namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Parameters and persistent buffers by path, own ones first. The tensors share memory with the module and
            /// stand outside autograd; a weight shared by two submodules appears under both names.
            /// </summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null,
                string? prefix = null)
            {
                CheckRegistration();
                destination ??= [];
                string path = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach ((string name,
                    Modules.Parameter parameter) in _parametersByName) destination.TryAdd(path + name,
                        parameter.detach());
                foreach ((string name, (Tensor buffer, bool persistent)) in _buffersByName)
                    if (persistent) destination.TryAdd(path + name, buffer.detach());
                foreach ((string name, Module child) in named_children()) child.state_dict(destination, path + name);
                return destination;
            }

            /// <summary>
            /// Copies values into the parameters and buffers of the same path. Nothing is copied when anything is
            /// wrong.
            /// </summary>
            /// <param name="source">Values by path, as <see cref="state_dict"/> gives them.</param>
            /// <param name="strict">Whether the paths must be the same on both sides.</param>
            /// <param name="skip">Paths to leave alone on both sides.</param>
            /// <returns>The paths that <paramref name="source"/> lacks, and those that this module lacks.</returns>
            /// <exception cref="InvalidOperationException">Paths differ while <paramref name="strict"/>, or a shape
            /// differs.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> target = state_dict();
                bool Considered(string key) => skip is null || !skip.Contains(key);
                List<string> missing = target.Keys.Where(k => Considered(k) && !source.ContainsKey(k)).ToList();
                List<string> unexpected = source.Keys.Where(k => Considered(k) && !target.ContainsKey(k)).ToList();
                string[] common = target.Keys.Where(k => Considered(k) && source.ContainsKey(k)).ToArray();

                List<string> problems = common.Where(k => !target[k].shape.AsSpan().SequenceEqual(source[k].shape))
                    .Select(k => $"shape of {k}: {Shape(source[k])} given, {Shape(target[k])} expected").ToList();
                if (strict && missing.Count > 0) problems.Insert(0, "missing: " + string.Join(", ", missing));
                if (strict && unexpected.Count > 0) problems.Insert(0, "unexpected: " + string.Join(", ", unexpected));
                if (problems.Count > 0)
                    throw new InvalidOperationException($"The state does not fit {GetName()}; nothing was loaded. " +
                        string.Join("; ", problems));

                using (no_grad())
                {
                    foreach (string key in common) target[key].copy_(source[key]);
                }
                return (missing, unexpected);

                static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
            }
        }
    }
}
