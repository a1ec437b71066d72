using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.MmHal;

/// <summary>
/// What a judge is asked about an answer to MMHal-Bench. The text is the lab's own; published numbers were rated with
/// the benchmark's, which its repository holds: give it as a file to compare with them.
/// </summary>
public sealed class MmHalPrompt
{
    private const string Own =
        """
        You judge the answer of a vision-language model to a question about an image. You do not see the image: rely on the
        objects listed and on the reference answer. An answer hallucinates if it states something about the image that is
        false or that neither the objects nor the reference answer support. Saying less than the reference, or being unsure,
        is no hallucination; sound reasoning is welcome.

        Objects in the image: {image_content}
        Question: {question}
        Reference answer: {gt_answer}
        Answer to judge: {model_answer}

        Explain your judgment in two sentences at most. Then write one line "Rating: N" with
        6 very informative with good reasoning, no hallucination; 5 very informative, no hallucination;
        4 somewhat informative, no hallucination; 3 not informative, no hallucination;
        2 very informative, with hallucination; 1 somewhat informative, with hallucination;
        0 not informative, with hallucination.
        """;

    private readonly string _template;

    /// <summary>A prompt.</summary>
    /// <param name="path">
    /// A file with the places <c>{image_content}</c>, <c>{question}</c>, <c>{gt_answer}</c>, <c>{model_answer}</c>, or
    /// four times <c>{}</c> in this order, as in the official script; the lab's own if null.
    /// </param>
    /// <exception cref="BenchmarkException">The file is missing or lacks a place.</exception>
    public MmHalPrompt(string? path = null)
    {
        _template = Own;
        if (path is null) return;
        using (var reader = new StreamReader(RecordFile.Open(path))) _template = reader.ReadToEnd();
        foreach (var name in (ReadOnlySpan<string>)["{image_content}", "{question}", "{gt_answer}", "{model_answer}"])
        {
            var at = _template.IndexOf("{}", StringComparison.Ordinal);
            if (!_template.Contains(name, StringComparison.Ordinal) && at >= 0)
                _template = _template[..at] + name + _template[(at + 2)..];
            if (!_template.Contains(name, StringComparison.Ordinal))
                throw new BenchmarkException($"{path}: the prompt has no place {name}");
        }
    }

    /// <summary>The prompt for a row of the answer file.</summary>
    /// <exception cref="BenchmarkException">The row lacks a field.</exception>
    public string Of(JsonRecord row)
    {
        string Field(params ReadOnlySpan<string> names) =>
            row.Text(names) ?? throw row.Error($"the row has no text '{names[0]}'");
        var content = row.Texts("image_content") is { } list ? string.Join(", ", list)
            : row.Text("image_content") ?? "";
        return _template.Replace("{image_content}", content, StringComparison.Ordinal)
            .Replace("{question}", Field("question"), StringComparison.Ordinal)
            .Replace("{gt_answer}", Field("gt_answer"), StringComparison.Ordinal)
            .Replace("{model_answer}", Field("model_answer", "answer"), StringComparison.Ordinal);
    }
}
