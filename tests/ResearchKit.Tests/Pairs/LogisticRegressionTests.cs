using ResearchKit.Pairs.Language;

namespace ResearchKit.Tests.Pairs;

public sealed class LogisticRegressionTests
{
    /// <summary>One word, in p of the texts of class 1 only: the derivative is sigma(w) - p + 2 decay w, a single
    /// increasing function whose root bisection finds.</summary>
    [Theory]
    [InlineData(3, 4, 0.001)]
    [InlineData(1, 10, 0.1)]
    [InlineData(7, 7, 0.01)] // separable: the decay alone keeps the weight finite
    public void OneWordHasTheWeightThatBisectionFinds(int positive, int texts, double decay)
    {
        double low = -20, high = 20;
        for (var i = 0; i < 200; i++)
        {
            var w = (low + high) / 2;
            if (1 / (1 + Math.Exp(-w)) - (double)positive / texts + 2 * decay * w > 0) high = w;
            else low = w;
        }
        (int, double)[][] rows = [.. Enumerable.Repeat<(int, double)[]>([(0, 1.0)], texts)];
        double[] signs = [.. Enumerable.Range(0, texts).Select(i => i < positive ? 1.0 : -1.0)];
        var fit = LogisticRegression.Fit(1, rows, signs, decay, biased: false);
        Assert.Equal(low, fit.Score([(0, 1.0)]), 7);
    }

    [Fact]
    public void NoDirectionLeadsDownFromTheFit()
    {
        var random = new Random(5);
        (int Word, double Count)[][] rows = [.. Enumerable.Range(0, 200).Select(_ =>
            Enumerable.Range(0, 40).Where(_ => random.Next(6) == 0).Select(w => (w, 1.0 + random.Next(2))).ToArray())];
        double[] signs = [.. rows.Select(r => r.Sum(e => e.Word % 3 - 1) + random.Next(-3, 4) > 0 ? 1.0 : -1.0)];
        var fit = LogisticRegression.Fit(40, rows, signs, 0.001, biased: true);
        var bias = fit.Score([]);
        double[] weights = [.. Enumerable.Range(0, 40).Select(w => fit.Score([(w, 1.0)]) - bias)];

        double Loss(double[] w, double b) => rows.Zip(signs, (r, s) =>
            Math.Log(1 + Math.Exp(-s * (b + r.Sum(e => e.Count * w[e.Word]))))).Average() + 0.001 * w.Sum(x => x * x);

        var at = Loss(weights, bias);
        for (var i = 0; i < 41; i++)
            foreach (var step in (double[])[-1e-3, 1e-3])
            {
                var moved = (double[])weights.Clone();
                if (i < 40) moved[i] += step;
                Assert.True(Loss(moved, i < 40 ? bias : bias + step) > at, $"weight {i}");
            }
    }
}
