using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Testing;

/// <summary>Made-up scores that fit the inputs of any loss.</summary>
public static class SampleScores
{
    /// <summary>
    /// Plausible float64 scores: answers of 3 to 12 tokens, token log-probabilities between -3 and -0.05, policy and
    /// reference close to each other. Columns are between 0.1 and 1, marks 0 or 1, old log-probabilities close to the
    /// policy's. Every declared view is there, optional ones too.
    /// </summary>
    /// <param name="inputs">What the loss declares.</param>
    /// <param name="batch">Number of pairs.</param>
    /// <param name="seed">The same seed gives the same scores.</param>
    /// <param name="padding">
    /// Columns of padding behind the longest answer; filled with NaN and -infinity, which must not be read.
    /// </param>
    public static PreferenceScores For(LossInputs inputs, int batch, int seed, int padding = 0)
    {
        var views = new Dictionary<string, ViewScores>();
        foreach (var view in inputs.Views.Concat(inputs.OptionalViews))
        {
            var draws = new SeededRandom(seed * 1000 + views.Count);
            var tokens = Tokens(batch, draws, padding, inputs.TokenColumns);
            views[view.Name] = ViewScores.FromTokens(tokens) with
            {
                Columns = inputs.AnswerColumns.ToDictionary(name => name, _ => Numbers(batch, draws)),
            };
        }
        var random = new SeededRandom(seed);
        return new PreferenceScores(views, inputs.Columns.ToDictionary(
            name => name, _ => Numbers(batch, random)));
    }

    private static Tensor Numbers(int count, SeededRandom random) =>
        tensor(Enumerable.Range(0, count).Select(_ => 0.1 + 0.9 * random.NextDouble()).ToArray());

    private static TokenScores Tokens(int batch, SeededRandom random, int padding, IReadOnlyList<string> columns)
    {
        const int longest = 12;
        var width = longest + padding;
        var policy = new double[batch * width];
        var reference = new double[batch * width];
        var mask = new bool[batch * width];
        var further = columns.ToDictionary(name => name, _ => new double[batch * width]);
        foreach (var values in further.Values)
            Array.Fill(values, double.NaN);
        Array.Fill(policy, double.NaN);
        Array.Fill(reference, double.NegativeInfinity);
        for (var row = 0; row < batch; row++)
        {
            var length = random.Next(3, longest + 1);
            for (var t = 0; t < length; t++)
            {
                var at = row * width + t;
                policy[at] = -0.05 - 2.95 * random.NextDouble();
                reference[at] = Math.Min(-0.01, policy[at] + 0.6 * (random.NextDouble() - 0.5));
                mask[at] = true;
                foreach (var (name, values) in further)
                    values[at] = name switch
                    {
                        TokenColumn.Marks => random.Next(3) == 0 ? 1 : 0,
                        TokenColumn.Old => Math.Min(-0.01, policy[at] + 0.3 * (random.NextDouble() - 0.5)),
                        _ => 0.1 + 0.9 * random.NextDouble(),
                    };
            }
        }
        return new TokenScores(Matrix(policy), Matrix(reference), tensor(mask).reshape(batch, width))
        {
            Columns = further.ToDictionary(c => c.Key, c => Matrix(c.Value)),
        };

        Tensor Matrix(double[] values) => tensor(values).reshape(batch, width);
    }

    /// <summary>The rows of <paramref name="scores"/> in the given order; any number of them.</summary>
    public static PreferenceScores Rows(PreferenceScores scores, params long[] rows)
    {
        var index = tensor(rows);
        return new PreferenceScores(
            scores.Views.ToDictionary(v => v.Key, v => new ViewScores(
                v.Value.Policy.index_select(0, index),
                v.Value.Reference?.index_select(0, index),
                v.Value.Tokens?.index_select(0, index))
            {
                Present = v.Value.Present?.index_select(0, index),
                ByToken = v.Value.ByToken is { } t
                    ? new TokenScores(t.Policy.index_select(0, index), t.Reference?.index_select(0, index),
                        t.Mask.index_select(0, index))
                    {
                        Columns = t.Columns.ToDictionary(c => c.Key, c => c.Value.index_select(0, index)),
                    }
                    : null,
                Columns = v.Value.Columns.ToDictionary(c => c.Key, c => c.Value.index_select(0, index)),
            }),
            scores.Columns.ToDictionary(c => c.Key, c => c.Value.index_select(0, index)));
    }
}
