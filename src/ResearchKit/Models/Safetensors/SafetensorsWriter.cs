using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using static TorchSharp.torch;

namespace ResearchKit.Models.Safetensors;

/// <summary>Writes tensors as a safetensors file, which Python reads with <c>safetensors.torch.load_file</c>.</summary>
public static class SafetensorsWriter
{
    /// <summary>
    /// Writes <paramref name="tensors"/> with their dtypes. The same tensors give the same bytes in whatever order they
    /// come: wider elements lie first, then names decide, so every tensor is aligned to its elements.
    /// </summary>
    /// <param name="path">The file; it appears under its name only when it is complete.</param>
    /// <param name="tensors">Tensors by name, such as a module's <c>state_dict()</c>.</param>
    /// <param name="metadata">Pairs of text for the header, if any.</param>
    /// <exception cref="ArgumentException">A tensor is named <c>__metadata__</c>, or its dtype is none of the
    /// format's.</exception>
    /// <exception cref="SafetensorsException">The header would be longer than the format allows.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        (string Name, Tensor Tensor, string Dtype)[] parts = [.. tensors
            .Select(t => (t.Key, t.Value, Dtype: DtypeOf(t.Key, t.Value)))
            .OrderByDescending(t => ElementTypes.SizeOf(t.Dtype)).ThenBy(t => t.Key, StringComparer.Ordinal)];
        byte[] header = Header(parts, metadata);
        AtomicFile.Write(path, file =>
        {
            file.Write(header);
            foreach ((_, Tensor tensor, _) in parts)
            {
                using var scope = NewDisposeScope(); // one copy on the CPU at a time
                file.Write(tensor.detach().cpu().contiguous().bytes);
            }
        });
    }

    private static string DtypeOf(string name, Tensor tensor)
    {
        if (name == HeaderJson.MetadataKey)
            throw new ArgumentException($"No tensor can be named {name}: the format uses that name itself.");
        return ElementTypes.Written(tensor.dtype)
            ?? throw new ArgumentException(
                $"Tensor '{name}' is {tensor.dtype}, which the format does not have; convert it first.");
    }

    /// <summary>Length and JSON; spaces after the JSON make the data begin at a multiple of eight.</summary>
    private static byte[] Header((string Name, Tensor Tensor, string Dtype)[] parts,
        IReadOnlyDictionary<string, string>? metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        json.Write(stackalloc byte[SafetensorsHeader.PrefixBytes]);
        using (var writer =
            new Utf8JsonWriter(json, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                writer.WriteStartObject(HeaderJson.MetadataKey);
                foreach ((string key, string value) in metadata.OrderBy(m => m.Key,
                    StringComparer.Ordinal)) writer.WriteString(key, value);
                writer.WriteEndObject();
            }
            long at = 0;
            foreach ((string name, Tensor tensor, string dtype) in parts)
            {
                writer.WriteStartObject(name);
                writer.WriteString("dtype", dtype);
                writer.WriteStartArray("shape");
                foreach (long size in tensor.shape) writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(at);
                writer.WriteNumberValue(at += tensor.numel() * ElementTypes.SizeOf(dtype));
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        while (json.WrittenCount % 8 != 0) json.Write(" "u8);
        byte[] bytes = json.WrittenSpan.ToArray();
        int length = bytes.Length - SafetensorsHeader.PrefixBytes;
        if (length > SafetensorsHeader.MaxBytes)
            throw new SafetensorsException(
                $"the header would be {length} bytes long; the format allows {SafetensorsHeader.MaxBytes}.");
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        return bytes;
    }
}
