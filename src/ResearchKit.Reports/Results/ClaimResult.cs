using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Experiments;

namespace ResearchKit.Reports.Results;

/// <summary>A claim of a paper and what became of it, as a ledger wrote it.</summary>
internal sealed record ClaimResult
{
    private readonly JsonObject _json;

    public ClaimResult(JsonObject json) => _json = json;

    public string Notebook => Text("notebook");

    public string Cell => Text("cell");

    public string Paper => Text("paper");

    public string Claim => Text("claim");

    public string Place => Text("place");

    public string Measure => Text("measure");

    public string Criterion => Text("criterion");

    public string Verdict => Text("verdict");

    public string Remark => Text("remark");

    /// <summary>Our number with its interval, rounded to what the bounds support.</summary>
    public string Number
    {
        get
        {
            if (Double("value") is not { } value) return "";
            return new Measurement(value, Double("low") ?? value, Double("high") ?? value, "").ToString();
        }
    }

    /// <summary>Where the bounds come from.</summary>
    public string Basis => Text("basis");

    /// <summary>Share of resampled seed sets with the same verdict; null where it does not come from seeds.</summary>
    public double? Stability => Double("stability");

    private string Text(string key) =>
        _json[key]?.GetValueKind() == JsonValueKind.String ? _json[key]!.GetValue<string>() : "";

    private double? Double(string key) =>
        _json[key]?.GetValueKind() == JsonValueKind.Number ? _json[key]!.GetValue<double>() : null;
}
