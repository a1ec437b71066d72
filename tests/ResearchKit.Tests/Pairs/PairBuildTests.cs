using System.Text;
using System.Text.RegularExpressions;
using ResearchKit.Imaging;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Formats;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Learned.Networks;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Pairs;

/// <summary>Builds of pairs into a folder: what they write, what changes nothing, and what is rejected.</summary>
public sealed partial class PairBuildTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("build").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void ScenesBecomePairsWithTheirProvenance()
    {
        var report = new PairBuild(Scenes(12), At("a")).Run()!;
        Assert.Equal((12, 12), (report.Rows, report.Built + report.Dropped.Sum(d => d.Count)));
        Assert.True(report.Built >= 9, $"{report.Built} of 12");
        var load = new LoadReport();
        var pairs = PairFile.Read(At("a", "pairs.jsonl"), PairFormat.ResearchKit, load).ToArray();
        Assert.Equal((report.Built, report.Built), (pairs.Length, load.Kept));
        Assert.Equal(report.Built, File.ReadLines(At("a", "provenance.jsonl")).Count());
        foreach (var pair in pairs)
        {
            var (image, rejected) =
                (ImageFile.Load(At("a", pair.Image!)), ImageFile.Load(At("a", pair.RejectedImage!)));
            Assert.True(Similarity.L1(image, rejected) > 0);
            Assert.NotEqual(pair.Chosen, pair.Rejected);
        }
        Assert.Equal(["dropped.jsonl", "images", "pairs.jsonl", "provenance.jsonl", "report.json", "run.json"],
            Directory.EnumerateFileSystemEntries(At("a")).Select(Path.GetFileName).Order());
        Assert.Equal(2 * report.Built, Directory.GetFiles(At("a", "images")).Length);
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        new PairBuild(Scenes(30), At("one")) { Threads = 1, KeepCandidates = true }.Run();
        new PairBuild(Scenes(30), At("three")) { Threads = 3, KeepCandidates = true }.Run();
        Assert.Equal(Contents(At("one")), Contents(At("three")));
    }

    // Networks that learned nothing see things that are not there, but the same ones on any number of threads.
    [Fact]
    public void ThreadsChangeNothingForNetworksEither()
    {
        SaveNetworks(At("weights"));
        BuildReport Built(string folder, int threads) =>
            new PairBuild(
                new SceneSource(9, 0,
                    SceneVisionPipeline.Learned(At("weights"), new DiffusionInpainter(), "diffusion")),
                    At(folder))
            { Threads = threads }.Run()!;
        Assert.InRange(Built("one", 1).Built, 5, 9);
        Built("three", 3);
        Assert.Equal(Contents(At("one")), Contents(At("three")));
    }

    [Fact]
    public void ImagesOfAnySizeAreGivenToNetworks()
    {
        SaveNetworks(At("weights"));
        Directory.CreateDirectory(At("images"));
        (int Width, int Height)[] sizes = [(1, 1), (3, 1), (64, 64), (90, 40)];
        foreach (var (w, h) in sizes) ImageFile.Save(
                new(w, h, [.. Enumerable.Range(0, 3 * w * h).Select(i => (byte)(i * 37 % 251))]),
                At("images", $"{w}.png"));
        PairFile.Write(At("rows.jsonl"),
            sizes.Select(s => new PreferencePair($"{s.Width}", "q", "A red ball. A cat.", "b", $"{s.Width}.png")),
            PairFormat.Llava);
        var source =
            new PhotographSource(At("images"), At("rows.jsonl"),
                int.MaxValue, _ => new LearnedPipelineSource(At("weights"), new DiffusionInpainter(), "diffusion"));
        var report = new PairBuild(source, At("a")).Run()!;
        Assert.Equal(4, report.Rows);
        // of one pixel nothing would be left
        Assert.Contains(report.Dropped, d => d is { Reason: "no object can be removed", First: 1 });
    }

    [Fact]
    public void OtherSettingsInTheSameFolderAreRejected()
    {
        new PairBuild(Scenes(4), At("a")).Run();
        var before = Contents(At("a"));
        var error = Assert.Throws<PairBuildException>(() => new PairBuild(Scenes(5), At("a")) { Format = "trl" }.Run());
        Assert.Contains("format was researchkit, now it is trl; scenes was 4, now it is 5", error.Message);
        Assert.Equal(before, Contents(At("a")));
        Directory.CreateDirectory(At("b"));
        File.WriteAllText(At("b", "mine.txt"), "");
        Assert.Contains("holds files that no build of pairs began",
            Assert.Throws<PairBuildException>(() => new PairBuild(Scenes(4), At("b")).Run()).Message);
        Assert.Equal(["mine.txt"], Directory.EnumerateFiles(At("b")).Select(Path.GetFileName));
    }

    [Fact]
    public void AFolderThatVersion01BeganGoesOn()
    {
        new PairBuild(Scenes(2), At("a")).Run();
        var run = File.ReadAllText(At("a", BuildFolder.RunFile));
        Assert.Contains("\"keep-candidates\": \"no\"", run);
        // That version named settings by the command's options.
        var former = Regex.Replace(run, "\"(?!settings)([a-z-]+)\":", "\"--$1\":").Replace("--inpainter", "--remover");
        Assert.Contains("\"--scenes\": \"2\"", former);
        File.WriteAllText(At("a", BuildFolder.RunFile), former);
        Assert.NotNull(new PairBuild(Scenes(2), At("a")).Run(_ => Assert.Fail("nothing is left to do")));
    }

    [Fact]
    public void TwoBuildsDoNotWriteToOneFolder()
    {
        var message = "";
        new PairBuild(Scenes(2), At("a")).Run(p =>
        {
            if (p.Done == 1)
                message = Assert.Throws<PairBuildException>(() => new PairBuild(Scenes(2), At("a")).Run()).Message;
        });
        Assert.Contains("another run is building there", message);
    }

    [Fact]
    public void AFailedWriteStopsTheBuildAndTheNextGoesOn()
    {
        Directory.CreateDirectory(At("a", "images", "000003.png"));
        Assert.ThrowsAny<SystemException>(() => new PairBuild(Scenes(5), At("a")) { Threads = 2 }.Run());
        Directory.Delete(At("a", "images", "000003.png"));
        new PairBuild(Scenes(5), At("a")).Run();
        new PairBuild(Scenes(5), At("b")).Run();
        Assert.Equal(Contents(At("b")), Contents(At("a")));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(2000)]
    public void MemoryDoesNotGrowWithTheNumberOfPairs(int count)
    {
        const int threads = 2;
        var source = new CountedSource(count);
        var most = 0;
        new PairBuild(source, At("a")) { Threads = threads }.Run(p =>
        {
            if (p.Done % (count / 8) != 0) return;
            GC.Collect();
            most = Math.Max(most, source.Alive());
        });
        // While this thread counts, the others go on with no more than what is queued: 8 attempts per thread.
        Assert.InRange(most, 0, 9 * threads);
    }

    private void StopAfter(int attempts, string folder, bool keepCandidates = false)
    {
        using var stop = new CancellationTokenSource();
        new PairBuild(new GatedSource(Scenes(6), attempts, stop.Token), folder)
        {
            Threads = 1,
            KeepCandidates = keepCandidates
        }.Run(p =>
        {
            if (p.Done == attempts) stop.Cancel();
        }, stop.Token);
    }

    private SceneSource Scenes(int count) =>
        new(count, 40, SceneVisionPipeline.Classical(new DiffusionInpainter(), "diffusion"));

    private string At(params string[] parts) => Path.Combine([_root, .. parts]);

    private static void SaveNetworks(string folder)
    {
        var networks = new VisionNetworks(new(["ball", "cat", "house", "red", "blue"]), ["ball", "cat", "house"]);
        networks.Draw(new Generator(4));
        foreach (var threshold in (Tensor[])[networks.ImageTagger.Thresholds, networks.Detector.Threshold])
            threshold.fill_(-1000);
        new VisionModels(networks).Save(folder);
    }

    private static byte[] ReadShared(string path)
    {
        // The journal is locked against other writers; on Unix a copy by name may still read it.
        var copy = path + ".copy";
        using (var process = System.Diagnostics.Process.Start("cp", [path, copy])) process.WaitForExit();
        var bytes = File.ReadAllBytes(copy);
        File.Delete(copy);
        return bytes;
    }

    private static SortedDictionary<string, string> Contents(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f), f => Encoding.Latin1.GetString(File.ReadAllBytes(f))),
            StringComparer.Ordinal);
}
