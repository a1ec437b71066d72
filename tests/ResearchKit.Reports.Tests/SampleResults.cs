using System.Text.Json.Nodes;
using ResearchKit.Experiments;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Figures;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Manifests;
using ResearchKit.Reports.Sliders;

namespace ResearchKit.Reports.Tests;

/// <summary>A folder as `reproduce` leaves it, with one notebook, and what its report needs.</summary>
internal sealed class SampleResults : IDisposable
{
    public const string Notebook = "02-dpo-pathologies";

    public static readonly Figure Curves = new Figure("curves", "Both fall")
        .XAxis("updates").YAxis("log-probability", unit: "nats")
        .Line("chosen", [0, 10, 20], [-1.0, -1.5, -2.0], [-1.25, -1.75, -2.25], [-0.75, -1.25, -1.75])
        .Line("rejected", [0, 10, 20], [-1.0, -3.0, -9.0]);

    public SampleResults()
    {
        Root = Directory.CreateTempSubdirectory("researchkit-report-").FullName;
        var ledger = new ClaimsLedger("A Paper, arXiv 1234.56789", "claims");
        ledger.Test("Both <fall>", "Section 1", "change, nats", -8, Criterion.Below(0), cell: "draw");
        ledger.Test("One rises", "Section 2", "change, nats", -1, Criterion.Above(0), cell: "draw");
        ledger.NotTestable("It scales", "Section 3", "needs a cluster");
        var table = Table.From("numbers", new[] { new { Beta = 0.1, Loss = 0.25 } }).WithCaption("Loss & beta");
        var document = NotebookDocument.Create();
        document.Insert(0, NotebookCell.Create(CellKind.Markdown, "intro", "# What falls\n\nTwo *curves*."));
        (string Id, string Code, IArtifact Shown, string Mime, string Output)[] cells =
        [
            ("draw", "Draw(\"curves\") // <both>", Curves, "image/svg+xml", Curves.ToSvg()),
            ("count", "Count()", table, "text/html", table.ToHtml()),
            ("ledger", "ledger", ledger, "text/html", ledger.ToTable().ToHtml()),
        ];
        var files = new Dictionary<string, string>();
        foreach (var (i, (id, code, shown, mime, output)) in cells.Index())
        {
            var cell = NotebookCell.Create(CellKind.Code, id, code);
            cell.SetExecution(new JsonArray(new JsonObject
            {
                ["data"] = new JsonObject { [mime] = output }, ["execution_count"] = i + 1,
                ["metadata"] = new JsonObject(), ["output_type"] = "execute_result",
            }), i + 1);
            document.Insert(i + 1, cell);
            var origin = new Provenance(Notebook, id, new Dictionary<string, string> { ["beta"] = "0.1" });
            foreach (var file in shown.Files(origin)) files[shown.Name + file.Extension] = file.Text;
        }

        Directory.CreateDirectory(Path.Combine(Results, Notebook));
        foreach (var (name, text) in files) File.WriteAllText(Path.Combine(Results, Notebook, name), text);
        document.Save(Path.Combine(Results, Notebook, Notebook + ".ipynb"));
        Published = Manifest.Empty.With(Notebook, files);
        File.WriteAllText(Path.Combine(Results, "manifest.json"), Published.ToText());
        File.WriteAllText(Path.Combine(Results, "claims.json"), files["claims.claims.json"]);
        KeepRuns();
    }

    public string Root { get; }

    public string Results => Path.Combine(Root, "results");

    public string Output => Path.Combine(Root, "report");

    public Manifest Published { get; }

    public RunCache Runs => new(Path.Combine(Root, "runs"));

    public string Write() => Report.Write(Results, Output, Published, Runs, 1);

    public string Read(string page) => File.ReadAllText(Path.Combine(Output, page));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    // Runs that a person can check: the chosen probability is beta's place among the betas, in tenths; seeds spread by
    // 0.01 around it; everything else is the number of the record.
    private void KeepRuns()
    {
        foreach (var (inputs, _) in SliderRuns.Grid().Runs)
        {
            var place = Array.IndexOf(SliderRuns.Betas, inputs["beta"]) / 10.0;
            double[] records = [0, 1, 2];
            Runs.Keep(new(inputs, CodeVersion.Current, new([0, 300, 600], SliderRuns.Measures.ToDictionary(
                measure => measure,
                measure => measure == "chosen"
                    ? [.. records.Select(_ => place + 0.01 * (inputs.Whole("seed") - 2))] : records))));
        }
    }
}
