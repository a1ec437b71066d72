using ResearchKit.Datasets;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>
/// Which sentence belongs to which image: symmetric InfoNCE (arXiv 2103.00020). A sample is two images, a scene and
/// the same scene without one object, each with some sentences of its caption; one sentence of the first is false of
/// the second, a negative that differs in a single object. Sentences that happen to be true of another image of the
/// batch are no negatives: the scenes' facts say which.
/// </summary>
/// <remarks>
/// InfoNCE alone asks for an order, and how far a cosine falls when an object goes away differs from sentence to
/// sentence. AdaViP's Eq. 9 adds such falls up. A second term makes them comparable: from the whole scene to the one
/// without an object, a sentence's cosine is to fall in proportion to the share of its facts that become false, and to
/// stay where none does.
/// </remarks>
/// <param name="net">What learns.</param>
/// <param name="vocabulary">The words of the sentences.</param>
/// <param name="features">What the backbone sees, two rows per sample: whole, then without one object.</param>
/// <param name="samples">The scenes in the same order.</param>
internal sealed class ContrastiveObjective(
    ClipNet net, Vocabulary vocabulary, Tensor features, IReadOnlyList<SceneSample> samples) : ITrainingObjective
{
    private const int SentencesPerImage = 3;

    // By how much a cosine is to fall when a sentence becomes false altogether, and what a missed fall costs.
    private const double FullFall = 0.25, FallWeight = 100;

    public int Count => samples.Count / 2;

    public Tensor Loss(ReadOnlySpan<int> batch, SeededDraws draws)
    {
        var rows = new int[2 * batch.Length];
        var sentences = new List<(int Image, CaptionSentence Sentence)>();
        for (var i = 0; i < rows.Length; i += 2)
        {
            (rows[i], rows[i + 1]) = (2 * batch[i / 2], 2 * batch[i / 2] + 1);
            SceneSample whole = samples[rows[i]], without = samples[rows[i + 1]];
            var broken = whole.Caption.Sentences.ToLookup(s => !without.Facts.Hold(s));
            Add(i, broken[true], 1);
            Add(i, broken[false], SentencesPerImage - 1);
            Add(i + 1, without.Caption.Sentences, SentencesPerImage);
        }
        return Loss(rows, sentences);

        void Add(int image, IEnumerable<CaptionSentence> from, int count)
        {
            CaptionSentence[] all = [.. from];
            foreach (var i in draws.Permutation(all.Length).Take(count)) sentences.Add((image, all[i]));
        }
    }

    private Tensor Loss(int[] rows, List<(int Image, CaptionSentence Sentence)> sentences)
    {
        var texts = net.EncodeText(Vocabulary.Stack([.. sentences.Select(s => vocabulary.Encode(s.Sentence.Text))]));
        var cosines = texts.matmul(net.EncodeImages(Rows.Of(features, rows)).t()); // [sentences, images]
        return Contrast(rows, sentences, cosines * net.Scale) + FallWeight * Falls(rows, sentences, cosines);
    }

    private Tensor Contrast(int[] rows, List<(int Image, CaptionSentence Sentence)> sentences, Tensor fit)
    {
        int images = rows.Length, texts = sentences.Count;
        // What is no negative although it is not the pair itself: images [sentence, image] of which the sentence is
        // true, too, and sentences [sentence, sentence] that are true of the sentence's image, too.
        bool[] otherImages = new bool[texts * images], otherTexts = new bool[texts * texts];
        for (var j = 0; j < texts; j++)
            for (var i = 0; i < images; i++)
                otherImages[j * images + i] = samples[rows[i]].Facts.Hold(sentences[j].Sentence);
        for (var j = 0; j < texts; j++)
            for (var k = 0; k < texts; k++)
                otherTexts[j * texts + k] = k != j && otherImages[k * images + sentences[j].Image];
        for (var j = 0; j < texts; j++) otherImages[j * images + sentences[j].Image] = false;

        var own = tensor(sentences.Select(s => (long)s.Image).ToArray());
        var toImage = fit.masked_fill(tensor(otherImages, [texts, images]), double.NegativeInfinity);
        var toText = fit.t().index_select(0, own)
            .masked_fill(tensor(otherTexts, [texts, texts]), double.NegativeInfinity);
        return (nn.functional.cross_entropy(toImage, own) + nn.functional.cross_entropy(toText, arange(texts))) / 2;
    }

    // Images 2k and 2k + 1 are a scene and the same without one object.
    private Tensor Falls(int[] rows, List<(int Image, CaptionSentence Sentence)> sentences, Tensor cosines)
    {
        List<long> whole = [], without = [];
        List<float> goals = [];
        for (var j = 0; j < sentences.Count; j++)
        {
            var (image, sentence) = sentences[j];
            if (image % 2 != 0) continue;
            whole.Add(j * rows.Length + image);
            without.Add(j * rows.Length + image + 1);
            goals.Add((float)(FullFall * (1 - samples[rows[image + 1]].Facts.Share(sentence))));
        }
        var all = cosines.reshape(-1);
        var falls = all.index_select(0, tensor(whole.ToArray())) - all.index_select(0, tensor(without.ToArray()));
        return (falls - tensor(goals.ToArray())).square().mean();
    }
}
