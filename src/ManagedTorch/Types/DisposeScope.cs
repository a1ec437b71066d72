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

    public int DisposablesCount => _live;

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

    public bool Contains(IDisposable disposable) => disposable is Tensor tensor
        ? ReferenceEquals(tensor._scope, this)
        : IndexOf(disposable) >= 0;

    private int IndexOf(IDisposable disposable)
    {
        for (var i = 0; i < _count; i++) if (ReferenceEquals(_items[i], disposable)) return i;
        return -1;
    }

    public void Attach(IDisposable disposable)
    {
        if (disposable is Tensor tensor)
        {
            tensor._scope?.Leave(tensor);
            Join(tensor);
        }
        else if (IndexOf(disposable) < 0) Append(disposable);
    }

    public void Attach(params IDisposable[] disposables)
    {
        foreach (var item in disposables) Attach(item);
    }

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var items = disposables.ToList();
        foreach (var item in items) Attach(item);
        return items;
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Remove(disposable);
        return disposable;
    }

    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    public void Detach(IEnumerable<IDisposable> disposables)
    {
        foreach (var item in disposables) Remove(item);
    }

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

    public void MoveToOuter(params IDisposable[] disposables) => MoveToOther(Outer, disposables);

    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(Outer, disposables);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second) where T1 : IDisposable
        where T2 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second));

    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third) where T1 : IDisposable
        where T2 : IDisposable where T3 : IDisposable =>
        (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    public T MoveToOther<T>(DisposeScope? scope, T disposable) where T : IDisposable
    {
        Remove(disposable);
        scope?.Attach((IDisposable)disposable);
        return disposable;
    }

    public void MoveToOther(DisposeScope? scope, params IDisposable[] disposables) =>
        MoveToOther(scope, (IEnumerable<IDisposable>)disposables);

    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        foreach (var item in disposables) MoveToOther(scope, item);
    }

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

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var kept = inKeep.Where(Contains).ToList();
        foreach (var item in kept) Remove(item);
        DisposeEverything();
        foreach (var item in kept) Attach(item);
    }

    /// <summary>Forgets an object that was disposed elsewhere.</summary>
    public void MarkAsDisposed(IDisposable disposable) => Remove(disposable);

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

    public static DisposeScope? CurrentDisposeScope => TorchThread.Current.Scope;

    /// <summary>Runs an expression in a scope of its own; only the result survives.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public partial class Tensor
    {
        public Tensor MoveToOuterDisposeScope()
        {
            _scope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (_scope is { } scope) scope.MoveToOther(other, this);
            else other?.Attach((IDisposable)this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other._scope);

        public Tensor DetachFromDisposeScope()
        {
            _scope?.Detach(this);
            return this;
        }

        public Tensor DetatchFromDisposeScope() => DetachFromDisposeScope();
    }
}
