using System.Diagnostics;
using System.Globalization;
using ResearchKit.Engines;

namespace Benchmarks;

/// <summary>This program once more, with an engine of its own, asked for one measurement at a time.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _engine;

    public EngineProcess(TensorEngine engine, int threads)
    {
        _engine = EngineChoice.Name(engine);
        string count = threads.ToString(CultureInfo.InvariantCulture);
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "performance.dll"), Worker.Name])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                [EngineChoice.Variable] = _engine, ["OMP_NUM_THREADS"] = count, ["MKL_NUM_THREADS"] = count,
            },
        })!;
        Ask($"threads {count}");
    }

    /// <summary>The answer to one line.</summary>
    public string Ask(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"the process on {_engine} stopped at '{request}'.");
    }

    /// <summary>The answer as a number.</summary>
    public double Number(string request) => double.Parse(Ask(request), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
