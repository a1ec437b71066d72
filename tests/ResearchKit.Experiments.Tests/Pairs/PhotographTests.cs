using ResearchKit.Experiments.Pairs;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Inpainting;

namespace ResearchKit.Experiments.Tests.Pairs;

public sealed class PhotographTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-photograph-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A dark square of 8 x 8 and a light one of 4 x 4 on gray.
    private string Image()
    {
        var image = new RgbImage(40, 30);
        image.Fill(new(120, 120, 120));
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 8; x++) image[5 + x, 6 + y] = new(20, 20, 20);
        for (var y = 0; y < 4; y++)
            for (var x = 0; x < 4; x++) image[28 + x, 20 + y] = new(240, 240, 240);
        var path = Path.Combine(_folder, "squares.png");
        ImageFile.Save(image, path);
        return path;
    }

    [Fact]
    public void WithoutAPhotographThereIsASampleWithItsAnnotations()
    {
        var sample = Photograph.Load();
        Assert.Equal((600, 400), (sample.Image.Width, sample.Image.Height));
        Assert.Equal(2, sample.Sentences.Count);
        var pair = sample.Pair(new DiffusionInpainter());
        Assert.Equal(["cup", "spoon"], pair.Candidates.Select(c => c.Tag));
        Assert.All(
            pair.Candidates, c => Assert.Equal(0, ImageComparison.ChangedOutside(sample.Image, c.Image, c.Repainted)));
        // Both sentences speak of the cup, one of the spoon: without the cup the response fits least.
        Assert.Equal("cup", pair.Chosen.Tag);
        Assert.InRange(pair.Chosen.Scores[0], 0, 0.001);
        Assert.InRange(pair.Candidates[1].Scores[0], 0.9, 1);
    }

    [Fact]
    public void OfTwoThingsOfAKindTheLargerGoesAndTheOtherKeepsSomeOfTheScore()
    {
        var folder = DataFolder.Find("samples")!;
        var sample = Photograph.Load(Path.Combine(folder, "images/snapshot.jpg"),
            Path.Combine(folder, "instances.json"));
        Assert.Equal(["There is a clock.", "There is a table.", "There is a chair."], sample.Sentences);
        var pair = sample.Pair(new DiffusionInpainter());
        // The clock's outline is annotated and goes whole; its sentence alone falls.
        Assert.Equal([0, 1, 1], pair.Candidates[0].Scores);
        // Of two annotated chairs, boxes of 41 x 57 and 36 x 49 pixels, the larger goes: their sentence keeps the
        // other's share.
        Assert.InRange(pair.Candidates[2].Scores[2], 36 * 49 / (36 * 49 + 41 * 57.0), 0.99);
    }

    [Fact]
    public void TheResponseDecidesWhichOfTheBoxesGoes()
    {
        var path = Image();
        Assert.Equal("night",
            Photograph.Load(path, "night 4,5,10,10; day 27,19,6,6", "It is a night. The night is dark. A day comes.")
            .Pair(new DiffusionInpainter()).Chosen.Tag);
        var other = Photograph.Load(path, "night 4,5,10,10; day 27,19,6,6", "The day is short. It is a day.")
            .Pair(new DiffusionInpainter());
        Assert.Equal("day", other.Chosen.Tag);
        Assert.Equal(new Rgb(120, 120, 120), other.Rejected[29, 21]);
        Assert.Equal(new Rgb(20, 20, 20), other.Rejected[8, 9]);
    }

    [Theory]
    [InlineData("", "say what is in squares.png")]
    [InlineData("night", "'night': write a name and four whole numbers")]
    [InlineData("night 1,2,3", "'night 1,2,3': write a name and four whole numbers")]
    [InlineData("night 4,5,10,10; day 1,2,x,4", "'day 1,2,x,4': write a name and four whole numbers")]
    [InlineData("night 50,5,10,10", "'night 50,5,10,10' lies outside the image of 40 x 30")]
    public void WhatIsNoBoxIsNamed(string objects, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Photograph.Load(Image(), objects)).Message);

    [Fact]
    public void AnnotationsOfAnotherImageAreRejected()
    {
        var path = Image();
        var file = Path.Combine(Path.GetDirectoryName(path)!, "instances.json");
        File.WriteAllText(file,
            """{"images":[{"id":1,"file_name":"squares.png","width":41,"height":30}],"annotations":[{"id":""" +
            """1,"image_id":1,"category_id":1,"bbox":[1,1,5,5],"iscrowd":0}],"categories":[{"id":""" +
            """1,"name":"night"}]}""");
        Assert.Contains("annotated as 41 x 30 pixels, but has 40 x 30",
            Assert.Throws<ArgumentException>(() => Photograph.Load(path, file)).Message);
        File.WriteAllText(file,
            """{"images":[{"id":2,"file_name":"other.png","width":40,"height":30}],"annotations":[{"id":""" +
            """1,"image_id":1,"category_id":1,"bbox":[1,1,5,5],"iscrowd":0}],"categories":[{"id":""" +
            """1,"name":"night"}]}""");
        Assert.Contains("does not have squares.png",
            Assert.Throws<ArgumentException>(() => Photograph.Load(path, file)).Message);
        Assert.Throws<FileNotFoundException>(() => Photograph.Load(path + ".jpg", "dog 1,1,2,2"));
    }
}
