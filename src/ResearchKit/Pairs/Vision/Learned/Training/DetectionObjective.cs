using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>
/// Where is what a phrase names? Focal loss (arXiv 1708.02002, exponent 2) for the cells in the middle of it, Huber's
/// loss for the sides of its box. Backbone and detector learn together.
/// </summary>
/// <param name="backbone">What learns to see.</param>
/// <param name="net">What learns to find.</param>
/// <param name="vocabulary">The words of the phrases.</param>
/// <param name="samples">The scenes.</param>
internal sealed class DetectionObjective(
    Backbone backbone, DetectorNet net, Vocabulary vocabulary, IReadOnlyList<SceneSample> samples) : ITrainingObjective
{
    private const int Cells = Backbone.Cells * Backbone.Cells;

    public int Count => samples.Count;

    public Tensor Loss(ReadOnlySpan<int> batch, SeededDraws draws)
    {
        var chosen = new SceneSample[batch.Length];
        // Nothing that is asked depends on left and right: half of the scenes come mirrored.
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = draws.Below(2) == 0 ? samples[batch[i]] : samples[batch[i]].Mirrored();
        var phrases = Phrase.Draw(chosen, draws);
        var truth = new Truth(chosen, phrases);
        var features = backbone.call(Pixels.ToTensor([.. chosen.Select(s => s.Image)]));
        var texts = net.EncodeText(Vocabulary.Stack([.. phrases.Select(p => vocabulary.Encode(p.Text))]));
        var fit = net.Fit(features, texts);
        var target = tensor(truth.Middle, [batch.Length, phrases.Count, Cells]);
        var missed = (target - fit.sigmoid()).square().detach(); // nearly every cell is an easy No
        var where = (missed * nn.functional.binary_cross_entropy_with_logits(fit, target, reduction: nn.Reduction.None))
            .sum() / truth.Places.Count;
        var sides = net.Sides(features, texts, tensor(truth.Places.ToArray()), tensor(truth.Asked.ToArray()));
        return where +
            4 * nn.functional.smooth_l1_loss(sides, tensor(truth.Sides.ToArray(), [truth.Places.Count, 4]), beta: 0.1);
    }

    /// <summary>The right answers to every phrase on every image.</summary>
    private sealed class Truth
    {
        public readonly float[] Middle; // [images, phrases, cells]: 1 in the middle of what the phrase names
        public readonly List<long> Places = [], Asked = []; // where it is 1: cell over all images, and phrase
        public readonly List<float> Sides = []; // and the distances to the box's sides there

        public Truth(SceneSample[] images, IReadOnlyList<Phrase> phrases)
        {
            Middle = new float[images.Length * phrases.Count * Cells];
            for (var b = 0; b < images.Length; b++)
                for (var i = 0; i < images[b].Boxes.Count; i++)
                    for (var p = 0; p < phrases.Count; p++)
                        if (phrases[p].Names(images[b].Scene.Objects[i])) Add(b, p, phrases.Count, images[b].Boxes[i]);
        }

        private void Add(int image, int phrase, int phrases, Box box)
        {
            for (var cell = 0; cell < Cells; cell++)
            {
                var (x, y) = Backbone.MiddleOf(cell);
                if (!InMiddle(box, x, y)) continue;
                Middle[(image * phrases + phrase) * Cells + cell] = 1;
                Places.Add(image * Cells + cell);
                Asked.Add(phrase);
                Sides.AddRange([(x - box.X) / DetectorNet.Unit, (y - box.Y) / DetectorNet.Unit,
                    (box.Right - x) / DetectorNet.Unit, (box.Bottom - y) / DetectorNet.Unit]);
            }
        }

        // The inner half of the box, but never less than a cell, so that at least one cell has its middle there.
        private static bool InMiddle(Box box, float x, float y) =>
            Math.Abs(x - box.X - box.Width / 2f) <= Math.Max(box.Width / 4f, Backbone.Stride / 2f)
            && Math.Abs(y - box.Y - box.Height / 2f) <= Math.Max(box.Height / 4f, Backbone.Stride / 2f);
    }
}
