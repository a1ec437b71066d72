using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Saving;

/// <summary>
/// TorchSharp's own format of tensors and of dictionaries of tensors. A tensor is its dtype, number of dimensions and
/// sizes as LEB128, then the elements in row-major order, little-endian. A dictionary is its count and its entries,
/// each a name (length as LEB128, UTF-8) and a tensor.
/// </summary>
/// <remarks>A reader trusts no length: nothing is allocated for more bytes than the file has left.</remarks>
internal static class TensorFormat
{
    private const int MaxDimensions = Core.Shapes.MaxRank;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static void Write(BinaryWriter writer, Tensor tensor)
    {
        Leb128.Write(writer, (long)tensor.dtype);
        Leb128.Write(writer, tensor.dim());
        foreach (long size in tensor.shape) Leb128.Write(writer, size);
        writer.Write(tensor.detach().contiguous().bytes);
    }

    /// <exception cref="InvalidDataException">The bytes are no tensor.</exception>
    /// <exception cref="EndOfStreamException">The bytes end before the tensor does.</exception>
    internal static Tensor Read(BinaryReader reader)
    {
        ScalarType dtype = ReadDtype(reader);
        long[] shape = ReadShape(reader, dtype, out int bytes);
        if (!reader.BaseStream.CanSeek)
        {
            // The length of such a stream is not known, so the bytes come first and the tensor when they are all there.
            byte[] data = StreamBytes.Read(reader.BaseStream, bytes);
            CheckValues(dtype, data);
            Tensor streamed = empty(shape, dtype: dtype);
            data.CopyTo(streamed.bytes);
            return streamed;
        }
        Tensor tensor = empty(shape, dtype: dtype);
        reader.BaseStream.ReadExactly(tensor.bytes);
        CheckValues(dtype, tensor.bytes);
        return tensor;
    }

    internal static void WriteAll(BinaryWriter writer, IReadOnlyCollection<KeyValuePair<string, Tensor>> entries)
    {
        Leb128.Write(writer, entries.Count);
        foreach ((string name, Tensor tensor) in entries)
        {
            byte[] utf8 = Utf8.GetBytes(name);
            Leb128.Write(writer, utf8.Length);
            writer.Write(utf8);
            Write(writer, tensor);
        }
    }

    internal static Dictionary<string, Tensor> ReadAll(BinaryReader reader)
    {
        var entries = new Dictionary<string, Tensor>();
        for (long left = Leb128.Read(reader); left > 0; left--)
        {
            string name = ReadName(reader);
            if (!entries.TryAdd(name, Read(reader)))
                throw new InvalidDataException($"The file has two entries named '{name}'.");
        }
        return entries;
    }

    private static ScalarType ReadDtype(BinaryReader reader)
    {
        long type = Leb128.Read(reader);
        if (type is < 0 or > (long)ScalarType.BFloat16 || (ScalarType)type is not (ScalarType.Byte or ScalarType.Int8
            or ScalarType.Int16
            or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.Bool))
            throw new InvalidDataException($"The file holds a tensor of dtype {type}, which is not read here.");
        return (ScalarType)type;
    }

    private static long[] ReadShape(BinaryReader reader, ScalarType dtype, out int bytes)
    {
        long dimensions = Leb128.Read(reader);
        if (dimensions > MaxDimensions)
            throw new InvalidDataException($"The file holds a tensor of {dimensions} dimensions: it is damaged.");
        var shape = new long[dimensions];
        for (int i = 0; i < shape.Length; i++) shape[i] = Leb128.Read(reader);
        // The product without zeros bounds the strides too; it is held at a value that is too large for any file.
        Int128 product = dtype.ElementSize();
        foreach (long size in shape)
            if (size > 0) product = product > Array.MaxLength ? product : product * size;
        Stream stream = reader.BaseStream;
        if (product > Array.MaxLength
            || (stream.CanSeek && !shape.Contains(0) && product > stream.Length - stream.Position))
            throw new InvalidDataException(
                $"The file holds a tensor of shape [{string.Join(", ", shape)}], which needs more bytes than are " +
                "left.");
        bytes = shape.Contains(0) ? 0 : (int)product;
        return shape;
    }

    internal static string ReadName(BinaryReader reader)
    {
        long length = Leb128.Read(reader);
        Stream stream = reader.BaseStream;
        if (length > Array.MaxLength || (stream.CanSeek && length > stream.Length - stream.Position))
            throw new InvalidDataException($"The file holds a name of {length} bytes, which are more than are left.");
        try
        {
            return Utf8.GetString(StreamBytes.Read(stream, (int)length));
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidDataException("The file holds a name that is no UTF-8: it is damaged.");
        }
    }

    /// <summary>Every bit pattern is a number, but only 0 and 1 are truth values.</summary>
    private static void CheckValues(ScalarType dtype, ReadOnlySpan<byte> bytes)
    {
        if (dtype == ScalarType.Bool && bytes.ContainsAnyExceptInRange((byte)0, (byte)1))
            throw new InvalidDataException(
                "The file holds a tensor of truth values with a byte that is neither 0 nor 1: it is damaged.");
    }
}
