namespace ResearchKit.Models.Safetensors;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
/// <param name="Name">Its name, such as <c>model.layers.0.mlp.up_proj.weight</c>.</param>
/// <param name="Dtype">The format's name of the element type: <c>F32</c>, <c>BF16</c>, <c>I64</c>, ...</param>
/// <param name="Shape">Sizes of the dimensions, outermost first; empty for a single number.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where its bytes end.</param>
public sealed record SafetensorsEntry(string Name, string Dtype, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>Bytes of its elements in the file.</summary>
    public long ByteCount => End - Begin;

    /// <summary><c>[2, 3]</c></summary>
    internal string ShapeText => $"[{string.Join(", ", Shape)}]";
}
