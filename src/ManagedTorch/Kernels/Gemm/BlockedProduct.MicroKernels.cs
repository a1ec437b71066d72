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
                if (narrow) Run<One, AdjacentRows>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                else Run<Two, AdjacentRows>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
            }
            else
            {
                if (narrow) Run<One, DistantRows>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                else Run<Two, DistantRows>(rows, k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
            }
        }

        private static void Run<TCols, TA>(
            int rows, int k, T* a, nint rowA, nint stepA, T* b, nint stepB, T* c, nint rowC, T* from, nint rowFrom)
            where TCols : struct, ICount where TA : struct, IMicroPanelLayout
        {
            switch (rows)
            {
                case 12:
                    MicroKernel<V, T, Twelve, TCols, TA>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                    break;
                case 8:
                    MicroKernel<V, T, Eight, TCols, TA>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                    break;
                case 6:
                    MicroKernel<V, T, Six, TCols, TA>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                    break;
                case 4:
                    MicroKernel<V, T, Four, TCols, TA>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                    break;
                case 2:
                    MicroKernel<V, T, Two, TCols, TA>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                    break;
                default:
                    MicroKernel<V, T, One, TCols, TA>.Run(k, a, rowA, stepA, b, stepB, c, rowC, from, rowFrom);
                    break;
            }
        }
    }
}
