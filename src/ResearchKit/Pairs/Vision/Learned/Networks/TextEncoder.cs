using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>
/// Turns words into one vector: embeddings of word and place, one block of self-attention and feed-forward layers
/// (Vaswani et al., arXiv 1706.03762, normalized before each), the mean over the words, and a linear map.
/// </summary>
public sealed class TextEncoder : nn.Module<Tensor, Tensor>
{
    private const int Width = 64, Heads = 2;
    private readonly Embedding word, place;
    private readonly LayerNorm norm1, norm2;
    private readonly Linear qkv, mix, widen, narrow, project;

    /// <summary>An encoder with weights that are still to be drawn.</summary>
    /// <param name="words">Numbers that the vocabulary uses.</param>
    /// <param name="outputs">Length of the vector.</param>
    public TextEncoder(int words, int outputs) : base(nameof(TextEncoder))
    {
        (word, place) = (nn.Embedding(words, Width), nn.Embedding(Vocabulary.MaxLength, Width));
        (norm1, qkv, mix) = (nn.LayerNorm(Width), nn.Linear(Width, 3 * Width), nn.Linear(Width, Width));
        (norm2, widen, narrow) = (nn.LayerNorm(Width), nn.Linear(Width, 2 * Width), nn.Linear(2 * Width, Width));
        project = nn.Linear(Width, outputs);
        RegisterComponents();
    }

    /// <summary>Vectors <c>[texts, outputs]</c> of numbered words <c>[texts, words]</c>; the filler does not
    /// count.</summary>
    public override Tensor forward(Tensor numbers)
    {
        long texts = numbers.shape[0], length = numbers.shape[1];
        var present = numbers.ne(Vocabulary.Padding);
        var x = word.call(numbers) + place.call(arange(length));
        var parts = qkv.call(norm1.call(x)).split(Width, 2);
        var attended = nn.functional.scaled_dot_product_attention(
            Split(parts[0]), Split(parts[1]), Split(parts[2]), present.view(texts, 1, 1, length));
        x = x + mix.call(attended.transpose(1, 2).contiguous().view(texts, length, Width));
        x = x + narrow.call(nn.functional.gelu(widen.call(norm2.call(x))));
        var weights = present.to_type(float32).unsqueeze(2);
        return project.call((x * weights).sum(dim: 1) / weights.sum(dim: 1));

        Tensor Split(Tensor t) => t.view(texts, length, Heads, Width / Heads).transpose(1, 2);
    }
}
