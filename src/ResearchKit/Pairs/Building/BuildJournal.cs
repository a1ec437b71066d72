using System.Text;
using System.Text.Json;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// What a build has done so far: one line per attempt, in order. A line that was broken off when the process was killed
/// is cut away when the journal is opened again; what the other lines speak of is complete.
/// </summary>
internal sealed class BuildJournal : IDisposable
{
    private static readonly string Program = typeof(BuildJournal).Assembly.ManifestModule.ModuleVersionId.ToString();
    private readonly FileStream file;

    private BuildJournal(FileStream file) => this.file = file;

    /// <summary>Attempts that are done.</summary>
    public int Count { get; private set; }

    /// <exception cref="PairBuildException">Another process writes to it, or another version of the program began it.</exception>
    public static BuildJournal Open(string path)
    {
        FileStream file;
        try
        {
            file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new PairBuildException($"{Path.GetDirectoryName(path)}: another run is building there; wait for it, or stop it.");
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
        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true, bufferSize: 1 << 16);
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

    public void Dispose() => file.Dispose();

    private static BuildJournal Opened(FileStream file, string path)
    {
        file.SetLength(CompleteLength(file));
        var journal = new BuildJournal(file);
        if (file.Length == 0)
        {
            journal.Write(Program);
            return journal;
        }
        file.Position = 0;
        using (var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true, bufferSize: 1 << 16))
        {
            if (reader.ReadLine() != Program)
                throw new PairBuildException($"{Path.GetDirectoryName(path)}: another version of this program began to build there, and the rest would not match. Delete the folder, or choose another with --out.");
            while (reader.ReadLine() is not null) journal.Count++;
        }
        return journal;
    }

    private void Write(string line)
    {
        file.Position = file.Length;
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush();
    }

    // Up to and with the last line break.
    private static long CompleteLength(FileStream file)
    {
        var chunk = new byte[1 << 16];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - chunk.Length);
            file.Position = start;
            var part = chunk.AsSpan(0, (int)(end - start));
            file.ReadExactly(part);
            var last = part.LastIndexOf((byte)'\n');
            if (last >= 0) return start + last + 1;
            end = start;
        }
        return 0;
    }
}
