using System.Buffers;

namespace ManagedTorch.Kernels;

/// <summary>
/// With p the weights and d = p (grad vᵀ - rowsum(p grad vᵀ)): gv = pᵀ grad, gq = d k / √width, gk = dᵀ q / √width.
/// </summary>
internal unsafe struct AttentionBackward : IFixedLaneWork
{
    public AttentionInputs In;
    public HeadPointer G, Gq, Gk, Gv;

    public readonly void Run<V, T>(int start, int end) where V : struct, ISimdVector<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int block = Math.Min(Attention.Block, s.Queries), step = AttentionInputs.Padded(s.Keys);
        int wide = AttentionInputs.Padded(s.Width), wideV = AttentionInputs.Padded(s.ValueWidth);
        T[] rented = ArrayPool<T>.Shared.Rent(
            AttentionInputs.Line<T>() + ((s.Width + s.ValueWidth + (2 * block)) * step) +
            (((2 * s.Keys) + block + Attention.Group) * wide) + ((s.Keys + block) * wideV));
        fixed (T* memory = rented)
        {
            var scratch =
                new Scratch<T> { Step = step, Wide = wide, WideV = wideV, KeysT = AttentionInputs.Aligned(memory) };
            scratch.ValuesT = scratch.KeysT + ((nint)s.Width * step);
            scratch.Weights = scratch.ValuesT + ((nint)s.ValueWidth * step);
            scratch.Inner = scratch.Weights + ((nint)block * step);
            scratch.Keys = scratch.Inner + ((nint)block * step);
            scratch.Gk = scratch.Keys + ((nint)s.Keys * wide);
            scratch.Queries = scratch.Gk + ((nint)s.Keys * wide);
            scratch.Gq = scratch.Queries + ((nint)block * wide);
            scratch.Gv = scratch.Gq + (Attention.Group * wide);
            scratch.Grad = scratch.Gv + ((nint)s.Keys * wideV);
            for (int item = start; item < end; item++) Head<V, T>(item, block, scratch);
        }
        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>Scratch memory of one head; the first four by keys, the others by width, in rows of whole
    /// vectors.</summary>
    private ref struct Scratch<T> where T : unmanaged
    {
        public T* KeysT, ValuesT, Weights, Inner;
        public T* Keys, Gk, Queries, Gq, Gv, Grad;
        public int Step, Wide, WideV;
    }

    private readonly void Head<V, T>(int item, int block, in Scratch<T> scratch) where V : struct, ISimdVector<V, T>
        where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        AttentionInputs.Pack(In.K, item, s.Heads, 0, s.Keys, s.Width, true, scratch.KeysT);
        AttentionInputs.Pack(In.V, item, s.Heads, 0, s.Keys, s.ValueWidth, true, scratch.ValuesT);
        if (!Gq.IsAbsent) AttentionInputs.Pack(In.K, item, s.Heads, 0, s.Keys, s.Width, false, scratch.Keys);
        new Span<T>(scratch.Gk, s.Keys * scratch.Wide).Clear();
        new Span<T>(scratch.Gv, s.Keys * scratch.WideV).Clear();
        for (int first = 0; first < s.Queries; first += block)
        {
            int rows = Math.Min(block, s.Queries - first);
            AttentionRow<V, T>.Divide(In.Q.At<T>(item, s.Heads, first), In.Q.Row, rows, s.Width, V.Const(In.Root),
                scratch.Queries, scratch.Wide);
            AttentionInputs.Pack(G, item, s.Heads, first, rows, s.ValueWidth, false, scratch.Grad);
            for (int r = 0; r < rows; r += Attention.Group)
                Rows<V, T>(item, first, r, Math.Min(Attention.Group, rows - r), scratch);
            OfKeys(first, rows, scratch);
        }
        if (!Gk.IsAbsent)
            AttentionRow<V, T>.Copy(scratch.Gk, scratch.Wide, s.Keys, s.Width, Gk.At<T>(item, s.Heads), Gk.Row);
        if (!Gv.IsAbsent)
            AttentionRow<V, T>.Copy(scratch.Gv, scratch.WideV, s.Keys, s.ValueWidth, Gv.At<T>(item, s.Heads), Gv.Row);
    }

    /// <summary>Weights and d of a group of query rows, <paramref name="at"/> rows into the block, and their
    /// gradient.</summary>
    private readonly void Rows<V, T>(int item, int first, int at, int rows, in Scratch<T> scratch)
        where V : struct, ISimdVector<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int top = first + at, seen = In.Seen(top + rows), step = scratch.Step;
        T* weights = scratch.Weights + ((nint)at * step), inner = scratch.Inner + ((nint)at * step);
        In.Scores<V, T>(item, top, rows, scratch.Queries + ((nint)at * scratch.Wide), scratch.Wide, scratch.KeysT,
            weights);
        AttentionInputs.Multiply(
            rows, seen, s.ValueWidth, scratch.Grad + ((nint)at * scratch.WideV), scratch.WideV, 1, scratch.ValuesT,
            step, inner, step, false);
        nint row = ((nint)item * s.Queries) + top;
        SeenKeys own = In.SeenBy(top, rows);
        AttentionRow<V, T>.Weights(weights, step, own, (T*)In.Max + row, (T*)In.Sum + row);
        AttentionRow<V, T>.Gradient(inner, weights, step, own);
        if (Gq.IsAbsent) return;
        AttentionInputs.Multiply(rows, s.Width, seen, inner, step, 1, scratch.Keys, scratch.Wide, scratch.Gq,
            scratch.Wide, false);
        AttentionRow<V, T>.Divide(scratch.Gq, scratch.Wide, rows, s.Width, V.Const(In.Root),
            Gq.At<T>(item, s.Heads, top), Gq.Row);
    }

    /// <summary>What a block of queries adds to the gradients of keys and values. Earlier queries do not see a causal
    /// key.</summary>
    private readonly void OfKeys<T>(int first, int rows, in Scratch<T> scratch) where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int seen = In.Seen(first + rows);
        for (int key = 0; key < seen; key += Attention.Group)
        {
            int keys = Math.Min(Attention.Group, seen - key), from = s.Causal ? Math.Max(0, key - first) : 0;
            nint at = ((nint)from * scratch.Step) + key;
            if (!Gv.IsAbsent)
                AttentionInputs.Multiply(
                    keys, s.ValueWidth, rows - from, scratch.Weights + at, 1, scratch.Step,
                    scratch.Grad + ((nint)from * scratch.WideV), scratch.WideV,
                    scratch.Gv + ((nint)key * scratch.WideV), scratch.WideV, true);
            if (!Gk.IsAbsent)
                AttentionInputs.Multiply(
                    keys, s.Width, rows - from, scratch.Inner + at, 1, scratch.Step,
                    scratch.Queries + ((nint)from * scratch.Wide), scratch.Wide,
                    scratch.Gk + ((nint)key * scratch.Wide), scratch.Wide, true);
        }
    }
}
