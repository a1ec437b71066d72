using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Experiments.VisionLanguage;
using TorchSharp;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit vision start --out DIR</c>: trains the hallucinating starts of notebook 03.</summary>
internal static class VisionStartCommand
{
    public static Command Create()
    {
        var output =
            new Option<string>("--out")
            {
                Description = "Folder for the starts, a folder each.", HelpName = "folder", Required = true
            };
        var seed = new Option<int>("--seed") { Description = "The first seed." };
        var count = new Option<int>("--count") { Description = "How many seeds.", DefaultValueFactory = _ => 1 };
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command =
            new Command("start", "Train small vision-language models that hallucinate: where notebook 03 begins.")
            { output, seed, count, threads, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(output), parsed.GetValue(seed), parsed.GetValue(count), parsed.GetValue(threads),
            parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellation)));
        return command.WithExamples(
            """
            About a minute for each seed. The starts in data/vision-language were made by this command with
            --seed 0 --count 8: it makes the same bytes again, with any number of threads. A start is a folder that
            `train`, `score` and `generate` read; it is written when its training is over.

            Examples:
              researchkit vision start --seed 100 --out starts
              researchkit generate --model starts/start-100 --image data/samples/images/scene-3.png --prompt describe.
            """);
    }

    private static int Run(string folder, int first, int count, int threads, bool json, TextWriter output,
        CancellationToken cancellation)
    {
        if (first < 0) throw new UserException($"--seed {first}: 0 or more.");
        if (count < 1) throw new UserException($"--count {count}: 1 or more.");
        torch.set_num_threads(threads);
        TargetPath.CheckFolder(folder, "--out"); // better to fail now than after minutes
        var options = new StartOptions();
        var done = 0;
        var losses = new double[count];
        using (var display = new CountDisplay("steps", options.Steps * count))
            Parallel.For(0, count,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = torch.get_num_threads(), CancellationToken = cancellation,
                },
                i =>
                {
                    var last = 0;
                    var model = HallucinatingStart.Train(first + i, options, record =>
                    {
                        losses[i] = record.Values["loss"];
                        display.Show(Interlocked.Add(ref done, record.Step - last), 0);
                        last = record.Step;
                    }, cancellation);
                    HallucinatingStart.Save(model, first + i, folder);
                });
        if (json)
            output.WriteLine(JsonSerializer.Serialize(
                new { folder, starts = losses.Select((loss, i) => new { seed = first + i, loss }) },
                JsonSerializerOptions.Web));
        else
            for (var i = 0; i < count; i++)
                output.WriteLine(FormattableString.Invariant(
                    $"seed {first + i}: {options.Steps} steps, loss of the last batch {losses[i]:F3}"));
        return ExitCode.Success;
    }
}
