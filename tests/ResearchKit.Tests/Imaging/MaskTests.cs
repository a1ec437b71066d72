using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

public sealed class MaskTests
{
    [Fact]
    public void TheAlgebraOfSetsHolds()
    {
        Mask a = Mask.Of(new(0, 0, 3, 2), 5, 4), b = Mask.Of(new(2, 1, 3, 3), 5, 4);
        Assert.Equal(6, a.Area);
        Assert.Equal(9, b.Area);
        Assert.Equal(1, a.And(b).Area);  // the pixel (2, 1)
        Assert.Equal(14, a.Or(b).Area);
        Assert.Equal(5, a.Minus(b).Area);
        Assert.Equal(14, a.Not().Area);
        Assert.Equal(1.0 / 14, a.IntersectionOverUnion(b), 12);
        Assert.Equal(new Box(2, 1, 3, 3), b.Bounds());
        Assert.True(new Mask(3, 3).Bounds().IsEmpty);
    }

    // A disc of radius 2 around one pixel: rows of 1, 3, 5, 3, 1 whole pixels (dx^2 + dy^2 <= 4).
    [Fact]
    public void DilatingAPixelGivesADisc()
    {
        var mask = new Mask(9, 9) { [4, 4] = true };
        var disc = mask.Dilate(2);
        Assert.Equal(13, disc.Area);
        Assert.True(disc[4, 2] && disc[5, 5] && !disc[5, 6] && !disc[6, 6]);
        Assert.Equal(1, disc.Erode(2).Area);
    }

    [Fact]
    public void DilationEqualsItsDefinitionOnRandomMasks()
    {
        var random = new Random(3);
        for (var radius = 0; radius <= 4; radius++)
        {
            var mask = new Mask(17, 13);
            for (var i = 0; i < 12; i++) mask[random.Next(17), random.Next(13)] = true;
            var grown = mask.Dilate(radius);
            for (var y = 0; y < 13; y++)
                for (var x = 0; x < 17; x++)
                {
                    var near = false;
                    for (var v = 0; v < 13; v++)
                        for (var u = 0; u < 17; u++)
                            near |= mask[u, v] && (u - x) * (u - x) + (v - y) * (v - y) <= radius * radius;
                    Assert.Equal(near, grown[x, y]);
                }
        }
    }

    [Fact]
    public void ComponentsTouchAtCornersAndComeLargestFirst()
    {
        var mask = Mask.Of(new(0, 0, 2, 2), 8, 8).Or(Mask.Of(new(2, 2, 1, 1), 8, 8)).Or(Mask.Of(new(6, 0, 1, 7), 8, 8));
        var parts = ConnectedComponents.Of(mask);
        Assert.Equal([7, 5], parts.Select(p => p.Area));
        Assert.Equal(new Box(6, 0, 1, 7), parts[0].Bounds());
        Assert.Equal(mask.Area, parts.Aggregate((a, b) => a.Or(b)).Area);
    }

    [Fact]
    public void MasksOfDifferentSizesDoNotMix() =>
        Assert.Contains("do not mix", Assert.Throws<ArgumentException>(() => new Mask(2, 2).And(new(2, 3))).Message);

    [Fact]
    public void BoxesOverlapByTheirCommonShare()
    {
        Assert.Equal(1.0 / 7, new Box(0, 0, 2, 2).IntersectionOverUnion(new(1, 1, 2, 2)), 12);
        Assert.Equal(0, new Box(0, 0, 2, 2).IntersectionOverUnion(new(5, 5, 2, 2)));
        Assert.Equal(new Box(0, 0, 3, 3), new Box(0, 0, 2, 2).Union(new(1, 1, 2, 2)));
    }
}
