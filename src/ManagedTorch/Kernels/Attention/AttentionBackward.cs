using System.Buffers;

namespace ManagedTorch.Kernels;

/// <summary>
/// With p the weights and d = p (grad vᵀ - rowsum(p grad vᵀ)): gv = pᵀ grad, gq = d k / √width, gk = dᵀ q / √width.
/// </summary>
internal unsafe struct AttentionBackward : ISixteen
{
    public AttentionInputs In;
    public HeadPointer G, Gq, Gk, Gv;

    public readonly void Run<V, T>(int start, int end) where V : struct, ILanes<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int block = Math.Min(Attention.Block, s.Queries), step = AttentionInputs.Padded(s.Keys);
        int wide = AttentionInputs.Padded(s.Width), wideV = AttentionInputs.Padded(s.ValueWidth);
        T[] scratch = ArrayPool<T>.Shared.Rent(
            AttentionInputs.Line<T>() + ((s.Width + s.ValueWidth + (2 * block)) * step) + (((2 * s.Keys) + block + Attention.Group) * wide) + ((s.Keys + block) * wideV));
        fixed (T* memory = scratch)
        {
            var room = new Room<T> { Step = step, Wide = wide, WideV = wideV, KeysT = AttentionInputs.Aligned(memory) };
            room.ValuesT = room.KeysT + ((nint)s.Width * step);
            room.Weights = room.ValuesT + ((nint)s.ValueWidth * step);
            room.Inner = room.Weights + ((nint)block * step);
            room.Keys = room.Inner + ((nint)block * step);
            room.Gk = room.Keys + ((nint)s.Keys * wide);
            room.Queries = room.Gk + ((nint)s.Keys * wide);
            room.Gq = room.Queries + ((nint)block * wide);
            room.Gv = room.Gq + (Attention.Group * wide);
            room.Grad = room.Gv + ((nint)s.Keys * wideV);
            for (int item = start; item < end; item++) Head<V, T>(item, block, room);
        }
        ArrayPool<T>.Shared.Return(scratch);
    }

    /// <summary>Scratch memory of one head; the first four by keys, the others by width, in rows of whole vectors.</summary>
    private ref struct Room<T> where T : unmanaged
    {
        public T* KeysT, ValuesT, Weights, Inner;
        public T* Keys, Gk, Queries, Gq, Gv, Grad;
        public int Step, Wide, WideV;
    }

    private readonly void Head<V, T>(int item, int block, in Room<T> room) where V : struct, ILanes<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        AttentionInputs.Pack(In.K, item, s.Heads, 0, s.Keys, s.Width, true, room.KeysT);
        AttentionInputs.Pack(In.V, item, s.Heads, 0, s.Keys, s.ValueWidth, true, room.ValuesT);
        if (!Gq.IsAbsent) AttentionInputs.Pack(In.K, item, s.Heads, 0, s.Keys, s.Width, false, room.Keys);
        new Span<T>(room.Gk, s.Keys * room.Wide).Clear();
        new Span<T>(room.Gv, s.Keys * room.WideV).Clear();
        for (int first = 0; first < s.Queries; first += block)
        {
            int rows = Math.Min(block, s.Queries - first);
            AttentionRow<V, T>.Divide(In.Q.At<T>(item, s.Heads, first), In.Q.Row, rows, s.Width, V.Const(In.Root), room.Queries, room.Wide);
            AttentionInputs.Pack(G, item, s.Heads, first, rows, s.ValueWidth, false, room.Grad);
            for (int r = 0; r < rows; r += Attention.Group)
                Rows<V, T>(item, first, r, Math.Min(Attention.Group, rows - r), room);
            OfKeys(first, rows, room);
        }
        if (!Gk.IsAbsent) AttentionRow<V, T>.Copy(room.Gk, room.Wide, s.Keys, s.Width, Gk.At<T>(item, s.Heads), Gk.Row);
        if (!Gv.IsAbsent) AttentionRow<V, T>.Copy(room.Gv, room.WideV, s.Keys, s.ValueWidth, Gv.At<T>(item, s.Heads), Gv.Row);
    }

    /// <summary>Weights and d of a group of query rows, <paramref name="at"/> rows into the block, and their gradient.</summary>
    private readonly void Rows<V, T>(int item, int first, int at, int rows, in Room<T> room) where V : struct, ILanes<V, T> where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int top = first + at, seen = In.Seen(top + rows), step = room.Step;
        T* weights = room.Weights + ((nint)at * step), inner = room.Inner + ((nint)at * step);
        In.Scores<V, T>(item, top, rows, room.Queries + ((nint)at * room.Wide), room.Wide, room.KeysT, weights);
        AttentionInputs.Multiply(
            rows, seen, s.ValueWidth, room.Grad + ((nint)at * room.WideV), room.WideV, 1, room.ValuesT, step, inner, step, false);
        nint row = ((nint)item * s.Queries) + top;
        SeenKeys own = In.SeenBy(top, rows);
        AttentionRow<V, T>.Weights(weights, step, own, (T*)In.Max + row, (T*)In.Sum + row);
        AttentionRow<V, T>.Gradient(inner, weights, step, own);
        if (Gq.IsAbsent) return;
        AttentionInputs.Multiply(rows, s.Width, seen, inner, step, 1, room.Keys, room.Wide, room.Gq, room.Wide, false);
        AttentionRow<V, T>.Divide(room.Gq, room.Wide, rows, s.Width, V.Const(In.Root), Gq.At<T>(item, s.Heads, top), Gq.Row);
    }

    /// <summary>What a block of queries adds to the gradients of keys and values. Earlier queries do not see a causal key.</summary>
    private readonly void OfKeys<T>(int first, int rows, in Room<T> room) where T : unmanaged
    {
        AttentionSizes s = In.Sizes;
        int seen = In.Seen(first + rows);
        for (int key = 0; key < seen; key += Attention.Group)
        {
            int keys = Math.Min(Attention.Group, seen - key), from = s.Causal ? Math.Max(0, key - first) : 0;
            nint at = ((nint)from * room.Step) + key;
            if (!Gv.IsAbsent)
                AttentionInputs.Multiply(
                    keys, s.ValueWidth, rows - from, room.Weights + at, 1, room.Step, room.Grad + ((nint)from * room.WideV), room.WideV,
                    room.Gv + ((nint)key * room.WideV), room.WideV, true);
            if (!Gk.IsAbsent)
                AttentionInputs.Multiply(
                    keys, s.Width, rows - from, room.Inner + at, 1, room.Step, room.Queries + ((nint)from * room.Wide), room.Wide,
                    room.Gk + ((nint)key * room.Wide), room.Wide, true);
        }
    }
}
