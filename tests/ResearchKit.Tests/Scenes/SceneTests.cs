using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Scenes;

public sealed class SceneTests
{
    private static readonly SceneGenerator Generator = new(new());

    private static IEnumerable<Scene> Many(int count) => Enumerable.Range(0, count).Select(Generator.Generate);

    [Fact]
    public void ASceneIsAFunctionOfItsSeed()
    {
        Assert.Equal(Generator.Generate(5).Objects, new SceneGenerator(new()).Generate(5).Objects);
        Assert.Equal(Generator.Generate(5).Render().Pixels, Generator.Generate(5).Render().Pixels);
        Assert.NotEqual(Generator.Generate(5).Objects, Generator.Generate(6).Objects);
    }

    [Fact]
    public void ScenesHaveTwoToSixObjectsInsideTheImage()
    {
        var counts = new int[7];
        foreach (var scene in Many(500))
        {
            counts[scene.Objects.Count]++;
            foreach (var o in scene.Objects) Assert.Equal(o.Frame, o.Frame.Intersect(new(0, 0, 64, 64)));
        }
        Assert.Equal(500, counts[2..].Sum());
        Assert.All(counts[2..], n => Assert.True(n > 25));
    }

    // The ground truth of removal: rendering without an object changes its mask and nothing else, and the mask holds
    // no pixel that stays the same for every object (each category really covers what it says).
    [Fact]
    public void RemovingAnObjectChangesPixelsOnlyInsideItsMask()
    {
        foreach (var scene in Many(60))
        {
            var whole = scene.Render();
            for (var i = 0; i < scene.Objects.Count; i++)
            {
                var without = scene.RenderWithout(i);
                var visible = scene.VisibleMaskOf(i);
                var changed = 0;
                for (var y = 0; y < 64; y++)
                    for (var x = 0; x < 64; x++)
                    {
                        if (whole[x, y] == without[x, y]) continue;
                        changed++;
                        Assert.True(scene.MaskOf(i)[x, y]);
                    }
                Assert.True(changed > 0.5 * visible.Area,
                    $"{scene.Objects[i]} changes {changed} of {visible.Area} pixels");
            }
        }
    }

    [Fact]
    public void ThingsStandOnTablesAndLieInCrates()
    {
        var carried = 0;
        foreach (var scene in Many(800))
            for (var i = 0; i < scene.Objects.Count; i++)
            {
                if (scene.Objects[i].Carrier is not (>= 0 and var carrier)) continue;
                carried++;
                Box item = scene.BoxOf(i), under = scene.BoxOf(carrier);
                if (scene.Objects[carrier].Category == Category.Crate) Assert.Equal(item, item.Intersect(under));
                else Assert.InRange(under.Y - item.Bottom, -2, 3); // the sprite's feet may end a pixel above its square
            }
        Assert.True(carried > 40);
    }

    [Fact]
    public void CompaniesArePlanted()
    {
        int with = 0, boats = 0, without = 0, others = 0;
        foreach (var scene in Many(3000))
        {
            var fish = scene.CountOf(Category.Fish) > 0;
            if (scene.CountOf(Category.Boat) > 0) { boats++; with += fish ? 1 : 0; }
            else { others++; without += fish ? 1 : 0; }
        }
        Assert.True((double)with / boats > 3.0 * without / others,
            $"fish: {with} of {boats} with a boat, {without} of {others} without");
    }

    [Fact]
    public void RelationsAgreeWithTheBoxes()
    {
        foreach (var scene in Many(50))
            foreach (var r in Relations.Of(scene))
            {
                Box a = scene.BoxOf(r.Subject), b = scene.BoxOf(r.Object);
                Assert.True(r.Kind switch
                {
                    RelationKind.LeftOf => a.Right <= b.X,
                    RelationKind.RightOf => a.X >= b.Right,
                    RelationKind.Above => a.Bottom <= b.Y,
                    RelationKind.Below => a.Y >= b.Bottom,
                    _ => scene.Objects[r.Subject].Carrier == r.Object,
                });
            }
    }

    [Fact]
    public void ImpossibleOptionsAreRejected() =>
        Assert.Throws<ArgumentException>(() => new SceneGenerator(new(Width: 20)).Generate(0));
}
