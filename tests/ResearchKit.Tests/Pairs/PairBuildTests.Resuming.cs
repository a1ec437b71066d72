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

// Builds that were killed, damaged or already done go on, to the same bytes.
public sealed partial class PairBuildTests
{
    // A killed process leaves a prefix of the journal, its last line broken off anywhere, and a half-written image.
    [Fact]
    public void AKilledBuildEndsWithTheSameBytes()
    {
        new PairBuild(Scenes(10), At("whole")).Run();
        var expected = Contents(At("whole"));
        var random = new Random(5);
        for (var round = 0; round < 12; round++)
        {
            var folder = At($"killed{round}");
            using var stop = new CancellationTokenSource();
            Assert.Null(
                new PairBuild(new GatedSource(Scenes(10), 1 + round / 2, stop.Token),
                    folder)
                { Threads = 1 + round % 2 }.Run(p =>
            {
                if (p.Done == 1 + round / 2) stop.Cancel();
            }, stop.Token));
            var journal = Path.Combine(folder, "unfinished.jsonl");
            using (var file = File.OpenWrite(journal)) file.SetLength(random.NextInt64(file.Length + 1));
            File.WriteAllText(Path.Combine(folder, "images", "000009.png.tmp"), "half");
            File.WriteAllText(Path.Combine(folder, "pairs.jsonl.tmp"), "half");
            Assert.NotNull(new PairBuild(Scenes(10), folder).Run());
            Assert.Equal(expected, Contents(folder));
        }
    }

    // Killed between the files of the end: the journal is whole, of the files some are there.
    [Fact]
    public void ABuildKilledAtItsEndEndsWithTheSameBytes()
    {
        var folder = At("a");
        byte[] journal = [];
        new PairBuild(Scenes(6), folder).Run(p =>
        {
            if (p.Done == p.Of) journal = ReadShared(Path.Combine(folder, "unfinished.jsonl"));
        });
        var expected = Contents(folder);
        string[] ends = ["provenance.jsonl", "dropped.jsonl", "report.json", "pairs.jsonl"];
        for (var written = 0; written <= ends.Length; written++)
        {
            File.WriteAllBytes(Path.Combine(folder, "unfinished.jsonl"), journal);
            foreach (var name in ends[written..]) File.Delete(Path.Combine(folder, name));
            new PairBuild(Scenes(6), folder).Run();
            Assert.Equal(expected, Contents(folder));
        }
    }

    // A power failure can leave zeros, garbage or nothing where lines and images were.
    [Theory]
    [InlineData("zeros at the end")]
    [InlineData("zeros within")]
    [InlineData("garbage within")]
    [InlineData("nothing")]
    [InlineData("zeros alone")]
    public void ADamagedJournalGoesOnFromItsLastWholeLine(string damage)
    {
        new PairBuild(Scenes(6), At("whole")).Run();
        StopAfter(4, At("a"));
        var path = At("a", "unfinished.jsonl");
        var bytes = File.ReadAllBytes(path);
        var line = bytes.AsSpan(bytes.AsSpan().IndexOf((byte)'\n') + 1).IndexOf((byte)'\n');
        switch (damage)
        {
            case "zeros at the end": bytes = [.. bytes, .. new byte[5000]]; break;
            case "zeros within": bytes.AsSpan(bytes.Length / 2, 300).Clear(); break;
            case "garbage within": bytes.AsSpan(line, 40).Fill((byte)'\n'); break;
            case "nothing": bytes = []; break;
            default: bytes.AsSpan().Clear(); break;
        }
        File.WriteAllBytes(path, bytes);
        new PairBuild(Scenes(6), At("a")).Run();
        Assert.Equal(Contents(At("whole")), Contents(At("a")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LostAndEmptiedImagesAreMadeAgain(bool complete)
    {
        new PairBuild(Scenes(6), At("whole")) { KeepCandidates = true }.Run();
        if (complete) new PairBuild(Scenes(6), At("a")) { KeepCandidates = true }.Run();
        else StopAfter(4, At("a"), keepCandidates: true);
        string[] images = [.. Directory.EnumerateFiles(At("a", "images")).Order()];
        Assert.True(images.Length >= 6);
        File.Delete(images[0]);
        File.WriteAllBytes(images[^1], []);
        var half = File.ReadAllBytes(images[images.Length / 2]);
        half.AsSpan(half.Length / 2).Clear();
        File.WriteAllBytes(images[images.Length / 2], half);
        new PairBuild(Scenes(6), At("a")) { KeepCandidates = true }.Run();
        Assert.Equal(Contents(At("whole")), Contents(At("a")));
    }

    [Theory]
    [InlineData("report.json")]
    [InlineData("provenance.jsonl")]
    public void ACompleteBuildWithAnEmptiedFileIsBuiltAgain(string name)
    {
        new PairBuild(Scenes(4), At("whole")).Run();
        new PairBuild(Scenes(4), At("a")).Run();
        File.WriteAllText(At("a", name), "");
        new PairBuild(Scenes(4), At("a")).Run();
        Assert.Equal(Contents(At("whole")), Contents(At("a")));
    }

    [Fact]
    public void ARejectedFolderStaysAsItWas()
    {
        Directory.CreateDirectory(At("b"));
        File.WriteAllText(At("b", "mine.txt"), "");
        Assert.Throws<PairBuildException>(() => new PairBuild(Scenes(2), At("b")).Run());
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(At("b")).Select(Path.GetFileName));
    }

    [Fact]
    public void ACompleteBuildIsNotDoneAgain()
    {
        var first = new PairBuild(Scenes(4), At("a")).Run()!;
        var again = new PairBuild(Scenes(4), At("a")).Run(_ => Assert.Fail("nothing is left to do"))!;
        Assert.Equal((first.Rows, first.Built), (again.Rows, again.Built));
        Assert.Equal(first.Dropped, again.Dropped);
    }
}
