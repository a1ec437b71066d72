using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class SegmentationTests
{
    [Fact]
    public void CutIsTheCheapestOfAllPartitions()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++)
        {
            var n = random.Next(2, 9);
            var terminals = Enumerable.Range(0, n).Select(_ => (random.Next(20), random.Next(20))).ToArray();
            var edges = Enumerable.Range(0, 2 * n)
                .Select(_ => (A: random.Next(n), B: random.Next(n), Cost: random.Next(15))).Where(e => e.A != e.B)
                .ToArray();
            var graph = new MaxFlow(n, edges.Length);
            for (var i = 0; i < n; i++) graph.Attach(i, terminals[i].Item1, terminals[i].Item2);
            foreach (var (a, b, cost) in edges) graph.Connect(a, b, cost);
            var found = graph.SourceSide();
            var cheapest = Enumerable.Range(0, 1 << n).Min(p => Cost(i => (p >> i & 1) == 1));
            Assert.Equal(cheapest, Cost(i => found[i]));

            // A node at the source's side pays its edge to the sink, and the other way round.
            int Cost(Func<int, bool> source) => terminals.Select((t, i) => source(i) ? t.Item2 : t.Item1).Sum()
                + edges.Sum(e => source(e.A) != source(e.B) ? e.Cost : 0);
        }
    }

    [Fact]
    public void MasksOfSceneObjectsOverlapTheTruth()
    {
        double sum = 0;
        var overlaps = new List<double>();
        for (var seed = 400; seed < 430; seed++)
        {
            var scene = new SceneGenerator(new()).Generate(seed);
            var image = scene.Render();
            for (var i = 0; i < scene.Objects.Count; i++)
            {
                var mask = new GraphCutSegmenter().Segment(image, scene.BoxOf(i));
                overlaps.Add(mask.IntersectionOverUnion(scene.VisibleMaskOf(i)));
                sum += Mask.Of(scene.BoxOf(i), 64, 64).IntersectionOverUnion(scene.VisibleMaskOf(i));
            }
        }
        overlaps.Sort();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"IoU: mean {overlaps.Average():F3}, median {overlaps[overlaps.Count / 2]:F3}, " +
            $"tenth {overlaps[overlaps.Count / 10]:F3}; the box " +
            $"itself {sum / overlaps.Count:F3}; n = {overlaps.Count}");
        Assert.True(overlaps.Average() > 0.82, $"mean IoU {overlaps.Average():F3}");
        Assert.True(overlaps.Average() > sum / overlaps.Count + 0.15,
            $"mean IoU {overlaps.Average():F3}, of the boxes {sum / overlaps.Count:F3}");
    }

    [Fact]
    public void DiscOnAPlainGroundIsFoundToThePixel()
    {
        var image = new RgbImage(60, 50);
        image.Fill(new(90, 160, 210));
        var disc = new Mask(60, 50);
        for (var y = 0; y < 50; y++)
            for (var x = 0; x < 60; x++)
                if ((x - 30) * (x - 30) + (y - 25) * (y - 25) <= 144)
                    (disc[x, y], image[x, y]) = (true, new(200, 60, 40));
        Assert.Equal(1, new GraphCutSegmenter().Segment(image, disc.Bounds()).IntersectionOverUnion(disc));
    }

    [Fact]
    public void PlainImageGivesTheEnclosedEllipseAndABoxOutsideIsRejected()
    {
        var image = new RgbImage(40, 40);
        var mask = new GraphCutSegmenter().Segment(image, new(10, 10, 12, 8));
        Assert.True(mask.Area > 0 && mask.Minus(Mask.Of(new(10, 10, 12, 8), 40, 40)).Area == 0);
        Assert.Throws<ArgumentException>(() => new GraphCutSegmenter().Segment(image, new(50, 10, 5, 5)));
    }
}
