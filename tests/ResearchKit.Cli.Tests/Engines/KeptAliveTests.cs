using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.TorchSharpPatch;

namespace ResearchKit.Cli.Tests.Engines;

/// <summary>
/// The rewriting of TorchSharp.dll, on a small assembly with its habits: an object's finalizer frees what a method of
/// it has handed to native code as a pointer. Each scenario tells how many objects the collector took meanwhile.
/// </summary>
public sealed class KeptAliveTests : IDisposable
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;

        namespace TorchSharp;

        public static class torch
        {
            private const MethodImplOptions Released =
                MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

            private static int _taken;

            [DllImport("none")]
            private static extern void Native(IntPtr handle);

            [MethodImpl(Released)]
            public static int Sum() => new Tensor().Add(new Tensor(), new Scalar());

            [MethodImpl(Released)]
            public static int Stack() => Stack(Enumerable.Range(0, 3).Select(_ => new Tensor()));

            [MethodImpl(Released)]
            public static int Nothing() => Stack(null);

            [MethodImpl(Released)]
            private static int Stack(IEnumerable<Tensor> tensors)
            {
                var handles = tensors?.Select(tensor => tensor.Handle).ToArray();
                if (handles is null) return -1;
                if (handles.Length == 0) Native(handles[0]);
                return TakenNow();
            }

            private static int TakenNow()
            {
                int before = _taken;
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return _taken - before;
            }

            public sealed class Scalar
            {
                public IntPtr Handle => 1;

                ~Scalar() => _taken++;
            }

            public sealed class Tensor
            {
                public IntPtr Handle => 1;

                ~Tensor() => _taken++;

                [MethodImpl(Released)]
                public int Add(Tensor other, Scalar alpha)
                {
                    var handle = Handle + other.Handle + alpha.Handle;
                    if (handle == 0) Native(handle);
                    return TakenNow();
                }
            }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kept").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Sum", 3)]
    [InlineData("Stack", 3)]
    public void NothingIsTakenWhileNativeCodeRuns(string scenario, int takenBefore)
    {
        string path = Compile();
        Assert.Equal(takenBefore, Run(path, scenario));
        Assert.Equal(2, KeptAlive.Apply(path));
        Assert.Equal(0, Run(path, scenario));
    }

    [Fact]
    public void AMissingSequenceStaysMissing()
    {
        string path = Compile();
        KeptAlive.Apply(path);
        Assert.Equal(-1, Run(path, "Nothing"));
    }

    private string Compile()
    {
        string path = Path.Combine(_folder, "Library.dll");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        var result = CSharpCompilation.Create("Library", [CSharpSyntaxTree.ParseText(Source)], references,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release)).Emit(path);
        Assert.Empty(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return path;
    }

    private static int Run(string path, string scenario)
    {
        var context = new AssemblyLoadContext(scenario, isCollectible: true);
        try
        {
            using var image = new MemoryStream(File.ReadAllBytes(path));
            var type = context.LoadFromStream(image).GetType("TorchSharp.torch")!;
            return (int)type.GetMethod(scenario, Type.EmptyTypes)!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
