using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Ops;

/// <summary>The expressions of Fixtures/ops/generate.py in C#, by the same names, and the fixture itself.</summary>
internal static partial class OpCases
{
    private const nn.Reduction Sum = nn.Reduction.Sum, None = nn.Reduction.None;

    internal static readonly IReadOnlyDictionary<string, Func<Tensor[], Tensor>> All =
        Elementwise().Concat(General()).Concat(Images()).Concat(Names()).ToDictionary();

    internal sealed record Stored(string Dtype, long[] Shape, double[] Data)
    {
        internal Tensor ToTensor() => tensor(Data, Shape, Enum.Parse<ScalarType>(Dtype));
    }

    internal sealed record Case(Stored[] Inputs, Stored? Output, Stored?[]? Gradients);

    internal static readonly IReadOnlyDictionary<string, Case> Fixture = Read();

    private static Dictionary<string, Case> Read()
    {
        using var json =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "ops", "ops.json")));
        return json.RootElement.GetProperty("cases").EnumerateArray().ToDictionary(
            c => c.GetProperty("name").GetString()!,
            c => new Case(
                c.GetProperty("inputs").EnumerateArray().Select(Read).ToArray(),
                c.TryGetProperty("output", out var output) ? Read(output) : null,
                c.TryGetProperty("gradients", out var gradients)
                ? gradients.EnumerateArray().Select(g => g.ValueKind == JsonValueKind.Null ? null : Read(g)).ToArray()
                : null));
    }

    internal static Stored Read(JsonElement e) => new(
        e.GetProperty("dtype").GetString()!,
        e.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()).ToArray(),
        e.GetProperty("data").EnumerateArray().Select(Number).ToArray());

    private static double Number(JsonElement e) =>
        e.ValueKind == JsonValueKind.Number ? e.GetDouble() : e.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.NaN,
        };
}
