using System.Text.Json.Nodes;
using ResearchKit.Engines;

namespace ResearchKit.Cli.Tests;

public sealed class ReproduceTests : IDisposable
{
    private readonly TestClone _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void WhatIsPublishedIsIdenticalFromThenOnFromAnyFolderAndThreadCount()
    {
        _clone.Notebook("01-a", "//tag:parameters\ndouble beta = 0.1;", TestClone.NoteType,
            "new Note(\"margin\", \"x\")")
            .Notebook("02-b", TestClone.NoteType,
                "new Note(\"claims\", \"[{\\\"claim\\\":\\\"it " +
                "rises\\\",\\\"value\\\":0.25,\\\"verdict\\\":\\\"reproduced\\\"}]\", \".claims.json\")");

        var first = _clone.Run("reproduce");
        Assert.Equal(ExitCode.Different, first.ExitCode);
        Assert.Contains("new      01-a/margin.txt", first.Stdout);
        Assert.Contains("outputs in notebooks/01-a.ipynb are not those of this run: c1, c2, c3", first.Stdout);
        Assert.Contains("researchkit reproduce --update", first.Stderr);

        Assert.Equal(ExitCode.Success, _clone.Run("reproduce", "--update").ExitCode);
        var manifest = _clone.Read("notebooks", "manifest.json");
        var notebook = _clone.Read("notebooks", "01-a.ipynb");
        Assert.Equal(manifest, _clone.Read("artifacts", "manifest.json"));
        Assert.Equal(notebook, _clone.Read("artifacts", "01-a", "01-a.ipynb"));
        Assert.Equal("x; notebook=01-a cell=c3 beta=0.1\n", _clone.Read("artifacts", "01-a", "margin.txt"));

        var again = _clone.RunIn(_clone.PathOf("notebooks"), "reproduce", "--threads", "1");
        Assert.Equal(ExitCode.Success, again.ExitCode);
        Assert.EndsWith("\n2 of 2 files identical\n", again.Stdout);
        Assert.Equal(manifest, _clone.Read("artifacts", "manifest.json"));
        Assert.Equal(notebook, _clone.Read("notebooks", "01-a.ipynb"));

        var claims = JsonNode.Parse(_clone.Read("artifacts", "claims.json"))!.AsArray();
        Assert.Equal("02-b", (string?)Assert.Single(claims)!["notebook"]);
        Assert.Contains("| it rises | 0.25 | ✓ reproduced |", _clone.Read("artifacts", "claims.md"));
    }

    [Fact]
    public void DifferencesAreListedAndJsonIsAloneOnStdout()
    {
        _clone.Notebook("01-a", TestClone.NoteType,
            "new Note(\"one\", \"x\").Display(); new Note(\"two\", \"y\").Display();");
        _clone.Run("reproduce", "--update");
        var hash = (string)JsonNode.Parse(_clone.Read("notebooks", "manifest.json"))!["sha256"]!["01-a"]!["one.txt"]!;
        File.WriteAllText(
            _clone.PathOf("notebooks", "manifest.json"),
            _clone.Read("notebooks", "manifest.json").Replace(hash, new string('0', 64), StringComparison.Ordinal)
            .Replace("two.txt", "three.txt", StringComparison.Ordinal));

        var run = _clone.Run("reproduce", "--json");
        Assert.Equal(ExitCode.Different, run.ExitCode);
        var report = JsonNode.Parse(run.Stdout)!;
        Assert.Equal(
            ["one.txt changed", "three.txt missing", "two.txt new"],
            report["comparison"]!.AsArray().Select(file => $"{file!["file"]} {file["state"]}"));
        Assert.Equal(ExitCode.Different, (int)report["exitCode"]!);
    }

    [Fact]
    public void AFailingNotebookKeepsEarlierResultsAndLetsTheOthersRun()
    {
        _clone.Notebook("01-a", TestClone.NoteType, "new Note(\"one\", \"x\")").Notebook("02-b", "1 + 1");
        _clone.Run("reproduce", "--update");
        var manifest = _clone.Read("notebooks", "manifest.json");
        _clone.Notebook("01-a", TestClone.NoteType, "new Note(\"one\", \"changed\")",
            "var x = 1;\nthrow new InvalidOperationException(\"no luck\");");
        var source = _clone.Read("notebooks", "01-a.ipynb");

        var run = _clone.Run("reproduce", "--update");
        Assert.Equal(ExitCode.CellFailed, run.ExitCode);
        Assert.Contains(
            "error: 01-a, cell 3 (c3): no luck (cell 3, line 2); what it did until then is in " +
            "artifacts/01-a/01-a.partial.ipynb", run.Stderr);
        Assert.DoesNotContain("ResearchKit.Notebooks", run.Stderr);
        Assert.Contains("02-b: completed", run.Stderr);
        Assert.Equal("x; notebook=01-a cell=c2\n", _clone.Read("artifacts", "01-a", "one.txt"));
        Assert.Contains("no luck", _clone.Read("artifacts", "01-a", "01-a.partial.ipynb"));
        Assert.Equal(manifest, _clone.Read("artifacts", "manifest.json"));
        Assert.Equal((manifest, source),
            (_clone.Read("notebooks", "manifest.json"), _clone.Read("notebooks", "01-a.ipynb")));
        Assert.Empty(Directory.GetDirectories(_clone.PathOf("artifacts"), ".staging*"));
    }

