using System.Diagnostics;

namespace ResearchKit.Kernel.Tests.Jupyter;

/// <summary>A real Notebook server on a free port of the loopback.</summary>
internal sealed class NotebookServer : IDisposable
{
    private static readonly HttpClient Client = new();
    private readonly Process _process;

    public NotebookServer(JupyterFolder folder)
    {
        Port = JupyterFolder.FreePort();
        _process = folder.Start(
            "/usr/bin/python3", "-m", "notebook", "--no-browser", "--allow-root", "--port", Port.ToString(), "--ip",
            "127.0.0.1",
            "--NotebookApp.token=", "--NotebookApp.disable_check_xsrf=True", "--notebook-dir", folder.Root);
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(40); Thread.Sleep(100))
        {
            try
            {
                if (Client.GetAsync($"http://127.0.0.1:{Port}/api").Result.IsSuccessStatusCode) return;
            }
            catch (AggregateException)
            {
                // It has not opened its port yet.
            }
        }

        Dispose();
        throw new TimeoutException("the Notebook server did not start");
    }

    public int Port { get; }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
