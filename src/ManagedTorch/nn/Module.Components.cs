using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>The direct submodules with their names, in the order in which they were registered.</summary>
            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                CheckRegistration();
                return _submodulesByName.Select(p => (p.Key, p.Value));
            }

            /// <summary>All submodules at any depth, parents before their children, each once.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                var seen = new HashSet<Module>(ReferenceEqualityComparer.Instance);
                return Descend("", this);

                IEnumerable<(string, Module)> Descend(string path, Module module)
                {
                    foreach ((string name, Module child) in module.named_children())
                    {
                        if (!seen.Add(child)) continue;
                        yield return (path + name, child);
                        foreach ((string, Module) below in Descend(path + name + ".", child)) yield return below;
                    }
                }
            }

            /// <summary>The direct submodules, in the order in which they were registered.</summary>
            public virtual IEnumerable<Module> children() => named_children().Select(c => c.module);

            /// <summary>All submodules at any depth, parents before their children, each once; unlike PyTorch's, not
            /// this module itself.</summary>
            public virtual IEnumerable<Module> modules() => named_modules().Select(m => m.module);

            /// <summary>Parameters with their paths ("layer.weight"): own ones first, then the submodules', each
            /// once.</summary>
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Distinct(AllParameters(recurse));

            /// <summary>The parameters: own ones first, then, with <paramref name="recurse"/>, the submodules', each
            /// once.</summary>
            public virtual IEnumerable<Parameter> parameters(bool recurse = true) =>
                named_parameters(recurse).Select(p => p.parameter);

            /// <summary>Buffers with their paths ("norm.running_mean"): own ones first, then, with
            /// <paramref name="recurse"/>, the submodules'.</summary>
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true,
                bool include_nonpersistent = true)
            {
                CheckRegistration();
                IEnumerable<(string, Tensor)> own = _buffersByName
                    .Where(b => include_nonpersistent || b.Value.Persistent).Select(b => (b.Key, b.Value.Tensor));
                return recurse
                    ? own.Concat(named_children().SelectMany(c =>
                        c.module.named_buffers(true, include_nonpersistent)
                        .Select(b => ($"{c.name}.{b.name}", b.buffer))))
                    : own;
            }

            /// <summary>Buffers: own ones first, then, with <paramref name="recurse"/>, the submodules'.</summary>
            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(b => b.buffer);

            /// <summary>Whether there is a parameter at a path such as "layer.weight".</summary>
            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            /// <summary>Whether there is a buffer at a path such as "norm.running_mean".</summary>
            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            /// <summary>The parameter at a path such as "layer.weight"; null when there is none.</summary>
            public virtual Parameter? get_parameter(string target)
            {
                if (!TryOwner(target, out Module? owner, out string name)) return null;
                return owner == this ? _parametersByName.GetValueOrDefault(name) : owner.get_parameter(name);
            }

            /// <summary>The buffer at a path such as "norm.running_mean"; null when there is none.</summary>
            public virtual Tensor? get_buffer(string target)
            {
                if (!TryOwner(target, out Module? owner, out string name)) return null;
                if (owner != this) return owner.get_buffer(name);
                return _buffersByName.TryGetValue(name, out (Tensor Tensor, bool) buffer) ? buffer.Tensor : null;
            }

            /// <summary>Splits a path at its first dot and finds the submodule named before it.</summary>
            private bool TryOwner(string target, [NotNullWhen(true)] out Module? owner, out string rest)
            {
                CheckRegistration();
                int dot = target.IndexOf('.');
                rest = target[(dot + 1)..];
                if (dot < 0) owner = this;
                else if (!_submodulesByName.TryGetValue(target[..dot], out owner)) return false;
                return true;
            }

            private IEnumerable<(string name, Parameter parameter)> AllParameters(bool recurse)
            {
                CheckRegistration();
                IEnumerable<(string, Parameter)> own = _parametersByName.Select(p => (p.Key, p.Value));
                return recurse
                    ? own.Concat(named_children().SelectMany(c =>
                        c.module.named_parameters().Select(p => ($"{c.name}.{p.name}", p.parameter))))
                    : own;
            }

            /// <summary>A weight that two submodules share is listed once, under its first name.</summary>
            private static IEnumerable<(string, Parameter)> Distinct(
                IEnumerable<(string name, Parameter parameter)> parameters)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                return parameters.Where(p => seen.Add(p.parameter));
            }
        }
    }
}
