using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Exporting;

/// <summary>What a program refers to, as the directives of a file-based app.</summary>
/// <param name="place">Writes the full path of a file as the program is to name it.</param>
/// <param name="library">The project of this library with that name, as a full path; null if it has none.</param>
internal sealed class ProgramReferences(Func<string, string> place, Func<string, string?> library)
{
    private readonly SortedSet<string> _lines = new(StringComparer.Ordinal);
    private readonly List<string> _left = [];

    /// <summary>See <see cref="ExportedProgram.Left"/>.</summary>
    public IReadOnlyList<string> Left => _left;

    /// <summary>Refers to a project of this library, if there is one of that name.</summary>
    public bool AddLibrary(string name)
    {
        if (library(name) is not { } project) return false;
        _lines.Add($"#:project {place(project)}");
        return true;
    }

    /// <summary>Refers to what a line of a cell names.</summary>
    /// <param name="directive">The line.</param>
    /// <param name="folder">Where its paths start.</param>
    /// <returns>What stands in the program in its place: a comment, or nothing.</returns>
    public string Add(Directive directive, string folder)
    {
        var (name, argument, _) = directive;
        if (name == "#r" && argument.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            var parts = argument["nuget:".Length..].Split(',', StringSplitOptions.TrimEntries);
            var id = parts[0].Trim();
            // The engine comes with the library.
            if (id.Equals("TorchSharp", StringComparison.OrdinalIgnoreCase) || EnginePackage.Of(id) is not null)
                return $"// {name} {argument}\n";
            _lines.Add($"#:package {id}@{(parts.Length > 1 ? parts[1] : "*")}");
            return "";
        }

        if (name == "#r" && argument.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            _lines.Add($"#:project {place(Path.GetFullPath(argument, folder))}");
            return "";
        }

        var problem = name switch
        {
            "#i" => "list the package source in a nuget.config beside the program",
            "#r" when !AddLibrary(Path.GetFileNameWithoutExtension(argument)) && !HostReferences.Contains(argument)
                && !HostReferences.Contains(Path.GetFileNameWithoutExtension(argument)) =>
                "a program refers to projects and packages, not to assemblies: add a line #:project or #:package",
            _ => null,
        };
        if (problem is null) return $"// {name} {argument}\n";
        _left.Add($"{name} \"{argument}\" does not carry over: {problem}");
        return $"// {_left[^1]}\n";
    }

    /// <summary>The lines at the head of the program.</summary>
    public override string ToString() => string.Join('\n', _lines)
        // Displays use reflection, which ahead-of-time compilation does not see.
        + "\n#:property PublishAot=false\n#:property LangVersion=preview\n#:property Nullable=disable\n"
        // What a repository around the program asks of its own code is not asked of cells.
        + "#:property TreatWarningsAsErrors=false\n#:property ManagePackageVersionsCentrally=false\n";
}
