using static TorchSharp.torch;

namespace ResearchKit.Models.Generation;

/// <summary>Draws tokens for one request from its own stream of random numbers.</summary>
internal sealed class TokenSampler(GenerationOptions options, long number)
{
    private readonly Generator _generator =
        new((ulong)unchecked((options.Seed * 1_000_003) ^ (number * 2_654_435_761L)));

    /// <summary>The token to say.</summary>
    /// <param name="logits"><c>[vocabulary]</c>.</param>
    public int Next(Tensor logits)
    {
        if (options.Temperature == 0) return Largest(logits.data<float>().ToArray());
        var probabilities = (logits / options.Temperature).softmax(-1).data<float>().ToArray();
        var order = Kept(probabilities);
        double total = 0, passed = 0;
        foreach (var token in order) total += probabilities[token];
        var drawn = rand([1], float64, generator: _generator).item<double>() * total;
        foreach (var token in order)
            if ((passed += probabilities[token]) > drawn) return token;
        return order[^1];
    }

    /// <summary>The tokens that may be drawn, the most probable first, equals by number.</summary>
    private int[] Kept(float[] probabilities)
    {
        var order = Enumerable.Range(0, probabilities.Length).OrderByDescending(t => probabilities[t]).ToArray();
        if (options.TopK > 0 && options.TopK < order.Length) order = order[..options.TopK];
        if (options.TopP >= 1) return order;
        // Nucleus: of what top-k has left, as many as are needed to reach the share.
        double total = 0, reached = 0;
        foreach (var token in order) total += probabilities[token];
        var count = 0;
        while (count < order.Length && reached < options.TopP * total) reached += probabilities[order[count++]];
        return order[..Math.Max(1, count)];
    }

    private static int Largest(float[] values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return best;
    }
}
