using ResearchKit.Imaging;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Training.Llava;

/// <summary>A question with its answers as tokens and its images, each by the name that views use.</summary>
/// <param name="Id">Names it in messages.</param>
/// <param name="Answers">
/// By name: <see cref="View.ChosenAnswer"/>, <see cref="View.RejectedAnswer"/>, <c>rank_2</c>, ...
/// </param>
/// <param name="Images">
/// By name: <see cref="View.OriginalImage"/>, <see cref="View.CorruptedImage"/>, ...; empty for text alone.
/// </param>
public sealed record PreferenceExample(
    string Id, IReadOnlyDictionary<string, EncodedAnswer> Answers, IReadOnlyDictionary<string, RgbImage> Images)
{
    /// <summary>Further numbers of the pair, by name.</summary>
    public IReadOnlyDictionary<string, double> Columns { get; init; } = new Dictionary<string, double>();

    /// <summary>Further numbers per answer, such as a score, by the answer's name and their own.</summary>
    public IReadOnlyDictionary<(string Answer, string Column), double> AnswerColumns { get; init; } =
        new Dictionary<(string, string), double>();

    /// <summary>Further numbers per token of an answer, as many as it has, by the answer's name and their
    /// own.</summary>
    public IReadOnlyDictionary<(string Answer, string Column), float[]> TokenColumns { get; init; } =
        new Dictionary<(string, string), float[]>();

    /// <summary>Other images of the same sequence, shown before the view's own; the same for every view.</summary>
    public IReadOnlyList<RgbImage> ImagesBefore { get; init; } = [];

    /// <summary>Other images of the same sequence, shown after the view's own.</summary>
    public IReadOnlyList<RgbImage> ImagesAfter { get; init; } = [];

    /// <summary>
    /// Whether it has what a view needs. Without any image, views on the original image are of text alone.
    /// </summary>
    public bool Offers(View view) => Answers.ContainsKey(view.Answer)
        && (Images.ContainsKey(view.Image) || (Images.Count == 0 && view.Image == View.OriginalImage));
}
