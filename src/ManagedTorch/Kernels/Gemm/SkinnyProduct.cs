using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

/// <summary>
/// A few rows times a transposed matrix, float32: a token through a layer. The weights are read once, as they lie;
/// nothing is packed. Blocks of eight outputs by eight k are transposed in registers, so that outputs run along the
/// lanes and each adds up over k in order with fused multiply-add: the bits of <see cref="BlockedProduct{V,T}"/>.
/// Threads take outputs.
/// </summary>
internal static unsafe class SkinnyProduct
{
    /// <summary>Rows of A up to which reading the weights takes longer than multiplying by them.</summary>
    private const int MostRows = 3;

    /// <summary>Outputs of one piece of work: two blocks of eight, whose sums do not wait for each other.</summary>
    private const int Piece = 16;

    /// <summary>Multiply-adds that a thread takes at least.</summary>
    private const long Grain = 1 << 16;

    /// <summary>Elements ahead of those in use that are asked for: four lines.</summary>
    private const int Ahead = 64;

    /// <summary>Whether this kernel computes the product: few rows of A, B stored [n, k], the instructions at
    /// hand.</summary>
    public static bool Fits<T>(in Operands<T> o) where T : unmanaged =>
        typeof(T) == typeof(float) && o.M <= MostRows && o.StepB == 1 && o.ColB > 1 && o.K >= 16 && o.N >= Piece
        && Simd.Level >= SimdLevel.Width256 && Avx.IsSupported && Fma.IsSupported;

    public static void Run(in Operands<float> o)
    {
        var work = new Work { O = o };
        int pieces = (o.N + Piece - 1) / Piece;
        ThreadPoolWork.For(ref work, pieces, (int)Math.Min(int.MaxValue, (Grain / ((long)Piece * o.K * o.M)) + 1));
    }

    private struct Work : IRangeWork
    {
        public Operands<float> O;

        public readonly void Run(int start, int end)
        {
            for (int piece = start; piece < end; piece++)
            {
                int first = piece * Piece, count = Math.Min(Piece, O.N - first);
                if (O.M == 1) OneRow(first, count);
                else
                    for (int j = 0; j < count; j += 8) Rows(first + j, Math.Min(8, count - j));
            }
            if (O.Epilogue == null) return;
            int left = start * Piece, outputs = Math.Min(end * Piece, O.N) - left;
            for (int i = 0; i < O.M; i++) O.Epilogue(O.C + (i * O.RowC) + left, O.EpilogueContext, outputs);
        }

        /// <summary>Sixteen outputs of a single row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void OneRow(int first, int count)
        {
            float* b = O.B + (first * O.ColB), a = O.A;
            // Outputs beyond the last read its weights again and are not stored.
            nint next = count > 8 ? 8 * O.ColB : 0;
            Rowset low = new(b, O.ColB, Math.Min(8, count)),
                high = new(b + next, O.ColB, count > 8 ? count - 8 : Math.Min(8, count));
            Vector256<float> c = Initial(0, first, Math.Min(8, count)), d = count > 8 ? Initial(0, first + 8, count - 8)
                : default;
            nint k = 0, step = O.StepA;
            for (; k <= O.K - 16; k += 16, a += 16 * step)
            {
                low.Prefetch(k + Ahead);
                high.Prefetch(k + Ahead);
                low.Load(k, out var k0, out var k1, out var k2, out var k3, out var k4, out var k5, out var k6,
                    out var k7);
                c = Add(a, step, k0, k1, k2, k3, k4, k5, k6, k7, c);
                low.Load(k + 8, out k0, out k1, out k2, out k3, out k4, out k5, out k6, out k7);
                c = Add(a + (8 * step), step, k0, k1, k2, k3, k4, k5, k6, k7, c);
                high.Load(k, out k0, out k1, out k2, out k3, out k4, out k5, out k6, out k7);
                d = Add(a, step, k0, k1, k2, k3, k4, k5, k6, k7, d);
                high.Load(k + 8, out k0, out k1, out k2, out k3, out k4, out k5, out k6, out k7);
                d = Add(a + (8 * step), step, k0, k1, k2, k3, k4, k5, k6, k7, d);
            }
            for (; k < O.K; k++, a += step)
            {
                c = Fma.MultiplyAdd(Vector256.Create(*a), low.Column(k), c);
                d = Fma.MultiplyAdd(Vector256.Create(*a), high.Column(k), d);
            }
            Store(0, first, Math.Min(8, count), c);
            if (count > 8) Store(0, first + 8, count - 8, d);
        }

