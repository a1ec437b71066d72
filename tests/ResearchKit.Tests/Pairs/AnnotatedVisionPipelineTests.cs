using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Annotated;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Segmentation;

namespace ResearchKit.Tests.Pairs;

public sealed class AnnotatedVisionPipelineTests
{
    // 40 x 20, half dark, half light: a dog of 8 x 8, a smaller dog, a person, and a crowd of people at the right rim.
    private static readonly CocoImage Image = new("1", "a.png", 40, 20,
    [
        new("1", "dog", (30, 14, 4, 4), null, false),
        new("2", "person", (20, 2, 5, 10), null, false),
        new("3", "dog", (4, 4, 8, 8), new CocoPolygons([[4, 4, 12, 4, 12, 12, 4, 12]]), false),
        new("4", "person", (36, 0, 4, 20), null, true),
    ]);

    private static readonly CategoryWords Words = new(["person", "dog", "hot dog", "bus"]);

    private static RgbImage Draw()
    {
        var image = new RgbImage(40, 20);
        for (var y = 0; y < 20; y++)
            for (var x = 0; x < 40; x++)
                image[x, y] = new((byte)(6 * x), (byte)(11 * y), (byte)((x * 7 + y * 13) % 200));
        return image;
    }

    [Fact]
    public void TagsAreCategoriesOfSingleObjectsAndTheLargestBoxStandsForEach()
    {
        var image = Draw();
        Assert.Equal(["dog", "person"], new CocoImageTagger(Image).Tag(image));
        Assert.Equal(new Box(4, 4, 8, 8), new CocoDetector(Image).Detect(image, "dog"));
        Assert.Equal(new Box(20, 2, 5, 10), new CocoDetector(Image).Detect(image, "person")); // the crowd is larger
        Assert.Null(new CocoDetector(Image).Detect(image, "bus"));
    }

    [Fact]
    public void MasksComeFromOutlinesElseFromThePixels()
    {
        var segmenter = new CocoSegmenter(Image, new WholeBox());
        Assert.Equal(64, segmenter.Segment(Draw(), new(4, 4, 8, 8)).Area);
        Assert.Equal(new Box(20, 2, 5, 10), segmenter.Segment(Draw(), new(20, 2, 5, 10)).Bounds());
    }

    // Of the dogs' 64 + 16 pixels 16 are left, of the people's 50 + 80 all.
    [Fact]
    public void ScoreIsTheShareOfNamedPixelsThatAreLeft()
    {
        var original = Draw();
        var without = original.Clone();
        for (var y = 4; y < 12; y++)
            for (var x = 4; x < 12; x++) without[x, y] = new(255, 255, 255);
        var scorer = new AnnotationScorer(Image, original, Words);
        Assert.Equal(0.2, scorer.Score(without, "Two dogs are running."));
        Assert.Equal(0.6, scorer.Score(without, "A man walks his puppies."), 12);
        Assert.Equal(1, scorer.Score(without, "A boy stands there."));
        Assert.Equal(1, scorer.Score(without, "A hot dog lies there."));
        Assert.Equal(1, scorer.Score(original, "Two dogs are running."));
    }

    [Fact]
    public void TheObjectThatTheResponseNamesIsRemoved()
    {
        var image = Draw();
        var pipeline =
            new VisionPipeline(new CocoImageTagger(Image), new CocoDetector(Image),
                new CocoSegmenter(Image, new GraphCutSegmenter()),
            new DiffusionInpainter(), new AnnotationScorer(Image, image, Words));
        Assert.Equal("person",
            new VisionPairBuilder(pipeline).Build(image, ["A woman waits.", "The weather is fine."])!.Chosen.Tag);
        Assert.Equal("dog", new VisionPairBuilder(pipeline).Build(image, ["A puppy plays."])!.Chosen.Tag);
    }

    [Theory]
    [InlineData("A man in a bus.", "person,bus")]
    [InlineData("Policemen, children and fishermen.", "person")]
    [InlineData("They wait at the bus stop; two Buses pass.", "bus")]
    [InlineData("She eats a hot-dog with her dog's friend.", "hot dog,dog")]
    [InlineData("A dogma about busy humans.", "person")]
    [InlineData("A double-decker and a double decker.", "bus")]
    [InlineData("Nothing at all.", "")]
    public void NamesAreFoundInAnyForm(string text, string categories) =>
    Assert.Equal(categories, string.Join(',', Words.NamedIn(text)));

    [Theory]
    [InlineData("knife", "knives")]
    [InlineData("wine glass", "wine glasses")]
    [InlineData("bus", "buses")]
    [InlineData("toothbrush", "toothbrushes")]
    [InlineData("teddy bear", "teddy bears")]
    [InlineData("toy", "toys")]
    [InlineData("teddy", "teddies")]
    [InlineData("person", "people")]
    [InlineData("snowman", "snowmen")]
    [InlineData("human", "humans")]
    [InlineData("skis", "skis")]
    public void Plurals(string one, string many) => Assert.Equal((one, many), CategoryWords.Forms(one));

    private sealed class WholeBox : ISegmenter
    {
        public Mask Segment(RgbImage image, Box box) => Mask.Of(box, image.Width, image.Height);
    }
}
