using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;
using Xunit;

namespace ResearchKit.Testing;

/// <summary>
/// One row of golden values: a loss with hyper-parameters, scores, and what PyTorch computed in float64. An assembly
/// embeds them as <c>*.golden.json</c>:
/// <c>{"cases":[{"loss":{"loss":"dpo","beta":0.3},"scores":{"views":{...}},
/// "expected":{"loss":[...],"rewards":{...},"gradient":{...}}}]}</c>.
/// </summary>
public sealed class GoldenCase
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyList<GoldenCase>> Cache = new();
    private readonly string _scores;
    private readonly JsonElement _expected;
    private readonly string _source;

    private GoldenCase(JsonElement element, string source)
    {
        Loss = PreferenceLoss.FromJson(element.GetProperty("loss").GetRawText());
        _scores = element.GetProperty("scores").GetRawText();
        _expected = element.GetProperty("expected");
        _source = source;
    }

    /// <summary>The loss with its hyper-parameters.</summary>
    public PreferenceLoss Loss { get; }

    /// <summary>All golden rows that an assembly embeds.</summary>
    public static IReadOnlyList<GoldenCase> In(Assembly assembly) => Cache.GetOrAdd(assembly, static a =>
    [
        .. from name in a.GetManifestResourceNames()
           where name.EndsWith(".golden.json", StringComparison.Ordinal)
           from element in Read(a, name).GetProperty("cases").EnumerateArray()
           select new GoldenCase(element, name),
    ]);

    /// <summary>
    /// Fails unless loss, rewards and gradients equal the golden values to 1e-12, relative to max(1, |value|).
    /// </summary>
    public void Check()
    {
        var actual = LossEvaluation.Of(Loss, ScoresFile.Parse(_scores, _source, Loss));
        Same("loss", _expected.GetProperty("loss"), actual.Loss);
        foreach (var view in _expected.GetProperty("rewards").EnumerateObject())
            Same($"reward of {view.Name}", view.Value, actual.Rewards[view.Name]);
        foreach (var view in _expected.GetProperty("gradient").EnumerateObject())
            Same($"gradient of {view.Name}", view.Value, actual.Gradient[view.Name]);
    }

    private void Same(string what, JsonElement expected, IReadOnlyList<double?> actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Count);
        for (var i = 0; i < actual.Count; i++)
        {
            if (expected[i].ValueKind == JsonValueKind.Null)
            {
                Assert.Null(actual[i]);
                continue;
            }
            var value = expected[i].GetDouble();
            Assert.True(actual[i] is { } a && Math.Abs(a - value) <= 1e-12 * Math.Max(1, Math.Abs(value)),
                $"{Loss}: {what}, pair {i} is {actual[i]:R}; PyTorch has {value:R} ({_source}).");
        }
    }

    private static JsonElement Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
