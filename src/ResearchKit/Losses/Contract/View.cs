namespace ResearchKit.Losses.Contract;

/// <summary>
/// One log-probability that a loss asks for: which answer, given which image. The trainer scores exactly the views
/// that a loss declares, all in one batched pass.
/// </summary>
/// <param name="Name">
/// Key of the view in scores, rewards, metrics and JSON: <c>chosen</c>, <c>rejected_image</c>.
/// </param>
/// <param name="Answer">
/// The answer whose tokens are scored: <see cref="ChosenAnswer"/>, <see cref="RejectedAnswer"/>, <c>rank_2</c>.
/// </param>
/// <param name="Image">
/// The image it is conditioned on: <see cref="OriginalImage"/>, <see cref="CorruptedImage"/>.
/// </param>
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

    /// <summary>Rejected answer on the rejected image: the pair whose order the other image must not keep.</summary>
    public static View RejectedOnRejectedImage { get; } = new("rejected_on_rejected_image", RejectedAnswer,
        CorruptedImage);

    /// <summary>A third answer, better than both of the pair, on the original image.</summary>
    public static View Gold { get; } = new("gold", "gold", OriginalImage);

    /// <summary>
    /// One answer that the policy has sampled, on the original image: what policy-gradient losses learn from.
    /// </summary>
    public static View Sample { get; } = new("sample", "sample", OriginalImage);

    /// <summary>
    /// The answer of another example under this example's prompt and image, without gradient: the sample from which
    /// KTO estimates its reference point.
    /// </summary>
    public static View Mismatched { get; } = new("mismatched", "mismatched", OriginalImage, Gradient: false);

    /// <summary>
    /// Answer number <paramref name="k"/> of a ranking, 1 being the best: <c>rank_1</c>, <c>rank_2</c>, ...
    /// </summary>
    public static View Rank(int k) => new($"rank_{k}", $"rank_{k}", OriginalImage);

    /// <summary>Chosen answer number <paramref name="k"/> of one prompt: <c>chosen</c>, <c>chosen_2</c>, ...</summary>
    public static View ChosenNumber(int k) => k == 1 ? Chosen : new($"chosen_{k}", $"chosen_{k}", OriginalImage);

    /// <summary>
    /// Rejected answer number <paramref name="k"/> of one prompt: <c>rejected</c>, <c>rejected_2</c>, ...
    /// </summary>
    public static View RejectedNumber(int k) =>
        k == 1 ? Rejected : new($"rejected_{k}", $"rejected_{k}", OriginalImage);

    /// <summary>
    /// Chosen answer on rejected image number <paramref name="k"/>: <c>rejected_image</c>, <c>rejected_image_2</c>, ...
    /// </summary>
    public static View RejectedImageNumber(int k) =>
        k == 1 ? RejectedImage : new($"rejected_image_{k}", ChosenAnswer, $"rejected_{k}");

    /// <summary>
    /// The view of that name. <c>rejected_image_k</c> is the chosen answer on that image, <c>y_on_rejected_image</c>
    /// the answer y on the rejected one; a name of no special form is the answer of that name on the original image.
    /// </summary>
    /// <exception cref="LossException">The name is empty.</exception>
    public static View Named(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new LossException("A view has no name.");
        View[] known = [Chosen, Rejected, RejectedImage, Mismatched];
        if (Array.Find(known, v => v.Name == name) is { } view)
            return view;
        const string images = "rejected_image_", elsewhere = "_on_rejected_image";
        if (name.Length > elsewhere.Length && name.EndsWith(elsewhere, StringComparison.Ordinal))
            return new(name, name[..^elsewhere.Length], CorruptedImage);
        return name.StartsWith(images, StringComparison.Ordinal) && int.TryParse(name[images.Length..], out var k)
            ? RejectedImageNumber(k)
            : new View(name, name, OriginalImage);
    }

    /// <summary>The view's name.</summary>
    public override string ToString() => Name;
}
