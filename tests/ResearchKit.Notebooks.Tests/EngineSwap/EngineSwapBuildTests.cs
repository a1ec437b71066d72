using System.Diagnostics;
using System.Xml.Linq;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>
/// The build of all projects with another engine, from restore to their output. The package is one that declares
/// TorchSharp's signatures and does nothing, so that it needs neither the registry nor libtorch. It takes most of a
/// minute, so it runs only on demand: <c>dotnet test tests/ResearchKit.Notebooks.Tests -- xUnit.Explicit=only</c>.
/// </summary>
public sealed class EngineSwapBuildTests
{
    private const string Package = "TorchSharp-cpu";

    [Fact(Explicit = true)]
    public void ManagedTorchLeavesTheBuildAndThePackageEntersIt()
    {
        using var folder = new TemporaryFolder();
        string output = Path.Combine(folder.Path, "artifacts");
        LocalPackage.Write(Directory.CreateDirectory(Path.Combine(folder.Path, "source")).FullName, Package, Version(),
            Engines.TorchSharp.Image, "TorchSharp");
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        // The stand-in goes to a package folder of its own: the user's must not offer it as TorchSharp.
        Dotnet("build", "ResearchKit.sln", "-c", "Release", "--nologo", "-v", "quiet", "-p:TorchEngine=" + Package,
            "--artifacts-path", output,
            "-p:RestoreSources=" + Path.Combine(folder.Path, "source"),
            "-p:RestorePackagesPath=" + Path.Combine(folder.Path, "packages"), "-p:RestoreFallbackFolders=" + packages);
        string[] users =
            [.. Directory.GetFiles(output, "ResearchKit.dll", SearchOption.AllDirectories)
                .Select(path => Path.GetDirectoryName(path)!)];
        Assert.Contains(Path.Combine(output, "bin", "ResearchKit.Cli", "release"), users);
        Assert.All(users, user => Assert.False(File.Exists(Path.Combine(user, "ManagedTorch.dll")), user));
        Assert.True(File.Exists(Path.Combine(output, "bin", "ResearchKit.Cli", "release", "TorchSharp.dll")));
    }

    private static string Version() => (string)XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
        .Descendants("PackageVersion").Single(p => (string?)p.Attribute("Include") == Package).Attribute("Version")!;

    private static void Dotnet(params string[] arguments)
    {
        var start =
            new ProcessStartInfo("dotnet", arguments)
            {
                WorkingDirectory = Repository.Root,
                RedirectStandardOutput = true
            };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
    }
}
