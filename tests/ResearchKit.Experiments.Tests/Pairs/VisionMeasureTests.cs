using ResearchKit.Experiments.Pairs;
using ResearchKit.Experiments.Pairs.Vision;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Tests.Pairs;

public sealed class VisionMeasureTests
{
    private static readonly SceneExample[] Examples = [.. Enumerable.Range(0, 12).Select(SceneExample.Of)];

    [Fact]
    public void ATaggerThatAlwaysSaysTreeRecallsEveryTreeAndNothingElse()
    {
        var scores = TaggingScore.Of(new Says("tree"), Examples);
        var trees = Examples.Count(e => e.Scene.CountOf(Category.Tree) > 0);
        Assert.Equal(new("tree", trees, trees, 12 - trees), scores.Single(s => s.Tag == "tree"));
        Assert.All(
            scores.Where(s => s.Tag is not ("tree" or "all")), s => Assert.Equal((0, 0), (s.Found, s.FalseAlarms)));
        Assert.Equal(
            new("all", Examples.Sum(e => e.Scene.Objects.Select(o => o.Category).Distinct().Count()), trees,
                12 - trees), scores[^1]);
        Assert.Equal(23, scores.Count);
    }

    [Fact]
    public void ABoxAroundTheImageOverlapsAnObjectByItsShareOfTheArea()
    {
        var detections = Detection.Of(new Finds(new(0, 0, 64, 64)), Examples);
        Assert.Equal(12 * 22, detections.Count);
        Assert.All(
            detections.Where(d => d.IsThere), d => Assert.Equal(d.Truth.Max(b => b.Area) / 4096.0, d.Overlap, 1e-12));
        Assert.All(detections.Where(d => !d.IsThere), d => Assert.Equal(0, d.Overlap));
    }

    [Fact]
    public void WhoKnowsEverySentenceRetrievesPerfectlyAndWhoKnowsNoneNever()
    {
        var perfect = Retrieval.Of(new Knows(Examples), Examples);
        Assert.Equal((1.0, 1.0), (perfect.CaptionOfImage(1).Value, perfect.ImageOfCaption(1).Value));
        var blind = Retrieval.Of(new Knows([]), Examples);
        Assert.All(blind.ImageRanks.Concat(blind.CaptionRanks), rank => Assert.Equal(12, rank)); // equals count against
    }

    [Fact]
    public void StagesThatKnowTheSceneAgreeWithTheOracle() => Assert.All(Examples, e =>
    {
        var choice = ChoiceAgreement.Of(e, VisionPipeline.Oracle(e.Scene, e.Caption));
        Assert.True(choice.Agrees);
        Assert.Contains(choice.Removed, choice.OracleChoices);
        Assert.Equal(choice.IsUnique ? 1.0 / choice.OracleTags.Count : choice.Chance, choice.Chance);
    });

    [Fact]
    public void RemovingWhatTheCaptionNeedsLeastDisagreesUnlessAllTie() => Assert.All(Examples, e =>
    {
        var oracle = VisionPipeline.Oracle(e.Scene, e.Caption);
        var choice = ChoiceAgreement.Of(e, oracle with { Scorer = new Opposite(oracle.Scorer) });
        Assert.Equal(choice.OracleChoices.Count == choice.OracleTags.Count, choice.Agrees);
    });

    [Fact]
    public void NothingFoundIsADisagreement()
    {
        var choice =
            ChoiceAgreement.Of(Examples[0],
                VisionPipeline.Oracle(Examples[0].Scene, Examples[0].Caption) with { Detector = new Finds(null) });
        Assert.Null(choice.Pair);
        Assert.False(choice.Agrees);
    }

    [Fact]
    public void WhatWasRemovedIsLookedUpInTheSceneAndNotTakenFromTheTag()
    {
        // The detector answers to every tag with the box of the object that the oracle would remove last.
        var e = Examples.First(e => e.Scene.Objects.Select(o => o.Category).Distinct().Count() > 1
            && ChoiceAgreement.Of(e, VisionPipeline.Oracle(e.Scene, e.Caption)).IsUnique);
        var oracle = VisionPipeline.Oracle(e.Scene, e.Caption);
        var right = ChoiceAgreement.Of(e, oracle).OracleChoices.Single();
        var other = Enumerable.Range(0, e.Scene.Objects.Count).First(i => e.Scene.Objects[i].Category.Noun() != right);
        var choice =
            ChoiceAgreement.Of(e,
                oracle with { ImageTagger = new Says(right), Detector = new Finds(e.Scene.BoxOf(other)) });
        Assert.Equal(right, choice.Pair!.Chosen.Tag);
        Assert.Equal(e.Scene.Objects[other].Category.Noun(), choice.Removed);
        Assert.False(choice.Agrees);
    }

    [Fact]
    public void RemovalsAreScoredOnTheSceneDrawnWithoutTheObject()
    {
        var responses = RemovalResponse.Of(new Knows(Examples), Examples);
        Assert.Equal(Examples.Sum(e => e.Scene.Objects.Count * e.Sentences.Count), responses.Count);
        Assert.All(responses, r => Assert.Equal(1, r.Drop)); // an image that is not the original is unknown to it
        Assert.All(
            responses,
                r => Assert.Equal(r.Sentence.Facts.All(f => f.IsTrueOf(r.Example.Scene.Without(r.Removed))),
                    r.StillTrue));
    }

    private sealed class Says(string tag) : IImageTagger
    {
        public IReadOnlyList<string> Tag(RgbImage image) => [tag];
    }

    private sealed class Finds(Box? box) : IDetector
    {
        public Box? Detect(RgbImage image, string tag) => box;
    }

    private sealed class Knows(SceneExample[] examples) : IImageTextScorer
    {
        public double Score(RgbImage image, string sentence) =>
            examples.Any(e => e.Image.Pixels.AsSpan().SequenceEqual(image.Pixels) && e.Sentences.Contains(sentence)) ? 1
            : 0;
    }

    private sealed class Opposite(IImageTextScorer scorer) : IImageTextScorer
    {
        public double Score(RgbImage image, string sentence) => -scorer.Score(image, sentence);
    }
}
