using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.YesNo;

/// <summary>Questions with their true answers and images, by id and by position.</summary>
internal sealed class YesNoQuestions
{
    private readonly Dictionary<long, int> _byId = [];
    private readonly List<(bool Yes, long Image)> _questions = [];

    public int Count => _questions.Count;

    /// <summary>Whether the file says which image a question is about.</summary>
    public bool HasImages { get; private set; }

    /// <summary>Whether the questions have ids.</summary>
    public bool HasIds => _byId.Count > 0;

    public (bool Yes, long Image) this[int index] => _questions[index];

    /// <summary>The index of a question, or -1.</summary>
    public int IndexOf(long id) => _byId.GetValueOrDefault(id, -1);

    /// <summary>Reads rows with a label (<c>label</c>, <c>answer</c> or <c>gt</c>: yes or no, or 1 and 0), an id and an
    /// image.</summary>
    public static YesNoQuestions Load(string path)
    {
        var result = new YesNoQuestions();
        var images = new Dictionary<string, long>();
        foreach (var row in RecordFile.Read(
            path, (line, problem) => throw new BenchmarkException($"{path}, line {line}: {problem}")))
        {
            var yes = row.Text("label", "answer", "gt", "gt_answer")?.Trim().ToLowerInvariant() switch
            {
                "yes" or "1" or "true" => true,
                "no" or "0" or "false" => false,
                _ => throw row.Error("a question needs a 'label' that is yes or no"),
            };
            if (row.Number("question_id", "id") is { } id && !result._byId.TryAdd(id, result._questions.Count))
                throw row.Error("the id occurs twice", $"{id}");
            long image = result._questions.Count;
            if (row.Text("image", "image_id") is { } name)
            {
                result.HasImages = true;
                if (!images.TryGetValue(name, out image)) images.Add(name, image = images.Count);
            }
            result._questions.Add((yes, image));
        }
        if (result.Count == 0) throw new BenchmarkException($"{path}: there are no questions in the file");
        return result;
    }
}
