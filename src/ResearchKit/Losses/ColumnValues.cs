using System.Globalization;
using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>Rejects numbers of the data that a loss gives no meaning to, such as a negative weight.</summary>
internal static class ColumnValues
{
    /// <summary>Checks the columns that have a range; see <see cref="LossInputs.Problem"/>.</summary>
    /// <exception cref="LossException">A number is outside; the message names column, row and range.</exception>
    public static void Check(string loss, LossInputs inputs, PreferenceScores scores)
    {
        foreach (var name in inputs.Columns.Where(Ranged))
            Check($"{loss}: column '{name}'", name, scores.Columns[name]);
        foreach (var view in inputs.AllViews.Where(v => scores.Views.ContainsKey(v.Name)))
        {
            var found = scores.Views[view.Name];
            foreach (var name in inputs.AnswerColumns.Where(n => Ranged(n) && found.Columns.ContainsKey(n)))
                Check($"{loss}: '{name}' of view '{view.Name}'", name, found.Columns[name]);
            if (found.ByToken is not { } tokens) continue;
            // Padded positions are 0 in what Column gives, which every range holds.
            foreach (var name in inputs.TokenColumns.Where(n => Ranged(n) && tokens.Columns.ContainsKey(n)))
                Check($"{loss}: token column '{name}' of view '{view.Name}'", name, tokens.Column(name));
        }

        bool Ranged(string name) => inputs.RangeOf(name) is not null;

        void Check(string where, string name, Tensor values)
        {
            using var scope = NewDisposeScope();
            var numbers = values.detach().cpu().to_type(ScalarType.Float64).contiguous().data<double>();
            var width = values.dim() == 2 ? (int)values.shape[1] : 1;
            for (var i = 0; i < numbers.Count; i++)
                if (inputs.Problem(name, numbers[i]) is { } problem)
                    throw new LossException($"{where}, index {(i / width).ToString(CultureInfo.InvariantCulture)}"
                        + (values.dim() == 2 ? $", token {(i % width).ToString(CultureInfo.InvariantCulture)}" : "")
                        + $": {problem}.");
        }
    }
}
