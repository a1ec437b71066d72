namespace ManagedTorch.Saving;

/// <summary>Unsigned integers in groups of seven bits, lowest first; the high bit of a byte says that more
/// follow.</summary>
internal static class Leb128
{
    internal static void Write(BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        for (; value >= 0x80; value >>= 7) writer.Write((byte)(value | 0x80));
        writer.Write((byte)value);
    }

    /// <exception cref="InvalidDataException">The number does not end, does not fit 63 bits, or is longer than it need
    /// be.</exception>
    /// <exception cref="EndOfStreamException">The file ends within the number.</exception>
    internal static long Read(BinaryReader reader)
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte part = reader.ReadByte();
            if (part == 0 && shift > 0)
                throw new InvalidDataException(
                    "A number in the file has leading zeros: this is no file of saved tensors.");
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80) return value;
        }
        throw new InvalidDataException("A number in the file has more than 63 bits: this is no file of saved tensors.");
    }
}
