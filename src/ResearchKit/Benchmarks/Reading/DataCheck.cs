namespace ResearchKit.Benchmarks.Reading;

/// <summary>A file of a public data set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows it has as published; 0 if that is not checked.</param>
/// <param name="Needed">Whether the data set is of no use without it.</param>
public sealed record PublicFile(string Name, int Rows = 0, bool Needed = true);

/// <summary>A public data set that commands read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where its publisher offers it.</param>
/// <param name="Files">Its files.</param>
public sealed record PublicDataSet(string Name, string Source, IReadOnlyList<PublicFile> Files);

/// <summary>What is there of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Where it was found; null if it was not.</param>
/// <param name="Problem">What is wrong with it; null if nothing is.</param>
public sealed record FoundFile(PublicFile File, string? Path, string? Problem);

/// <summary>What is there of a data set.</summary>
public sealed record FoundDataSet(PublicDataSet DataSet, IReadOnlyList<FoundFile> Files)
{
    /// <summary>Whether every file that is needed is there and whole.</summary>
    public bool Complete => Files.All(f => f.Problem is null && (f.Path is not null || !f.File.Needed));

    /// <summary>Whether anything of it is there.</summary>
    public bool Present => Files.Any(f => f.Path is not null);
}

/// <summary>Which public data sets a folder holds, and whether they are whole.</summary>
public static class DataCheck
{
    /// <summary>The data sets that the benchmarks read.</summary>
    public static IReadOnlyList<PublicDataSet> Known { get; } =
    [
        new("AMBER", "GitHub junyangwang0410/AMBER, folder data; the images by a link in its README",
        [
            new("annotations.json", 15220), new("relation.json"), new("safe_words.txt"),
            new("query_all.json", 15220, false),
            new("AMBER_1.jpg", Needed: false),
        ]),
        new("COCO 2014 annotations", "cocodataset.org, 2014 Train/Val annotations",
            [new("instances_val2014.json"), new("captions_val2014.json"),
                new("instances_train2014.json", Needed: false), new("captions_train2014.json", Needed: false)]),
        new("CHAIR synonyms",
            "GitHub LisaAnne/Hallucination, data/synonyms.txt; RLHF-V/RLAIF-V, eval/data/synonyms_refine.txt",
            [new("synonyms.txt|synonyms_refine.txt")]),
        new("POPE", "GitHub AoiDragon/POPE, output/coco",
            [new("coco_pope_random.json", 3000), new("coco_pope_popular.json", 3000),
                new("coco_pope_adversarial.json", 3000)]),
        new("MMHal-Bench", "Hugging Face data set Shengcao1006/MMHal-Bench; RLHF-V/RLAIF-V, eval/data",
            [new("mmhal-bench_answer_template.json", 96)]),
        new("HAVEN", "GitHub Hongcheng-Gao/HAVEN, Data/test_data.json", [new("test_data.json")]),
    ];

    /// <summary>Looks through a folder and those in it.</summary>
    /// <exception cref="BenchmarkException">There is no such folder.</exception>
    public static IReadOnlyList<FoundDataSet> Of(string folder)
    {
        if (File.Exists(folder)) throw new BenchmarkException($"{folder}: this is a file, not a folder");
        if (!Directory.Exists(folder)) throw new BenchmarkException($"{folder}: there is no such folder");
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal))
            files.TryAdd(Path.GetFileName(path), path);
        return [.. Known.Select(set => new FoundDataSet(set, [.. set.Files.Select(Find)]))];

        FoundFile Find(PublicFile file)
        {
            foreach (var name in file.Name.Split('|'))
                if (files.TryGetValue(name, out var path)) return new(file, path, Problem(file, path));
            return new(file, null, null);
        }
    }

    private static string? Problem(PublicFile file, string path)
    {
        if (new FileInfo(path).Length == 0) return "the file is empty";
        if (file.Rows == 0) return null;
        try
        {
            var rows = RecordFile.Read(path).Count();
            return rows == file.Rows ? null
                : FormattableString.Invariant($"{rows:N0} rows, published with {file.Rows:N0}");
        }
        catch (BenchmarkException e)
        {
            return e.Message;
        }
    }
}
