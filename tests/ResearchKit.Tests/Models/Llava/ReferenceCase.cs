using System.Text;
using System.Text.Json;
using ResearchKit.Imaging.Png;
using ResearchKit.Models.Llava;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.Llava;

/// <summary>A tiny model of <c>Fixtures/reference.py</c> with what PyTorch computed for it.</summary>
public sealed class ReferenceCase
{
    private readonly JsonElement _json;

    private ReferenceCase(JsonElement json)
    {
        _json = json;
        Sequences = Lists(json.GetProperty("sequences"), e => e.GetInt64());
        Images = Lists(json.GetProperty("images"), e => e.GetInt32());
        Logits =
            [.. json.GetProperty("logits").EnumerateArray()
                .Select(s => Lists(s, e => e.GetDouble()).SelectMany(r => r).ToArray())];
        Gradients = json.GetProperty("gradients").EnumerateObject()
            .ToDictionary(g => g.Name, g => (g.Value[0].GetDouble(), g.Value[1].GetDouble()));
    }

    public static string[] Names { get; } = ["plain", "grouped-tied", "one-key-head-full"];

    public static ReferenceCase Read(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ResearchKit.sln"))) folder = folder.Parent;
        var path = Path.Combine(folder.FullName, "tests/ResearchKit.Tests/Models/Llava/Fixtures", $"{name}.json");
        return new(JsonDocument.Parse(File.ReadAllText(path)).RootElement);
    }

    public string Config => _json.GetProperty("config").GetRawText();

    public long[][] Sequences { get; }

    public int[][] Images { get; }

    /// <summary>Per sequence <c>[tokens * vocabulary]</c>.</summary>
    public double[][] Logits { get; }

    /// <summary>Per parameter: the gradient's sum, and its product with sin(1), sin(2), ...</summary>
    public Dictionary<string, (double Sum, double Wave)> Gradients { get; }

    /// <summary>The model with the script's weights.</summary>
    public LlavaModel Model(ScalarType dtype)
    {
        var model = new LlavaModel(LlavaConfigJson.Parse(Config), null, dtype);
        using var off = no_grad();
        foreach (var (name, weight) in model.state_dict()) weight.copy_(Weight(name, weight.shape));
        return model;
    }

    /// <summary>The images of all sequences, <c>[images, 3, 8, 8]</c>.</summary>
    public Tensor Pixels(ScalarType dtype) => cat(
        [.. Images.SelectMany(i => i)
            .Select(n => Wave(0.3 * n, 3 * 8 * 8, (phase, i) => Math.Sin(phase + 0.11 * i)).view(1, 3, 8, 8))], 0)
        .to_type(dtype);

    private static Tensor Weight(string name, long[] shape)
    {
        var phase = Crc32.Of(Encoding.UTF8.GetBytes(name)) % 1000 / 100.0;
        var gain = shape.Length == 1 && name.EndsWith("weight", StringComparison.Ordinal);
        return Wave(phase, shape.Aggregate(1L, (n, d) => n * d), (p, i) =>
        {
            var wave = Math.Sin(p + 0.7 * Math.Pow(i + 1, 1.1));
            return gain ? 1 + 0.1 * wave : 0.3 * wave;
        }).view(shape);
    }

    private static Tensor Wave(double phase, long count, Func<double, long, double> at) =>
        tensor(Enumerable.Range(0, (int)count).Select(i => (double)(float)at(phase, i)).ToArray());

    private static T[][] Lists<T>(JsonElement list, Func<JsonElement, T> read) =>
        [.. list.EnumerateArray().Select(row => row.EnumerateArray().Select(read).ToArray())];
}
