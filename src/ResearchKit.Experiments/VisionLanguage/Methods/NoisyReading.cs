using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Training.Llava;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// POVID's second rejections: at every place along the true answer, the token that the policy itself finds most
/// probable when it sees the image through noise; scored on the clean image, after the true answer's earlier tokens.
/// They are read anew at every step. In the authors' code the reference scores the tokens that it would read itself;
/// here both score the policy's, so that their difference is a log-ratio.
/// </summary>
public static class NoisyReading
{
    private static readonly View Read = View.RejectedNumber(2);

    /// <summary>Half a DPO against written-in hallucinations, half one against what noise makes the policy
    /// read.</summary>
    /// <param name="beta">Strength of the pull to the reference.</param>
    public static PreferenceLoss Loss(double beta) => WeightedSum.Of(
        (0.5, new DpoLoss(beta)), (0.5, new DpoLoss(beta).On((View.Rejected.Name, Read.Name))));

    /// <summary>The batch with the policy's reading of its noisy images.</summary>
    /// <param name="policy">The policy as it is.</param>
    /// <param name="batch">Examples whose rejected images are noisy.</param>
    public static PreferenceExample[] Of(LlavaModel policy, PreferenceExample[] batch)
    {
        var tokens = new LlavaScorer(policy, HallucinatingStart.Encoder.End)
            .MostProbable(new(batch), View.RejectedImage);
        return [.. batch.Zip(tokens, (example, read) => example with
        {
            Answers = new Dictionary<string, EncodedAnswer>(example.Answers)
            {
                [Read.Answer] = example.Answers[View.ChosenAnswer] with { Targets = read },
            },
        })];
    }
}
