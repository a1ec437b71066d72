using System.Text.Json;
using ResearchKit.Experiments;
using ResearchKit.Experiments.Explorations;

namespace ResearchKit.Reports.Sliders;

/// <summary>The runs behind the sliders as a script that the page loads: files are all that a page may read from
/// disk.</summary>
internal static class SliderScript
{
    /// <summary>
    /// <c>researchkit.runs({betas, optimizers, pairs, seeds, steps, curves})</c>, where
    /// <c>curves["on-on/adamw/0.1"].chosen</c> is <c>[mean, low, high]</c> over the seeds, one number per record.
    /// </summary>
    public static string Write(IReadOnlyList<ExplorationRun> runs)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            Texts(json, "betas", SliderRuns.Betas);
            Texts(json, "optimizers", SliderRuns.Optimizers);
            Texts(json, "pairs", SliderRuns.Pairs);
            json.WriteNumber("seeds", SliderRuns.Seeds);
            json.WriteStartArray("steps");
            foreach (var step in runs[0].Outcome.Steps) json.WriteNumberValue(step);
            json.WriteEndArray();
            json.WriteStartObject("curves");
            foreach (var group in runs.GroupBy(r => $"{r.Inputs["pairs"]}/{r.Inputs["optimizer"]}/{r.Inputs["beta"]}"))
            {
                json.WriteStartObject(group.Key);
                foreach (var measure in SliderRuns.Measures)
                {
                    var band = SeedBand.Of(group.Select(r => r.Outcome.Curves[measure]));
                    json.WriteStartArray(measure);
                    foreach (var line in (double[][])[band.Mean, band.Low, band.High]) Numbers(json, line);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return $"researchkit.runs({System.Text.Encoding.UTF8.GetString(stream.ToArray())});\n";
    }

    private static void Texts(Utf8JsonWriter json, string name, string[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    // Four decimals are more than a screen shows.
    private static void Numbers(Utf8JsonWriter json, double[] values)
    {
        json.WriteStartArray();
        foreach (var value in values) json.WriteNumberValue(Math.Round((decimal)value, 4));
        json.WriteEndArray();
    }
}
