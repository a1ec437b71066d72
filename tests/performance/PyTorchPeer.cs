using System.Diagnostics;
using System.Globalization;

namespace Benchmarks;

/// <summary>PyTorch in a process of its own (pytorch_peer.py), asked for one measurement at a time.</summary>
internal sealed class PyTorchPeer : IDisposable
{
    private readonly Process _process;

    private PyTorchPeer(Process process, string version) => (_process, Version) = (process, version);

    /// <summary>PyTorch's version and its matrix library, as the script reports them.</summary>
    public string Version { get; }

    /// <summary>Starts the peer; null, with the reason on the error stream, where Python or torch is missing.</summary>
    public static PyTorchPeer? Start(int threads)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "pytorch_peer.py");
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var info = new ProcessStartInfo(python, [script, threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["OMP_NUM_THREADS"] = $"{threads}", ["OPENBLAS_NUM_THREADS"] = $"{threads}" },
        };
        try
        {
            var process = Process.Start(info)!;
            string? hello = process.StandardOutput.ReadLine();
            if (hello is not null && hello.StartsWith("ready ", StringComparison.Ordinal))
                return new(process, hello[6..]);
            Console.Error.WriteLine("PyTorch is left out: `import torch` failed in " + python + ".");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine("PyTorch is left out: python3 was not found.");
        }
        return null;
    }

    /// <summary>Seconds that one repetition of the named work takes, the median of several samples.</summary>
    public double Seconds(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        string? answer = _process.StandardOutput.ReadLine();
        return answer is null
            ? throw new InvalidOperationException($"PyTorch stopped at '{request}'.")
            : double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
