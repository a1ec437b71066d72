using System.Text.RegularExpressions;

namespace ManagedTorch.Tests.Architecture;

/// <summary>
/// Which folders of source use which: an edge for every top-level type that one folder declares and another names. A
/// word counts where a type can stand, not after a dot and not before a bracket, since members and operations share
/// names (<c>V.Abs</c>, <c>Abs</c>). Types that are partial across folders, such as <c>torch</c>, belong to nobody.
/// </summary>
internal sealed partial class FolderGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    /// <param name="files">Path inside the source root, with its text.</param>
    /// <param name="room">The name under which a folder counts: folders of one name are one.</param>
    internal FolderGraph(IEnumerable<(string Path, string Text)> files, Func<string, string> room)
    {
        var parsed =
            files.Select(f =>
                (f.Path, Room: room(Path.GetDirectoryName(f.Path)!.Replace('\\', '/')),
                Code: Blank().Replace(f.Text, " "))).ToList();
        var owners = parsed.SelectMany(f => Declared(f.Code).Select(type => (type, f.Room)))
            .GroupBy(d => d.type, d => d.Room)
            .Where(g => g.Distinct().Count() == 1)
            .ToDictionary(g => g.Key, g => g.First());
        foreach (var (path, at, code) in parsed)
        {
            if (!_uses.TryGetValue(at, out var uses)) _uses[at] = uses = new(StringComparer.Ordinal);
            foreach (Match word in Named().Matches(code))
                if (owners.TryGetValue(word.Groups["type"].Value, out var owner) && owner != at)
                    uses.TryAdd(owner, $"{word.Groups["type"].Value} in {path}");
        }
    }

    /// <summary>A path that leads back to where it began, each step with the word that makes it; null if there is
    /// none.</summary>
    internal string? Cycle()
    {
        var done = new HashSet<string>();
        foreach (var start in _uses.Keys)
            if (Search(start, [], done) is { } cycle) return cycle;
        return null;
    }

    private string? Search(string at, List<string> path, HashSet<string> done)
    {
        if (path.IndexOf(at) is >= 0 and var first)
        {
            var round = path.Skip(first).Append(at).ToList();
            return string.Join("; ", round.Zip(round.Skip(1), (from, to) => $"{from} uses {to} ({_uses[from][to]})"));
        }
        if (done.Contains(at) || !_uses.TryGetValue(at, out var uses)) return null;
        path.Add(at);
        foreach (var next in uses.Keys)
            if (Search(next, path, done) is { } cycle) return cycle;
        path.RemoveAt(path.Count - 1);
        done.Add(at);
        return null;
    }

    private static IEnumerable<string> Declared(string code)
    {
        var depth = 0;
        foreach (var line in code.Split('\n'))
        {
            if (depth == 0 && Declaration().Match(line) is { Success: true } match)
                yield return match.Groups["type"].Value;
            depth += line.Count(c => c == '{') - line.Count(c => c == '}');
        }
    }

    [GeneratedRegex(@"/\*.*?\*/|//[^\n]*|""(\\.|[^""\\\n])*""", RegexOptions.Singleline)]
    private static partial Regex Blank();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|file|static|sealed|abstract|readonly|unsafe|partial|ref)\s+)*" +
        @"(?:class|struct|interface|enum|record(?:\s+struct)?)\s+(?<type>\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\bnew (?<type>[A-Z]\w*)|(?<![.\w])(?<type>[A-Z]\w*)\b(?!\s*\()(?!\s*=\s*\d)")]
    private static partial Regex Named();
}