        /// <summary>Eight outputs of two or three rows, which share the transposed weights.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Rows(int first, int count)
        {
            Rowset rows = new(O.B + (first * O.ColB), O.ColB, count);
            float* a0 = O.A, a1 = a0 + O.RowA, a2 = O.M > 2 ? a1 + O.RowA : a0;
            Vector256<float> c0 = Initial(0, first, count), c1 = Initial(1, first, count);
            Vector256<float> c2 = O.M > 2 ? Initial(2, first, count) : default;
            nint k = 0, step = O.StepA;
            for (; k <= O.K - 8; k += 8)
            {
                nint at = k * step;
                if ((k & 8) == 0) rows.Prefetch(k + Ahead);
                rows.Load(k, out var k0, out var k1, out var k2, out var k3, out var k4, out var k5, out var k6,
                    out var k7);
                c0 = Add(a0 + at, step, k0, k1, k2, k3, k4, k5, k6, k7, c0);
                c1 = Add(a1 + at, step, k0, k1, k2, k3, k4, k5, k6, k7, c1);
                c2 = Add(a2 + at, step, k0, k1, k2, k3, k4, k5, k6, k7, c2);
            }
            for (; k < O.K; k++)
            {
                Vector256<float> column = rows.Column(k);
                nint at = k * step;
                c0 = Fma.MultiplyAdd(Vector256.Create(a0[at]), column, c0);
                c1 = Fma.MultiplyAdd(Vector256.Create(a1[at]), column, c1);
                c2 = Fma.MultiplyAdd(Vector256.Create(a2[at]), column, c2);
            }
            Store(0, first, count, c0);
            Store(1, first, count, c1);
            if (O.M > 2) Store(2, first, count, c2);
        }

        private readonly Vector256<float> Initial(int row, int first, int count)
        {
            if (O.InitialC == null) return Vector256<float>.Zero;
            float* from = O.InitialC + (row * O.RowInitialC) + first;
            if (count == 8) return Vector256.Load(from);
            float* buffer = stackalloc float[8];
            for (int i = 0; i < 8; i++) buffer[i] = i < count ? from[i] : 0;
            return Vector256.Load(buffer);
        }

        private readonly void Store(int row, int first, int count, Vector256<float> value)
        {
            float* to = O.C + (row * O.RowC) + first;
            if (count == 8) value.Store(to);
            else
                for (int i = 0; i < count; i++) to[i] = value[i];
        }
    }

