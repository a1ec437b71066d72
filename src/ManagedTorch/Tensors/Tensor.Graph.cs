using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        private Node? _gradFn;
        private Node? _gradAccumulator;
        private bool _requiresGrad;
        private Tensor? _grad;
        private Tensor? _base;   // the tensor this is a view of, made in grad mode
        private Node? _baseFn;   // the base's node that this view's node was made for

        /// <summary>Whether operations on this tensor are recorded now: it requires a gradient and grad mode is on
        /// (PyTorch: compute_requires_grad).</summary>
        internal bool ComputeRequiresGrad => RequiresGrad && TorchThread.Current.GradEnabled;

        /// <summary>Whether a gradient can flow into this tensor.</summary>
        internal bool RequiresGrad => _requiresGrad || GradFn is not null;

        /// <summary>The node that made this tensor; a view written through its base finds the base's new
        /// node.</summary>
        internal Node? GradFn
        {
            get
            {
                if (_base is not null && !ReferenceEquals(_base._gradFn, _baseFn)) RegenerateGradFn();
                return _gradFn;
            }
        }

        /// <summary>Where this tensor's gradient goes: its node, or the accumulator of a leaf; null if none is
        /// wanted.</summary>
        internal Node? GradientEdge
        {
            get
            {
                if (GradFn is { } node) return node;
                if (!_requiresGrad) return null;
                return _gradAccumulator
                    ?? Interlocked.CompareExchange(ref _gradAccumulator, new GradAccumulator(this), null)
                    ?? _gradAccumulator;
            }
        }

        /// <summary>Like <see cref="GradientEdge"/>, without making an accumulator.</summary>
        internal Node? GradientEdgeOrNull => GradFn ?? _gradAccumulator;

        /// <summary>Puts a copy of <paramref name="source"/>'s value at its place in the graph; the copy is no
        /// view.</summary>
        internal void JoinGraphOf(Tensor source)
        {
            _gradFn = source.GradFn;
            _requiresGrad = source._requiresGrad;
            if (_requiresGrad && _gradFn is null) _gradAccumulator = source.GradientEdge;
        }

        /// <summary>Another handle on this tensor, at the same place in the graph.</summary>
        internal Tensor AliasInGraph()
        {
            _storage!.Retain();
            var alias = new Tensor(_storage, _dtype, _shape, _strides, _offset, _count, _contiguous);
            alias.CopyGraphFrom(this);
            return alias;
        }

        /// <summary>The gradient itself, not a handle on it.</summary>
        internal Tensor? Gradient => _grad;

        /// <summary>Puts this tensor into the graph as the output of <paramref name="node"/>.</summary>
        internal Tensor SetGradFn(Node node)
        {
            _gradFn = node;
            return this;
        }

        private void CopyGraphFrom(Tensor source)
        {
            _gradFn = source._gradFn;
            _requiresGrad = source._requiresGrad;
            _gradAccumulator = source._gradAccumulator;
            if (_requiresGrad && _gradFn is null) _gradAccumulator = source.GradientEdge;
            _base = source._base;
            _baseFn = source._baseFn;
        }

        /// <summary>Marks this tensor as a view, so that writes through it or through its base keep the graph
        /// right.</summary>
        internal Tensor ViewOf(Tensor source)
        {
            if (!TorchThread.Current.GradEnabled) return this;
            _base = source._base ?? source;
            _baseFn = _base._gradFn;
            return this;
        }

        internal bool IsView => _base is not null;

        private void RegenerateGradFn()
        {
            _baseFn = _base!._gradFn;
            _gradFn = _base.RequiresGrad ? StridedView.Node(_base, this) : null;
        }

        /// <summary>
        /// After an in-place operation whose result was computed as <paramref name="result"/> and written into this
        /// tensor's memory: makes this tensor (and the base it views) the output of the result's node.
        /// </summary>
        internal void RebaseHistory(Tensor result) => RebaseHistory(result.GradFn);

        internal void RebaseHistory(Node? node)
        {
            if (_base is null)
            {
                _gradFn = node;
                if (node is not null) _requiresGrad = false;
                return;
            }
            if (node is null && !_base.RequiresGrad) return;
            _base._gradFn = new SliceWrite(_base.GradientEdge, node, _base, this);
            _gradFn = StridedView.Node(_base, this);
            _baseFn = _base._gradFn;
        }

        /// <summary>Rejects an in-place operation that would destroy a leaf's own value.</summary>
        internal void CheckInPlace(string op)
        {
            if (!_contiguous && _count > 0)
                for (var i = 0; i < Rank; i++)
                    if (_strides[i] == 0 && _shape[i] > 1)
                        throw new InvalidOperationException(
                            $"{op}: elements along dimension {i} of shape {Shapes.Text(_shape)} are one and the same " +
                            "in memory (expand); change a clone.");
            if (!TorchThread.Current.GradEnabled) return;
            if (_requiresGrad && _gradFn is null)
                throw new InvalidOperationException(
                    $"{op}: a leaf tensor that requires grad (shape {Shapes.Text(_shape)}) is being changed in " +
                    "place; do it under torch.no_grad(), or on a clone.");
            if (_base is { _requiresGrad: true, _gradFn: null })
                throw new InvalidOperationException(
                    $"{op}: a view of a leaf tensor that requires grad (shape {Shapes.Text(_base._shape)}) is being " +
                    "changed in place; do it under torch.no_grad(), or on a clone.");
        }

        /// <summary>Whether the other tensor may show memory that this one shows too: same storage, ranges that
        /// meet.</summary>
        internal bool SharesMemoryWith(Tensor other)
        {
            if (!ReferenceEquals(_storage, other._storage) || _count == 0 || other._count == 0) return false;
            return _offset <= other.LastElement && other._offset <= LastElement;
        }

        /// <summary>The place of the element that lies last in the storage.</summary>
        private int LastElement
        {
            get
            {
                long last = _offset;
                for (var i = 0; i < Rank; i++) last += (_shape[i] - 1) * _strides[i];
                return (int)last;
            }
        }

        /// <summary>
        /// Rejects a second operand that shows the memory of an in-place operation at other places, as PyTorch does:
        /// both without gaps, and not the same view.
        /// </summary>
        internal void CheckOverlap(string op, Tensor other)
        {
            if (!SharesMemoryWith(other) || IsSameMemory(other) || !IsDense || !other.IsDense) return;
            throw new InvalidOperationException(
                $"{op}: the tensor that is changed (shape {Shapes.Text(_shape)}) and the operand (shape " +
                $"{Shapes.Text(other._shape)}) show the same memory at different places; pass a clone() of the " +
                "operand.");
        }

        /// <summary>Whether the elements fill one piece of memory, each place once, in whatever order of
        /// dimensions.</summary>
        private bool IsDense
        {
            get
            {
                if (_contiguous) return true;
                if (_count == 0) return true;
                return LastElement - _offset + 1 == _count && !_strides.Where((s, i) => s == 0 && _shape[i] > 1).Any();
            }
        }

        /// <summary>Whether gradients of this tensor are computed. Set, it is <see cref="requires_grad_"/>.</summary>
        public bool requires_grad
        {
            get => Alive.RequiresGrad;
            set => requires_grad_(value);
        }

        /// <summary>Asks for gradients of this tensor, or for none.</summary>
        /// <exception cref="InvalidOperationException">The dtype is not one of floating point.</exception>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            if (requires_grad && !Alive._dtype.IsFloatingPoint())
                throw new InvalidOperationException(
                    $"requires_grad: only floating-point tensors can require gradients, this one is {_dtype}.");
            if (!requires_grad && GradFn is not null)
                throw new InvalidOperationException(
                    "requires_grad: the flag can only be cleared on a leaf; use detach() to get a tensor outside " +
                    "the graph.");
            if (GradFn is null) _requiresGrad = requires_grad;
            return this;
        }

        /// <inheritdoc cref="requires_grad_(bool)"/>
        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Whether no recorded operation made this tensor: gradients are accumulated in leaves only.</summary>
        public bool is_leaf => Alive.GradFn is null;

        /// <summary>The accumulated gradient, or null. Each read gives a handle of its own on the same
        /// memory.</summary>
        public Tensor? grad
        {
            get
            {
                if (Alive._grad is not { } gradient) return null;
                var handle = gradient.Share();
                handle.CopyGraphFrom(gradient);
                return handle;
            }
            set
            {
                if (value is not null && !Shapes.Same(value._shape, _shape))
                    throw new ArgumentException(
                        $"grad: a gradient of shape {Shapes.Text(value._shape)} does not fit a tensor of " +
                        $"shape {Shapes.Text(_shape)}.");
                if (value is not null && value._dtype != _dtype)
                    throw new ArgumentException(
                        $"grad: a gradient of {value._dtype} does not fit a tensor of {_dtype}.");
                SetGradient(value);
            }
        }

        /// <summary>Replaces the stored gradient; the old one goes back to the pool unless somebody holds it.</summary>
        internal void SetGradient(Tensor? value)
        {
            if (ReferenceEquals(value, _grad)) return;
            value?.Retain();
            _grad?.Release();
            _grad = value is { IsDisposed: true } ? value.Revive() : value;
        }

        /// <summary>Keeps the gradient of this tensor after backward although it is not a leaf.</summary>
        public void retain_grad()
        {
            if (!RequiresGrad)
                throw new InvalidOperationException("retain_grad: this tensor does not require a gradient.");
            if (GradFn is { } node) node.RetainGrad(this);
        }

        /// <summary>The same memory outside the graph.</summary>
        public Tensor detach() => Share();

        /// <summary>Takes this tensor out of the graph, in place.</summary>
        /// <exception cref="InvalidOperationException">The tensor is a view.</exception>
        public Tensor detach_()
        {
            if (_base is not null)
                throw new InvalidOperationException("detach_: a view cannot be detached in place; use detach().");
            _gradFn = null;
            _requiresGrad = false;
            return this;
        }
    }
}
