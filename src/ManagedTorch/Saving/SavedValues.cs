namespace ManagedTorch.Saving;

/// <summary>Single values as <see cref="BinaryWriter"/> writes them, read with suspicion.</summary>
internal static class SavedValues
{
    /// <exception cref="InvalidDataException">The byte is neither 0 nor 1.</exception>
    internal static bool ReadBool(BinaryReader reader) => reader.ReadByte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new InvalidDataException($"The file holds a truth value of {other}: it is damaged."),
    };

    /// <exception cref="InvalidDataException">The count is negative.</exception>
    internal static long ReadCount(BinaryReader reader) =>
        reader.ReadInt64() is >= 0 and var count ? count
        : throw new InvalidDataException("The file holds a negative count: it is damaged.");
}
