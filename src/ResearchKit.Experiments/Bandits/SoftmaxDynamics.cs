namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// Where probability goes under gradient descent on a pairwise loss, if every response has its own logit. The loss
/// depends on z+ - z- alone, so a step of size s = eta |dL/dh| moves z+ up and z- down by s and touches no other
/// logit. Renormalization does the rest: d log pi(y) / ds = [y = +] - [y = -] - (pi(+) - pi(-)).
/// </summary>
/// <remarks>
/// Two consequences. The chosen likelihood always rises: its rate is 1 - pi(+) + pi(-) &gt; 0. An unseen response gains
/// exactly while pi(-) &gt; pi(+), and all unseen responses gain or lose by the same factor. What contradicts these two
/// in a network comes from parameters that responses and prompts share.
/// </remarks>
public static class SoftmaxDynamics
{
    /// <summary>d log pi(y) / ds for every response of one prompt.</summary>
    /// <param name="probabilities">The policy at the prompt, summing to 1.</param>
    /// <param name="chosen">Index of y+.</param>
    /// <param name="rejected">Index of y-.</param>
    public static double[] LogRates(IReadOnlyList<double> probabilities, int chosen, int rejected)
    {
        var drift = probabilities[chosen] - probabilities[rejected];
        return [.. probabilities.Select((_, y) => (y == chosen ? 1.0 : 0.0) - (y == rejected ? 1.0 : 0.0) - drift)];
    }
}