    /// <summary>Eight rows of weights; those beyond the last are the last again.</summary>
    private readonly struct Rowset
    {
        private readonly float* _r0, _r1, _r2, _r3, _r4, _r5, _r6, _r7;

        public Rowset(float* b, nint step, int count)
        {
            nint last = count - 1;
            _r0 = b;
            _r1 = b + (Math.Min(1, last) * step);
            _r2 = b + (Math.Min(2, last) * step);
            _r3 = b + (Math.Min(3, last) * step);
            _r4 = b + (Math.Min(4, last) * step);
            _r5 = b + (Math.Min(5, last) * step);
            _r6 = b + (Math.Min(6, last) * step);
            _r7 = b + (Math.Min(7, last) * step);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Prefetch(nint k)
        {
            Sse.Prefetch0(_r0 + k);
            Sse.Prefetch0(_r1 + k);
            Sse.Prefetch0(_r2 + k);
            Sse.Prefetch0(_r3 + k);
            Sse.Prefetch0(_r4 + k);
            Sse.Prefetch0(_r5 + k);
            Sse.Prefetch0(_r6 + k);
            Sse.Prefetch0(_r7 + k);
        }

        /// <summary>Weights [8 outputs, 8 k] from k on, transposed: outputs along the lanes.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Load(
            nint k, out Vector256<float> k0, out Vector256<float> k1, out Vector256<float> k2, out Vector256<float> k3,
            out Vector256<float> k4, out Vector256<float> k5, out Vector256<float> k6, out Vector256<float> k7)
        {
            Vector256<float> x0 = Vector256.Load(_r0 + k), x1 = Vector256.Load(_r1 + k), x2 = Vector256.Load(_r2 + k),
                x3 = Vector256.Load(_r3 + k);
            Vector256<float> x4 = Vector256.Load(_r4 + k), x5 = Vector256.Load(_r5 + k), x6 = Vector256.Load(_r6 + k),
                x7 = Vector256.Load(_r7 + k);
            // Pairs, then fours, then the halves of both kinds.
            Vector256<float> a = Avx.UnpackLow(x0, x1), b = Avx.UnpackHigh(x0, x1), c = Avx.UnpackLow(x2, x3),
                d = Avx.UnpackHigh(x2, x3);
            Vector256<float> e = Avx.UnpackLow(x4, x5), f = Avx.UnpackHigh(x4, x5), g = Avx.UnpackLow(x6, x7),
                h = Avx.UnpackHigh(x6, x7);
            x0 = Avx.Shuffle(a, c, 0x44);
            x1 = Avx.Shuffle(a, c, 0xEE);
            x2 = Avx.Shuffle(b, d, 0x44);
            x3 = Avx.Shuffle(b, d, 0xEE);
            x4 = Avx.Shuffle(e, g, 0x44);
            x5 = Avx.Shuffle(e, g, 0xEE);
            x6 = Avx.Shuffle(f, h, 0x44);
            x7 = Avx.Shuffle(f, h, 0xEE);
            k0 = Avx.Permute2x128(x0, x4, 0x20);
            k1 = Avx.Permute2x128(x1, x5, 0x20);
            k2 = Avx.Permute2x128(x2, x6, 0x20);
            k3 = Avx.Permute2x128(x3, x7, 0x20);
            k4 = Avx.Permute2x128(x0, x4, 0x31);
            k5 = Avx.Permute2x128(x1, x5, 0x31);
            k6 = Avx.Permute2x128(x2, x6, 0x31);
            k7 = Avx.Permute2x128(x3, x7, 0x31);
        }

        public Vector256<float> Column(nint k) =>
            Vector256.Create(_r0[k], _r1[k], _r2[k], _r3[k], _r4[k], _r5[k], _r6[k], _r7[k]);
    }

    /// <summary>c plus the products of eight elements of a row of A with the weights of eight outputs, one k after the
    /// other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(
        float* a, nint step, Vector256<float> k0, Vector256<float> k1, Vector256<float> k2, Vector256<float> k3,
        Vector256<float> k4, Vector256<float> k5, Vector256<float> k6, Vector256<float> k7, Vector256<float> c)
    {
        c = Fma.MultiplyAdd(Vector256.Create(a[0]), k0, c);
        c = Fma.MultiplyAdd(Vector256.Create(a[step]), k1, c);
        c = Fma.MultiplyAdd(Vector256.Create(a[2 * step]), k2, c);
        c = Fma.MultiplyAdd(Vector256.Create(a[3 * step]), k3, c);
        c = Fma.MultiplyAdd(Vector256.Create(a[4 * step]), k4, c);
        c = Fma.MultiplyAdd(Vector256.Create(a[5 * step]), k5, c);
        c = Fma.MultiplyAdd(Vector256.Create(a[6 * step]), k6, c);
        return Fma.MultiplyAdd(Vector256.Create(a[7 * step]), k7, c);
    }
}
