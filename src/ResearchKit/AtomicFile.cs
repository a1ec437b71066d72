using System.Text;

namespace ResearchKit;

/// <summary>
/// Writes files whole: to a temporary file beside the target, then by a move over it. All writers of the library, the
/// notebooks and the command use it; the engine, which depends on nothing, has its own for its own format.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What finds the files that a killed process left unfinished, as a search pattern.</summary>
    internal const string TemporaryFiles = "*.tmp";

    /// <summary>
    /// Writes <paramref name="text"/> as UTF-8 without a byte-order mark; missing folders are made. If anything fails
    /// (no space, no permission) the file that was there is untouched and no temporary file stays.
    /// </summary>
    /// <exception cref="FileWriteException">The file cannot be written; the message names it and the cause.</exception>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(Utf8.GetBytes(text)));

    /// <summary>The same for lines, each ended by a line feed; they are taken one after another.</summary>
    /// <exception cref="FileWriteException">The file cannot be written; the message names it and the cause.</exception>
    public static void WriteLines(string path, IEnumerable<string> lines) => Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines) writer.WriteLine(line);
    });

    /// <summary>The same for bytes that <paramref name="write"/> puts out; it leaves the stream open.</summary>
    /// <exception cref="FileWriteException">The file cannot be written; the message names it and the cause.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        // Several machines may share the folder.
        var temporary = $"{target}.{Environment.MachineName}-{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException and not FileWriteException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new FileWriteException(
                $"cannot write {path}: {Reason(e, temporary, target)}. What was there before is untouched; " +
                "free some space or choose another place, then run again.",
                e);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    // The user named the file, not the temporary one.
    private static string Reason(Exception e, string temporary, string target) =>
        e.Message.Replace($" : '{temporary}'", "", StringComparison.Ordinal)
            .Replace(temporary, target, StringComparison.Ordinal).TrimEnd('.');

    /// <summary>Whether a name is what a killed process may have left of <paramref name="target"/>.</summary>
    internal static bool IsTemporary(string name, string target) =>
        name.StartsWith(target + ".", StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal);

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth telling.
        }
    }
}
