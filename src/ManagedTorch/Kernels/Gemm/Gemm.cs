using System.Runtime.CompilerServices;

namespace ManagedTorch.Kernels;

/// <summary>
/// Matrix products of row-major matrices. Every output element accumulates over k in order with fused multiply-add,
/// starting from 0 (or from C), so its bits depend on its row and column alone, not on blocking, width or threads.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>
    /// C [m, n] = op(A) [m, k] op(B) [k, n], or += with <paramref name="accumulate"/>. With
    /// <paramref name="transA"/> A is stored [k, m], with <paramref name="transB"/> B is stored [n, k];
    /// <paramref name="lda"/>, <paramref name="ldb"/>, <paramref name="ldc"/> are the distances between stored rows.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short for its matrix.</exception>
    public static void Multiply<T>(
        bool transA, bool transB, int m, int n, int k, ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb,
        Span<T> c, int ldc, bool accumulate) where T : unmanaged
    {
        Check("A", transA ? k : m, transA ? m : k, lda, a.Length);
        Check("B", transB ? n : k, transB ? k : n, ldb, b.Length);
        Check("C", m, n, ldc, c.Length);
        if (m == 0 || n == 0) return;
        fixed (T* pa = a, pb = b, pc = c)
            Run(Describe(transA, transB, m, n, k, pa, lda, pb, ldb, pc, ldc, accumulate));
    }

    /// <summary>C [m, n] = A [m, k] Bᵀ + bias, B stored [n, k]: a layer. Every element starts from its bias [n], if
    /// there is one.</summary>
    public static void Affine<T>(int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias,
        Span<T> c)
        where T : unmanaged
    {
        CheckLayer(m, n, k, a, b, bias, c);
        if (m == 0 || n == 0) return;
        fixed (T* pa = a, pb = b, pc = c, pf = bias) Run(Layer(m, n, k, pa, pb, pf, pc));
    }

    /// <summary>The same, and y = op(C) row by row while C is at hand; y may be C.</summary>
    public static void Affine<TOp,
        T>(int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, Span<T> y)
        where TOp : struct, IUnary where T : unmanaged
    {
        CheckLayer(m, n, k, a, b, bias, c);
        Check("Y", m, n, n, y.Length);
        if (m == 0 || n == 0) return;
        fixed (T* pa = a, pb = b, pc = c, pf = bias, py = y)
        {
            var o = Layer(m, n, k, pa, pb, pf, pc);
            o.Epilogue = &Map<TOp, T>;
            o.EpilogueContext = (nint)((byte*)py - (byte*)pc);
            Run(o);
        }
    }

    private static void Map<TOp, T>(T* c, nint toY, int count) where TOp : struct, IUnary where T : unmanaged =>
        Elementwise.Unary<TOp, T>(new ReadOnlySpan<T>(c, count), new Span<T>((byte*)c + toY, count));

    private static Operands<T> Layer<T>(int m, int n, int k, T* a, T* b, T* bias, T* c) where T : unmanaged
    {
        var o = Describe(false, true, m, n, k, a, k, b, k, c, n, accumulate: false);
        o.InitialC = bias;
        o.RowInitialC = 0;
        return o;
    }

    private static void CheckLayer<T>(int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias,
        Span<T> c)
    {
        Check("A", m, k, k, a.Length);
        Check("B", n, k, k, b.Length);
        Check("C", m, n, n, c.Length);
        if (!bias.IsEmpty) Check("The bias", 1, n, n, bias.Length);
    }

    private static void Run<T>(in Operands<T> o) where T : unmanaged
    {
        if (o.K == 0)
        {
            InitializeC(o);
            if (o.Epilogue != null)
                for (int i = 0; i < o.M; i++) o.Epilogue(o.C + (i * o.RowC), o.EpilogueContext, o.N);
            return;
        }
        if (o.N == 1 && o.M > 1 && o.RowC == 1)
        {
            // A matrix times a column is the row times the transposed matrix: columns are what vectors run along.
            bool initialized = o.InitialC != null;
            if (initialized) InitializeC(o);
            Run(new Operands<T>
            {
                M = 1, N = o.M, K = o.K, C = o.C, RowC = o.M, InitialC = initialized ? o.C : null, RowInitialC = o.M,
                Epilogue = o.Epilogue, EpilogueContext = o.EpilogueContext,
                A = o.B, RowA = 1, StepA = o.StepB, B = o.A, StepB = o.StepA, ColB = o.RowA,
            });
            return;
        }
        if (SkinnyProduct.Fits(o)) SkinnyProduct.Run(Unsafe.As<Operands<T>, Operands<float>>(ref Unsafe.AsRef(in o)));
        else Dispatch(o, direct: false);
    }

    /// <summary>
    /// A product that a kernel makes on its own thread, out of scratch memory that nobody checks: N is a multiple of 16
    /// and rows of B and C have room for it, B is stored by rows, k is not 0.
    /// </summary>
    public static void Direct<T>(in Operands<T> o) where T : unmanaged => Dispatch(o, direct: true);

    /// <summary>The same with A packed in groups of rows side by side, groupStep apart, and N a multiple of 32; with
    /// <paramref name="listed"/> rows of B are where it says.</summary>
    public static void Packed<T>(in Operands<T> o, int group, nint groupStep, ListedRows* listed = null)
        where T : unmanaged => Dispatch(o, direct: true, group, groupStep, listed);

    private static void Dispatch<T>(in Operands<T> o, bool direct, int group = 0, nint groupStep = 0,
        ListedRows* listed = null) where T : unmanaged
    {
        var product = new Product<T>(in o, direct, group, groupStep, listed);
        SimdDispatch.Run<T, Product<T>>(Simd.Level, ref product);
    }

    private readonly ref struct Product<TOperand>(
        ref readonly Operands<TOperand> o, bool direct, int group, nint groupStep, ListedRows* listed) : IForVector
        where TOperand : unmanaged
    {
        private readonly ref readonly Operands<TOperand> _o = ref o;

        /// <summary>T is the operands' type.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<V, T>() where V : struct, ISimdVector<V, T> where T : unmanaged
        {
            ref var o = ref Unsafe.As<Operands<TOperand>, Operands<T>>(ref Unsafe.AsRef(in _o));
            if (group > 0) BlockedProduct<V, T>.RunPacked(o, group, groupStep, listed);
            else if (direct) BlockedProduct<V, T>.RunDirect(o);
            else BlockedProduct<V, T>.Run(o);
        }
    }

    /// <summary>C as it is before the first term.</summary>
    private static void InitializeC<T>(in Operands<T> o) where T : unmanaged
    {
        if (o.InitialC == o.C) return;
        for (int i = 0; i < o.M; i++)
        {
            var row = new Span<T>(o.C + (i * o.RowC), o.N);
            if (o.InitialC == null) row.Clear();
            else new ReadOnlySpan<T>(o.InitialC + (i * o.RowInitialC), o.N).CopyTo(row);
        }
    }

    /// <summary>
    /// <paramref name="batch"/> products; matrix i of each operand starts at i times its stride (0: the same matrix).
    /// </summary>
    public static void Batched<T>(
        int batch, bool transA, bool transB, int m, int n, int k,
        ReadOnlySpan<T> a, int lda, long strideA, ReadOnlySpan<T> b, int ldb, long strideB,
        Span<T> c, int ldc, long strideC, bool accumulate) where T : unmanaged
    {
        long last = batch - 1;
        Check("A", transA ? k : m, transA ? m : k, lda, a.Length - (last * strideA));
        Check("B", transB ? n : k, transB ? k : n, ldb, b.Length - (last * strideB));
        Check("C", m, n, ldc, c.Length - (last * strideC));
        if (batch == 0 || m == 0 || n == 0) return;
        fixed (T* pa = a, pb = b, pc = c)
        {
            var work = new BatchWork<T>
            {
                First = Describe(transA, transB, m, n, k, pa, lda, pb, ldb, pc, ldc, accumulate),
                StrideA = strideA, StrideB = strideB, StrideC = strideC,
            };
            long each = (long)m * n * Math.Max(k, 1);
            // Large products share the threads one after the other, small ones are dealt out.
            if (each >= LargeProduct) work.Run(0, batch);
            else ThreadPoolWork.For(ref work, batch, (int)Math.Min(int.MaxValue, (SharedWork / each) + 1));
        }
    }

    /// <summary>Multiply-adds of a product that is shared among threads by itself.</summary>
    private const long LargeProduct = 1 << 23;

    /// <summary>Multiply-adds that a thread takes at least.</summary>
    private const long SharedWork = 1 << 19;

    private struct BatchWork<T> : IRangeWork where T : unmanaged
    {
        public Operands<T> First;
        public long StrideA, StrideB, StrideC;

        public readonly void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                var one = First;
                one.A += i * StrideA;
                one.B += i * StrideB;
                one.C += i * StrideC;
                if (one.InitialC != null) one.InitialC = one.C;
                Gemm.Run(one);
            }
        }
    }

    private static Operands<T> Describe<T>(
        bool transA, bool transB, int m, int n, int k, T* a, int lda, T* b, int ldb, T* c, int ldc, bool accumulate)
        where T : unmanaged => new()
        {
            M = m, N = n, K = k, C = c, RowC = ldc, InitialC = accumulate ? c : null, RowInitialC = ldc,
            A = a, RowA = transA ? 1 : lda, StepA = transA ? lda : 1,
            B = b, StepB = transB ? 1 : ldb, ColB = transB ? ldb : 1,
        };

    private static void Check(string name, int rows, int cols, int stride, long length)
    {
        if (rows == 0 || cols == 0) return;
        if (stride < cols || length < ((long)(rows - 1) * stride) + cols)
            throw new ArgumentException(
                $"{name} of {rows} x {cols} with row distance {stride} does not fit a span of {length} elements.");
    }
}
