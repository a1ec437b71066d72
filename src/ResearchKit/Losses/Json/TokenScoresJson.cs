using System.Text.Json;
using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses.Json;

/// <summary>
/// Token log-probabilities of one view in a scores file: <c>policy_tokens</c>, <c>reference_tokens</c> and the token
/// columns that the loss declares, such as <c>marks</c>, each a list per pair with one number per answer token; lengths
/// differ from pair to pair.
/// </summary>
internal static class TokenScoresJson
{
    public static readonly string[] Fields = ["policy_tokens", "reference_tokens"];

    public static TokenScores Read(JsonElement view, string where, string loss, LossInputs inputs, ref int batch)
    {
        var policy = Rows(view, Fields[0], where) ?? throw new LossException(
            $"{where}: field '{Fields[0]}' is missing; {loss} weights the tokens of an answer.");
        if (batch >= 0 && policy.Length != batch)
            throw new LossException(
                $"{where}, field '{Fields[0]}' has {policy.Length} lists; the fields before it have {batch}.");
        batch = policy.Length;
        var referenceRows = Rows(view, Fields[1], where);
        if (inputs.Reference && referenceRows is null)
            throw new LossException($"{where}: field '{Fields[1]}' is missing; {loss} uses a reference.");
        SameLengths(Fields[1], referenceRows);
        var columns = inputs.TokenColumns.Select(name => (Name: name, Rows: Rows(view, name, where)
            ?? throw new LossException($"{where}: field '{name}' is missing; {loss} needs a number per token.")))
            .ToArray();
        foreach (var (name, rows) in columns)
            SameLengths(name, rows);
        var width = policy.Max(r => r.Length);
        return new TokenScores(
            Matrix(policy, width),
            referenceRows is null ? null : Matrix(referenceRows, width),
            Present(policy, width))
        {
            Columns = columns.ToDictionary(c => c.Name, c => Matrix(c.Rows, width)),
        };

        void SameLengths(string name, double[][]? rows)
        {
            if (rows is not null && !rows.Select(r => r.Length).SequenceEqual(policy.Select(r => r.Length)))
                throw new LossException(
                    $"{where}, field '{name}': as many numbers per pair as in '{Fields[0]}' are expected.");
        }
    }

    private static double[][]? Rows(JsonElement view, string name, string where)
    {
        if (!view.TryGetProperty(name, out var array))
            return null;
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() == 0)
            throw new LossException($"{where}, field '{name}': a list with one list of numbers per pair is expected.");
        return [.. array.EnumerateArray().Select((row, i) =>
        {
            if (row.ValueKind != JsonValueKind.Array || row.GetArrayLength() == 0)
                throw new LossException(
                    $"{where}, field '{name}', index {i}: a list with one number per token is expected.");
            return row.EnumerateArray().Select((x, t) =>
                x.ValueKind == JsonValueKind.Number && x.TryGetDouble(out var number) && double.IsFinite(number)
                    ? number
                    : throw new LossException($"{where}, field '{name}', index {i}, token {t}: {ScoresFile.Shown(x)} "
                        + "is not a finite number.")).ToArray();
        })];
    }

    private static Tensor Matrix(double[][] rows, int width)
    {
        var values = new double[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
            rows[i].CopyTo(values, i * width);
        return tensor(values).reshape(rows.Length, width);
    }

    private static Tensor Present(double[][] rows, int width)
    {
        var values = new bool[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
            values.AsSpan(i * width, rows[i].Length).Fill(true);
        return tensor(values).reshape(rows.Length, width);
    }
}
