using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>Picks samples from a tensor of all.</summary>
internal static class Rows
{
    /// <summary>The numbered rows of <c>[samples, ...]</c>, in the order of the numbers.</summary>
    public static Tensor Of(Tensor all, ReadOnlySpan<int> numbers)
    {
        var rows = new long[numbers.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = numbers[i];
        return all.index_select(0, tensor(rows));
    }
}
