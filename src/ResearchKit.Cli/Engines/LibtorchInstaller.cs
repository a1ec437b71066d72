using System.Xml.Linq;
using ResearchKit.Engines;
using ResearchKit.Notebooks.Sessions;
using ResearchKit.TorchSharpPatch;

namespace ResearchKit.Cli.Engines;

/// <summary>
/// Restores TorchSharp with libtorch by the .NET SDK, so that the user's own package sources apply, into the folder
/// that all programs share. The folder appears when it is complete; what is stopped or fails leaves nothing.
/// </summary>
/// <param name="package">The package that brings libtorch: <c>TorchSharp-cpu</c> or one for CUDA.</param>
internal sealed class LibtorchInstaller(string package)
{
    /// <summary>The package for processors.</summary>
    public const string CpuPackage = "TorchSharp-cpu";

    private const string LibtorchVersion = "2.10.0";

    /// <summary>Installs, in place of an earlier installation.</summary>
    /// <returns>Versions of libstdc++ that the installed copy now loads without; see <see cref="Libstdcxx"/>.</returns>
    /// <exception cref="EngineException">It cannot be installed.</exception>
    public IReadOnlyList<string> Install(CancellationToken cancellation)
    {
        string target = LibtorchFolder.Current;
        string work = Path.Combine(LibtorchFolder.Root, $".install-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(work);
            string files = Publish(work, cancellation);
            var weakened = OperatingSystem.IsLinux()
                ? Libstdcxx.Accommodate(Path.Combine(files, "libLibTorchSharp.so")) : [];
            KeptAlive.Apply(Path.Combine(files, "TorchSharp.dll"));
            LibtorchFolder.WritePackage(files, package);
            cancellation.ThrowIfCancellationRequested();
            if (Directory.Exists(target)) Directory.Move(target, Path.Combine(work, "former"));
            Directory.Move(files, target);
            return weakened;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(
                $"cannot install libtorch in {LibtorchFolder.Root}: {e.Message.TrimEnd('.')}. Close programs that " +
                $"use it, "
                + $"free some space, or name another folder in {LibtorchFolder.Variable}.", e);
        }
        finally
        {
            Discard(work);
        }
    }

    private string Publish(string work, CancellationToken cancellation)
    {
        File.WriteAllText(Path.Combine(work, "libtorch.csproj"), Project());
        // What stands in folders above must not reach this project.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(Path.Combine(work, name), "<Project />");
        string files = Path.Combine(work, "files");
        var (exitCode, output) = DotnetCommand.Run(work, $"install {package}", cancellation,
            "publish", "libtorch.csproj", "--nologo", "-v", "quiet", "-o", files);
        if (exitCode != 0) throw Failed(NuGetPackages.ErrorIn(output));
        if (!File.Exists(Path.Combine(files, "TorchSharp.dll")))
            throw new EngineException($"{package} brings no TorchSharp.dll: name a package of TorchSharp.");
        return files;
    }

    private EngineException Failed(string error) => new(
        $"cannot restore {package} {LibtorchFolder.TorchSharpVersion} for {LibtorchFolder.Platform}: {error}"
        + (error.StartsWith("NU1301", StringComparison.Ordinal)
            ? " The package source cannot be reached: go online once, then it works offline."
            : error.StartsWith("NU110", StringComparison.Ordinal)
                ? " Your package sources do not have it: `dotnet nuget list source` shows them."
                : ""));

    /// <summary>
    /// A project that references nothing else. For processors it names the parts of TorchSharp-cpu for this platform,
    /// since that package brings those of all platforms, twice as much to download.
    /// </summary>
    private string Project()
    {
        IEnumerable<(string Id, string Version)> packages = package == CpuPackage
            ? [("TorchSharp", LibtorchFolder.TorchSharpVersion),
                ($"libtorch-cpu-{LibtorchFolder.Platform}", LibtorchVersion)]
            : [(package, LibtorchFolder.TorchSharpVersion)];
        return new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.Major}.0"),
                new XElement("RuntimeIdentifier", LibtorchFolder.Platform),
                new XElement("SelfContained", "false"),
                new XElement("GenerateDependencyFile", "false"),
                new XElement("DebugType", "none")),
            new XElement("ItemGroup", packages.Select(p => new XElement("PackageReference",
                new XAttribute("Include", p.Id), new XAttribute("Version", $"[{p.Version}]"))))).ToString();
    }

    private static void Discard(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file of it is in use; it is of no harm where it is.
        }
    }
}
