using System.Diagnostics;
using ResearchKit.Engines;

namespace ResearchKit.Cli.Tests.Engines;

/// <summary>
/// A project outside this repository that takes the library as a package trains one of its losses: on the managed
/// engine, and on libtorch when it references TorchSharp-cpu as well. It restores hundreds of megabytes, so it runs
/// only on demand: <c>dotnet test tests/ResearchKit.Cli.Tests -- xUnit.Explicit=only</c>.
/// </summary>
public sealed class PackageUserTests : IDisposable
{
    // Twenty steps of DPO on the logits of four pairs, and who computed it; then sums whose parts nobody holds, beside
    // a thread that collects garbage: as TorchSharp is restored, these end the process within a second.
    private const string Program =
        """
        using ResearchKit.Losses;
        using ResearchKit.Losses.Contract;
        using TorchSharp;
        using static TorchSharp.torch;

        var logits = nn.Parameter(zeros(4, 2));
        var optimizer = optim.AdamW([logits], lr: 0.1);
        var losses = new List<float>();
        for (int step = 0; step < 20; step++)
        {
            var logps = nn.functional.log_softmax(logits, -1);
            var scores = new PreferenceScores(new()
            {
                ["chosen"] = new ViewScores(logps.select(1, 0), full(4, Math.Log(0.5))),
                ["rejected"] = new ViewScores(logps.select(1, 1), full(4, Math.Log(0.5))),
            });
            var loss = new DpoLoss(Beta: 0.5).Compute(scores).Loss.mean();
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }

        bool managed = typeof(torch).Assembly.GetType("ManagedTorch.Fused") is not null;
        Console.WriteLine(FormattableString.Invariant(
            $"{losses[0]:F4} {losses[^1]:F4} {(managed ? "managed" : "libtorch")}"));

        bool done = false;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref done))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        int wrong = 0;
        for (int round = 0; round < 20_000; round++)
        {
            using var sum = ((ones(1000) * 2) + (ones(1000) * 3)).sum();
            if (sum.item<float>() != 5000f) wrong++;
        }

        Volatile.Write(ref done, true);
        collector.Join();
        Console.WriteLine($"{wrong} wrong");
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("package-user-").FullName;

    // The user's own folder of packages, which is asked too, may hold another build of the version that is developed.
    private readonly string _version = $"0.1.0-test.{Environment.ProcessId}";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory(Explicit = true)]
    [InlineData("managed")]
    [InlineData("libtorch")]
    public void ALossOfTheLibraryIsTrained(string engine)
    {
        string root = Cli.Reproduction.Repository.TryFind(AppContext.BaseDirectory)!.Root;
        foreach (string project in (string[])["ManagedTorch", "ResearchKit"])
            Dotnet("pack", Path.Combine(root, "src", project), "-c", "Release", "--no-build", "-v", "quiet",
                "-p:Version=" + _version, "-o", Path.Combine(_folder, "feed"));
        Write("Program.cs", Program);
        Write("NuGet.config", """
            <configuration><packageSources><add key="feed" value="feed" /></packageSources></configuration>
            """);
        Write("user.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <RuntimeIdentifier>{LibtorchFolder.Platform}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ResearchKit" Version="{_version}" />
                {(engine == "libtorch" ? $"""<PackageReference Include="TorchSharp-cpu" Version="{LibtorchFolder.TorchSharpVersion}" />""" : "")}
              </ItemGroup>
            </Project>
            """);
        // The packages of this build must not stay in the user's folder as those of its version.
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Dotnet("build", "-c", "Release", "-v", "quiet", "-o", "out", "-warnaserror",
            "-p:RestorePackagesPath=" + Path.Combine(_folder, "packages"), "-p:RestoreFallbackFolders=" + packages);
        Assert.Equal($"0.6931 0.1610 {engine}\n0 wrong", Dotnet(Path.Combine("out", "user.dll")).Trim());
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private string Dotnet(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var run = TestClone.Finish(process);
        Assert.True(run.ExitCode == 0, run.Stdout + run.Stderr);
        return run.Stdout;
    }
}
