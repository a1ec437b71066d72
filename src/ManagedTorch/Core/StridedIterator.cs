namespace ManagedTorch.Core;

/// <summary>
/// Goes through up to three strided operands in the row-major order of one shape, a run of equal steps at a time.
/// Dimensions that lie in memory as one are joined first, so that runs are as long as the layout allows.
/// </summary>
internal ref struct StridedIterator
{
    private readonly Span<long> _sizes, _a, _b, _c, _index;
    private int _rank;
    private bool _started;

    /// <summary>Offsets of the current run, relative to the first element of each operand.</summary>
    internal int A, B, C;

    /// <summary>Elements in a run and the step of each operand along it.</summary>
    internal readonly int Length, StepA, StepB, StepC;

    private readonly bool _empty;

    /// <summary>How many longs <c>work</c> must hold.</summary>
    internal static int WorkspaceLength(int rank) => 5 * Math.Max(rank, 1);

    internal StridedIterator(Span<long> work, ReadOnlySpan<long> shape, Operand a, Operand b = default,
        Operand c = default)
    {
        var capacity = Math.Max(shape.Length, 1);
        _sizes = work[..capacity];
        _a = work.Slice(capacity, capacity);
        _b = work.Slice(2 * capacity, capacity);
        _c = work.Slice(3 * capacity, capacity);
        _index = work.Slice(4 * capacity, capacity);
        var n = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            var size = shape[i];
            if (size == 0) _empty = true;
            if (size == 1) continue;
            var fromEnd = shape.Length - i;
            var (sa, sb, sc) = (a.Step(fromEnd), b.Step(fromEnd), c.Step(fromEnd));
            if (n > 0 && _a[n - 1] == sa * size && _b[n - 1] == sb * size && _c[n - 1] == sc * size)
            {
                _sizes[n - 1] *= size;
                (_a[n - 1], _b[n - 1], _c[n - 1]) = (sa, sb, sc);
                continue;
            }
            (_sizes[n], _a[n], _b[n], _c[n]) = (size, sa, sb, sc);
            n++;
        }
        if (n == 0)
        {
            _sizes[0] = 1;
            _a[0] = _b[0] = _c[0] = 0;
            n = 1;
        }
        _rank = n - 1;
        Length = (int)_sizes[_rank];
        (StepA, StepB, StepC) = ((int)_a[_rank], (int)_b[_rank], (int)_c[_rank]);
        _index[.._rank].Clear();
        A = B = C = 0;
        _started = false;
    }

    /// <summary>Moves to the next run; false when all are done.</summary>
    internal bool Next()
    {
        if (!_started)
        {
            _started = true;
            return !_empty;
        }
        for (var d = _rank - 1; d >= 0; d--)
        {
            if (++_index[d] < _sizes[d])
            {
                A += (int)_a[d];
                B += (int)_b[d];
                C += (int)_c[d];
                return true;
            }
            var back = _sizes[d] - 1;
            A -= (int)(_a[d] * back);
            B -= (int)(_b[d] * back);
            C -= (int)(_c[d] * back);
            _index[d] = 0;
        }
        return false;
    }

    /// <summary>The shape and strides of one operand, aligned at the last dimension; size 1 and missing dimensions
    /// repeat.</summary>
    internal readonly ref struct Operand(ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        private readonly ReadOnlySpan<long> _shape = shape, _strides = strides;

        /// <summary>An operand stepped by these strides whatever its own shape.</summary>
        internal static Operand WithStrides(ReadOnlySpan<long> strides) => new(default, strides);

        internal long Step(int fromEnd)
        {
            if (fromEnd > _strides.Length) return 0;
            return !_shape.IsEmpty && _shape[^fromEnd] == 1 ? 0 : _strides[^fromEnd];
        }
    }
}
