using TorchSharp;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Logistic regression on sparse rows by Newton's method, whose linear systems conjugate gradients solve without ever
/// forming the Hessian (Lin, Weng and Keerthi 2008, "Trust region Newton method for logistic regression"): it minimizes
/// <c>mean log(1 + exp(-sign z)) + decay |w|^2</c> with <c>z = w x + b</c> to float64's accuracy in a few steps, and a
/// step costs as much as the words that the texts hold.
/// </summary>
internal sealed class LogisticRegression
{
    private const int MostSteps = 50;
    private const double Tolerance = 1e-9;

    private readonly (int Word, double Count)[][] _rows;
    private readonly double[] _signs;
    private readonly double _decay;
    private readonly bool _biased;
    private readonly double[] _weights; // the bias, if any, last

    private LogisticRegression(
        int words, (int Word, double Count)[][] rows, double[] signs, double decay, bool biased)
    {
        (_rows, _signs, _decay, _biased) = (rows, signs, decay, biased);
        _weights = new double[words + 1];
    }

    /// <summary>The score of a row from its words: positive is the class of sign 1.</summary>
    public double Score((int Word, double Count)[] row) => Dot(row, _weights);

    /// <summary>Fits weights, and a bias that does not decay if <paramref name="biased"/>.</summary>
    /// <param name="words">Columns.</param>
    /// <param name="rows">The examples.</param>
    /// <param name="signs">Their classes, 1 or -1.</param>
    /// <param name="decay">Strength of the pull to 0, above 0.</param>
    /// <param name="biased">False leaves the bias at 0.</param>
    public static LogisticRegression Fit(
        int words, (int Word, double Count)[][] rows, double[] signs, double decay, bool biased)
    {
        var fit = new LogisticRegression(words, rows, signs, decay, biased);
        for (var step = 0; step < MostSteps && fit.Step(); step++) { }
        return fit;
    }

    private bool Step()
    {
        var scores = Scores(_weights);
        // The engine's sigmoid is the same on every machine; that of a C runtime is not.
        double[] right = torch.sigmoid(torch.tensor(Signed(scores))).data<double>().ToArray();
        var gradient = Transposed([.. right.Select((r, i) => -_signs[i] * (1 - r))], _weights);
        if (Norm(gradient) < Tolerance) return false;
        var direction = Solve([.. right.Select(r => r * (1 - r))], gradient);
        var (before, slope) = (Loss(_weights), Inner(gradient, direction));
        for (var length = 1.0; length > 1e-10; length /= 2)
        {
            var next = _weights.Zip(direction, (w, d) => w - length * d).ToArray();
            if (!(Loss(next) <= before - 1e-4 * length * slope)) continue;
            next.CopyTo(_weights, 0);
            return true;
        }
        return false;
    }

    /// <summary>Preconditioned conjugate gradients for <c>H d = gradient</c>, as exact as the gradient is
    /// small.</summary>
    private double[] Solve(double[] curvatures, double[] gradient)
    {
        var diagonal = Diagonal(curvatures);
        var solution = new double[gradient.Length];
        var residual = (double[])gradient.Clone();
        var scaled = residual.Zip(diagonal, (r, d) => r / d).ToArray();
        var search = (double[])scaled.Clone();
        var size = Inner(residual, scaled);
        var enough = Math.Min(0.1, Math.Sqrt(Norm(gradient))) * Norm(gradient);
        for (var i = 0; i < 500 && Norm(residual) > enough; i++)
        {
            var image = Transposed([.. Scores(search).Select((z, k) => curvatures[k] * z)], search);
            var length = size / Inner(search, image);
            for (var j = 0; j < solution.Length; j++)
            {
                solution[j] += length * search[j];
                residual[j] -= length * image[j];
                scaled[j] = residual[j] / diagonal[j];
            }
            var next = Inner(residual, scaled);
            for (var j = 0; j < search.Length; j++) search[j] = scaled[j] + next / size * search[j];
            size = next;
        }
        return solution;
    }

    private double[] Diagonal(double[] curvatures)
    {
        var diagonal = new double[_weights.Length];
        for (var i = 0; i < _rows.Length; i++)
        {
            foreach (var (word, count) in _rows[i]) diagonal[word] += curvatures[i] * count * count / _rows.Length;
            diagonal[^1] += curvatures[i] / _rows.Length;
        }
        for (var j = 0; j < diagonal.Length; j++)
            diagonal[j] = j + 1 < diagonal.Length ? diagonal[j] + 2 * _decay : Math.Max(diagonal[j], 1e-12);
        return diagonal;
    }

    /// <summary>The mean of the rows, each times its factor, plus the decay's part of a gradient at some
    /// weights.</summary>
    private double[] Transposed(double[] factors, double[] weights)
    {
        var sum = new double[weights.Length];
        for (var i = 0; i < _rows.Length; i++)
        {
            foreach (var (word, count) in _rows[i]) sum[word] += factors[i] * count;
            if (_biased) sum[^1] += factors[i];
        }
        for (var j = 0; j < sum.Length; j++)
            sum[j] = sum[j] / _rows.Length + (j + 1 < sum.Length ? 2 * _decay * weights[j] : 0);
        return sum;
    }

    private double Loss(double[] weights)
    {
        var losses = -torch.nn.functional.logsigmoid(torch.tensor(Signed(Scores(weights))));
        var decay = 0.0;
        for (var j = 0; j + 1 < weights.Length; j++) decay += weights[j] * weights[j];
        return losses.mean().item<double>() + _decay * decay;
    }

    private double[] Scores(double[] weights) => [.. _rows.Select(r => Dot(r, weights))];

    private double[] Signed(double[] scores) => [.. scores.Select((z, i) => _signs[i] * z)];

    private static double Dot((int Word, double Count)[] row, double[] weights)
    {
        var sum = weights[^1];
        foreach (var (word, count) in row) sum += count * weights[word];
        return sum;
    }

    private static double Inner(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Norm(double[] v) => Math.Sqrt(Inner(v, v));
}
