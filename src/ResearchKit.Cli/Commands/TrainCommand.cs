using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Training.Llava;
using TorchSharp;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit train CONFIG.json</c>: fine-tunes a vision-language model on pairs with any loss.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("config") { Description = "The training as JSON; see below." };
        var resume =
            new Option<bool>("--resume")
            {
                Description =
                "Go on from the newest checkpoint in the output folder, to the same bits."
            };
        var strict =
            new Option<bool>("--strict")
            {
                Description =
                "A pair that cannot be used is an error; without it, it is left out and counted."
            };
        var device = DeviceOption.Create();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command =
            new Command("train", "Fine-tune a vision-language model on pairs, with any loss of the catalogue.") { file,
                resume, strict, device, threads, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            parsed.GetRequiredValue(file), parsed.GetValue(resume), parsed.GetValue(strict), parsed.GetValue(device),
            parsed.GetValue(threads), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, cancellation)));
        return command.WithExamples(
            """
            The file: {"model": "llava-folder", "pairs": "pairs.jsonl", "out": "run", "loss": {"loss": "adavip"},
            "steps": 500, "learning_rate": 5e-6}. Paths are relative to it. Further keys: images, reference, template
            (llava-1.5, plain), overlong (reject, cut), batch_size, slice_size, seed, warmup, weight_decay,
            max_gradient_norm, record_every, save_every, eval_share, eval_every, patience, lora {rank, alpha, targets}.
            {"loss": "sft"} learns the chosen answers. eval_share holds pairs out: every eval_every steps their loss is
            measured, and training ends when it has not fallen patience times in a row. "model": "micro" begins a new
            small model with the words of the pairs.

            What a loss asks for beyond a pair (see `losses`) stands in fields of the rows: further answers by their
            names (rank_2, rejected_2, gold, sample, calibration), images (rejected_image_2), numbers of the pair
            (weight, cosine), of an answer (score_chosen, advantage_sample) and of its tokens (a list, or one number for
            all). Marks of what differs between two answers are computed, and so is the sampling policy's `old`: it is
            the start model where the rows do not have it.

            Ctrl-C keeps a checkpoint. The trained model is a folder that `score`, `generate` and `train` read.

            Examples:
              researchkit pairs build --scenes 200 --out pairs
              researchkit train sft.json
              researchkit train adavip.json --resume
            """);
    }

    private static int Run(string file, bool resume, bool strict, string? device, int threads, bool json,
        TextWriter output, CancellationToken cancellation) => ModelErrors.Run(() =>
    {
        InputPath.CheckFile(file);
        torch.set_num_threads(threads);
        var config = LlavaTrainingConfig.Read(file);
        TargetPath.CheckFolder(config.Out, "out"); // better to fail now than after minutes
        var job = new LlavaTrainingJob(config, DeviceOption.Of(device));
        LlavaTrainingResult result;
        using (var display = new CountDisplay("steps", config.Options.Steps))
        {
            var noted = false;
            result = job.Run(resume, strict, record =>
            {
                if (!noted) ModelErrors.Note(job.Dropped); // early, when there is still time to stop
                noted = true;
                display.Show(record.Step + 1, 0);
            }, cancellation);
            if (!noted) ModelErrors.Note(job.Dropped);
        }
        var last = result.Records.Count > 0 ? result.Records[^1].Values : new Dictionary<string, double>();
        if (json)
            output.WriteLine(JsonSerializer.Serialize(
                new
                {
                    @out = config.Out, step = result.Step, completed = result.Completed,
                    stoppedEarly = result.StoppedEarly, dropped = job.Dropped.Count, metrics = last
                }, JsonSerializerOptions.Web));
        else
            foreach (var (name, value) in last) output.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{name,-32} {value,12:G6}"));
        if (result.StoppedEarly)
            Messages.Note(
                $"ended after {result.Step} of {config.Options.Steps} steps: the held-out loss no longer fell");
        if (result.Completed) return ExitCode.Success;
        Messages.Note($"stopped after {result.Step} of {config.Options.Steps} steps; go on with --resume");
        return ExitCode.Canceled;
    }, "--resume", "--strict");
}
