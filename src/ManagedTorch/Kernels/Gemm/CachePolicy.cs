namespace ManagedTorch.Kernels;

/// <summary>
/// How the matrix product uses the caches, in BLIS's terms (kc deep, nc wide): what is packed, what is read where it
/// lies, what is asked for ahead. Sizes are for caches of at least 32 KB and 1 MB; they change the time, never the
/// bits.
/// </summary>
internal static unsafe class CachePolicy
{
    /// <summary>Bytes of one column of B in a block over k: kc. A micro-panel of two vectors of them fits into half of
    /// the first-level cache.</summary>
    public const int DepthBytes = 1024;

    /// <summary>Columns of B that are packed together: nc.</summary>
    public const int PanelColumns = 2048;

    /// <summary>Multiply-adds below which one thread is faster than two.</summary>
    public const long SharedWork = 1 << 20;

    /// <summary>Bytes of B that are packed together, to stay in the second-level cache beside A and C.</summary>
    private const int PackedBytes = 3 << 18;

    /// <summary>The first-level cache: what is read for every row of A should stay there.</summary>
    private const int FirstLevelBytes = 32 << 10;

    /// <summary>The second-level cache: what fits into it is at hand soon enough without being asked for.</summary>
    private const int SecondLevelBytes = 1 << 20;

    /// <summary>Bytes of a block of transposed A over which its rows, side by side but far apart over k, meet in few
    /// cache lines.</summary>
    private const int ScatteredBytes = 128 << 10;

    /// <summary>Bytes between the rows of A from which on a micro-kernel's rows fall on different pages and few sets of
    /// the cache.</summary>
    private const int DistantRowBytes = 2048;

    /// <summary>Panels of B from which on packing A pays although its rows lie close together.</summary>
    private const int ManyPanels = 4;

    /// <summary>k of a block.</summary>
    public static int Depth<T>() where T : unmanaged => DepthBytes / sizeof(T);

    /// <summary>k that are packed together: several blocks where B is narrow, so that threads meet less
    /// often.</summary>
    public static int PackedDepth<T>(int columns) where T : unmanaged =>
        Depth<T>() * Math.Max(1, PackedBytes / (columns * DepthBytes));

    /// <summary>Whether B is read where it lies: its rows stay in the first-level cache, or too few rows of A use it
    /// again.</summary>
    public static bool ReadsBInPlace<T>(in Operands<T> o, int tileRows) where T : unmanaged =>
        o.ColB == 1 && ((long)Math.Min(o.K, Depth<T>()) * o.StepB * sizeof(T) <= FirstLevelBytes || o.M <= tileRows);

    /// <summary>Whether A is packed: its rows lie far apart and are read for many panels.</summary>
    public static bool PacksA<T>(in Operands<T> o, int columns, int panelWidth) where T : unmanaged => o.RowA == 1
        ? (long)Math.Min(o.K, Depth<T>()) * o.StepA * sizeof(T) > ScatteredBytes
        : o.RowA * sizeof(T) > DistantRowBytes || columns >= ManyPanels * panelWidth;

    /// <summary>Whether the next rows of A are asked for ahead.</summary>
    public static bool PrefetchesA<T>(in Operands<T> o) where T : unmanaged =>
        (long)o.M * o.K * sizeof(T) > SecondLevelBytes;
}
