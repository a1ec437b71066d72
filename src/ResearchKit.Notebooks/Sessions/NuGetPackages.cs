using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>The files that a set of packages brings.</summary>
/// <param name="Assemblies">Managed assemblies to reference and load.</param>
/// <param name="NativeLibraries">Native libraries for this platform.</param>
internal sealed record PackageFiles(IReadOnlyList<string> Assemblies, IReadOnlyList<string> NativeLibraries);

/// <summary>
/// Restores packages by the SDK itself, on a generated project: the user's own NuGet.config, sources and caches
/// apply. The result is kept under the hash of the request, so that a second run needs no network and no process.
/// </summary>
internal static partial class NuGetPackages
{
    /// <exception cref="NotebookException">The packages cannot be restored.</exception>
    public static PackageFiles Restore(IReadOnlyCollection<(string Id, string Version)> packages,
        IReadOnlyCollection<string> sources)
    {
        var project = Project(packages, sources);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16];
        var folder = Path.Combine(CacheRoot(), hash);
        var assets = Path.Combine(folder, "obj", "project.assets.json");
        if (!File.Exists(assets) || Files(assets) is not { } files)
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Write(Path.Combine(folder, "packages.csproj"), project);
            RunRestore(folder, string.Join(", ", packages.Select(p => $"{p.Id} {p.Version}")));
            files = Files(assets) ?? throw new NotebookException(
                "the restored packages are incomplete: clear the NuGet cache and run again");
        }

        return files;
    }

    private static string Project(IEnumerable<(string Id, string Version)> packages, IEnumerable<string> sources) =>
        new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
                new XElement("ManagePackageVersionsCentrally", "false"),
                new XElement("RestoreAdditionalProjectSources",
                    string.Join(';', sources.Order(StringComparer.Ordinal)))),
            new XElement("ItemGroup", packages.OrderBy(p => p.Id, StringComparer.OrdinalIgnoreCase).Select(p =>
                new XElement("PackageReference", new XAttribute("Include", p.Id),
                    new XAttribute("Version", p.Version))))).ToString();

    private static string CacheRoot()
    {
        var local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "ResearchKit", "packages");
    }

    private static void RunRestore(string folder, string what)
    {
        var (exitCode, output) =
            DotnetCommand.Run(folder, $"restore {what}", "restore", "packages.csproj", "--nologo", "-v", "quiet");
        if (exitCode != 0) throw Failed(what, output);
    }

    private static NotebookException Failed(string what, string output)
    {
        var error = ErrorIn(output);
        var advice = error.StartsWith("NU1301", StringComparison.Ordinal)
            ? " The package source cannot be reached: go online once, or add a local folder with #i \"nuget:FOLDER\"; "
                + "packages restored before work offline."
            : "";
        return new NotebookException($"cannot restore {what}: {error}{advice}");
    }

    /// <summary>The reason in what a failed restore prints: <c>NU1101: Unable to find package ...</c></summary>
    internal static string ErrorIn(string output) =>
        ErrorLine().Match(output) is { Success: true } match ? match.Groups[1].Value.Trim()
        : output.Trim().Split('\n').LastOrDefault("") is { Length: > 0 } last ? last.Trim()
        : "dotnet restore failed";

    /// <summary>Reads what restore resolved; null if a file has since left the package cache.</summary>
    private static PackageFiles? Files(string assetsFile)
    {
        var assets = JsonNode.Parse(File.ReadAllText(assetsFile))!;
        var folders = assets["packageFolders"]!.AsObject().Select(f => f.Key).ToList();
        var assemblies = new List<string>();
        var native = new List<string>();
        foreach (var (key, library) in assets["targets"]!.AsObject().First().Value!.AsObject())
        {
            if ((string?)library!["type"] != "package") continue;
            var relative = (string)assets["libraries"]![key]!["path"]!;
            if (folders.Select(f => Path.Combine(f, relative)).FirstOrDefault(Directory.Exists) is not { } root)
                return null;
            // A file for this platform replaces the portable one of the same name.
            var specific = Specific(library["runtimeTargets"], "runtime").ToList();
            var portable = (library["runtime"] as JsonObject ?? []).Select(f => f.Key)
                .Where(f => !f.EndsWith("_._", StringComparison.Ordinal))
                .Where(f => specific.All(s => Path.GetFileName(s) != Path.GetFileName(f)));
            assemblies.AddRange(portable.Concat(specific).Select(f => Path.Combine(root, f)));
            native.AddRange(Specific(library["runtimeTargets"], "native").Select(f => Path.Combine(root, f)));
        }

        return assemblies.Concat(native).All(File.Exists) ? new PackageFiles(assemblies, native) : null;
    }

    private static IEnumerable<string> Specific(JsonNode? targets, string assetType)
    {
        string[] runtimes =
        [
            System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier,
            .. OperatingSystem.IsWindows() ? (string[])["win"] : OperatingSystem.IsMacOS() ? ["osx", "unix"]
            : ["linux", "unix"],
        ];
        var platform = runtimes[1];
        var architecture = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString()
            .ToLowerInvariant();
        var ranked = runtimes.Prepend($"{platform}-{architecture}").ToList();
        return (targets as JsonObject ?? [])
            .Where(t => (string?)t.Value!["assetType"] == assetType && ranked.Contains((string)t.Value["rid"]!))
            .OrderBy(t => ranked.IndexOf((string)t.Value!["rid"]!))
            .DistinctBy(t => Path.GetFileName(t.Key))
            .Select(t => t.Key);
    }

    [GeneratedRegex(@"error (NU\d+: .*)")]
    private static partial Regex ErrorLine();
}
