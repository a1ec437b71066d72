using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
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
        var model =
            new Option<string>("--model")
            {
                Description =
                "Folder of the checkpoint: config.json, tokenizer.json, safetensors.", HelpName = "folder",
                Required = true
            };
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
        var template =
            new Option<string?>("--template")
            {
                Description =
                "Chat template: llava-1.5 or plain; without it the tokenizer decides.", HelpName = "name"
            };
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command =
            new Command("score", "Log-probabilities of preference pairs under a checkpoint.") { model, reference, pairs,
                images, template, threads, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(ModelErrors.Run(() =>
        {
            torch.set_num_threads(parsed.GetValue(threads));
            var name = parsed.GetValue(template);
            var policy = LlavaFolder.Load(parsed.GetRequiredValue(model), name, Overlong.Reject);
            var set = ExampleReader.Read(
                new PairCollection(parsed.GetRequiredValue(pairs), parsed.GetValue(images)), policy.Encoder,
                policy.Model.Config.Vision.ImageSize);
            ModelErrors.Note(set.Dropped);
            var other = parsed.GetValue(reference) is { } folder ? LlavaFolder.Load(folder, name).Model : null;
            Write(set, policy, other, parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellation);
            return ExitCode.Success;
        })));
        return command.WithExamples(
            """
            Every answer on the original image, and the chosen one on the rejected image where all pairs have one: the
            sum of the log-probabilities of the answer's tokens, and how many they are. With --json the output is what
            `losses eval --scores` reads.

            Examples:
              researchkit score --model llava-1.5-7b --pairs rlaif-v.jsonl --images photos
              researchkit score --model run/model --reference start --pairs pairs --json > scores.json
            """);
    }

    private static void Write(ExampleSet set, LlavaFolder policy, LlavaModel? reference, bool json, TextWriter output,
        CancellationToken cancellation)
    {
        View[] views =
            [.. new[] { View.Chosen, View.Rejected, View.RejectedImage }.Where(v =>
                set.Examples.All(e => e.Offers(v)))];
        if (views.Length == 0)
            throw new UserException("some pairs have an image and some have none; score them apart.");
        var inputs = new LossInputs(views, TokenReduction.Sum, Reference: false) { Tokens = true };
        var columns = new Dictionary<string, List<double>[]>();
        foreach (var view in views) columns[view.Name] = [[], [], []];
        using (var display = new CountDisplay("pairs", set.Examples.Count))
        {
            var done = 0;
            foreach (var batch in set.Examples.Chunk(LlavaTrainingOptions.DefaultSlice).Select(c => new LlavaBatch(c)))
            {
                cancellation.ThrowIfCancellationRequested();
                using var off = torch.no_grad();
                using var scope = torch.NewDisposeScope();
                var scored = new LlavaScorer(policy.Model, policy.Encoder.End).Score(batch, views, inputs);
                var compared = reference is null ? null
                    : new LlavaScorer(reference, policy.Encoder.End).Score(batch, views, inputs);
                for (var v = 0; v < views.Length; v++)
                {
                    Add(columns[views[v].Name][0], scored[v].Sum);
                    if (compared is not null) Add(columns[views[v].Name][1], compared[v].Sum);
                    Add(columns[views[v].Name][2], scored[v].Tokens!);
                }
                display.Show(done += batch.Examples.Count, 0);
            }
        }
        if (json) output.WriteLine(Json(set, columns).ToJsonString());
        else Table(set, views, columns, output);

        static void Add(List<double> to, torch.Tensor values) =>
            to.AddRange(values.data<float>().ToArray().Select(v => (double)v));
    }

    private static JsonObject Json(ExampleSet set, Dictionary<string, List<double>[]> columns)
    {
        var views = new JsonObject();
        foreach (var (name, values) in columns)
        {
            var view =
                new JsonObject
                {
                    ["policy"] = JsonSerializer.SerializeToNode(values[0]),
                    ["tokens"] = JsonSerializer.SerializeToNode(values[2])
                };
            if (values[1].Count > 0) view["reference"] = JsonSerializer.SerializeToNode(values[1]);
            views[name] = view;
        }
        return new() { ["ids"] = JsonSerializer.SerializeToNode(set.Examples.Select(e => e.Id)), ["views"] = views };
    }

    private static void Table(ExampleSet set, View[] views, Dictionary<string, List<double>[]> columns,
        TextWriter output)
    {
        output.WriteLine($"{"pair",-24}" + string.Concat(views.Select(v => $"{v.Name,18}")));
        for (var i = 0; i < set.Examples.Count; i++)
            output.WriteLine($"{set.Examples[i].Id,-24}" + string.Concat(views.Select(v =>
                string.Create(CultureInfo.InvariantCulture, $"{columns[v.Name][0][i],18:F4}"))));
        var (chosen, rejected) = (columns[View.Chosen.Name][0], columns[View.Rejected.Name][0]);
        var right = chosen.Zip(rejected).Count(p => p.First > p.Second);
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"chosen above rejected in {right} of {chosen.Count} pairs"));
    }
}
