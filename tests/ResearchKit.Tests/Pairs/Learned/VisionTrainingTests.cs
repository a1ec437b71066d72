using System.Security.Cryptography;
using ResearchKit.Datasets;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Pairs.Vision.Learned.Training;
using ResearchKit.Scenes;
using ResearchKit.TestHost;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Pairs.Learned;

public sealed class VisionTrainingTests
{
    private static readonly VisionTrainingOptions Tiny = new()
    {
        Scenes = 24, Validation = 12, Detector = new(6, 8, 3e-3), ImageTagger = new(6, 8, 5e-3), Clip = new(6, 8, 2e-3),
    };

    [Fact]
    public void OneThreadAndTwoGiveTheSameBytesAsOnEveryMachine()
    {
        ManagedOnly.Bits();
        var threads = get_num_threads();
        try
        {
            var files = Train(1);
            Assert.Equal(files, Train(2));
            // If this changes, the weights in data/vision do, too: train and publish them again.
            Assert.Equal("7366c82d96518761",
                Convert.ToHexStringLower(SHA256.HashData([.. files.SelectMany(f => f)]))[..16]);
        }
        finally
        {
            set_num_threads(threads);
        }

        static byte[][] Train(int threads)
        {
            set_num_threads(threads);
            var folder = Directory.CreateTempSubdirectory();
            try
            {
                var (models, curve) = VisionTraining.Run(Tiny);
                models.Save(folder.FullName);
                LearningCurve.Write(Path.Combine(folder.FullName, LearningCurve.FileName), curve);
                string[] files = [.. Directory.GetFiles(folder.FullName).Order(StringComparer.Ordinal)];
                Assert.Equal(5, files.Length);
                return [.. files.Select(File.ReadAllBytes)];
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    [Fact]
    public void EightScenesAreLearnedByHeart()
    {
        using var scope = NewDisposeScope();
        var samples = SceneSample.Twins(40, 4);
        var networks =
            new VisionNetworks(Vocabulary.Of(samples.Select(s => s.Caption)),
                [.. Enum.GetValues<Category>().Select(c => c.Noun())]);
        networks.Draw(new Generator(3));
        var detection = new DetectionObjective(networks.Backbone, networks.Detector, networks.Vocabulary, samples);
        Assert.InRange(
            Last(new OptimizerSchedule(120, 8, 3e-3),
                networks.Backbone.parameters().Concat(networks.Detector.parameters()), detection), 0, 0.7);
        var seen = networks.Backbone.EncodeImages([.. samples.Select(s => s.Image)]);
        Assert.InRange(
            Last(new OptimizerSchedule(200, 8, 1e-2), networks.ImageTagger.parameters(),
                new TaggingObjective(networks.ImageTagger, seen, samples)), 0, 0.5);
        Assert.InRange(
            Last(new OptimizerSchedule(200, 8, 3e-3), networks.Clip.parameters(),
                new ContrastiveObjective(networks.Clip, networks.Vocabulary, seen, samples)), 0, 0.3);

        static double Last(OptimizerSchedule descent, IEnumerable<TorchSharp.Modules.Parameter> parameters,
            ITrainingObjective objective) =>
            descent.Run("test", parameters, objective, objective, new SeededDraws(1), null, default)[^1].Loss;
    }

    [Fact]
    public void CancellingStopsTheTraining()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => VisionTraining.Run(Tiny, cancellation: stop.Token));
    }

    [Fact]
    public void TheSecondOfTwoTwinsLacksOneObjectAndItsCaptionIsTrue()
    {
        var samples = SceneSample.Twins(70, 30);
        for (var i = 0; i < samples.Length; i += 2)
        {
            Assert.Equal(samples[i].Scene.Objects.Count - 1, samples[i + 1].Scene.Objects.Count);
            Assert.Contains(samples[i].Caption.Sentences, s => !samples[i + 1].Facts.Hold(s));
        }
        Assert.All(samples, s => Assert.All(s.Caption.Sentences, sentence => Assert.True(s.Facts.Hold(sentence))));
    }

    [Fact]
    public void FactsWorkedOutOnceAgreeWithFactsCheckedOneByOne()
    {
        var samples = SceneSample.Twins(300, 12);
        foreach (var a in samples)
            foreach (var sentence in samples.SelectMany(b => b.Caption.Sentences))
                Assert.Equal(sentence.Facts.All(f => f.IsTrueOf(a.Scene)), a.Facts.Hold(sentence));
    }

    [Fact]
    public void TheCurveIsReadAsItWasWritten()
    {
        var path = Path.Combine(Path.GetTempPath(), $"curve-{Guid.NewGuid():N}.csv");
        try
        {
            CurvePoint[] curve = [new("detector", 5, 1.0 / 3, 2), new("clip", 10, 0.1, 1e-7)];
            LearningCurve.Write(path, curve);
            Assert.Equal(curve, LearningCurve.Read(path));
            File.WriteAllText(path, "stage,step,loss\nclip,1,2\n");
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => LearningCurve.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ThePublishedCurvesFallOnScenesThatWereNotLearnedFrom()
    {
        var stages = LearningCurve.Read().GroupBy(p => p.Stage).ToArray();
        Assert.Equal(["detector", "image-tagger", "clip"], stages.Select(s => s.Key));
        Assert.All(stages, s => Assert.True(s.Last().Validation < s.First().Validation / 1.5, s.Key));
    }

    [Fact]
    public void TheThresholdIsWhereF1IsHighest()
    {
        // Falling: Yes Yes No Yes No. F1 at 2: 4/5; at 3: 2/3; at 4: 6/7, the highest, half-way between 1 and -1.
        (float, bool)[] outcomes = [(4, true), (3, true), (2, false), (1, true), (-1, false)];
        Assert.Equal(0, Calibration.BestThreshold(outcomes));
        Assert.Equal(4, Calibration.BestThreshold([(4, true)]));
    }
}
