using System.Text;

namespace ResearchKit.Models.Tokenizers;

/// <summary>
/// SentencePiece's BPE as LLaMA 1 and 2 use it: spaces are the letter ▁, every text begins with one, and letters
/// outside the vocabulary are their UTF-8 bytes. Microsoft.ML.Tokenizers reads this from a SentencePiece model only,
/// not from
/// <c>tokenizer.json</c>.
/// </summary>
public sealed class SentencePieceTokenizer : TextTokenizer
{
    private const char Space = '\u2581';

    private readonly Dictionary<string, int> _ids;
    private readonly string[] _pieces;
    private readonly Dictionary<(int, int), (int Rank, int Merged)> _merges;
    private readonly int[] _bytes;

    internal SentencePieceTokenizer(
        Dictionary<string, int> vocabulary, IReadOnlyList<(string, string)> merges,
        IReadOnlyDictionary<string, int> special)
        : base(special)
    {
        _ids = vocabulary;
        VocabularySize = vocabulary.Values.Concat(special.Values).Max() + 1;
        _pieces = new string[VocabularySize];
        foreach (var (piece, id) in vocabulary) _pieces[id] = piece;
        _bytes = [.. Enumerable.Range(0, 256).Select(b => vocabulary.GetValueOrDefault($"<0x{b:X2}>", -1))];
        if (_bytes.Contains(-1))
            throw new ModelFormatException("the vocabulary lacks tokens of bytes, <0x00> to <0xFF>");
        _merges = new(merges.Count);
        for (var i = 0; i < merges.Count; i++)
        {
            var (left, right) = merges[i];
            if (!vocabulary.TryGetValue(left, out var l) || !vocabulary.TryGetValue(right, out var r)
                || !vocabulary.TryGetValue(left + right, out var m))
                throw new ModelFormatException(
                    $"merge {i + 1}, '{left} {right}', has a part or a result that is not in the vocabulary");
            _merges.TryAdd((l, r), (i, m));
        }
    }

    /// <inheritdoc/>
    public override int VocabularySize { get; }

    /// <inheritdoc/>
    public override int[] Encode(string text, bool continues = false)
    {
        if (text.Length == 0) return [];
        var marked = (continues ? "" : Space.ToString()) + text.Replace(' ', Space);
        var symbols = new List<int>(marked.Length);
        foreach (var rune in marked.EnumerateRunes())
            if (_ids.TryGetValue(rune.ToString(), out var id)) symbols.Add(id);
            else foreach (var b in Encoding.UTF8.GetBytes(rune.ToString())) symbols.Add(_bytes[b]);
        return Merge(symbols);
    }

    /// <inheritdoc/>
    protected override string DecodeText(IEnumerable<int> tokens, bool continues)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if ((uint)token >= _pieces.Length || _pieces[token] is null) throw NoToken(token);
            var raw = Array.IndexOf(_bytes, token);
            if (raw >= 0) bytes.Add((byte)raw);
            else bytes.AddRange(Encoding.UTF8.GetBytes(_pieces[token].Replace(Space, ' ')));
        }
        var text = Encoding.UTF8.GetString([.. bytes]);
        return !continues && text.StartsWith(' ') ? text[1..] : text;
    }

    // The merge of lowest rank first, the leftmost of equals: a queue over neighbors in a linked list, n log n.
    private int[] Merge(List<int> symbols)
    {
        var n = symbols.Count;
        int[] before = new int[n], after = new int[n];
        var queue = new PriorityQueue<(int Left, int A, int B, int Merged), (int Rank, int Left)>();
        for (var i = 0; i < n; i++) (before[i], after[i]) = (i - 1, i + 1);
        for (var i = 0; i + 1 < n; i++) Offer(i);
        while (queue.TryDequeue(out var pair, out _))
        {
            var right = after[pair.Left];
            if (symbols[pair.Left] != pair.A || right >= n || symbols[right] != pair.B) continue; // merged meanwhile
            symbols[pair.Left] = pair.Merged;
            symbols[right] = -1;
            after[pair.Left] = after[right];
            if (after[right] < n) before[after[right]] = pair.Left;
            Offer(pair.Left);
            if (before[pair.Left] >= 0) Offer(before[pair.Left]);
        }
        return [.. symbols.Where(s => s >= 0)];

        void Offer(int left)
        {
            var right = after[left];
            if (right < n && _merges.TryGetValue((symbols[left], symbols[right]), out var merge))
                queue.Enqueue((left, symbols[left], symbols[right], merge.Merged), (merge.Rank, left));
        }
    }
}
