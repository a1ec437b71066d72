using Microsoft.ML.Tokenizers;

namespace ResearchKit.Models.Tokenizers;

/// <summary>Byte-level BPE as GPT-2's, Llama 3's and Qwen's, by Microsoft.ML.Tokenizers.</summary>
public sealed class ByteLevelTokenizer : TextTokenizer
{
    private readonly BpeTokenizer _bpe;

    internal ByteLevelTokenizer(
        IReadOnlyDictionary<string, int> vocabulary, IEnumerable<string> merges, PreTokenizer pieces,
        IReadOnlyDictionary<string, int> special)
        : base(special)
    {
        VocabularySize = vocabulary.Values.Concat(special.Values).Max() + 1;
        _bpe = BpeTokenizer.Create(
            new BpeOptions(vocabulary) { Merges = merges, ByteLevel = true, PreTokenizer = pieces });
    }

    /// <inheritdoc/>
    public override int VocabularySize { get; }

    /// <inheritdoc/>
    public override int[] Encode(string text, bool continues = false) => [.. _bpe.EncodeToIds(text)];

    /// <inheritdoc/>
    protected override string DecodeText(IEnumerable<int> tokens, bool continues) => _bpe.Decode(tokens) ?? "";
}
