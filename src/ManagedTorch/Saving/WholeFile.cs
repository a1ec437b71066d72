namespace ManagedTorch.Saving;

/// <summary>
/// Files that are read to their end, and written completely or not at all. The engine's own: it stands alone, so it
/// cannot use the writer of the library above it.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes a file beside the target and moves it there when it is complete.</summary>
    internal static void Write(string location, Action<BinaryWriter> write)
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

    /// <exception cref="InvalidDataException">The file is damaged or of another format; the message names
    /// it.</exception>
    internal static T Read<T>(string location, Func<BinaryReader, T> read)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        try
        {
            T result = read(reader);
            if (reader.BaseStream.ReadByte() >= 0)
                throw new InvalidDataException(
                    "The file goes on after the end of what was saved: it is damaged, or of another format.");
            return result;
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{location}: The file ends before what it holds does: it was cut short.");
        }
        catch (InvalidDataException error)
        {
            reader.BaseStream.Position = 0;
            string archive = reader.BaseStream.ReadByte() == 'P' && reader.BaseStream.ReadByte() == 'K'
                ? " It is an archive, as PyTorch's torch.save and libtorch write them; save the tensors as " +
                "safetensors instead." : "";
            throw new InvalidDataException($"{location}: {error.Message}{archive}");
        }
    }
}
