using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Pairs;

namespace ResearchKit.Training.Llava;

/// <summary>
/// What a loss asks of a row beyond a pair, by the names of the row's fields: further answers (<c>rank_2</c>,
/// <c>rejected_2</c>, <c>gold</c>, <c>sample</c>) and images (<c>rejected_image_2</c>), numbers of the pair
/// (<c>weight</c>), of an answer (<c>score_chosen</c>, as in UltraFeedback) and of its tokens (<c>old_sample</c>, a
/// list or one number for all). The first and the last rank are the chosen and the rejected answer where a row does not
/// say. Nothing else of the row is read.
/// </summary>
/// <param name="inputs">What the loss declares.</param>
internal sealed partial class LossFields(LossInputs inputs)
{
    private readonly string _lastRank = View.Rank(inputs.AllViews.Max(v => RankOf(v.Answer))).Answer;

    // What the trainer makes itself where the row does not have it.
    private static readonly HashSet<string> Made = [TokenColumn.Marks, TokenColumn.Old];

    /// <summary>The texts of all answers that the views ask for, by the answer's name.</summary>
    /// <exception cref="ModelFormatException">The row lacks one that is not optional; the message names it.</exception>
    public Dictionary<string, string> Answers(PairRow row)
    {
        var pair = row.Pair!;
        var answers = new Dictionary<string, string>();
        foreach (var view in inputs.AllViews.Where(v => v.Answer != View.Mismatched.Answer))
            if (Source(row, view.Answer) is var source
                && (source == View.ChosenAnswer ? pair.Chosen : source == View.RejectedAnswer ? pair.Rejected
                    : TextOf(row.Fields, source)) is { } text) answers[view.Answer] = text;
            else if (inputs.Views.Contains(view)) throw Missing("text", source);
        return answers;
    }

    /// <summary>The names of all images that the views ask for, by the image's name.</summary>
    /// <inheritdoc cref="Answers"/>
    public Dictionary<string, string> Images(PairRow row)
    {
        var images = new Dictionary<string, string>();
        if (row.Pair!.Image is { } own) images.Add(View.OriginalImage, own);
        foreach (var view in inputs.AllViews.Where(v => v.Image != View.OriginalImage))
        {
            var field = view.Image.StartsWith(View.CorruptedImage, StringComparison.Ordinal)
                ? "rejected_image" + view.Image[View.CorruptedImage.Length..] // rejected_2 is rejected_image_2
                : view.Image;
            var name = view.Image == View.CorruptedImage ? row.Pair.RejectedImage : TextOf(row.Fields, field);
            if (name is not null) images[view.Image] = name;
            else if (inputs.Views.Contains(view)) throw Missing("image", field);
        }
        return images;
    }

    /// <summary>Numbers of the pair, by name.</summary>
    /// <inheritdoc cref="Answers"/>
    public Dictionary<string, double> Columns(PairRow row) => inputs.Columns.ToDictionary(c => c,
        c => Checked(c, c, NumberOf(row.Fields, c) ?? throw Missing("number", c)));

    /// <summary>Numbers of every answer that a required view asks for.</summary>
    /// <inheritdoc cref="Answers"/>
    public Dictionary<(string Answer, string Column), double> AnswerColumns(PairRow row)
    {
        var numbers = new Dictionary<(string, string), double>();
        foreach (var column in inputs.AnswerColumns)
            foreach (var answer in inputs.Views.Select(v => v.Answer).Distinct())
            {
                var field = $"{column}_{Source(row, answer)}";
                numbers[(answer, column)] =
                    Checked(column, field, NumberOf(row.Fields, field) ?? throw Missing("number", field));
            }
        return numbers;
    }

    /// <summary>Numbers of every token of the answers.</summary>
    /// <param name="row">The row.</param>
    /// <param name="tokens">Tokens of each answer by its name, the end token among them.</param>
    /// <inheritdoc cref="Answers"/>
    public Dictionary<(string Answer, string Column), float[]> TokenColumns(PairRow row,
        Func<string, int> tokens)
    {
        var numbers = new Dictionary<(string, string), float[]>();
        foreach (var column in inputs.TokenColumns.Where(c => !TokenColumn.IsComputed(c)))
            foreach (var answer in inputs.Views.Select(v => v.Answer).Distinct())
            {
                var field = $"{column}_{Source(row, answer)}";
                if (ListOf(row.Fields, field, tokens(answer)) is { } list)
                    numbers[(answer, column)] = [.. list.Select(value => (float)Checked(column, field, value))];
                else if (!Made.Contains(column)) throw Missing("number or list of numbers", field);
            }
        return numbers;
    }

    // The field of an answer.
    private string Source(PairRow row, string answer) => answer switch
    {
        _ when RankOf(answer) == 0 || TextOf(row.Fields, answer) is not null => answer,
        "rank_1" => View.ChosenAnswer,
        _ when answer == _lastRank => View.RejectedAnswer,
        _ => answer,
    };

    private static int RankOf(string answer) => Rank().Match(answer) is { Success: true } match
        ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : 0;

    private static string? TextOf(JsonElement row, string field) => row.TryGetProperty(field, out var value)
        && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    private static double? NumberOf(JsonElement row, string field) => row.TryGetProperty(field, out var value)
        && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static float[]? ListOf(JsonElement row, string field, int tokens)
    {
        if (NumberOf(row, field) is { } same) return [.. Enumerable.Repeat((float)same, tokens)];
        if (!row.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.Array
            || value.EnumerateArray().Any(e => e.ValueKind != JsonValueKind.Number)) return null;
        return value.GetArrayLength() == tokens ? [.. value.EnumerateArray().Select(e => e.GetSingle())]
            : throw new ModelFormatException(
                $"field '{field}' has {value.GetArrayLength()} numbers, but the answer has {tokens} tokens, the end " +
                "token among them");
    }

    // Models compute in float32, where a number of 1e39 is infinite.
    private double Checked(string column, string field, double value) =>
        inputs.Problem(column, float.IsFinite((float)value) ? value : (float)value) is { } problem
            ? throw new ModelFormatException($"field '{field}': {problem}")
            : value;

    private static ModelFormatException Missing(string what, string field) =>
        new($"there is no {what} in field '{field}', which the loss needs");

    [GeneratedRegex(@"^rank_(\d{1,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Rank();
}
