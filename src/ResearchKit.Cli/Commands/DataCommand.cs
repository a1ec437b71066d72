using System.CommandLine;
using System.Text.Json;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit data check DIR</c>: which public data sets are there and whole.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var command = new Command("data", "Look after the public data sets that benchmarks read.");
        command.Subcommands.Add(Check());
        return command;
    }

    private static Command Check()
    {
        var folder =
            new Argument<string>("folder")
            {
                Description =
                "Where the downloaded data sets are; folders in it are searched, too.", HelpName = "folder"
            };
        var json = CommonOptions.Json();
        var command =
            new Command("check", "Say which public data sets are complete, and where to get what is missing.") { folder,
                json };
        command.SetAction(parsed =>
        {
            try
            {
                var found = DataCheck.Of(parsed.GetRequiredValue(folder));
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(json)) output.WriteLine(JsonSerializer.Serialize(found, JsonSerializerOptions.Web));
                else Show(found, output);
                return ExitCode.Success;
            }
            catch (BenchmarkException e)
            {
                throw new UserException(e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new UserException($"a file cannot be read: {e.Message}");
            }
        });
        return command.WithExamples(
            """
            Nothing is downloaded: the data sets belong to their publishers, who say under which terms they may be used.

            Example:
              researchkit data check ~/datasets
            """);
    }

    private static void Show(IReadOnlyList<FoundDataSet> found, TextWriter output)
    {
        foreach (var set in found)
        {
            output.WriteLine(
                $"{set.DataSet.Name}: {(set.Complete ? "complete" : set.Present ? "incomplete" : "missing")}");
            foreach (var file in set.Files)
                output.WriteLine(file switch
                {
                    { Path: { } path, Problem: null } => $"  ok       {path}",
                    { Path: { } path } => $"  damaged  {path}: {file.Problem}",
                    { File.Needed: true } =>
                        $"  missing  {file.File.Name.Replace("|", " or ", StringComparison.Ordinal)}",
                    _ => $"  optional {file.File.Name}",
                });
            if (!set.Complete) output.WriteLine($"  get it from {set.DataSet.Source}");
        }
    }
}
