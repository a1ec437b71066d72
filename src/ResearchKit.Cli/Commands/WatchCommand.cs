using System.CommandLine;
using System.Diagnostics;
using ResearchKit.Cli.Terminal;
using ResearchKit.Cli.Watching;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Watching;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit watch NOTEBOOK</c>: a notebook without Jupyter and without Python.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var notebook =
            new Argument<string>("notebook") { Description = "The .ipynb (or .dib) that you edit, in any editor." };
        var port =
            new Option<int>("--port")
            {
                Description = "The page's port on the loopback. [default: a free one]",
                HelpName = "N"
            };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Only print the page's address." };
        var command = new Command("watch", "Run a notebook again as you edit it, and show the results in the browser.")
        {
            notebook, port, noBrowser,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(notebook), parsed.GetValue(port), !parsed.GetValue(noBrowser), cancellation));
        return command.WithExamples(
            """
            Every time the file is saved, the first changed cell and all below it run; what stands above keeps its
            state. The page is updated in place. The file is only read. Ctrl-C ends it.

            Examples:
              researchkit watch lab.ipynb
              researchkit watch lab.ipynb --no-browser --port 8080
            """);
    }

    private static async Task<int> RunAsync(string path, int port, bool browser, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var document = NotebookConvertCommand.Read(path);
        var full = Path.GetFullPath(path);
        Directory.SetCurrentDirectory(folder);
        var live = new LiveNotebook(folder);
        await using var server = new WatchServer(live, Path.GetFileName(path), port);
        var address = await server.StartAsync();
        Messages.Line(address);
        if (browser) Open(address);
        var stamp = File.GetLastWriteTimeUtc(full);
        while (!cancellation.IsCancellationRequested)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var run = document is null ? Task.CompletedTask
                : Task.Run(() => live.Run(document, stop.Token), CancellationToken.None);
            while (File.GetLastWriteTimeUtc(full) == stamp && !cancellation.IsCancellationRequested)
                await Task.Delay(Interval, CancellationToken.None);
            await stop.CancelAsync();
            await run;
            stamp = File.GetLastWriteTimeUtc(full);
            document = Reread(full);
        }

        return ExitCode.Success;
    }

    /// <summary>Null, and a message, while an editor has half written the file.</summary>
    private static NotebookDocument? Reread(string path)
    {
        try
        {
            return NotebookConvertCommand.Read(path);
        }
        catch (Exception e) when (e is NotebookException or UserException)
        {
            Messages.Error(e.Message);
            return null;
        }
    }

    private static void Open(string address)
    {
        try
        {
            Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })?.Dispose();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No browser here: the address is printed.
        }
    }
}
