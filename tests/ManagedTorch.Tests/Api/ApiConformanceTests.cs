using System.Text;
using System.Text.RegularExpressions;

namespace ManagedTorch.Tests.Api;

/// <summary>
/// What ManagedTorch offers is what TorchSharp offers, to the parameter names and default values, so that code
/// written against the one compiles and means the same against the other.
/// </summary>
public sealed partial class ApiConformanceTests
{
    private static readonly IReadOnlyCollection<string> Ours =
        ApiListing.Of(typeof(TorchSharp.torch).Assembly, TorchSharpList.Root);

    [Fact]
    public void EveryPublicMemberIsTorchSharps()
    {
        IReadOnlySet<string> theirs = TorchSharpList.Read();
        Dictionary<string, List<string>> byType = theirs.GroupBy(TorchSharpList.TypeOf)
            .ToDictionary(g => g.Key, g => g.ToList());
        var report = new StringBuilder();
        int count = 0;
        foreach (string line in Ours)
        {
            string type = TorchSharpList.TypeOf(line);
            List<string> candidates = byType.GetValueOrDefault(type) ?? [];
            if (line.Contains(" | 0type | ") ? candidates.Any(c => DeclaresNoMoreThan(line, c)) : theirs.Contains(line))
                continue;
            count++;
            report.Append("\n\nours    ").Append(line).Append("\nnearest ").Append(Nearest(line, candidates));
        }
        Assert.True(count == 0,
            $"{count} members differ from TorchSharp's (a new type needs the list made again, see README.md):{report}");
    }

    /// <summary>
    /// A class derived from an abstract type of ours, where users can derive one, must not lack a member that
    /// TorchSharp makes it implement.
    /// </summary>
    [Fact]
    public void EveryMemberThatMustBeImplementedIsDeclared()
    {
        HashSet<string> ours = [.. Ours];
        HashSet<string> interfaces =
            [.. Ours.Where(l => l.Contains(" | 0type | ") && InterfaceKeyword().IsMatch(l))
                .Select(TorchSharpList.TypeOf)];
        HashSet<string> derivable = [.. Ours.Where(l => l.Contains(" | ctor | ")).Select(TorchSharpList.TypeOf)];
        string[] missing = TorchSharpList.Read().Where(line => !ours.Contains(line) && !line.Contains(" | 0type | ")
            && ((AbstractMember().IsMatch(line) && derivable.Contains(TorchSharpList.TypeOf(line)))
                || interfaces.Contains(TorchSharpList.TypeOf(line)))).ToArray();
        Assert.True(missing.Length == 0, "not declared here:\n" + string.Join("\n", missing));
    }

    /// <summary>One class is the engine's own: fused steps, which callers compose of operations on another
    /// engine.</summary>
    [Fact]
    public void OnlyTheFusedStepsArePublicOutsideTorchSharpsNamespaces()
    {
        string[] strangers = typeof(TorchSharp.torch).Assembly.GetTypes()
            .Where(t => ApiListing.IsVisible(t) && t.Namespace?.Split('.')[0] != TorchSharpList.Root)
            .Select(t => t.FullName!).ToArray();
        Assert.Equal(["ManagedTorch.Fused"], strangers);
    }

    [Fact]
    public void TheListsAreMadeAgainOnRequest()
    {
        if (TorchSharpList.Source is not { } source)
        {
            Assert.Skip("TORCHSHARP_API names no complete list; see tests/ManagedTorch.Tests/Api/README.md");
            return;
        }
        Assert.True(TorchSharpList.Reduce(source, Ours.Select(TorchSharpList.TypeOf).ToHashSet()) > 0);
    }

    /// <summary>Same declaration and base class; of TorchSharp's interfaces we may leave some out.</summary>
    private static bool DeclaresNoMoreThan(string ours, string theirs)
    {
        (string head, string[] bases, string constraints) = Split(ours);
        (string theirHead, string[] theirBases, string theirConstraints) = Split(theirs);
        if (head != theirHead || constraints != theirConstraints || !bases.All(theirBases.Contains)) return false;
        bool HasParent(string[] list) => list.Length > 0 && !InterfaceName().IsMatch(list[0]);
        return HasParent(bases) == HasParent(theirBases) && (!HasParent(bases) || bases[0] == theirBases[0]);

        static (string, string[], string) Split(string line)
        {
            int where = line.IndexOf(" where ", StringComparison.Ordinal);
            string constraints = where < 0 ? "" : line[where..];
            string[] parts = (where < 0 ? line : line[..where]).Split(" : ", 2);
            return (parts[0], parts.Length > 1 ? TopLevelComma().Split(parts[1]) : [], constraints);
        }
    }

    private static string Nearest(string line, List<string> candidates)
    {
        string Member(string l) => MemberName().Match(l).Value;
        List<string> sameName = candidates.Where(c => Member(c) == Member(line)).ToList();
        return (sameName.Count > 0 ? sameName : candidates).MinBy(c => Distance(line, c))
            ?? "(the list has no such type)";
    }

    /// <summary>Levenshtein's distance in words, which is what a reader of two signatures sees.</summary>
    private static int Distance(string a, string b)
    {
        string[] x = Word().Matches(a).Select(m => m.Value).ToArray(),
            y = Word().Matches(b).Select(m => m.Value).ToArray();
        int[] row = Enumerable.Range(0, y.Length + 1).ToArray();
        for (int i = 1; i <= x.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= y.Length; j++)
            {
                int cost = diagonal + (x[i - 1] == y[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }

    [GeneratedRegex(@"(\w+|operator \S+)(?=(<[\w, ]+>)?\(|\[| \{| = |$)")]
    private static partial Regex MemberName();

    [GeneratedRegex(@"\w+|[^\w\s]")]
    private static partial Regex Word();

    [GeneratedRegex(@", (?![^<(]*[>)])")]
    private static partial Regex TopLevelComma();

    [GeneratedRegex(@"^[\w.]*\.I[A-Z]\w*(<.*>)?$")]
    private static partial Regex InterfaceName();

    [GeneratedRegex(@"^[^|]* \| 0type \| \w+ interface ")]
    private static partial Regex InterfaceKeyword();

    [GeneratedRegex(@"^[^|]* \| \w+ \| (public|protected|protected internal) abstract ")]
    private static partial Regex AbstractMember();
}
