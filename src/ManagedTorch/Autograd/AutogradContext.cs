using ManagedTorch.Autograd;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function of one's own carries from its forward pass to its backward pass.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> _data = [];
            private List<Tensor> _toSave = [];
            private SavedTensor[] _saved = [];
            private bool[] _missing = [];
            private Node? _node;

            internal AutogradContext() { }

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> NonDifferentiable { get; private set; } = [];

            /// <summary>Whether outputs without a gradient reach <c>backward</c> as zeros instead of null.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            /// <summary>Keeps tensors for <c>backward</c>; a later change of one in place is noticed there.</summary>
            public void save_for_backward(List<Tensor> tensors) => _toSave = tensors;

            /// <summary>The tensors that were kept, in their order.</summary>
            public List<Tensor> get_saved_variables()
            {
                if (_node is null) return [.. _toSave];
                var result = new List<Tensor>();
                for (var i = 0; i < _saved.Length; i++) result.Add(_missing[i] ? null! : _saved[i].Get(_node));
                return result;
            }

            /// <summary>Keeps any value for <c>backward</c> under a name; a value kept there before is
            /// replaced.</summary>
            public void save_data(string key, object value) => _data[key] = value;

            /// <summary>What was kept under this name; null if nothing was.</summary>
            public object get_data(string key) => _data.GetValueOrDefault(key)!;

            /// <summary>Names inputs that <c>forward</c> changes in place and returns.</summary>
            public void mark_dirty(List<Tensor> tensors) => Dirty = [.. tensors];

            /// <summary>Names outputs through which no gradient flows.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => NonDifferentiable = [.. tensors];

            /// <summary>Sets <see cref="MaterializeGrads"/>.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>Holds the tensors from now on, on behalf of a node.</summary>
            internal void KeepFor(Node node)
            {
                _node = node;
                _missing = _toSave.ConvertAll(t => t is null).ToArray();
                _saved = _toSave.ConvertAll(t => t is null ? default : new SavedTensor(t)).ToArray();
                _toSave = [];
            }

            internal void ReleaseSaved()
            {
                for (var i = 0; i < _saved.Length; i++) _saved[i].Release();
            }

            /// <summary>Lets go of the tensors that were kept.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            /// <inheritdoc cref="Dispose()"/>
            protected virtual void Dispose(bool disposing) => ReleaseSaved();
        }
    }
}
