using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Turns the code of a cell into an assembly in memory, whose methods and loops ask whether they are to stop, and
/// whose recursion without end is an exception and not the end of the process.
/// </summary>
internal static class CellAssembly
{
    private static readonly EmitOptions Options = new(
        debugInformationFormat: DebugInformationFormat.PortablePdb,
        instrumentationKinds: [InstrumentationKind.ModuleCancellation, InstrumentationKind.StackOverflowProbing]);

    /// <summary>Compiles; without an image if there are errors.</summary>
    public static (byte[]? Image, byte[]? Symbols, ImmutableArray<Diagnostic> Diagnostics) Emit(
        Compilation compilation, CancellationToken interrupt)
    {
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(image, symbols, options: Options, cancellationToken: interrupt);
        return result.Success ? (image.ToArray(), symbols.ToArray(), result.Diagnostics)
            : (null, null, result.Diagnostics);
    }
}
