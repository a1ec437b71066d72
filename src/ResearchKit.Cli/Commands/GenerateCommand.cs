using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Imaging;
using ResearchKit.Models.Generation;
using ResearchKit.Models.Llava;
using TorchSharp;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit generate --model DIR --image FILE --prompt TEXT</c>: a model's answer.</summary>
internal static class GenerateCommand
{
    public static Command Create()
    {
        var model = CheckpointOptions.Model();
        var image =
            new Option<string?>("--image")
            {
                Description = "The image; without it the question is of text alone.",
                HelpName = "file"
            };
        var prompt =
            new Option<string>("--prompt") { Description = "The question.", HelpName = "text", Required = true };
        var most =
            new Option<int>("--max-tokens")
            {
                Description = "Most tokens of the answer.",
                DefaultValueFactory = _ => 64
            };
        var temperature =
            new Option<double>("--temperature")
            {
                Description = "0 takes the most probable token, above 0 draws.",
                DefaultValueFactory = _ => 0
            };
        var topK =
            new Option<int>("--top-k")
            {
                Description = "Draw from so many tokens; 0 for all.",
                DefaultValueFactory = _ => 0
            };
        var topP =
            new Option<double>("--top-p")
            {
                Description = "Draw from the tokens that reach this probability together.",
                DefaultValueFactory = _ => 1
            };
        var beams = new Option<int>("--beams") { Description = "Width of beam search.", DefaultValueFactory = _ => 1 };
        var contrast =
            new Option<double>("--contrast")
            {
                Description = "Weight of visual contrastive decoding; 0 is none.",
                DefaultValueFactory = _ => 0
            };
        var seed = new Option<int>("--seed") { Description = "Seed of the draws.", DefaultValueFactory = _ => 0 };
        var template = CheckpointOptions.Template();
        var device = DeviceOption.Create();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("generate", "Let a vision-language model answer a question about an image.")
        {
            model, image, prompt, most, temperature, topK, topP, beams, contrast, seed, template, device, threads,
            json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(ModelErrors.Run(() =>
        {
            torch.set_num_threads(parsed.GetValue(threads));
            var options = new GenerationOptions(parsed.GetValue(most))
            {
                Temperature = parsed.GetValue(temperature), TopK = parsed.GetValue(topK), TopP = parsed.GetValue(topP),
                Beams = parsed.GetValue(beams), Seed = parsed.GetValue(seed),
            };
            Check(options, parsed.GetValue(contrast));
            options.Validate();
            RgbImage[] images = parsed.GetValue(image) is { } path ? [Open(path)] : [];
            var alpha = parsed.GetValue(contrast);
            if (alpha != 0 && images.Length == 0) throw new UserException("--contrast needs an --image.");
            var folder = LlavaFolder.Load(parsed.GetRequiredValue(model), parsed.GetValue(template),
                device: DeviceOption.Of(parsed.GetValue(device)));
            var text = parsed.GetRequiredValue(prompt);
            if (text.Contains("<image>", StringComparison.Ordinal))
                throw new UserException("--prompt holds <image>: leave it out, the image is put before the question.");
            var question = folder.Encoder.Prompt(text, images.Length);
            var room = folder.Encoder.MaxTokens - question.Length;
            if (options.MaxNewTokens > room)
                throw new UserException(
                    $"--max-tokens {options.MaxNewTokens}: image and question take {question.Length} of the " +
                    $"model's {folder.Encoder.MaxTokens} tokens and leave {room}.");
            var request = new GenerationRequest(0, question, images);
            var generator = new AnswerGenerator(folder.Model, folder.Encoder.End)
            {
                Processor = alpha == 0 ? null : batch => new ContrastiveDecoding(batch, alpha, seed: options.Seed),
            };
            var answer = generator.Generate([request], options, cancellation).Single();
            var said = folder.Encoder.Text(answer.Tokens);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
                output.WriteLine(JsonSerializer.Serialize(
                    new
                    {
                        answer = said, tokens = answer.Tokens, logProbability = answer.LogProbability,
                        ended = answer.Ended
                    }, JsonSerializerOptions.Web));
            else output.WriteLine(said);
            return ExitCode.Success;
        })));
        return command.WithExamples(
            """
            Examples:
              researchkit generate --model llava-1.5-7b --image cat.jpg --prompt "What is on the mat?"
              researchkit generate --model run/model --image scene.png --prompt "Describe the image." --beams 4
              researchkit generate --model run/model --image scene.png --prompt "Describe the image." --contrast 1
            """);
    }

    /// <summary>The ranges, by the names of the options.</summary>
    private static void Check(GenerationOptions options, double contrast)
    {
        if (options.MaxNewTokens < 1)
            throw new UserException($"--max-tokens {options.MaxNewTokens}: at least 1 is needed.");
        if (!(options.Temperature >= 0 && double.IsFinite(options.Temperature)))
            throw Wrong("--temperature", options.Temperature, "a number from 0");
        if (options.TopK < 0) throw new UserException($"--top-k {options.TopK}: 0 (all) or more is needed.");
        if (options.TopP is not (> 0 and <= 1)) throw Wrong("--top-p", options.TopP, "a number above 0 and at most 1");
        if (options.Beams < 1) throw new UserException($"--beams {options.Beams}: at least 1 is needed.");
        if (options is { Beams: > 1, Temperature: > 0 })
            throw new UserException("beam search draws nothing: give --beams or --temperature, not both.");
        if (options.Temperature == 0 && (options.TopK > 0 || options.TopP < 1))
            throw new UserException("--top-k and --top-p are of draws: give a --temperature above 0, too.");
        if (!(contrast >= 0 && double.IsFinite(contrast))) throw Wrong("--contrast", contrast, "a number from 0");
    }

    private static UserException Wrong(string option, double value, string needed) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{option} {value}: {needed} is needed."));

    private static RgbImage Open(string path)
    {
        InputPath.CheckFile(path, "--image");
        try
        {
            return ImageFile.Load(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"--image {path}: cannot be read. {e.Message}");
        }
    }
}
