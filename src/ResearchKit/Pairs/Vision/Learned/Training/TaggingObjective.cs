using ResearchKit.Datasets;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>Which categories a scene has: binary cross-entropy, summed over the categories.</summary>
/// <param name="net">What learns.</param>
/// <param name="features">What the backbone sees, one row per sample.</param>
/// <param name="samples">The scenes.</param>
internal sealed class TaggingObjective(ImageTaggerNet net, Tensor features, IReadOnlyList<SceneSample> samples)
    : ITrainingObjective
{
    private static readonly int Categories = Enum.GetValues<Category>().Length;

    public int Count => samples.Count;

    public Tensor Loss(ReadOnlySpan<int> batch, SeededDraws draws)
    {
        var targets = new float[batch.Length * Categories];
        for (var i = 0; i < batch.Length; i++)
            foreach (var item in samples[batch[i]].Scene.Objects) targets[i * Categories + (int)item.Category] = 1;
        var logits = net.call(Rows.Of(features, batch));
        return nn.functional.binary_cross_entropy_with_logits(logits, tensor(targets, [batch.Length, Categories])) *
            Categories;
    }
}
