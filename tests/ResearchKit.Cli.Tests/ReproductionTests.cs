using System.Text.Json.Nodes;
using ResearchKit.Cli.Commands;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Manifests;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Tests;

public sealed class ReproductionTests
{
    [Theory]
    [InlineData(0, false, FileState.Identical)]
    [InlineData(3, false, FileState.Changed)]
    [InlineData(3, false, FileState.Missing)]
    [InlineData(3, false, FileState.New)]
    [InlineData(3, true, FileState.Identical)]
    [InlineData(1, true, FileState.Changed, 1)]
    [InlineData(4, false, FileState.Changed, 1, 4)]
    [InlineData(130, false, FileState.Changed, 4, 130, 1)]
    public void TheExitCodeIsThatOfTheWorstThing(int expected, bool stale, FileState state, params int[] failures)
    {
        var reports = failures.Append(0).Select(code => new NotebookReport(
            "n", code == 0 ? RunStatus.Completed : RunStatus.Failed, 1, 1, stale ? ["c"] : [], null, null, [], code));
        var report =
            new ReproductionReport([.. reports], [new FileComparison("n", "f", state)], 0, "out", Updated: false,
                OwnParameters: false, []);
        Assert.Equal(expected, report.ExitCode);
    }

    [Fact]
    public void StaleCellsAreThoseWhoseOutputsOrCountsDiffer()
    {
        NotebookDocument Make(string output, int? count)
        {
            var notebook = NotebookDocument.Create();
            foreach (var id in (string[])["same", "other"])
                notebook.Insert(notebook.Cells.Count, NotebookCell.Create(CellKind.Code, id, "1"));
            notebook.Cells[1].SetExecution([JsonNode.Parse($$"""{"text":"{{output}}"}""")], count);
            return notebook;
        }

        Assert.Empty(StaleOutputs.Cells(Make("a", 1), Make("a", 1)));
        Assert.Equal(["other"], StaleOutputs.Cells(Make("a", 1), Make("b", 1)));
        Assert.Equal(["other"], StaleOutputs.Cells(Make("a", null), Make("a", 1)));
    }

    [Fact]
    public void ClaimsOfAllNotebooksBecomeOneTable()
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "01-a"));
            Directory.CreateDirectory(Path.Combine(folder, "02-b"));
            File.WriteAllText(Path.Combine(folder, "02-b", "x.claims.json"),
                """[{"claim":"a | b","paper":"P","value":0.123456,"low":0.11,"high":""" +
                """0.13,"verdict":"contradicted","cell":"c"}]""");
            File.WriteAllText(Path.Combine(folder, "01-a", "y.claims.json"),
                """[{"claim":"first","verdict":"reproduced","notebook":"01-a","own":[1]}]""");
            Assert.Equal(2, ClaimsCollector.Write(folder, ["01-a", "02-b"]));
            Assert.Equal(
                """
                # Claims

                2 claims tested: 1 contradicted, 1 reproduced.

                ## 01-a

                | claim | verdict |
                | --- | --- |
                | first | ✓ reproduced |

                ## P

                Tested in `02-b`: 1 contradicted.

                | claim | our number | verdict | cell |
                | --- | --- | --- | --- |
                | a \| b | 0.123 [0.110, 0.130] | ✗ contradicted | c |

                """,
                File.ReadAllText(Path.Combine(folder, "claims.md")));
            var json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "claims.json")))!;
            Assert.Equal(0.123456, (double)json[1]!["value"]!);
            Assert.Equal("02-b", (string?)json[1]!["notebook"]);

            File.WriteAllText(Path.Combine(folder, "01-a", "y.claims.json"), "{}");
            Assert.Contains("y.claims.json is no claims ledger",
                Assert.Throws<UserException>(() => ClaimsCollector.Write(folder, ["01-a"])).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void ParametersAreSplitAtTheFirstEqualsSign()
    {
        Assert.Equal([KeyValuePair.Create("a", "b=c"), KeyValuePair.Create("n", "")],
            CommonOptions.Parse(["n=", "a=b=c"]));
        Assert.Throws<UserException>(() => CommonOptions.Parse(["a=1", "a=2"]));
        Assert.Throws<UserException>(() => CommonOptions.Parse(["=1"]));
    }
}
