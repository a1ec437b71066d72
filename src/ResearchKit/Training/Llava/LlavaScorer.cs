using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>
/// Scores views with a vision-language model: all views of a batch are rows of one pass, every image is encoded once
/// however many views look at it, and logits are computed at the answers' tokens alone. The model computes where it
/// lives; its log-probabilities come to the CPU, once a batch and with their graph, so that losses compute there.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="end">The token that ends an answer.</param>
public sealed class LlavaScorer(LlavaModel model, int end) : IViewScorer<LlavaBatch>
{
    private readonly ImageProcessor _processor = new(model.Config.Vision.ImageSize);

    /// <inheritdoc/>
    public bool Offers(LlavaBatch batch, View view) => batch.Offers(view);

    /// <inheritdoc/>
    public IReadOnlyList<ViewLogProbabilities> Score(LlavaBatch batch, IReadOnlyList<View> views, LossInputs inputs)
    {
        var rows = Rows(batch, views);
        var places = AnswerPlaces.Of(rows.Select(r => r.Answer), model.Device);
        var logits = Logits(rows, places);
        var byToken = places.PerRow(FusedOps.TokenLogProbabilities(logits, places.Said).cpu());
        var columns = Columns(inputs, places, logits);
        var distributions = inputs.TokenColumns.Any(TokenColumn.IsDivergence)
            ? places.PerRow(nn.functional.log_softmax(logits, -1))
            : null;
        var size = batch.Examples.Count;
        return [.. views.Select((_, v) =>
        {
            var logps = Part(byToken);
            return new ViewLogProbabilities(
                logps.sum(1), inputs.Tokens ? Part(places.Counts) : null,
                inputs.PerToken ? logps : null, inputs.PerToken ? Part(places.Mask) : null)
            {
                Distributions = distributions is null ? null : Part(distributions),
                Columns = columns.ToDictionary(c => c.Key, c => Part(c.Value)),
            };

            Tensor Part(Tensor all) => all.narrow(0, v * size, size);
        })];
    }

    /// <summary>
    /// log pi of each token of the answers, one list per row, in the order of views and then of examples.
    /// </summary>
    internal float[][] ByToken(LlavaBatch batch, IReadOnlyList<View> views)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var rows = Rows(batch, views);
        var scored = Score(batch, views, new LossInputs(views, Losses.Contract.TokenReduction.Weighted,
            Reference: false));
        return [.. scored.SelectMany((view, v) => Enumerable.Range(0, batch.Examples.Count).Select(i =>
            view.ByToken![i].data<float>().ToArray()[..rows[v * batch.Examples.Count + i].Answer.Answer.Length]))];
    }

    /// <summary>
    /// The token that the model finds most probable at each place of an answer, after the answer's own earlier tokens:
    /// one list per example, as long as its answer. Among equals it is the one with the lowest number.
    /// </summary>
    /// <param name="batch">The examples.</param>
    /// <param name="view">Which answer, under which image.</param>
    public int[][] MostProbable(LlavaBatch batch, View view)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var rows = Rows(batch, [view]);
        var places = AnswerPlaces.Of(rows.Select(r => r.Answer), model.Device);
        var best = Logits(rows, places).argmax(-1).cpu().data<long>().ToArray();
        var at = 0;
        return [.. rows.Select(r => Array.ConvertAll(best[at..(at += r.Answer.Answer.Length)], t => (int)t))];
    }

    private Tensor Logits(Row[] rows, AnswerPlaces places)
    {
        var (images, features) = Images(rows);
        var states = model.States(places.Tokens(model.Config.ImageToken), features, images);
        return model.Decoder.Logits(states.reshape(-1, states.shape[2]).index_select(0, places.Before));
    }

    private static Row[] Rows(LlavaBatch batch, IReadOnlyList<View> views) => [.. views.SelectMany(view =>
        batch.Examples.Select((example, i) => new Row(
            view.Answer == View.Mismatched.Answer ? Moved(batch, i) : example.Answers[view.Answer],
            Shown(example, view))))];

    private static RgbImage[] Shown(PreferenceExample example, View view)
    {
        if (!example.Images.TryGetValue(view.Image, out var image)) return [];
        return [.. example.ImagesBefore, image, .. example.ImagesAfter];
    }

    // The next example's answer under this example's question and image.
    private static EncodedAnswer Moved(LlavaBatch batch, int i)
    {
        var own = batch.Examples[i].Answers[View.ChosenAnswer];
        var other = batch.Examples[(i + 1) % batch.Examples.Count].Answers[View.ChosenAnswer];
        return new([.. own.Tokens[..own.AnswerStart], .. other.Answer], own.AnswerStart);
    }

    private (int[]? Images, Tensor? Features) Images(Row[] rows)
    {
        var seen = new Dictionary<RgbImage, int>(ReferenceEqualityComparer.Instance);
        foreach (var image in rows.SelectMany(r => r.Images)) seen.TryAdd(image, seen.Count);
        if (seen.Count == 0) return (null, null);
        var features = model.ImageFeatures(_processor.Pixels([.. seen.Keys]));
        return ([.. rows.SelectMany(r => r.Images).Select(image => seen[image])], features);
    }

    private Dictionary<string, Tensor> Columns(LossInputs inputs, AnswerPlaces places, Tensor logits)
    {
        var columns = new Dictionary<string, Tensor>();
        foreach (var name in inputs.TokenColumns)
            if (TokenColumn.IsComputed(name) && !TokenColumn.IsDivergence(name) && name != TokenColumn.Value)
                columns.Add(name, places.PerRow(TokenColumn.FromLogitsOf(name, logits, places.Said, end).cpu()));
        return columns;
    }

    private sealed record Row(EncodedAnswer Answer, RgbImage[] Images);
}
