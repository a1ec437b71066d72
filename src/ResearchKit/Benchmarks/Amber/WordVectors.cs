using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>
/// Synonyms by the cosine of word vectors, from a file of word2vec's text or binary format or GloVe's text format. Only
/// the vectors of the words asked for are kept.
/// </summary>
public sealed class WordVectors : ISynonymCheck
{
    /// <summary>AMBER's threshold on the cosine.</summary>
    public const double DefaultThreshold = 0.8;

    private readonly Dictionary<string, float[]> _vectors = [];
    private readonly Dictionary<(string, string), bool> _known = [];
    private readonly double _threshold;

    private WordVectors(double threshold) => _threshold = threshold;

    /// <summary>How many of the wanted words have a vector.</summary>
    public int Count => _vectors.Count;

    /// <inheritdoc/>
    /// <remarks>Equal words are synonyms; a word without a vector has no other synonym, as in spaCy.</remarks>
    public bool AreSynonyms(string noun, string word)
    {
        if (noun == word) return true;
        if (_known.TryGetValue((noun, word), out var same)) return same;
        return _known[(noun, word)] = _vectors.TryGetValue(noun, out var a) && _vectors.TryGetValue(word, out var b)
            && Cosine(a, b) > _threshold;
    }

    /// <summary>Reads a file of vectors.</summary>
    /// <param name="path">word2vec text (first line: count and size), word2vec binary (the same first line) or GloVe
    /// text.</param>
    /// <param name="wanted">The words to keep.</param>
    /// <param name="threshold">Smallest cosine of synonyms.</param>
    /// <exception cref="BenchmarkException">The file is missing or of no such format; the message names the
    /// line.</exception>
    public static WordVectors Load(string path, IReadOnlySet<string> wanted, double threshold = DefaultThreshold)
    {
        using var stream = RecordFile.Open(path);
        var result = new WordVectors(threshold);
        var first = ReadLine(stream) ?? throw new BenchmarkException($"{path}: the file is empty");
        var head = first.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (head.Length == 2 && int.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && int.TryParse(head[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0)
        {
            if (IsBinary(stream)) result.ReadBinary(stream, path, count, size, wanted);
            else result.ReadText(stream, path, size, wanted, line: 2, null);
        }
        else result.ReadText(stream, path, head.Length - 1, wanted, line: 1, first);
        return result;
    }

    private void ReadText(Stream stream, string path, int size, IReadOnlySet<string> wanted, int line, string? first)
    {
        if (size < 1) throw new BenchmarkException($"{path}, line {line}: a word and its numbers are needed");
        using var text = new StreamReader(stream, Encoding.UTF8);
        for (var row = first ?? text.ReadLine(); row is not null; row = text.ReadLine(), line++)
        {
            var end = row.IndexOf(' ');
            if (end <= 0 || !wanted.Contains(row[..end])) continue;
            var numbers = row[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (numbers.Length != size)
                throw new BenchmarkException(
                    $"{path}, line {line}: '{row[..end]}' has {numbers.Length} numbers, not {size}");
            var vector = new float[size];
            for (var i = 0; i < size; i++)
                if (!float.TryParse(numbers[i], NumberStyles.Float, CultureInfo.InvariantCulture, out vector[i]))
                    throw new BenchmarkException($"{path}, line {line}: '{numbers[i]}' is no number");
            _vectors.TryAdd(row[..end], vector);
        }
    }

    private void ReadBinary(Stream stream, string path, int count, int size, IReadOnlySet<string> wanted)
    {
        var word = new List<byte>();
        var data = new byte[4 * size];
        for (var i = 0; i < count; i++)
        {
            word.Clear();
            for (var b = stream.ReadByte(); b != ' '; b = stream.ReadByte())
            {
                if (b < 0)
                    throw new BenchmarkException(
                        $"{path}: the file ends at word {i + 1} of {count}; download it again");
                if (b != '\n') word.Add((byte)b);
            }
            if (stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false) < data.Length)
                throw new BenchmarkException(
                    $"{path}: the file ends within word {i + 1} of {count}; download it again");
            var text = Encoding.UTF8.GetString([.. word]);
            if (!wanted.Contains(text)) continue;
            var vector = new float[size];
            for (var k = 0; k < size; k++) vector[k] = BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(4 * k));
            _vectors.TryAdd(text, vector);
        }
    }

    // Text has no control characters but line ends and tabs.
    private static bool IsBinary(FileStream stream)
    {
        var at = stream.Position;
        Span<byte> sample = stackalloc byte[512];
        var length = stream.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
        stream.Position = at;
        return sample[..length].ContainsAnyInRange((byte)0, (byte)8);
    }

    private static string? ReadLine(Stream stream)
    {
        var line = new List<byte>();
        var b = stream.ReadByte();
        if (b < 0) return null;
        for (; b >= 0 && b != '\n'; b = stream.ReadByte())
            if (b != '\r') line.Add((byte)b);
        return Encoding.UTF8.GetString([.. line]).TrimStart('\uFEFF');
    }

    private static double Cosine(float[] a, float[] b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }
        return aa > 0 && bb > 0 ? dot / Math.Sqrt(aa * bb) : 0;
    }
}
