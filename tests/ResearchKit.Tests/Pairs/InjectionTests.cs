using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class InjectionTests
{
    private static readonly (Scene Scene, Caption Caption)[] Corpus =
        [.. Enumerable.Range(0, 150).Select(seed => new SceneGenerator(new()).Generate(seed))
            .Select((s, i) => (s, CaptionWriter.Write(s, new SeededRandom(i))))];

    [Theory]
    [InlineData(InjectionKind.CoOccurrence, 100)]
    [InlineData(InjectionKind.Relation, 100)]
    [InlineData(InjectionKind.Attribute, 140)]
    public void WhatIsInjectedIsFalseAndTheRestStays(InjectionKind kind, int atLeast)
    {
        var injected = 0;
        foreach (var (scene, caption) in Corpus)
        {
            if (HallucinationInjector.Inject(scene, caption, kind, new SeededRandom(2)) is not { } injection) continue;
            injected++;
            Assert.Equal(kind, injection.Kind);
            Assert.False(injection.Error.IsTrueOf(scene));
            var kept = injection.Rejected.Sentences.Count(caption.Sentences.Contains);
            Assert.True(kept >= caption.Sentences.Count - 1, $"{kept} of {caption.Sentences.Count} sentences stay");
            var untrue = injection.Rejected.Sentences.Where(s => s.Facts.Any(f => !f.IsTrueOf(scene))).ToArray();
            Assert.Contains(injection.Error, Assert.Single(untrue).Facts);
            if (kind == InjectionKind.CoOccurrence)
            {
                Assert.Equal(caption.Sentences.Count + 1, injection.Rejected.Sentences.Count);
                Assert.Contains(caption.Sentences.SelectMany(s => s.Facts).OfType<ExistenceFact>(),
                    f => CoOccurrence.CoOccurringCategoryOf(f.Category) == ((ExistenceFact)injection.Error).Category);
            }
        }
        Assert.True(injected >= atLeast, $"{injected} of {Corpus.Length}");
    }

    [Fact]
    public void AnInventedCoOccurringObjectIsDescribedAsIfItWereThere()
    {
        var boat =
            new SceneObject(Category.Boat, ObjectColor.Red, ObjectSize.Large, Pattern.Plain, ObjectState.Sailing,
                new(5, 5, 24, 24));
        var scene = new Scene(64, 64, Background.Sea, [boat]);
        var caption = new Caption([new("There is a red boat that is sailing.", [new ExistenceFact(Category.Boat)])]);
        var text =
            HallucinationInjector.Inject(scene, caption, InjectionKind.CoOccurrence,
                new SeededRandom(0))!.Rejected.Text;
        Assert.Matches(
            @"^There is a red boat that is sailing\. (There is|The picture shows|One can see) an? " +
            @"(small |large )?\w+ fish\.$", text);
        // one object lies nowhere to another
        Assert.Null(HallucinationInjector.Inject(scene, caption, InjectionKind.Relation, new SeededRandom(0)));
    }

    [Fact]
    public void ACaptionerErrsAsOftenAsItIsTold()
    {
        int facts = 0, wrong = 0, sentences = 0, invented = 0;
        var random = new SeededRandom(4);
        foreach (var (scene, _) in Corpus)
        {
            var exact = new HallucinatingCaptioner(0).Describe(scene, random);
            Assert.Equal(exact.Corrected.Text, exact.Said.Text);
            Assert.Equal(0, exact.Hallucinations(scene));
            var sample = new HallucinatingCaptioner(0.3).Describe(scene, random);
            Assert.All(sample.Corrected.Sentences, s => Assert.All(s.Facts, f => Assert.True(f.IsTrueOf(scene))));
            Assert.Equal(sample.Hallucinations(scene) == 0, sample.Said.Text == sample.Corrected.Text);
            var real =
                sample.Said.Sentences.Where(s => s.Facts[0] is not ExistenceFact e || scene.CountOf(e.Category) > 0)
                .ToArray();
            Assert.Equal(sample.Corrected.Sentences.Count, real.Length);
            // Colors are stated of most objects and always have seven wrong values.
            facts += real.SelectMany(s => s.Facts).OfType<ColorFact>().Count();
            wrong += real.SelectMany(s => s.Facts).OfType<ColorFact>().Count(f => !f.IsTrueOf(scene));
            sentences += real.Length;
            invented += sample.Said.Sentences.Count - real.Length;
        }
        Assert.InRange((double)wrong / facts, 0.24, 0.36); // about 380 colors: 2.5 standard errors
        Assert.InRange((double)invented / sentences, 0.05, 0.3); // many companions are there already
        Assert.Throws<ArgumentException>(() => new HallucinatingCaptioner(1.5));
    }
}
