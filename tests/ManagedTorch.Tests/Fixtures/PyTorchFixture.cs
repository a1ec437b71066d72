using System.Runtime.CompilerServices;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Fixtures;

/// <summary>Numbers that PyTorch made, read from a JSON file of this folder. The script beside the file makes it
/// again.</summary>
internal sealed class PyTorchFixture
{
    /// <summary>What the scripts write and this class reads; a change of layout raises it on both sides.</summary>
    private const int Version = 1;

    private PyTorchFixture(JsonElement root) => Root = root;

    public JsonElement Root { get; }

    public JsonElement this[string name] => Root.GetProperty(name);

    /// <param name="file">A path below this folder.</param>
    public static PyTorchFixture Read(string file)
    {
        JsonElement root = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), file))).RootElement;
        int version = root.GetProperty("version").GetInt32();
        if (version != Version)
            throw new InvalidDataException(
                $"{file} has layout {version}, not {Version}: " +
                $"run {root.GetProperty("made_by").GetString()} beside it.");
        return new PyTorchFixture(root);
    }

    public static double[] Numbers(JsonElement array) => array.EnumerateArray().Select(Number).ToArray();

    public static Tensor Tensor(JsonElement element)
    {
        double[] values = Numbers(element.GetProperty("values"));
        long[] shape = element.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()).ToArray();
        return element.GetProperty("dtype").GetString() switch
        {
            "float32" => tensor(values.Select(v => (float)v).ToArray(), shape),
            "float64" => tensor(values, shape),
            "int64" => tensor(values.Select(v => (long)v).ToArray(), shape),
            "bool" => tensor(values.Select(v => v != 0).ToArray(), shape),
            string other => throw new InvalidDataException($"Fixtures hold no {other}."),
            null => throw new InvalidDataException("A tensor of the fixture has no dtype."),
        };
    }

    /// <summary>Asserts the same dtype, the same shape and values within the tolerance of that dtype, or of
    /// <paramref name="tolerance"/>.</summary>
    public static void AssertEqual(JsonElement expected, Tensor? actual, string what, double? tolerance = null)
    {
        Assert.True(actual is not null, $"{what} is missing");
        Tensor wanted = Tensor(expected);
        Assert.True(wanted.dtype == actual.dtype, $"{what}: dtype {actual.dtype}, PyTorch's is {wanted.dtype}");
        Assert.True(wanted.shape.AsSpan().SequenceEqual(actual.shape),
            $"{what}: shape [{string.Join(", ", actual.shape)}], PyTorch's is [{string.Join(", ", wanted.shape)}]");
        double allowed = tolerance ?? (wanted.dtype == ScalarType.Float64 ? 1e-12 : 3e-6);
        AssertNear(Doubles(wanted), Doubles(actual), allowed, what);
    }

    /// <summary>Asserts |a - b| at most tolerance · max(1, |a|), element by element.</summary>
    public static void AssertNear(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance,
        string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = expected[i].Equals(actual[i])
                || Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(same, $"{what}: element {i} is {actual[i]:R}, PyTorch's is {expected[i]:R}");
        }
    }

    public static double[] Doubles(Tensor tensor) =>
        tensor.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();

    private static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => element.GetDouble(),
    };

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
