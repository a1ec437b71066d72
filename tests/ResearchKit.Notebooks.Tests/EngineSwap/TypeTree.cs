using ManagedTorch.Tests.Api;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>
/// The listed types, each inside the type or namespace that holds it. Types of TorchSharp that are mentioned but not
/// listed are there as stubs without members.
/// </summary>
internal static class TypeTree
{
    /// <param name="lines">Lines of <see cref="ApiListing"/>.</param>
    /// <returns>The outermost namespace.</returns>
    public static ListedType Of(IReadOnlyCollection<string> lines)
    {
        var root = new ListedType("", IsNamespace: true);
        foreach (string line in lines.Where(l => l.Contains(" | 0type | "))
            .OrderBy(l => TypeName.Parts(TorchSharpList.TypeOf(l)).Count))
        {
            string name = TorchSharpList.TypeOf(line),
                text = line[(line.IndexOf(" | 0type | ", StringComparison.Ordinal) + 11)..];
            // The result of a delegate may mention the delegate's own name.
            int at = text.IndexOf(" " + name + (text.Contains(" delegate ") ? "(" : ""), StringComparison.Ordinal) + 1;
            Insert(root, name, text[..at], text[(at + name.Length)..]);
        }
        foreach (string line in lines.Where(l => !l.Contains(" | 0type | ")))
            Find(root, TypeName.Parts(TorchSharpList.TypeOf(line)))!.Members.Add(line);
        foreach (Mention mention in lines.SelectMany(Mentioned).Distinct().OrderBy(m => TypeName.Parts(m.Name).Count)
            .ToList())
            AddStub(root, mention);
        return root;
    }

    /// <param name="Name">A full name.</param>
    /// <param name="IsValue">Whether it is a default value, so that its last part is a member of an
    /// enumeration.</param>
    private sealed record Mention(string Name, bool IsValue);

    private static IEnumerable<Mention> Mentioned(string line)
    {
        string text = line[line.LastIndexOf(" | ", StringComparison.Ordinal)..];
        return TypeName.Mentioned(text, TorchSharpList.Root)
            .Select(m => new Mention(m.Name, text[..m.At].EndsWith("= ", StringComparison.Ordinal)));
    }

    private static void AddStub(ListedType root, Mention mention)
    {
        string name = mention.Name;
        if (!mention.IsValue)
        {
            Insert(root, name, head: null, "");
            return;
        }
        int dot = name.LastIndexOf('.');
        ListedType type = Insert(root, name[..dot], head: null, "");
        if (type.Head is null) type.Values.Add(name[(dot + 1)..]);
    }

    /// <summary>Adds a type unless it is there; what lies between it and the namespaces and is unknown becomes a
    /// stub.</summary>
    private static ListedType Insert(ListedType root, string name, string? head, string tail)
    {
        ListedType at = root;
        IReadOnlyList<string> parts = TypeName.Parts(name);
        for (int i = 0; i < parts.Count; i++)
        {
            string key = TypeName.Key(parts[i]);
            if (!at.Inner.TryGetValue(key, out ListedType? next))
            {
                bool isType = i == parts.Count - 1 || !at.IsNamespace;
                next = new ListedType(head is null ? Parameters(parts[i]) : parts[i], !isType)
                {
                    Head = i == parts.Count - 1 ? head : null, Tail = i == parts.Count - 1 ? tail : "",
                };
                at.Inner.Add(key, next);
            }
            at = next;
        }
        return at;
    }

    private static ListedType? Find(ListedType root, IReadOnlyList<string> parts) =>
        parts.Aggregate((ListedType?)root, (at, part) => at?.Inner.GetValueOrDefault(TypeName.Key(part)));

    /// <summary>A stub's own type parameters in the place of the arguments with which it is mentioned.</summary>
    private static string Parameters(string part) => part.IndexOf('<') is >= 0 and var open
        ? $"{part[..open]}<{string.Join(", ", TypeName.Arguments(part).Select((_, i) => $"T{i + 1}"))}>" : part;
}
