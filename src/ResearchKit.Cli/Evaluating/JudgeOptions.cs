using System.CommandLine;
using ResearchKit.Benchmarks.Judging;
using ResearchKit.Benchmarks.MmHal;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Cli.Terminal;
using ResearchKit.Judges;

namespace ResearchKit.Cli.Evaluating;

/// <summary>The options of a benchmark that a judge rates, and the rating.</summary>
internal sealed class JudgeOptions
{
    private readonly Option<string?> _server = new("--judge")
    {
        Description =
        $"Address of an OpenAI-compatible server, such as http://localhost:8000/v1; its key is taken " +
        $"from {ChatJudgeOptions.KeyVariable}.",
        HelpName = "url",
    };

    private readonly Option<string?> _model =
        new("--judge-model") { Description = "The judge's model there.", HelpName = "name" };

    private readonly Option<string?> _cache = new("--judge-cache")
    {
        Description =
        "Where the judge's replies are kept, beside the answers without it: a stopped run goes on from there.",
        HelpName = "file",
    };

    private readonly Option<string?> _prompt = new("--judge-prompt")
    {
        Description = "File with the prompt; published numbers need the one of MMHal-Bench's repository.",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_server, _model, _cache, _prompt]) command.Add(option);
    }

    /// <summary>Lets the judge rate the answers, if one was named; the path of its replies, or null.</summary>
    public async Task<string?> RateAsync(ParseResult parsed, string[] answers, CancellationToken cancellation)
    {
        if (parsed.GetValue(_server) is not { } address) return null;
        if (answers is not [var path]) throw new UserException("--judge: one answer file at a time.");
        if (parsed.GetValue(_model) is not { } name)
            throw new UserException("--judge needs --judge-model NAME: which model rates.");
        var place = parsed.GetValue(_cache) ?? path + ".replies.jsonl";
        TargetPath.CheckFile(place, "--judge-cache"); // no rating is paid for that cannot be kept
        var template = new MmHalPrompt(parsed.GetValue(_prompt));
        string[] prompts = [.. RecordFile.Read(path).Select(template.Of)];
        try
        {
            using var judge = new ChatJudge(new(address, name));
            using var replies = new ReplyCache(place);
            using var display = new CountDisplay("answers rated", prompts.Length);
            var before = -1;
            var all = await JudgeRun.RepliesAsync(
                judge, prompts, replies, progress: done => display.Show(done, before < 0 ? before = done : before),
                cancellation: cancellation);
            var inOrder = place + ".ordered.jsonl";
            JudgeRun.Write(inOrder, all);
            return inOrder;
        }
        catch (JudgeException e)
        {
            throw new UserException(
                $"{e.Message} What was rated is kept in {place}; the same command goes on from there.");
        }
        catch (ArgumentException e)
        {
            throw new UserException($"--judge: {e.Message}");
        }
    }
}
