using ResearchKit.Datasets;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>
/// Which sentence belongs to which picture: symmetric InfoNCE (arXiv 2103.00020). A sample is two pictures, a scene and
/// the same scene without one object, each with some sentences of its caption; one sentence of the first is false of the
/// second, a negative that differs in a single object. Sentences that happen to be true of another picture of the batch
/// are no negatives: the scenes' facts say which.
/// </summary>
/// <remarks>
/// InfoNCE alone asks for an order, and how far a cosine falls when an object goes away differs from sentence to sentence.
/// AdaViP's Eq. 9 adds such falls up. A second term makes them comparable: from the whole scene to the one without an
/// object, a sentence's cosine is to fall in proportion to the share of its facts that become false, and to stay where
/// none does.
/// </remarks>
/// <param name="net">What learns.</param>
/// <param name="vocabulary">The words of the sentences.</param>
/// <param name="features">What the backbone sees, two rows per sample: whole, then without one object.</param>
/// <param name="samples">The scenes in the same order.</param>
internal sealed class ContrastiveObjective(
    ClipNet net, Vocabulary vocabulary, Tensor features, IReadOnlyList<SceneSample> samples) : ITrainingObjective
{
    private const int SentencesPerPicture = 3;

    // By how much a cosine is to fall when a sentence becomes false altogether, and what a missed fall costs.
    private const double FullFall = 0.25, FallWeight = 100;

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
        var texts = net.EncodeText(Vocabulary.Stack([.. sentences.Select(s => vocabulary.Encode(s.Sentence.Text))]));
        var cosines = texts.matmul(net.EncodeImages(Rows.Of(features, rows)).t()); // [sentences, pictures]
        return Contrast(rows, sentences, cosines * net.Scale) + FallWeight * Falls(rows, sentences, cosines);
    }

    private Tensor Contrast(int[] rows, List<(int Picture, CaptionSentence Sentence)> sentences, Tensor fit)
    {
        int pictures = rows.Length, texts = sentences.Count;
        // What is no negative although it is not the pair itself: pictures [sentence, picture] of which the sentence is
        // true, too, and sentences [sentence, sentence] that are true of the sentence's picture, too.
        bool[] otherPictures = new bool[texts * pictures], otherTexts = new bool[texts * texts];
        for (var j = 0; j < texts; j++)
            for (var i = 0; i < pictures; i++)
                otherPictures[j * pictures + i] = samples[rows[i]].Facts.Hold(sentences[j].Sentence);
        for (var j = 0; j < texts; j++)
            for (var k = 0; k < texts; k++) otherTexts[j * texts + k] = k != j && otherPictures[k * pictures + sentences[j].Picture];
        for (var j = 0; j < texts; j++) otherPictures[j * pictures + sentences[j].Picture] = false;

        var own = tensor(sentences.Select(s => (long)s.Picture).ToArray());
        var toPicture = fit.masked_fill(tensor(otherPictures, [texts, pictures]), double.NegativeInfinity);
        var toText = fit.t().index_select(0, own).masked_fill(tensor(otherTexts, [texts, texts]), double.NegativeInfinity);
        return (nn.functional.cross_entropy(toPicture, own) + nn.functional.cross_entropy(toText, arange(texts))) / 2;
    }

    // Pictures 2k and 2k + 1 are a scene and the same without one object.
    private Tensor Falls(int[] rows, List<(int Picture, CaptionSentence Sentence)> sentences, Tensor cosines)
    {
        List<long> whole = [], without = [];
        List<float> goals = [];
        for (var j = 0; j < sentences.Count; j++)
        {
            var (picture, sentence) = sentences[j];
            if (picture % 2 != 0) continue;
            whole.Add(j * rows.Length + picture);
            without.Add(j * rows.Length + picture + 1);
            goals.Add((float)(FullFall * (1 - samples[rows[picture + 1]].Facts.Share(sentence))));
        }
        var all = cosines.reshape(-1);
        var falls = all.index_select(0, tensor(whole.ToArray())) - all.index_select(0, tensor(without.ToArray()));
        return (falls - tensor(goals.ToArray())).square().mean();
    }
}
