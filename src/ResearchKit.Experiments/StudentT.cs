namespace ResearchKit.Experiments;

/// <summary>
/// Student's t distribution for whole degrees of freedom, with the same bits on every machine.
/// </summary>
/// <remarks>
/// MathNet's quantile goes through Math.Exp and Math.Log, which call the C runtime: their last bit differs between
/// runtimes, and a confidence bound that differs in its last bit changes a file's hash. For whole degrees of freedom
/// the distribution is a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4), so that + - * / and square roots,
/// which IEEE 754 rounds in one way only, are enough.
/// </remarks>
internal static class StudentT
{
    /// <summary>The t with P(|T| &lt; t) = <paramref name="level"/>, found by bisection to the last bit.</summary>
    /// <param name="level">Between 0 and 1, both excluded: 0.95 for a 95 % interval.</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double TwoSidedQuantile(double level, int degreesOfFreedom)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "a confidence level lies between 0 and 1");
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        double low = 0, high = 1;
        while (CentralProbability(high, degreesOfFreedom) < level) high *= 2;
        while (true)
        {
            var middle = (low + high) / 2;
            if (middle <= low || middle >= high) return high;
            if (CentralProbability(middle, degreesOfFreedom) < level) low = middle;
            else high = middle;
        }
    }

    /// <summary>P(|T| &lt; <paramref name="t"/>) for t of at least 0.</summary>
    public static double CentralProbability(double t, int degreesOfFreedom)
    {
        double n = degreesOfFreedom, hypotenuse = Math.Sqrt(n + t * t);
        double sin = t / hypotenuse, cos = Math.Sqrt(n) / hypotenuse;
        var odd = degreesOfFreedom % 2 == 1;
        double sum = 0, term = odd ? cos : 1;
        for (var k = odd ? 3 : 2; k <= degreesOfFreedom; k += 2)
        {
            sum += term;
            term *= cos * cos * (k - 1) / k;
        }
        return odd ? 2 / Math.PI * (Atan(t / Math.Sqrt(n)) + sin * sum) : sin * sum;
    }

    /// <summary>Arc tangent of x of at least 0: the angle is halved until its Taylor series ends within 12
    /// terms.</summary>
    private static double Atan(double x)
    {
        double scale = 1, sum = 0;
        for (; x > 0.125; scale *= 2) x /= 1 + Math.Sqrt(1 + x * x);
        var square = x * x;
        for (var k = 23; k >= 1; k -= 2) sum = 1.0 / k - square * sum;
        return scale * x * sum;
    }
}
