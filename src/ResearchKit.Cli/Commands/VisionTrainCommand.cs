using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Pairs.Vision.Learned.Training;
using TorchSharp;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit vision train --out DIR</c>: trains the learned models on drawn scenes.</summary>
internal static class VisionTrainCommand
{
    public static Command Create()
    {
        var output =
            new Option<string>("--out")
            {
                Description = "Folder for the weights and the learning curves.",
                HelpName = "folder", Required = true
            };
        var seed =
            new Option<int>("--seed")
            {
                Description = "Draws initial weights and batches.",
                DefaultValueFactory = _ => new VisionTrainingOptions().Seed
            };
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command =
            new Command("train", "Train image tagger, detector and CLIP on drawn scenes.") { output, seed, threads,
                json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(output), parsed.GetValue(seed), parsed.GetValue(threads), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, cancellation)));
        return command.WithExamples(
            """
            Takes a few minutes. The weights in data/vision were made by this command: without --seed it makes the same
            bytes again, with any number of threads. Nothing is written before the training is over.

            Examples:
              researchkit vision train --out my-models
              researchkit vision train --out other-models --seed 2
            """);
    }

    private static int Run(string folder, int seed, int threads, bool json, TextWriter output,
        CancellationToken cancellation)
    {
        if (seed < 0) throw new UserException($"--seed {seed}: 0 or more.");
        var options = new VisionTrainingOptions { Seed = seed };
        torch.set_num_threads(threads);
        TargetPath.CheckFolder(folder, "--out"); // better to fail now than after minutes
        IReadOnlyList<CurvePoint> curve;
        using (var display = new CountDisplay("steps", options.Steps))
        {
            var reached = new Dictionary<string, int>();
            var (models, points) = VisionTraining.Run(options, new Told(p =>
            {
                reached[p.Stage] = p.Step;
                display.Show(reached.Values.Sum(), 0);
            }), cancellation);
            Directory.CreateDirectory(folder);
            models.Save(folder);
            LearningCurve.Write(Path.Combine(folder, LearningCurve.FileName), curve = points);
        }
        var last = curve.GroupBy(p => p.Stage).Select(stage => stage.Last()).ToArray();
        if (json) output.WriteLine(JsonSerializer.Serialize(new { folder, stages = last }, JsonSerializerOptions.Web));
        else
            foreach (var p in last)
                output.WriteLine(
                    string.Create(CultureInfo.InvariantCulture,
                        $"{p.Stage,-12} {p.Step,5} steps, " +
                        $"loss {p.Loss:F3}, on scenes not learned from {p.Validation:F3}"));
        return ExitCode.Success;
    }

    /// <summary>Reports at once and on the same thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Told(Action<CurvePoint> tell) : IProgress<CurvePoint>
    {
        public void Report(CurvePoint value) => tell(value);
    }
}
