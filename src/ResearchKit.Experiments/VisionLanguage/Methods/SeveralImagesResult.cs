using ResearchKit.Datasets;
using ResearchKit.Losses;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>MIA-DPO in one world: what training on its pairs does to questions about several images, and to
/// others.</summary>
/// <param name="Test">The attention test on the start's answers.</param>
/// <param name="Start">Share of right answers about several images before training.</param>
/// <param name="Dpo">The same after DPO on pairs about one image.</param>
/// <param name="Mia">The same after MIA-DPO.</param>
/// <param name="End">MIA-DPO's end on held-out single images.</param>
public sealed record SeveralImagesResult(
    AttentionTest Test, double Start, double Dpo, double Mia, SceneEvaluation End)
{
    private const int Questions = 400;

    /// <summary>Makes the pairs, trains, and asks about held-out images.</summary>
    /// <param name="lab">The world.</param>
    /// <param name="beta">Strength of the pull to the start.</param>
    public static SeveralImagesResult Of(VisionLanguageLab lab, double beta)
    {
        var test = AttentionTest.Of(
            lab.StartModel, SeveralImages.Draw(new SeededDraws(lab.Seed, stream: 10), Questions), lab.Seed);
        var held = SeveralImages.Draw(new SeededDraws(lab.Seed, stream: 11), Questions);
        var mia = lab.Trained(new DpoLoss(beta), test.Examples);
        return new(
            test, AttentionTest.Accuracy(lab.StartModel, held),
            AttentionTest.Accuracy(lab.Trained(new DpoLoss(beta)), held), AttentionTest.Accuracy(mia, held),
            lab.Evaluate(mia));
    }
}
