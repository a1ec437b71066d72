using System.Globalization;
using System.Text.Json;
using ResearchKit.Engines;

namespace Benchmarks;

/// <summary>
/// The managed engine against libtorch: two processes with the same C# take turns, round by round, and medians over the
/// rounds are printed as the tables of README.md.
/// </summary>
internal static class EnginesBenchmark
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static int Run(string[] args)
    {
        int threads = Arguments.Number(args, "--threads", Math.Min(2, Environment.ProcessorCount)),
            rounds = Arguments.Number(args, "--rounds", 7);
        string[] words = Arguments.Text(args, "--only")?.Split(',') ?? [""];
        int[] chosen = [.. Enumerable.Range(0, AllRows.List.Count).Where(i => words.Any(w =>
            $"{AllRows.List[i].Group}: {AllRows.List[i].Name}".Contains(w, StringComparison.OrdinalIgnoreCase)))];
        if (chosen.Length == 0)
        {
            Console.Error.WriteLine($"No row is called '{string.Join(',', words)}'.");
            return 2;
        }
        if (LibtorchFolder.Assembly is null)
        {
            Console.Error.WriteLine("libtorch is not installed: run `researchkit engine install libtorch` once.");
            return 2;
        }
        var lines = new List<ComparedRow>();
        foreach (int row in chosen.Where(i => !AllRows.List[i].Alone)) Together(row);
        Stop();
        foreach (int row in chosen.Where(i => AllRows.List[i].Alone))
        {
            Together(row);
            Stop();
        }
        string text = $"{threads} threads, float32 where nothing else is said, medians of {rounds} alternating rounds; "
            + $"TorchSharp {LibtorchFolder.TorchSharpVersion}; {Machine.Description}.\n\n"
            + ComparisonTable.Markdown(lines);
        Console.WriteLine(text);
        if (Arguments.Text(args, "--update") is { } page) MarkedPlace.Replace(page, text);
        if (Arguments.Text(args, "--json") is { } path)
            File.WriteAllText(path, JsonSerializer.Serialize(lines, Indented));
        return 0;

        void Together(int index)
        {
            Row row = AllRows.List[index];
            _ours ??= new(TensorEngine.Managed, threads);
            _theirs ??= new(TensorEngine.Libtorch, threads);
            foreach (EngineProcess side in (EngineProcess[])[_ours, _theirs])
                side.Ask(string.Create(CultureInfo.InvariantCulture, $"row {index}"));
            double[] ours = new double[rounds], theirs = new double[rounds];
            for (int round = 0; round < rounds; round++)
                (ours[round], theirs[round]) = (_ours.Number("time"), _theirs.Number("time"));
            var line = new ComparedRow(row.Group, row.Name, Side(_ours, ours), Side(_theirs, theirs),
                _ours.Number("made"), row.Rate);
            lines.Add(line);
            Console.Error.WriteLine(ComparisonTable.Line(line));

            EngineFigures Side(EngineProcess side, double[] seconds) => new(
                Measure.Median(seconds), row.Alone ? side.Number("peak") : null,
                [.. side.Ask("stages").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('='))
                    .Select(s => new StageShare(s[0], double.Parse(s[1], CultureInfo.InvariantCulture)))]);
        }
    }

    private static EngineProcess? _ours, _theirs;

    private static void Stop()
    {
        _ours?.Dispose();
        _theirs?.Dispose();
        (_ours, _theirs) = (null, null);
    }
}
