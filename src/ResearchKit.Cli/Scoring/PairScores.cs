using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Training.Llava;
using TorchSharp;

namespace ResearchKit.Cli.Scoring;

/// <summary>Log-probabilities of the answers of pairs, slice by slice; what is there can be written at any
/// time.</summary>
/// <param name="policy">The model.</param>
/// <param name="reference">A second one, scored beside it; null for none.</param>
/// <param name="views">Which answers, under which images.</param>
internal sealed class PairScores(LlavaFolder policy, LlavaModel? reference, IReadOnlyList<View> views)
{
    private readonly LossInputs _inputs = new(views, TokenReduction.Sum, Reference: false) { Tokens = true };
    private readonly List<string> _ids = [];
    private readonly Column[] _columns = [.. views.Select(_ => new Column([], [], []))];

    /// <summary>Pairs that are scored.</summary>
    public int Count => _ids.Count;

    /// <summary>Scores examples until there are no more, or the work is canceled between two slices.</summary>
    public void Add(IEnumerable<PreferenceExample> examples, Action<int> progress, CancellationToken cancellation)
    {
        foreach (var slice in examples.Chunk(LlavaTrainingOptions.DefaultSlice))
        {
            if (cancellation.IsCancellationRequested) return;
            Add(new LlavaBatch(slice));
            progress(Count);
        }
    }

    /// <summary>What <c>losses eval --scores</c> reads.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject();
        for (var v = 0; v < views.Count; v++)
        {
            var view = new JsonObject
            {
                ["policy"] = JsonSerializer.SerializeToNode(_columns[v].Policy),
                ["tokens"] = JsonSerializer.SerializeToNode(_columns[v].Tokens),
            };
            if (reference is not null) view["reference"] = JsonSerializer.SerializeToNode(_columns[v].Reference);
            json[views[v].Name] = view;
        }
        return new() { ["ids"] = JsonSerializer.SerializeToNode(_ids), ["views"] = json };
    }

    /// <summary>A line per pair, and in how many the chosen answer is above the rejected one.</summary>
    public void WriteTable(TextWriter output)
    {
        output.WriteLine($"{"pair",-24}" + string.Concat(views.Select(v => $"{v.Name,18}")));
        for (var i = 0; i < Count; i++)
            output.WriteLine($"{_ids[i],-24}" + string.Concat(_columns.Select(c =>
                string.Create(CultureInfo.InvariantCulture, $"{c.Policy[i],18:F4}"))));
        var right = _columns[0].Policy.Zip(_columns[1].Policy).Count(p => p.First > p.Second);
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"chosen above rejected in {right} of {Count} pairs"));
    }

    private void Add(LlavaBatch batch)
    {
        using var off = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var scored = new LlavaScorer(policy.Model, policy.Encoder.End).Score(batch, views, _inputs);
        var compared = reference is null ? null
            : new LlavaScorer(reference, policy.Encoder.End).Score(batch, views, _inputs);
        for (var v = 0; v < views.Count; v++)
        {
            Append(_columns[v].Policy, scored[v].Sum);
            if (compared is not null) Append(_columns[v].Reference, compared[v].Sum);
            Append(_columns[v].Tokens, scored[v].Tokens!);
        }
        _ids.AddRange(batch.Examples.Select(e => e.Id));

        static void Append(List<double> to, torch.Tensor values) =>
            to.AddRange(values.data<float>().ToArray().Select(v => (double)v));
    }

    private sealed record Column(List<double> Policy, List<double> Reference, List<double> Tokens);
}
