using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a model: named parameters, buffers and submodules, in the order in which they were registered.
        /// A derived class assigns its parts to fields and ends its constructor with <see cref="RegisterComponents"/>.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly OrderedDictionary<string, Parameter> _parametersByName = [];
            private readonly OrderedDictionary<string, (Tensor Tensor, bool Persistent)> _buffersByName = [];
            private readonly OrderedDictionary<string, Module> _submodulesByName = [];
            private readonly string _name;
            private bool _training = true;
            private bool _disposed;

            /// <summary>Makes a module of that name, in training.</summary>
            protected Module(string name) => _name = name;

            /// <summary>Whether the module behaves as in training (dropout drops) or as in evaluation.</summary>
            public virtual bool training => _training;

            /// <summary>The name given to the constructor.</summary>
            public virtual string GetName() => _name;

            /// <summary>Sets <see cref="training"/> for this module and all its submodules.</summary>
            public virtual void train(bool train = true)
            {
                _training = train;
                foreach ((_, Module child) in named_children()) child.train(train);
            }

            /// <summary>Sets this module and all its submodules to evaluation.</summary>
            public virtual void eval() => train(false);

            /// <summary>Forgets the gradients of all parameters, or fills them with zeros when
            /// <paramref name="set_to_none"/> is false.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters()) parameter.ClearGradient(set_to_none);
            }

            /// <summary>Calls <paramref name="fn"/> for every submodule, children first, and then for this
            /// module.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach ((_, Module child) in named_children()) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Frees parameters, buffers and submodules.</summary>
            public void Dispose()
            {
                Dispose(disposing: true);
                GC.SuppressFinalize(this);
            }

            /// <summary>Frees parameters, buffers and submodules.</summary>
            protected virtual void Dispose(bool disposing)
            {
                if (!disposing || _disposed) return;
                _disposed = true;
                foreach (Parameter parameter in _parametersByName.Values) parameter.Dispose();
                foreach ((Tensor buffer, _) in _buffersByName.Values) buffer.Dispose();
                foreach (Module child in _submodulesByName.Values) child.Dispose();
            }
        }
    }
}
