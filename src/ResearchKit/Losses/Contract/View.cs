namespace ResearchKit.Losses.Contract;

/// <summary>
/// One log-probability that a loss asks for: which answer, given which image. The trainer scores exactly the views
/// that a loss declares, all in one batched pass.
/// </summary>
/// <param name="Name">Key of the view in scores, rewards, metrics and JSON: <c>chosen</c>, <c>rejected_image</c>.</param>
/// <param name="Answer">The answer whose tokens are scored: <see cref="ChosenAnswer"/>, <see cref="RejectedAnswer"/>, <c>rank_2</c>.</param>
/// <param name="Image">The image it is conditioned on: <see cref="OriginalImage"/>, <see cref="CorruptedImage"/>.</param>
/// <param name="Gradient">
/// Whether the loss differentiates through this view. Where it does not, the loss receives the log-probability
/// detached and the trainer may score it without a graph.
/// </param>
public sealed record View(string Name, string Answer, string Image, bool Gradient = true)
{
    /// <summary>The answer that the annotator preferred, y_w.</summary>
    public const string ChosenAnswer = "chosen";

    /// <summary>The answer that the annotator did not prefer, y_l.</summary>
    public const string RejectedAnswer = "rejected";

    /// <summary>The image the answers were written for, I_w.</summary>
    public const string OriginalImage = "original";

    /// <summary>The image that no longer supports the chosen answer, I_l: an object removed, a crop, noise.</summary>
    public const string CorruptedImage = "rejected";

    /// <summary>Chosen answer on the original image: D++ in AdaViP.</summary>
    public static View Chosen { get; } = new("chosen", ChosenAnswer, OriginalImage);

    /// <summary>Rejected answer on the original image: D+- in AdaViP, the language-rejected sample.</summary>
    public static View Rejected { get; } = new("rejected", RejectedAnswer, OriginalImage);

    /// <summary>Chosen answer on the rejected image: D-+ in AdaViP, the vision-rejected sample.</summary>
    public static View RejectedImage { get; } = new("rejected_image", ChosenAnswer, CorruptedImage);

    /// <summary>
    /// The answer of another example under this example's prompt and image, without gradient: the sample from which
    /// KTO estimates its reference point.
    /// </summary>
    public static View Mismatched { get; } = new("mismatched", "mismatched", OriginalImage, Gradient: false);

    /// <summary>Answer number <paramref name="k"/> of a ranking, 1 being the best: <c>rank_1</c>, <c>rank_2</c>, ...</summary>
    public static View Rank(int k) => new($"rank_{k}", $"rank_{k}", OriginalImage);

    /// <summary>Rejected answer number <paramref name="k"/> of one prompt: <c>rejected</c>, <c>rejected_2</c>, ...</summary>
    public static View RejectedNumber(int k) =>
        k == 1 ? Rejected : new($"rejected_{k}", $"rejected_{k}", OriginalImage);

    /// <summary>Chosen answer on rejected image number <paramref name="k"/>: <c>rejected_image</c>, <c>rejected_image_2</c>, ...</summary>
    public static View RejectedImageNumber(int k) =>
        k == 1 ? RejectedImage : new($"rejected_image_{k}", ChosenAnswer, $"rejected_{k}");

    /// <summary>The view's name.</summary>
    public override string ToString() => Name;
}
