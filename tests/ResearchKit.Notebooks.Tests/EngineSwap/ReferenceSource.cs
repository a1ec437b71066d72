using System.Reflection;
using System.Text;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>
/// C# source that declares listed types, each listed member on a line of its own. <see cref="Members"/> says which line
/// declares which, so that a message of the compiler leads back to the list.
/// </summary>
internal sealed class ReferenceSource
{
    /// <summary>
    /// Every class gets a constructor that no user can call. Without it a class whose constructors are not listed,
    /// since they are internal, would have a public one, and derived classes none to call.
    /// </summary>
    private const string Unlisted = "Unlisted";

    private readonly StringBuilder _text = new();
    private readonly Dictionary<int, string> _members = [];
    private readonly ISet<string> _dropped;
    private readonly ILookup<string, string> _added;
    private int _line;

    /// <param name="root">The types.</param>
    /// <param name="dropped">Lines of the list to leave out.</param>
    /// <param name="added">Declarations to add to a type, by its full name in metadata.</param>
    public ReferenceSource(ListedType root, ISet<string> dropped, ILookup<string, string> added)
    {
        _dropped = dropped;
        _added = added;
        Line("#nullable enable");
        Line($"internal struct {Unlisted};");
        foreach (ListedType type in root.Inner.Values) Write(type, "");
    }

    public string Text => _text.ToString();

    /// <summary>The lines of the list, by the line of <see cref="Text"/> (from 0) that declares them.</summary>
    public IReadOnlyDictionary<int, string> Members => _members;

    private void Line(string text)
    {
        _text.Append(text).Append('\n');
        _line++;
    }

    private void Write(ListedType type, string outer)
    {
        string name = SignatureText.WithKeywordsEscaped(" " + type.Name).TrimStart(),
            fullName = outer + TypeName.Key(type.Name);
        string tail = SignatureText.WithKeywordsEscaped(type.Tail);
        if (type.Is("delegate"))
        {
            Line($"{type.Head}{name}{tail};");
            return;
        }
        Line(type.IsNamespace ? $"namespace {name}" : $"{type.Head ?? StubHead(type)}{name}{tail}");
        Line("{");
        string call = BaseCall(type);
        bool isClass = !type.IsNamespace && !type.Is("interface") && !type.Is("struct") && !type.Is("enum")
            && type.Values.Count == 0;
        if (isClass && !type.Is("static"))
            Line($"internal {name.Split('<')[0]}({Unlisted} _){call} {{ }}");
        // Fields are not listed unless public; one makes the compiler see that a struct is not empty.
        if (type.Is("struct")) Line("private readonly object _state;");
        foreach (string value in type.Values) Line($"@{value},");
        foreach (string member in type.Members.Where(m => !_dropped.Contains(m))) Write(type, member, call);
        foreach (string declaration in _added[fullName]) Line(declaration);
        foreach (ListedType inner in type.Inner.Values) Write(inner, fullName + (type.IsNamespace ? "." : "+"));
        Line("}");
    }

    private void Write(ListedType type, string member, string baseCall)
    {
        string[] columns = member.Split(" | ", 3);
        _members.Add(_line, member);
        if (columns[2].EndsWith(" void Finalize()", StringComparison.Ordinal))
            Line($"~{type.Name.Split('<')[0]}() {{ }}");
        else Line(
            SignatureText.Declaration(columns[1], columns[2], type.Is("interface"), type.Is("struct") ? "" : baseCall));
    }

    private static string StubHead(ListedType type) =>
        type.Values.Count > 0 ? "public enum " : "public class ";

    /// <summary>How a constructor of the class calls its base class, if it is not object.</summary>
    private static string BaseCall(ListedType type)
    {
        if (!type.Is("class") || !type.Tail.StartsWith(" : ", StringComparison.Ordinal)) return "";
        string parent = TypeName.SplitAtCommas(type.Tail[3..].Split(" where ")[0])[0];
        string simple = TypeName.Parts(parent)[^1];
        if (simple.Length > 1 && simple[0] == 'I' && char.IsUpper(simple[1])) return "";
        if (!parent.StartsWith("System.", StringComparison.Ordinal)) return $" : base(default({Unlisted}))";
        ConstructorInfo? shortest =
            typeof(object).Assembly.GetType(string.Join('.', TypeName.Parts(parent).Select(TypeName.Key)))?
            .GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(c => c.IsPublic || c.IsFamily || c.IsFamilyOrAssembly).MinBy(c => c.GetParameters().Length);
        var arguments = (shortest?.GetParameters() ?? []).Select(p => $"default({p.ParameterType})!");
        return $" : base({string.Join(", ", arguments)})";
    }
}
