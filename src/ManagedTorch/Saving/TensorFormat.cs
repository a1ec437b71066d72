using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Saving;

/// <summary>
/// TorchSharp's own format of tensors and of dictionaries of tensors. A tensor is its dtype, number of dimensions and
/// sizes as LEB128, then the elements in row-major order, little-endian. A dictionary is its count and its entries, each
/// a name and a tensor.
/// </summary>
internal static class TensorFormat
{
    private const int MaxDimensions = 64;

    internal static void Write(BinaryWriter writer, Tensor tensor)
    {
        Leb128.Write(writer, (long)tensor.dtype);
        Leb128.Write(writer, tensor.dim());
        foreach (long size in tensor.shape) Leb128.Write(writer, size);
        writer.Write(tensor.detach().contiguous().bytes);
    }

    /// <exception cref="InvalidDataException">The bytes are no tensor, or end before it does.</exception>
    internal static Tensor Read(BinaryReader reader)
    {
        long type = Leb128.Read(reader);
        if (type is < 0 or > (long)ScalarType.BFloat16 || (ScalarType)type is not (ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16
            or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.Bool))
            throw new InvalidDataException($"The file holds a tensor of dtype {type}, which is not read here.");
        var dtype = (ScalarType)type;
        long dimensions = Leb128.Read(reader);
        if (dimensions > MaxDimensions) throw new InvalidDataException($"The file holds a tensor of {dimensions} dimensions: it is damaged.");
        var shape = new long[dimensions];
        Int128 count = 1;
        for (int i = 0; i < shape.Length; i++) count = count > long.MaxValue ? count : count * (shape[i] = Leb128.Read(reader));
        Int128 bytes = count * dtype.ElementSize();
        // Nothing is allocated for more than the file can hold.
        if (bytes > Array.MaxLength || (reader.BaseStream.CanSeek && bytes > reader.BaseStream.Length - reader.BaseStream.Position))
            throw new InvalidDataException($"The file holds a tensor of shape [{string.Join(", ", shape)}], which needs more bytes than are left.");
        Tensor tensor = empty(shape, dtype: dtype);
        reader.BaseStream.ReadExactly(tensor.bytes);
        return tensor;
    }

    internal static void WriteAll(BinaryWriter writer, IReadOnlyCollection<KeyValuePair<string, Tensor>> entries)
    {
        Leb128.Write(writer, entries.Count);
        foreach ((string name, Tensor tensor) in entries)
        {
            writer.Write(name);
            Write(writer, tensor);
        }
    }

    internal static Dictionary<string, Tensor> ReadAll(BinaryReader reader)
    {
        var entries = new Dictionary<string, Tensor>();
        for (long left = Leb128.Read(reader); left > 0; left--)
        {
            string name = reader.ReadString();
            if (!entries.TryAdd(name, Read(reader))) throw new InvalidDataException($"The file has two entries named '{name}'.");
        }
        return entries;
    }

    /// <summary>Writes a file beside the target and moves it there when it is complete.</summary>
    internal static void WriteFile(string location, Action<BinaryWriter> write)
    {
        string temporary = location + ".part";
        try
        {
            using (var writer = new BinaryWriter(File.Create(temporary))) write(writer);
            File.Move(temporary, location, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
