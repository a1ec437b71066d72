using System.CommandLine;
using ResearchKit.Cli.Scoring;
using ResearchKit.Cli.Terminal;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Pairs.Inspection;
using ResearchKit.Training.Llava;
using TorchSharp;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit score --model DIR --pairs FILE</c>: log-probabilities of pairs under a checkpoint.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var model = CheckpointOptions.Model();
        var reference =
            new Option<string?>("--reference")
            {
                Description = "Folder of a second checkpoint, scored beside it.",
                HelpName = "folder"
            };
        var pairs =
            new Option<string>("--pairs")
            {
                Description =
                "A folder that `pairs build` filled, or a file of pairs in any format.", HelpName = "path",
                Required = true
            };
        var images =
            new Option<string?>("--images")
            {
                Description = "Where the images are, if not beside the pairs.",
                HelpName = "folder"
            };
        var template = CheckpointOptions.Template();
        var overlong =
            new Option<string>("--overlong")
            {
                Description =
                "What happens to an answer that does not fit: reject leaves its pair out, cut drops its end.",
                HelpName = "word",
                DefaultValueFactory = _ => "reject",
            };
        overlong.AcceptOnlyFromAmong("reject", "cut");
        var device = DeviceOption.Create();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command =
            new Command("score", "Log-probabilities of preference pairs under a checkpoint.") { model, reference, pairs,
                images, template, overlong, device, threads, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(ModelErrors.Run(() =>
        {
            torch.set_num_threads(parsed.GetValue(threads));
            var name = parsed.GetValue(template);
            var policy = LlavaFolder.Load(
                parsed.GetRequiredValue(model), name,
                parsed.GetValue(overlong) == "cut" ? Overlong.Cut : Overlong.Reject,
                DeviceOption.Of(parsed.GetValue(device)));
            var set = ExampleReader.Read(
                new PairCollection(parsed.GetRequiredValue(pairs), parsed.GetValue(images)), policy.Encoder,
                policy.Model.Config.Vision.ImageSize);
            ModelErrors.Note(set.Dropped);
            var other = parsed.GetValue(reference) is { } folder ? policy.Beside(folder, name) : null;
            var scores = new PairScores(policy, other, Views(set));
            using (var display = new CountDisplay("pairs", set.Examples.Count))
                scores.Add(set.Examples, done => display.Show(done, 0), cancellation);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(scores.Json().ToJsonString());
            else scores.WriteTable(output);
            if (scores.Count == set.Examples.Count) return ExitCode.Success;
            Messages.Note($"stopped after {scores.Count} of {set.Examples.Count} pairs");
            return ExitCode.Canceled;
        })));
        return command.WithExamples(
            """
            Every answer on the original image, and the chosen one on the rejected image where all pairs have one: the
            sum of the log-probabilities of the answer's tokens, and how many they are. With --json the output is what
            `losses eval --scores` reads. Ctrl-C writes what is scored so far. An answer that `train` was told to cut
            is cut here with --overlong cut.

            Examples:
              researchkit score --model llava-1.5-7b --pairs rlaif-v.jsonl --images photos
              researchkit score --model run/model --reference start --pairs pairs --json > scores.json
            """);
    }

    private static View[] Views(ExampleSet set)
    {
        View[] views =
            [.. new[] { View.Chosen, View.Rejected, View.RejectedImage }.Where(v =>
                set.Examples.All(e => e.Offers(v)))];
        return views.Length >= 2 ? views
            : throw new UserException(
                "some pairs have an image and others only a rejected one: the answers cannot be scored.");
    }
}
