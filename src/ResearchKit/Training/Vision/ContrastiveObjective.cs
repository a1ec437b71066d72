using ResearchKit.Datasets;
using ResearchKit.Models.Vision;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Training.Vision;

/// <summary>
/// Which sentence belongs to which picture: symmetric InfoNCE (arXiv 2103.00020). A sample is two pictures, a scene and
/// the same scene without one object, each with some sentences of its caption; one sentence of the first is false of the
/// second, a negative that differs in a single object. Sentences that happen to be true of another picture of the batch
/// are no negatives: the scenes' facts say which.
/// </summary>
/// <param name="net">What learns.</param>
/// <param name="vocabulary">The words of the sentences.</param>
/// <param name="features">What the trunk sees, two rows per sample: whole, then without one object.</param>
/// <param name="samples">The scenes in the same order.</param>
internal sealed class ContrastiveObjective(
    ClipNet net, Vocabulary vocabulary, Tensor features, IReadOnlyList<SceneSample> samples) : IStageObjective
{
    private const int SentencesPerPicture = 3;

    public int Count => samples.Count / 2;

    public Tensor Loss(ReadOnlySpan<int> batch, SeededDraws draws)
    {
        var rows = new int[2 * batch.Length];
        var sentences = new List<(int Picture, CaptionSentence Sentence)>();
        for (var i = 0; i < rows.Length; i += 2)
        {
            (rows[i], rows[i + 1]) = (2 * batch[i / 2], 2 * batch[i / 2] + 1);
            SceneSample whole = samples[rows[i]], without = samples[rows[i + 1]];
            var broken = whole.Caption.Sentences.ToLookup(s => !without.Facts.Hold(s));
            Add(i, broken[true], 1);
            Add(i, broken[false], SentencesPerPicture - 1);
            Add(i + 1, without.Caption.Sentences, SentencesPerPicture);
        }
        return Loss(rows, sentences);

        void Add(int picture, IEnumerable<CaptionSentence> from, int count)
        {
            CaptionSentence[] all = [.. from];
            foreach (var i in draws.Permutation(all.Length).Take(count)) sentences.Add((picture, all[i]));
        }
    }

    private Tensor Loss(int[] rows, List<(int Picture, CaptionSentence Sentence)> sentences)
    {
        int pictures = rows.Length, texts = sentences.Count;
        // No negatives: pictures [sentence, picture] that a sentence is true of, too, and sentences [sentence, sentence]
        // that are true of a sentence's picture, too.
        bool[] otherPictures = new bool[texts * pictures], otherTexts = new bool[texts * texts];
        for (var j = 0; j < texts; j++)
            for (var i = 0; i < pictures; i++)
                otherPictures[j * pictures + i] = samples[rows[i]].Facts.Hold(sentences[j].Sentence);
        for (var j = 0; j < texts; j++)
        {
            for (var k = 0; k < texts; k++) otherTexts[j * texts + k] = k != j && otherPictures[k * pictures + sentences[j].Picture];
        }
        for (var j = 0; j < texts; j++) otherPictures[j * pictures + sentences[j].Picture] = false;

        var own = tensor(sentences.Select(s => (long)s.Picture).ToArray());
        var fit = net.Look(Rows.Of(features, rows)).matmul(
            net.Read(Vocabulary.Stack([.. sentences.Select(s => vocabulary.Encode(s.Sentence.Text))])).t()) * net.Scale;
        var toPicture = fit.t().masked_fill(tensor(otherPictures, [texts, pictures]), double.NegativeInfinity);
        var toText = fit.index_select(0, own).masked_fill(tensor(otherTexts, [texts, texts]), double.NegativeInfinity);
        return (nn.functional.cross_entropy(toPicture, own) + nn.functional.cross_entropy(toText, arange(texts))) / 2;
    }
}
