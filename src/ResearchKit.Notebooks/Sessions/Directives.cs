using System.Diagnostics;
using Microsoft.CodeAnalysis;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>Carries out the lines of a cell that begin with <c>#r</c>, <c>#i</c> or <c>#!</c>.</summary>
internal sealed class Directives(CSharpSession session, SessionOptions options)
{
    /// <summary>The first words of the lines that are known, for an editor that completes them.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "#r", "#i", "#load", "#!import", "#!csharp", "#!html", "#!markdown", "#!javascript", "#!mermaid", "#!time",
        "#!who", "#!whos",
        "#!about", "#!lsmagic", LabDescription.Magic,
    ];

    private const string Known =
        "#r \"file.dll\", #r \"project.csproj\", #r \"nuget: Id, version\", #i \"nuget:source\", #load " +
        "\"file.csx\", #!import file, #!csharp, #!html, "
        + "#!markdown, #!javascript, #!mermaid, #!time, #!who, #!whos, #!about, #!lsmagic, "
        + LabDescription.Magic;

    private readonly Dictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _sources = [];
    private readonly ProjectBuilds _projects = new();
    private readonly HashSet<string> _referenced = new(StringComparer.OrdinalIgnoreCase);
    private readonly Stack<string> _imports = new();

    public async Task RunAsync(IReadOnlyList<Directive> directives, string label, CancellationToken interrupt)
    {
        var restore = 0;
        foreach (var directive in directives)
        {
            var (name, argument, line) = directive;
            try
            {
                if (name == "#i") AddSource(argument);
                else if (name == "#r" && AfterPrefix(argument) is { } package)
                    restore = AddPackage(package) ? line : restore;
                else if (name == "#r") ReferenceFile(argument);
            }
            catch (NotebookException e)
            {
                throw CellException.At(label, line, e.Message);
            }
        }

        if (restore > 0) Restore(label, restore);
        foreach (var directive in directives.Where(d => d.Name is not ("#r" or "#i")))
            await MagicAsync(directive, label, interrupt);
    }

    /// <summary>For <c>#!time</c>: prints the time between now and disposal.</summary>
    public IDisposable? Timer(IReadOnlyList<Directive> directives) =>
        options.ShowTimes && directives.Any(d => d.Name == "#!time") ? new CellTimer() : null;

    private static string? AfterPrefix(string argument) =>
        argument.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) ? argument["nuget:".Length..].Trim() : null;

    private async Task MagicAsync(Directive directive, string label, CancellationToken interrupt)
    {
        switch (directive.Name)
        {
            case "#!import":
                await ImportAsync(directive, label, interrupt);
                break;
            case "#!time":
                break;
            case "#!csharp" or "#!c#":
                throw CellException.At(label, directive.Line,
                    $"{directive.Name} takes no options and stands alone on its line");
            case "#!about":
                NotebookFunctions.display($"C# session of ResearchKit on .NET {Environment.Version.Major}");
                break;
            case LabDescription.Magic:
                NotebookFunctions.display(LabDescription.Text());
                break;
            case "#!lsmagic":
                NotebookFunctions.display(Known);
                break;
            case "#!who":
                NotebookFunctions.display(string.Join(", ", session.Variables.Keys));
                break;
            case "#!whos":
                NotebookFunctions.display(session.Variables.Values
                    .Select(v => new { v.Name, Type = PlainText.TypeName(v.Type), v.Value }).ToList());
                break;
            default:
                throw CellException.At(label, directive.Line,
                    $"{directive.Name} is not supported here. {Instead(directive.Name)}Supported: {Known}");
        }
    }

    /// <summary>What to write for a magic of Polyglot Notebooks that is for several kernels.</summary>
    private static string Instead(string magic) => magic switch
    {
        "#!set" or "#!value" =>
            "Assign it in C#: var name = ...; await GetInputAsync(\"prompt\") asks the user. ",
        "#!share" => "All cells share their variables: leave the line out. ",
        "#!connect" => "There is one kernel; call the database or service from C#. ",
        _ => "",
    };

    private void AddSource(string argument) =>
        _sources.Add(AfterPrefix(argument) ?? throw new NotebookException("#i takes \"nuget:URL-or-folder\""));

    private bool AddPackage(string argument)
    {
        var parts = argument.Split(',', 2, StringSplitOptions.TrimEntries);
        var (id, version) = (parts[0], parts.Length > 1 ? parts[1] : "*");
        if (id.Length == 0) throw new NotebookException("name a package: #r \"nuget: Id, version\"");
        // The host's own copy is the one that cells and host agree on.
        if (HostReferences.Contains(id))
        {
            if (OtherHere(id, version) is { } here)
            {
                DisplayContext.Current!.Output.Stream("stderr",
                    $"{id} {here} is here and used, not {version}: code for that version may need a change.\n");
            }

            return false;
        }

        if (EnginePackage.Of(id) is not null)
        {
            if (EnginePackage.Choose(id, version)) session.ReferToEngine();
            return false;
        }

        if (_packages.TryGetValue(id, out var earlier))
        {
            return earlier == version ? false : throw new NotebookException(
                $"{id} {earlier} is loaded already, and a session holds one version of a package: restart to " +
                $"use {version}");
        }

        _packages[id] = version;
        return true;
    }

    /// <summary>The version of a library of the host where the cell names another major one; null otherwise, and for
    /// .NET's own libraries, which stay compatible.</summary>
    private static string? OtherHere(string id, string version)
    {
        var path = HostReferences.Files.FirstOrDefault(file =>
            id.Equals(Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase));
        if (path is null || Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location)
            || System.Reflection.AssemblyName.GetAssemblyName(path).Version is not { } here)
            return null;
        return int.TryParse(version.Split('.')[0], out var major) && major != here.Major ? here.ToString(3) : null;
    }

    private void Restore(string label, int line)
    {
        try
        {
            var files = NuGetPackages.Restore([.. _packages.Select(p => (p.Key, p.Value))], _sources);
            foreach (var file in files.NativeLibraries) SessionAssemblies.AddNative(file);
            foreach (var file in files.Assemblies.Where(f =>
                !HostReferences.Contains(Path.GetFileNameWithoutExtension(f))))
            {
                SessionAssemblies.AddFile(file);
                if (_referenced.Add(file))
                    session.Reference(() => MetadataReference.CreateFromImage(File.ReadAllBytes(file)));
            }
        }
        catch (NotebookException e)
        {
            throw CellException.At(label, line, e.Message);
        }
    }

    private void ReferenceFile(string argument)
    {
        // Framework assemblies and the host's libraries may be named as in a script: #r "System.Xml".
        if (HostReferences.Contains(argument) || HostReferences.Contains(Path.GetFileNameWithoutExtension(argument)))
            return;
        var path = Path.GetFullPath(argument, options.BaseDirectory);
        if (!File.Exists(path))
            throw new NotebookException($"there is no file {argument}; the path starts at the notebook's folder");
        if (path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            _projects.Build(path, ReferenceBuilt);
            return;
        }

        if (!_referenced.Add(path)) return;
        var image = File.ReadAllBytes(path);
        try
        {
            var name = System.Reflection.AssemblyName.GetAssemblyName(path).Name!;
            SessionAssemblies.AddImage(name, StoppableAssembly.Of(path, image));
        }
        catch (BadImageFormatException e)
        {
            throw new NotebookException($"{argument} is no .NET assembly", e);
        }

        // What stands beside it is probably what it needs.
        foreach (var sibling in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.dll"))
            SessionAssemblies.AddFile(sibling);
        session.Reference(() => MetadataReference.CreateFromImage(image));
    }

    /// <summary>Whether the file must stay: a native library is loaded from it when it is needed.</summary>
    private bool ReferenceBuilt(string file)
    {
        // What the host has too, such as this library itself, is the host's.
        if (HostReferences.Contains(Path.GetFileNameWithoutExtension(file))) return false;
        var image = File.ReadAllBytes(file);
        System.Reflection.AssemblyName name;
        try
        {
            name = System.Reflection.AssemblyName.GetAssemblyName(file);
        }
        catch (BadImageFormatException)
        {
            SessionAssemblies.AddNative(file);
            return true;
        }

        if (!_referenced.Add(name.FullName)) return false;
        SessionAssemblies.AddVersion(name, StoppableAssembly.Of(file, image));
        session.Reference(() => MetadataReference.CreateFromImage(image));
        return false;
    }

    private async Task ImportAsync(Directive directive, string label, CancellationToken interrupt)
    {
        // Relative to the importing file, so that a folder of notebooks can be moved as a whole.
        var folder = _imports.Count > 0 ? Path.GetDirectoryName(_imports.Peek())! : options.BaseDirectory;
        var path = Path.GetFullPath(directive.Argument, folder);
        if (directive.Argument.Length == 0 || !File.Exists(path))
        {
            throw CellException.At(
                label, directive.Line,
                $"#!import: there is no file {directive.Argument}; the path starts at the importing file's folder");
        }

        if (_imports.Contains(path))
            throw CellException.At(label, directive.Line, $"#!import: {directive.Argument} imports itself");
        _imports.Push(path);
        try
        {
            var name = directive.Argument.Replace('\\', '/');
            switch (Path.GetExtension(path).ToLowerInvariant())
            {
                case ".ipynb":
                    foreach (var (i, cell) in NotebookDocument.Read(path).Cells.Index())
                    {
                        if (cell.Kind == CellKind.Code)
                            await session.RunInsideAsync(cell.Source, $"{name} cell {i + 1}", cell.Language ?? "csharp",
                                interrupt);
                    }

                    break;
                case ".dib":
                    foreach (var (i, (language,
                        text)) in DibDocument.Parse(await File.ReadAllTextAsync(path, interrupt)).Index())
                    {
                        if (language != "markdown")
                            await session.RunInsideAsync(
                                text, $"{name} section {i + 1}", LanguageName.Normalize(language)!, interrupt);
                    }

                    break;
                case ".cs" or ".csx":
                    await session.RunInsideAsync(await File.ReadAllTextAsync(path, interrupt), name, "csharp",
                        interrupt);
                    break;
                default:
                    throw CellException.At(label, directive.Line, "#!import reads .cs, .csx, .ipynb and .dib files");
            }
        }
        catch (NotebookException e)
        {
            throw CellException.At(label, directive.Line, e.Message);
        }
        finally
        {
            _imports.Pop();
        }
    }

    private sealed class CellTimer : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();

        public void Dispose()
        {
            var milliseconds = Stopwatch.GetElapsedTime(_start).TotalMilliseconds;
            Console.WriteLine(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"Wall time: {milliseconds:F1} ms"));
        }
    }
}
