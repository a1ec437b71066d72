using System.Text;
using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Tests.Datasets.Coco;

public sealed class CocoFileTests : IDisposable
{
    private const string Small = """
        {"info": {"year": 2026, "nested": [1, {"a": []}]},
         "annotations": [
           {"id": 11, "image_id": 7, "category_id": 2, "bbox": [1.5, 0, 2, 2.25], "iscrowd": 0, "segmentation": [[1, 0, 4, 0, 4, 2, 1, 2], [0, 3, 1, 3, 1, 4, 0, 4]]},
           {"id": 12, "image_id": 8, "category_id": 1, "bbox": [0, 0, 1, 1]},
           {"id": 13, "image_id": 7, "category_id": 1, "bbox": [2, -3, 9, 9], "iscrowd": 1, "segmentation": {"size": [4, 5], "counts": [9, 2, 9]}},
           {"id": 14, "image_id": 7, "category_id": 1, "bbox": [4, 1, 0, 3], "segmentation": []}],
         "images": [{"id": 7, "file_name": "train/a.jpg", "width": 5, "height": 4}, {"id": 8, "file_name": "b.jpg", "width": 1, "height": 1}],
         "categories": [{"id": 1, "name": "dog"}, {"id": 2, "name": "hot dog"}]}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("coco").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AnnotationsBelongToTheirImagesWhateverTheOrderOfTheLists()
    {
        var file = CocoFile.Read(Save(Small));
        Assert.Equal(["dog", "hot dog"], file.Categories);
        Assert.Equal(2, file.Images.Count);
        var image = file.Find("elsewhere/a.jpg")!;
        Assert.Equal(("7", "train/a.jpg", 5, 4), (image.Id, image.FileName, image.Width, image.Height));
        Assert.Equal([("11", "hot dog", false), ("13", "dog", true)],
            image.Annotations.Select(a => (a.Id, a.Category, a.IsCrowd)));
        // 1.5 to 3.5 touches columns 1, 2 and 3; 0 to 2.25 touches rows 0, 1 and 2.
        Assert.Equal([new(1, 0, 3, 3), new(2, 0, 3, 4)], image.Annotations.Select(a => a.Box(5, 4)));
        Assert.Equal([new("an annotation whose box has no extent", 1, "annotation 14")], file.Problems);
        Assert.Null(file.Find("c.jpg"));
    }

    [Fact]
    public void PolygonsAndRunsBecomeMasks()
    {
        var annotations = CocoFile.Read(Save(Small)).Find("a.jpg")!.Annotations;
        Assert.Equal("""
            .###.
            .###.
            .....
            #....
            """, Drawn(annotations[0].Shape!.ToMask(5, 4)));
        // Columns of 4: nine pixels down the columns come before the two.
        Assert.Equal("""
            .....
            ..#..
            ..#..
            .....
            """, Drawn(annotations[1].Shape!.ToMask(5, 4)));
    }

    [Fact]
    public void OnlyWantedImagesAreKept()
    {
        var file = CocoFile.Read(Save(Small.Replace("[0, 0, 1, 1]", "\"not looked at\"")), name => name == "a.jpg");
        Assert.Equal("train/a.jpg", Assert.Single(file.Images).FileName);
    }

    [Theory]
    [InlineData("\"categories\"", "\"kinds\"",
    "there is no list 'categories', or it is empty: is it a file of COCO instances?")]
    [InlineData("\"hot dog\"}]}", "\"hot dog\"}]", "this is no JSON, or it is broken off")]
    public void AFileThatIsNoneOfAnnotationsIsRejected(string right, string wrong, string message)
    {
        Assert.Contains(right, Small);
        var path = Save(Small.Replace(right, wrong));
        var error = Assert.Throws<CocoException>(() => CocoFile.Read(path));
        Assert.StartsWith(path + ": ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void MutatedFilesNeverEscapeAsAnotherError()
    {
        var random = new Random(3);
        var good = Encoding.UTF8.GetBytes(Small);
        var path = Path.Combine(_folder, "mutated.json");
        int read = 0, rejected = 0;
        for (var round = 0; round < 600; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var k = random.Next(1, 4); k > 0; k--)
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? (byte)random.Next(256)
                    : good[random.Next(good.Length)];
            File.WriteAllBytes(path, bytes);
            try
            {
                foreach (var a in CocoFile.Read(path).Images.SelectMany(i => i.Annotations)) a.Shape?.ToMask(5, 4);
                read++;
            }
            catch (CocoException)
            {
                rejected++;
            }
            catch (FormatException) // an image of another size
            {
            }
        }
        Assert.True(read > 100 && rejected > 100, $"{read} read, {rejected} rejected");
    }

    private string Save(string text)
    {
        var path = Path.Combine(_folder, "instances.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static string Drawn(Mask mask) =>
        string.Join('\n',
            Enumerable.Range(0, mask.Height)
            .Select(y => string.Concat(Enumerable.Range(0, mask.Width).Select(x => mask[x, y] ? '#' : '.'))));
}
