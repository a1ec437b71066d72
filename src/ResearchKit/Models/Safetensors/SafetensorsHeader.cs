using System.Buffers.Binary;
using System.Text.Json;

namespace ResearchKit.Models.Safetensors;

/// <summary>
/// The header of a safetensors file: eight bytes with its length N, then N bytes of JSON that say where the bytes of
/// each tensor are. Whatever the format forbids is rejected before anything else is read.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>Bytes before the JSON.</summary>
    public const int PrefixBytes = 8;

    /// <summary>The longest JSON that the format allows.</summary>
    public const long MaxBytes = 100_000_000;

    private readonly Dictionary<string, SafetensorsEntry> _entries;

    private SafetensorsHeader(Dictionary<string, SafetensorsEntry> entries,
        IReadOnlyDictionary<string, string> metadata) =>
        (_entries, Metadata) = (entries, metadata);

    public IReadOnlyDictionary<string, SafetensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Length of the JSON, from the first bytes of a file of <paramref name="fileBytes"/> bytes.</summary>
    public static int JsonBytes(ReadOnlySpan<byte> prefix, long fileBytes)
    {
        if (prefix.Length < PrefixBytes)
            throw new SafetensorsException($"the file has {fileBytes} bytes; the shortest safetensors file has 10.");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > MaxBytes)
            throw new SafetensorsException(
                $"the header would be {length} bytes long; the format allows {MaxBytes}. This is no safetensors file.");
        if ((long)length > fileBytes - PrefixBytes)
            throw new SafetensorsException(
                $"the header would be {length} bytes long, and {fileBytes - PrefixBytes} are left: the file was cut " +
                "short.");
        return (int)length;
    }

    /// <summary>Reads the JSON of a file that has <paramref name="dataBytes"/> bytes after it.</summary>
    /// <exception cref="SafetensorsException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataBytes)
    {
        if (json is not [(byte)'{', ..])
            throw new SafetensorsException("the header does not begin with '{'. This is no safetensors file.");
        try
        {
            (Dictionary<string, SafetensorsEntry> entries, Dictionary<string, string> metadata) = HeaderJson.Read(json);
            CheckRanges(entries.Values, dataBytes);
            return new SafetensorsHeader(entries, metadata);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is what the JSON reader throws for text that is no UTF-8.
            throw new SafetensorsException($"the header is no JSON: {JsonProblem.Text(error)}", error);
        }
    }

    /// <summary>Every tensor has the bytes of its shape, and together they cover the data once, without
    /// holes.</summary>
    private static void CheckRanges(IEnumerable<SafetensorsEntry> entries, long dataBytes)
    {
        long at = 0;
        foreach (SafetensorsEntry entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.End < entry.Begin || entry.End > dataBytes)
                throw new SafetensorsException(
                    $"tensor '{entry.Name}' lies at {entry.Begin} " +
                    $"to {entry.End}, and there are {dataBytes} bytes of data: the file was cut short or is damaged.");
            if (entry.Begin != at)
                throw new SafetensorsException(
                    $"tensor '{entry.Name}' begins at {entry.Begin}, the tensors before it end " +
                    $"at {at}: the format allows neither overlaps nor holes.");
            Int128 bytes = ElementTypes.SizeOf(entry.Dtype);
            foreach (long size in entry.Shape)
            {
                bytes *= size;
                if (bytes > long.MaxValue)
                    throw new SafetensorsException(
                        $"tensor '{entry.Name}' of shape {entry.ShapeText} is too large for any file.");
            }
            if (bytes != entry.ByteCount)
                throw new SafetensorsException(
                    $"tensor '{entry.Name}' of {entry.Dtype} and " +
                    $"shape {entry.ShapeText} needs {bytes} bytes and has {entry.ByteCount}.");
            at = entry.End;
        }
        if (at != dataBytes)
            throw new SafetensorsException(
                $"the tensors end at {at}, and there are {dataBytes} bytes of data: the format allows nothing after " +
                "them.");
    }
}
