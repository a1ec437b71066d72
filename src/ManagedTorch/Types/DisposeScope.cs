using ManagedTorch.Core;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Disposes the tensors made on this thread while it was the innermost scope, except those moved out of it.
/// Scopes nest; disposing one returns to the one around it. Scopes disposed in another order do no harm: a disposed
/// scope is skipped when those inside it end, and when they move things outwards.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    private readonly TorchThread _state = TorchThread.Current;
    private readonly DisposeScope? _outer;
    private IDisposable?[] _items = new IDisposable?[16];
    private int _count;
    private int _live;
    private bool _disposed;

    /// <summary>The nearest scope around this one that is not disposed.</summary>
    private DisposeScope? Outer
    {
        get
        {
            var outer = _outer;
            while (outer is { _disposed: true }) outer = outer._outer;
            return outer;
        }
    }

    internal DisposeScope()
    {
        _outer = _state.Scope;
        _state.Scope = this;
    }

    /// <summary>How many objects the scope would dispose now.</summary>
    public int DisposablesCount => _live;

    /// <summary>The objects the scope would dispose now, in the order they came; a copy.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => _items.Take(_count).OfType<IDisposable>().ToList();

    internal void Join(Tensor tensor)
    {
        Append(tensor);
        tensor._scope = this;
        tensor._scopeIndex = _count - 1;
    }

    internal void Leave(Tensor tensor)
    {
        _items[tensor._scopeIndex] = null;
        tensor._scope = null;
        _live--;
    }

    private void Append(IDisposable item)
    {
        if (_count == _items.Length) Compact();
        _items[_count++] = item;
        _live++;
    }

    /// <summary>Makes room: closes the gaps of what left, so that a long-lived scope holds no more than what
    /// lives.</summary>
    private void Compact()
    {
        if (2 * _live > _count) Array.Resize(ref _items, 2 * _count);
        var n = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_items[i] is not { } item) continue;
            _items[i] = null;
            _items[n] = item;
            if (item is Tensor tensor) tensor._scopeIndex = n;
            n++;
        }
        _count = n;
    }

    /// <summary>Whether this scope would dispose the object.</summary>
    public bool Contains(IDisposable disposable) => disposable is Tensor tensor
        ? ReferenceEquals(tensor._scope, this)
        : IndexOf(disposable) >= 0;

    private int IndexOf(IDisposable disposable)
    {
        for (var i = 0; i < _count; i++) if (ReferenceEquals(_items[i], disposable)) return i;
        return -1;
    }

    /// <summary>Takes an object over, a tensor from the scope it is in.</summary>
    /// <exception cref="ObjectDisposedException">The scope has ended: nobody would dispose of the object.</exception>
    public void Attach(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (disposable is Tensor tensor)
        {
            tensor._scope?.Leave(tensor);
            Join(tensor);
        }
        else if (IndexOf(disposable) < 0) Append(disposable);
    }

    /// <summary>Takes objects over, tensors from the scopes they are in.</summary>
    public void Attach(params IDisposable[] disposables)
    {
        foreach (var item in disposables) Attach(item);
    }

    /// <inheritdoc cref="Attach(IDisposable[])"/>
    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var items = disposables.ToList();
        foreach (var item in items) Attach(item);
        return items;
    }

    /// <summary>Takes an object out of the scope, so that nobody disposes it.</summary>
    public T Detach<T>(T disposable) where T : IDisposable
    {
        Remove(disposable);
        return disposable;
    }

    /// <summary>Takes objects out of the scope, so that nobody disposes them.</summary>
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="Detach(IDisposable[])"/>
    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var item in disposables) Remove(item);
    }

    /// <inheritdoc cref="Detach(IDisposable[])"/>
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second) where T1 : IDisposable where T2 : IDisposable =>
        (Detach(first), Detach(second));

    private void Remove(IDisposable item)
    {
        if (item is Tensor tensor)
        {
            if (ReferenceEquals(tensor._scope, this)) Leave(tensor);
            return;
        }
        var at = IndexOf(item);
        if (at < 0) return;
        _items[at] = null;
        _live--;
    }

    /// <summary>Hands an object to the scope around this one; without one, nobody disposes it.</summary>
    public T MoveToOuter<T>(T disposable) where T : IDisposable => MoveToOther(Outer, disposable);

    /// <summary>Hands objects to the scope around this one; without one, nobody disposes them.</summary>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, disposables);

    /// <inheritdoc cref="MoveToOuter(IDisposable[])"/>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    /// <inheritdoc cref="MoveToOuter(IDisposable[])"/>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable
        where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    /// <inheritdoc cref="MoveToOuter(IDisposable[])"/>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable
        where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    /// <summary>Hands an object to another scope; null: nobody disposes it.</summary>
    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Remove(disposable);
        scope?.Attach((IDisposable)disposable);
        return disposable;
    }

    /// <summary>Hands objects to another scope; null: nobody disposes them.</summary>
    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    /// <inheritdoc cref="MoveToOther(DisposeScope?, IDisposable[])"/>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var item in disposables) MoveToOther(scope, item);
    }

    /// <summary>Disposes all objects of the scope, which stays open.</summary>
    public void DisposeEverything()
    {
        for (var i = 0; i < _count; i++)
        {
            var item = _items[i];
            _items[i] = null;
            if (item is null) continue;
            if (item is Tensor tensor) tensor._scope = null;
            item.Dispose();
        }
        _count = _live = 0;
    }

    /// <summary>Disposes all objects of the scope but one, which stays in it.</summary>
    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Disposes all objects of the scope but these, which stay in it.</summary>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <inheritdoc cref="DisposeEverythingBut(IDisposable[])"/>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var kept = inKeep.Where(Contains).ToList();
        foreach (var item in kept) Remove(item);
        DisposeEverything();
        foreach (var item in kept) Attach(item);
    }

    /// <summary>Forgets an object that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable) => Remove(disposable);

    /// <summary>Disposes all objects of the scope and returns to the one around it.</summary>
    public void Dispose()
    {
        DisposeEverything();
        _disposed = true;
        if (ReferenceEquals(_state.Scope, this)) _state.Scope = Outer;
    }
}

public static partial class torch
{
    /// <summary>Starts a scope: <c>using var scope = torch.NewDisposeScope();</c></summary>
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>The innermost open scope of this thread; null without one.</summary>
    public static DisposeScope? CurrentDisposeScope => TorchThread.Current.Scope;

    /// <summary>Runs an expression in a scope of its own; only the result survives.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public partial class Tensor
    {
        /// <summary>Hands this tensor to the scope around its own; without one, nobody disposes it.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            _scope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands this tensor to another scope; null: it leaves its own.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (_scope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach((IDisposable)this);
            return this;
        }

        /// <summary>Hands this tensor to the scope of another tensor.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other._scope);

        /// <summary>Takes this tensor out of its scope, so that nobody disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            _scope?.Detach(this);
            return this;
        }

        /// <inheritdoc cref="DetachFromDisposeScope()"/>
        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();
    }
}