    [Fact]
    public void ParametersOfOnesOwnAreNoFailureAndAreNotPublished()
    {
        _clone.Notebook("01-a", "//tag:parameters\ndouble beta = 0.1;", TestClone.NoteType, "new Note(\"one\", \"x\")")
            .Notebook("02-b", "1");
        _clone.Run("reproduce", "--update", "--only", "01");
        // The second notebook has no such parameter and runs as it is.
        var run = _clone.Run("reproduce", "-p", "beta=0.5", "--out", "mine");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("changed  01-a/one.txt", run.Stdout);
        Assert.Equal("x; notebook=01-a cell=c3 beta=0.5\n", _clone.Read("mine", "01-a", "one.txt"));
        Assert.Equal("x; notebook=01-a cell=c3 beta=0.1\n", _clone.Read("artifacts", "01-a", "one.txt"));

        Assert.Contains("--update publishes the notebooks' own parameters",
            Rejected("reproduce", "--update", "-p", "beta=0.5"));
        Assert.Contains("no notebook of this run has a parameter 'gamma': 01-a has beta.",
            Rejected("reproduce", "-p", "gamma=1"));
    }

    [Fact]
    public void OnLibtorchParametersOfOnesOwnAreComparedWithTheManagedEngine()
    {
        Assert.SkipWhen(LibtorchFolder.Assembly is null,
            "libtorch is not installed: `researchkit engine install libtorch`");
        _clone.Notebook("01-a", "//tag:parameters\ndouble beta = 0.1;",
            "TorchSharp.torch.tensor(beta).exp().item<double>()",
            "typeof(TorchSharp.torch).Assembly.GetType(\"ManagedTorch.Fused\") is null ? 20 : 10");
        var run = _clone.Run("reproduce", "--engine", "libtorch", "-p", "beta=0.5", "--out", "mine");
        Assert.Equal(ExitCode.Different, run.ExitCode);
        Assert.Contains("c3, text: 10, now 20", run.Stdout);
        Assert.Contains("of 2 outputs 1 equal, 0 within the tolerance, 1 beyond it", run.Stdout);
        Assert.False(Directory.Exists(_clone.PathOf("mine", "managed-01-a")));
    }

    [Fact]
    public void AMalformedNotebookIsFoundBeforeAnythingRuns()
    {
        _clone.Notebook("01-a", "1");
        File.WriteAllText(_clone.PathOf("notebooks", "02-b.ipynb"), "{\n \"cells\": [,\n");
        var message = Rejected("reproduce");
        Assert.Contains("02-b.ipynb, line 2, column 12: not valid JSON", message);
        Assert.False(Directory.Exists(_clone.PathOf("artifacts")));
    }

    [Fact]
    public void AProcessThatDiesIsAFailureOfItsNotebook()
    {
        _clone.Notebook("01-a", "Environment.Exit(7);");
        var run = _clone.Run("reproduce");
        Assert.Equal(ExitCode.CellFailed, run.ExitCode);
        Assert.Contains("error: 01-a, cell 1 (c1): cell 1 ended the process (exit code 7)", run.Stderr);
    }

    [Fact]
    public void AStopKeepsWhatIsDone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by kill");
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        _clone.Notebook("01-a", "\"done before\"",
            $"new System.Net.Sockets.TcpClient().Connect(\"127.0.0.1\", {port}); while (true) {{ }}");
        using var process = _clone.Start("reproduce");
        listener.AcceptTcpClient().Dispose();
        Assert.Equal(0,
            _clone.Shell("kill", "-TERM",
                process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)).ExitCode);
        var run = TestClone.Finish(process);
        Assert.Equal(ExitCode.Canceled, run.ExitCode);
        Assert.Contains("done before", _clone.Read("artifacts", "01-a", "01-a.partial.ipynb"));
    }

    [Fact]
    public void AFullDiskIsOneMessageAndEarlierResultsStay()
    {
        _clone.Notebook("01-a", TestClone.NoteType, "new Note(\"one\", new string('x', 100))");
        Directory.CreateDirectory(_clone.PathOf("small"));
        var script =
            "mount -t tmpfs -o size=256k none small && $RK reproduce --out small >/dev/null 2>&1; cp -r small/01-a " +
            "before;"
            + " sed -i 's/, 100/, 400000/' notebooks/01-a.ipynb; $RK reproduce --out small; code=$?; diff -r before " +
            "small/01-a && ls -A small && exit $code";
        Assert.SkipUnless(_clone.Shell("unshare", "-rm", "true").ExitCode == 0,
            "no user namespaces here to mount a small disk in");
        var run = _clone.Shell("unshare", "-rm", "sh", "-c", script);
        Assert.Equal(ExitCode.CannotWrite, run.ExitCode);
        Assert.Contains("error: 01-a: cannot write", run.Stderr);
        Assert.Contains("No space left on device", run.Stderr);
        Assert.DoesNotContain("   at ", run.Stderr);
    }

    private string Rejected(params string[] arguments)
    {
        var run = _clone.Run(arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Equal("", run.Stdout);
        return run.Stderr;
    }
}
