using System.Text.Json;
using ResearchKit.Datasets.Json;
using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses.Json;

/// <summary>
/// Log-probabilities from a JSON file:
/// <c>{"views":{"chosen":{"policy":[...],"reference":[...],"tokens":[...]},"rejected":{...}},
/// "columns":{"name":[...]}}</c>.
/// Log-probabilities are summed over the answer's tokens; <c>tokens</c> are answer lengths; <c>null</c> marks a row
/// that lacks the view. For a loss that reads tokens a view has <c>policy_tokens</c>, <c>reference_tokens</c> and the
/// token columns that the loss declares (<c>marks</c>) instead, a list of numbers per pair. What a loss asks of every
/// answer (<c>score</c>, <c>relevance</c>, <c>advantage</c>) stands in the view, too. Errors name file, view, field and
/// index.
/// </summary>
public static class ScoresFile
{
    private static readonly string[] Fields = ["policy", "reference", "tokens"];
    private static readonly string[] Known = [.. Fields, .. TokenScoresJson.Fields];
    // What other losses read from the same file.
    private static readonly string[] Elsewhere = ["score", "relevance", .. TokenColumn.Names];

    /// <summary>Reads the scores that a loss needs, in float64.</summary>
    /// <param name="path">The file.</param>
    /// <param name="loss">The loss that will be computed; views that it does not declare are not read.</param>
    /// <exception cref="LossException">The file is missing or malformed, or lacks what the loss needs.</exception>
    public static PreferenceScores Read(string path, PreferenceLoss loss)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LossException($"{path}: cannot be read. {e.Message}");
        }
        return Parse(text, path, loss);
    }

    /// <summary>Reads the same from text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Name of the source in messages.</param>
    /// <param name="loss">The loss that will be computed.</param>
    /// <exception cref="LossException">The text is malformed, or lacks what the loss needs.</exception>
    public static PreferenceScores Parse(string json, string source, PreferenceLoss loss)
    {
        JsonDocument document;
        try
        {
            document = WithoutNonFinite(json);
        }
        catch (JsonException e)
        {
            throw new LossException($"{source} is no JSON: {JsonProblem.Text(e)}.");
        }
        using (document)
            return Read(document.RootElement, source, loss);
    }

    // Python writes NaN and Infinity, which are no JSON: in fields that no loss reads they do no harm.
    private static JsonDocument WithoutNonFinite(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        when (json.Contains("NaN", StringComparison.Ordinal) || json.Contains("Infinity", StringComparison.Ordinal))
        {
            using var finite = new NonFiniteNumbers(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));
            return JsonDocument.Parse(finite);
        }
    }

    internal static string Shown(JsonElement value) =>
        value.GetRawText() is var text && text == "\"\"" ? "NaN or Infinity" : text;

    private static PreferenceScores Read(JsonElement root, string source, PreferenceLoss loss)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("views", out var views)
            || views.ValueKind != JsonValueKind.Object)
            throw new LossException($"{source}: an object with \"views\" is expected, "
                + "e.g. {\"views\":{\"chosen\":{\"policy\":[-1.5],\"reference\":[-1.2]},\"rejected\":{...}}}.");
        var inputs = loss.Inputs;
        var read = new Dictionary<string, ViewScores>();
        var batch = -1;
        foreach (var view in inputs.Views)
        {
            if (!views.TryGetProperty(view.Name, out var element))
                throw new LossException($"{source}: view '{view.Name}' is missing; {loss} needs "
                    + $"{string.Join(", ", inputs.Views.Select(v => v.Name))}; the file has "
                    + $"{Names(views)}.");
            read[view.Name] = ReadView(element, $"{source}: view '{view.Name}'", loss.Name, inputs, ref batch);
        }
        foreach (var view in inputs.OptionalViews)
            if (views.TryGetProperty(view.Name, out var element))
                read[view.Name] = ReadView(element, $"{source}: view '{view.Name}'", loss.Name, inputs, ref batch);
        return new PreferenceScores(read, ReadColumns(root, source, loss, batch));
    }

    private static string Names(JsonElement views) =>
        views.EnumerateObject().Any() ? string.Join(", ", views.EnumerateObject().Select(v => v.Name)) : "none";

    private static ViewScores ReadView(JsonElement view, string where, string loss, LossInputs inputs, ref int batch)
    {
        if (view.ValueKind != JsonValueKind.Object)
            throw new LossException($"{where}: an object with {string.Join(", ", Fields)} is expected.");
        string[] known = [.. Known, .. inputs.AnswerColumns, .. inputs.TokenColumns];
        foreach (var field in view.EnumerateObject())
            if (!known.Contains(field.Name) && !Elsewhere.Contains(field.Name))
                throw new LossException(
                    $"{where}: unknown field '{field.Name}'; known are {string.Join(", ", known)}.");
        if (inputs.PerToken)
        {
            var byToken = ViewScores.FromTokens(TokenScoresJson.Read(view, where, loss, inputs, ref batch));
            return byToken with { Columns = Numbers(view, inputs.AnswerColumns, where, loss, batch) };
        }
        var policy = Field(view, "policy", where, $"{loss} needs it", ref batch)!;
        var reference =
            Field(view, "reference", where, inputs.Reference ? $"{loss} uses a reference" : null, ref batch);
        var tokens =
            Field(view, "tokens", where, inputs.Tokens ? $"{loss} divides by the answer's length" : null, ref batch);
        for (var i = 0; i < batch; i++)
        {
            if (policy[i] is null && !inputs.Unpaired)
                throw new LossException(
                    $"{where}, field 'policy', index {i}: null; {loss} compares the views of a pair "
                    + "and needs a number.");
            foreach (var (name, values) in new[] { ("reference", reference), ("tokens", tokens) })
                if (values is not null && values[i] is null != policy[i] is null)
                    throw new LossException($"{where}, field '{name}', index {i}: null has to stand in 'policy' and "
                        + $"'{name}' alike.");
            if (tokens?[i] is { } count && (count <= 0 || count != Math.Floor(count)))
                throw new LossException($"{where}, field 'tokens', index {i}: {count} is not a number of tokens; "
                    + "a whole number above 0 is expected.");
        }
        // An absent row gets 0 log-probability and one token: finite, and never read through the mask.
        return new ViewScores(Values(policy, 0), reference is null ? null : Values(reference, 0),
            tokens is null ? null : Values(tokens, 1))
        {
            Present = policy.Contains(null) ? tensor(policy.Select(p => p.HasValue).ToArray()) : null,
            Columns = Numbers(view, inputs.AnswerColumns, where, loss, batch),
        };
    }

    private static Dictionary<string, Tensor> ReadColumns(JsonElement root, string source, PreferenceLoss loss,
        int batch)
    {
        var inputs = loss.Inputs;
        root.TryGetProperty("columns", out var given);
        // Running means may be given; without them the loss takes the batch's own.
        string[] names = [.. inputs.Columns, .. inputs.RunningMeans.Select(m => m.Name).Where(n =>
            given.ValueKind == JsonValueKind.Object && given.TryGetProperty(n, out _))];
        if (names.Length == 0)
            return [];
        if (!root.TryGetProperty("columns", out var element) || element.ValueKind != JsonValueKind.Object)
            throw new LossException($"{source}: {loss.Name} needs \"columns\" with "
                + $"{string.Join(", ", inputs.Columns)}.");
        return Numbers(element, names, $"{source}: columns", loss.Name, batch);
    }

    /// <summary>Named lists with one number per pair, all of them needed.</summary>
    private static Dictionary<string, Tensor> Numbers(
        JsonElement element, IReadOnlyList<string> names, string where, string loss, int batch)
    {
        var numbers = new Dictionary<string, Tensor>();
        foreach (var name in names)
        {
            var values = Field(element, name, where, $"{loss} needs it", ref batch)!;
            var missing = Array.IndexOf(values, null);
            if (missing >= 0)
                throw new LossException($"{where}, field '{name}', index {missing}: null; a number is expected.");
            numbers[name] = Values(values, 0);
        }
        return numbers;
    }

    /// <summary>One array of numbers or nulls; null if it is missing and not needed.</summary>
    private static double?[]? Field(JsonElement view, string name, string where, string? neededBecause, ref int batch)
    {
        if (!view.TryGetProperty(name, out var array))
            return neededBecause is null ? null
                : throw new LossException($"{where}: field '{name}' is missing; {neededBecause}.");
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
            throw new LossException($"{where}, field '{name}': a list of numbers, one per pair, is expected.");
        var values = new double?[array.GetArrayLength()];
        for (var i = 0; i < values.Length; i++)
            values[i] = array[i].ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Number when array[i].TryGetDouble(out var x) && double.IsFinite(x) => x,
                _ => throw new LossException(
                    $"{where}, field '{name}', index {i}: {Shown(array[i])} is not a finite number."),
            };
        if (batch >= 0 && values.Length != batch)
            throw new LossException($"{where}, field '{name}' has {values.Length} values; the fields before it have "
                + $"{batch}. All lists need one value per pair.");
        batch = values.Length;
        return values;
    }

    private static Tensor Values(double?[] values, double absent) =>
        tensor(values.Select(v => v ?? absent).ToArray());
}
