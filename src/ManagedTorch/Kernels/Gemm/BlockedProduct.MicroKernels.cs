using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ManagedTorch.Kernels;

internal static unsafe partial class BlockedProduct<V, T> where V : struct, ISimdVector<V, T> where T : unmanaged
{
    /// <summary>Chooses the compiled micro-kernel.</summary>
    private static class MicroKernels
    {
        public static void Run(
            int rows, bool narrow, int k, T* a, nint rowA, nint stepA, T* b, nint stepB, T* c, nint rowC, T* from,
            nint rowFrom)
        {
            if (rowA == 1)
            {
                if (narrow) Run<One, AdjacentRows, EqualSteps>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from,
                    rowFrom);
                else Run<Two, AdjacentRows, EqualSteps>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from,
                    rowFrom);
            }
            else
            {
                if (narrow) Run<One, DistantRows, EqualSteps>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from,
                    rowFrom);
                else Run<Two, DistantRows, EqualSteps>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from,
                    rowFrom);
            }
        }

        /// <summary>Rows of A side by side, rows of B at offsets from b.</summary>
        public static void RunListed(
            int rows, int k, T* a, nint stepA, T* b, int* offsets, nint second, T* c, nint rowC, T* from, nint rowFrom)
            => Run<Two, AdjacentRows, ListedOffsets>(rows, k, a, 1, stepA, b, (nint)offsets, c, rowC, from, rowFrom,
                second);

        private static void Run<TCols, TA, TB>(
            int rows, int k, T* a, nint rowA, nint stepA, T* b, nint stepB, T* c, nint rowC, T* from, nint rowFrom,
            nint second = 0)
            where TCols : struct, ICount where TA : struct, IMicroPanelLayout where TB : struct, IMicroPanelSource
        {
            switch (rows)
            {
                case 12:
                    MicroKernel<V, T, Twelve, TCols, TA, TB>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom,
                        second);
                    break;
                case 8:
                    MicroKernel<V, T, Eight, TCols, TA, TB>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom,
                        second);
                    break;
                case 6:
                    MicroKernel<V, T, Six, TCols, TA, TB>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom,
                        second);
                    break;
                case 4:
                    MicroKernel<V, T, Four, TCols, TA, TB>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom,
                        second);
                    break;
                case 2:
                    MicroKernel<V, T, Two, TCols, TA, TB>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom,
                        second);
                    break;
                default:
                    MicroKernel<V, T, One, TCols, TA, TB>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom,
                        second);
                    break;
            }
        }
    }
}
