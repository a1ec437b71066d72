using ResearchKit.Datasets;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// Published recipes on the lab's questions, each with as many updates as the others: what differs is where pairs,
/// images and weights come from, and the loss.
/// </summary>
public static class MethodArms
{
    /// <summary>Recipes over AdaViP's own pairs and images, or with their own images alone.</summary>
    /// <param name="beta">Strength of the pull to the start.</param>
    public static IReadOnlyList<MethodArm> Losses(double beta) =>
    [
        new("mDPO, crops", lab => lab.Train(new MdpoLoss(beta), RejectedImages.Crop).End),
        new("mDPO, removal", lab => lab.Train(new MdpoLoss(beta)).End),
        new("V-DPO", lab => lab.Train(new VDpoLoss(beta), RejectedImages.Replacement(lab.Pairs)).End),
        new("AMP, three ranks", lab => lab.Train(new AmpLoss(beta, Alpha: 0.1)).End),
        new("Re-Align", lab => lab.Train(new PlusVisionLoss(beta), RejectedImages.Retrieval(lab.Pairs),
            RetrievedAnswers.Of(lab.Pairs)).End),
    ];

    /// <summary>Recipes that correct the model's answers, or write errors into true ones.</summary>
    /// <param name="beta">Strength of the pull to the start.</param>
    public static IReadOnlyList<MethodArm> Answers(double beta) =>
    [
        new("RLHF-V, DPO", lab => Language(lab, new DpoLoss(beta), CorrectedAnswers.Of(lab.Pairs))),
        // DDPO divides by the answer's length, so its beta is that many times as large.
        new("RLHF-V, dense DPO", lab => Language(lab, new DdpoLoss(DenseBeta * beta), CorrectedAnswers.Of(lab.Pairs))),
        new("HA-DPO", lab => Language(lab, new DpoLoss(beta), Corrected(lab))),
        new("HA-DPO + 0.5 LM", lab => Language(lab,
            WeightedSum.Of((1, new DpoLoss(beta)), (0.5, new SftLoss())), Corrected(lab))),
        new("POVID", lab => lab.Evaluate(lab.Trained(NoisyReading.Loss(beta),
            SceneExamples.Of(Injected(lab), RejectedImages.Noise), NoisyReading.Of))),
    ];

    /// <summary>BDHS beside what its paper compares it with: offline and online pairs, and a mix of the two.</summary>
    /// <param name="beta">Strength of the pull to the start.</param>
    public static IReadOnlyList<MethodArm> Sampling(double beta) =>
    [
        new("offline DPO", lab => Language(lab, new DpoLoss(beta), Injected(lab))),
        new("online DPO (RLAIF-V)", lab => lab.TrainInRounds(new DpoLoss(beta), 2)),
        new("half and half", lab => lab.TrainInRounds(new DpoLoss(beta), 2, own => HalfInjected(lab, own))),
        new("BDHS",
            lab => Language(lab, new DpoLoss(beta), MaskedImageAnswers.Of(lab.StartModel, lab.Pairs, lab.Seed))),
    ];

    /// <summary>MMedPO's loss with and without its weights, where every second pair or so is irrelevant.</summary>
    /// <param name="beta">Strength of the pull to the start.</param>
    public static IReadOnlyList<MethodArm> Relevance(double beta) =>
    [
        new("MMedPO, weighted", lab => lab.Train(Weighted(beta), RejectedImages.KeyNoise,
            RelevantPairs.Weighted(lab.Pairs, lab.Ties)).End),
        new("MMedPO, unweighted", lab => lab.Train(Weighted(beta), RejectedImages.KeyNoise,
            RelevantPairs.Unweighted(RelevantPairs.Weighted(lab.Pairs, lab.Ties))).End),
    ];

    private const double DenseBeta = 10;

    private static PreferenceLoss Weighted(double beta) => WeightedSum.Of(
        (1, new WeightedDpoLoss(beta)),
        (1, new WeightedDpoLoss(beta).On((View.Rejected.Name, View.RejectedImage.Name))));

    private static SceneEvaluation Language(VisionLanguageLab lab, PreferenceLoss loss, ScenePair[] pairs) =>
        lab.Train(loss, RejectedImages.None, pairs).End;

    private static ScenePair[] Corrected(VisionLanguageLab lab) =>
        [.. lab.Pairs.Select(p => p with { Chosen = p.Truth })];

    private static ScenePair[] Injected(VisionLanguageLab lab) =>
        InjectedAnswers.Of(lab.Pairs, new SeededDraws(lab.Seed, stream: 9));

    // Every second of a round's pairs is an offline one.
    private static ScenePair[] HalfInjected(VisionLanguageLab lab, ScenePair[] own) =>
        [.. own.Zip(InjectedAnswers.Of(own, new SeededDraws(lab.Seed, stream: 9)), (a, b) => (a, b))
            .Select((pair, i) => i % 2 == 0 ? pair.a : pair.b)];
}
