using ResearchKit.Datasets.Coco;

namespace ResearchKit.Tests.Datasets.Coco;

[Collection(NonParallelCollection.Name)]
public sealed class CocoMemoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("coco").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The file is about a hundred times as large as the memory that reading two of its images may take.
    [Fact]
    public void AFileMuchLargerThanMemoryAllowsIsStreamed()
    {
        var path = Path.Combine(_folder, "large.json");
        const int count = 60_000;
        using (var writer = new StreamWriter(path))
        {
            writer.Write("{\"annotations\":[");
            for (var i = 0; i < count; i++)
                writer.Write(
                    $"{(i > 0 ? "," : "")}{{\"segmentation\":[[{string.Join(',', Enumerable.Range(0, 120))}]]," +
                    $"\"id\":{i},\"image_id\":{i},\"category_id\":1,\"bbox\":[0,0,3,3]}}");
            writer.Write("],\"images\":[");
            for (var i = 0; i < count; i++)
                writer.Write($"{(i > 0 ? "," : "")}{{\"id\":{i},\"file_name\":\"{i}.jpg\",\"width\":9,\"height\":9}}");
            writer.Write("],\"categories\":[{\"id\":1,\"name\":\"cat\"}]}");
        }
        Assert.True(new FileInfo(path).Length > 28_000_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var file = CocoFile.Read(path, name => name is "5.jpg" or "59999.jpg");
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 300_000);
        Assert.Equal(2, file.Images.Count);
        Assert.All(file.Images, i => Assert.Single(i.Annotations));
    }
}
