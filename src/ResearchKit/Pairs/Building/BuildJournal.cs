using System.Text;
using System.Text.Json;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// What a build has done so far: one line per attempt, in order. When the journal is opened again, it is cut behind its
/// last whole line: a killed process leaves a line broken off, a power failure also blocks of zeros.
/// </summary>
internal sealed class BuildJournal : IDisposable
{
    private static readonly string Program = typeof(BuildJournal).Assembly.ManifestModule.ModuleVersionId.ToString();
    private readonly FileStream _file;

    private BuildJournal(FileStream file) => _file = file;

    /// <summary>Attempts that are done.</summary>
    public int Count { get; private set; }

    /// <exception cref="PairBuildException">Another process writes to it, or another version of the program began
    /// it.</exception>
    public static BuildJournal Open(string path)
    {
        FileStream file;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new PairBuildException(
                $"{Path.GetDirectoryName(path)}: another run is building there; wait for it, or stop it.");
        }
        try
        {
            return Opened(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The lines of the attempts, from the first; the journal must not be written to meanwhile.</summary>
    public IEnumerable<JsonElement> Lines()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.UTF8, leaveOpen: true, bufferSize: 1 << 16);
        reader.ReadLine(); // the program
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            yield return document.RootElement.Clone();
        }
    }

    /// <summary>Adds the next attempt; when this returns, it outlives the process.</summary>
    public void Append(string line)
    {
        Write(line);
        Count++;
    }

    public void Dispose() => _file.Dispose();

    private static BuildJournal Opened(FileStream file, string path)
    {
        var journal = new BuildJournal(file);
        var (program, lines, length) = Whole(file);
        if (program is not null && program != Program)
            throw new PairBuildException(
                $"{Path.GetDirectoryName(path)}: another version of this program began to build there, and the rest " +
                "would not match. Delete the folder, or choose another.");
        file.SetLength(length);
        journal.Count = lines;
        if (program is null) journal.Write(Program);
        return journal;
    }

    private void Write(string line)
    {
        _file.Position = _file.Length;
        _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        _file.Flush();
    }

    // The program's line, and how many attempts follow it in how many bytes before the first that is no whole line.
    private static (string? Program, int Lines, long Length) Whole(FileStream file)
    {
        file.Position = 0;
        var bytes = new BufferedStream(file, 1 << 16); // not disposed: the file stays open
        string? program = null;
        var lines = 0;
        long length = 0;
        using var line = new MemoryStream();
        for (int c; (c = bytes.ReadByte()) >= 0;)
        {
            line.WriteByte((byte)c);
            if (c != '\n') continue;
            if (program is null)
            {
                var first = Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length - 1);
                if (!Guid.TryParse(first, out _)) break;
                program = first;
            }
            else if (IsAttempt(line.GetBuffer().AsMemory(0, (int)line.Length))) lines++;
            else break;
            length += line.Length;
            line.SetLength(0);
        }
        return (program, lines, length);
    }

    private static bool IsAttempt(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
