using ResearchKit.Datasets;
using ResearchKit.Experiments.VisionLanguage;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.VisionLanguage;

public sealed class HabitWorldTests
{
    [Fact]
    public void ObjectsLieInQuartersOfTheirOwnAndThingsOfAKindAreAlike()
    {
        var draws = new SeededDraws(3);
        foreach (var scene in Enumerable.Range(0, 300).Select(_ => HabitWorld.Draw(draws, HabitRates.Training)))
        {
            Assert.InRange(scene.Objects.Count, 1, 4);
            var quarters = scene.Objects.Select(o => (o.Frame.X / 32, o.Frame.Y / 32)).ToArray();
            Assert.Equal(quarters.Length, quarters.Distinct().Count());
            Assert.All(scene.Objects, o => Assert.True(o.Frame.X % 32 + o.Frame.Width <= 32));
            Assert.All(scene.Objects.GroupBy(o => o.Category), g => Assert.Single(g.Select(o => o.Color).Distinct()));
        }
    }

    [Fact]
    public void HabitsHoldAsOftenAsAsked()
    {
        var draws = new SeededDraws(4);
        var scenes = Enumerable.Range(0, 1500).Select(_ => HabitWorld.Draw(draws, new(0.7, 0.6, 0, 0.9))).ToArray();
        var things = scenes.SelectMany(s => s.Objects.DistinctBy(o => o.Category)).ToArray();
        // 0.6 by habit, and a fifth of the rest by chance.
        Assert.Equal(0.68, things.Average(o => o.Color == HabitWorld.UsualColor(o.Category) ? 1.0 : 0), 0.03);
        var ordered = scenes.Where(s => s.CountOf(Category.Cat) == 1 && s.CountOf(Category.Ball) == 1).ToArray();
        Assert.Equal(0.9, ordered.Average(s => First(s, Category.Cat) < First(s, Category.Ball) ? 1.0 : 0), 0.06);

        int First(Scene scene, Category category) =>
            scene.Objects.ToList().FindIndex(o => o.Category == category);
    }

    [Fact]
    public void WhoBelievesInHabitsAddsTheCoOccurringCategoryAndTheUsualColor()
    {
        var draws = new SeededDraws(5);
        var alone = Enumerable.Range(0, 200).Select(_ => HabitWorld.Draw(draws, new(0, 0, 0, 0.5)))
            .First(s => s.Objects is [{ Category: Category.Cat }] && s.Objects[0].Color != ObjectColor.Red);
        var believed = HabitWorld.Believed(alone, draws, new(1, 1, 0, 0));
        Assert.Equal([Category.Cat, Category.Ball], believed.Objects.Select(o => o.Category).Order().Reverse());
        Assert.Equal(ObjectColor.Red, believed.Objects.Single(o => o.Category == Category.Cat).Color);
        Assert.Equal(SceneLanguage.Caption(alone, new(1)),
            SceneLanguage.Caption(HabitWorld.Believed(alone, draws, new(0, 0, 0, 0)), new(1)));
    }

    [Fact]
    public void ASwappedSceneTurnsEveryRelation()
    {
        var draws = new SeededDraws(6);
        foreach (var scene in Enumerable.Range(0, 40).Select(_ => HabitWorld.Draw(draws, HabitRates.HeldOut)))
        {
            var swapped = HabitWorld.Swapped(scene);
            Assert.Equal(
                SceneLanguage.Relations(scene).Select(r => r with { Kind = r.Kind.Opposite()!.Value }).Order(By),
                SceneLanguage.Relations(swapped).Order(By));
        }
    }

    private static Comparer<RelationFact> By { get; } =
        Comparer<RelationFact>.Create((a, b) => string.CompareOrdinal($"{a}", $"{b}"));
}
