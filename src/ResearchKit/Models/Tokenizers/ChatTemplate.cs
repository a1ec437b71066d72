namespace ResearchKit.Models.Tokenizers;

/// <summary>How a question about an image becomes the text that a model was trained on.</summary>
/// <param name="Before">Before the image.</param>
/// <param name="AfterImage">Between the image and the question; without an image it is left out.</param>
/// <param name="AfterPrompt">Between the question and the answer.</param>
/// <param name="BeforeAnswer">The answer's first character, usually a space; tokenized together with it.</param>
public sealed record ChatTemplate(string Before, string AfterImage, string AfterPrompt, string BeforeAnswer)
{
    /// <summary>LLaVA 1.5's: <c>USER: &lt;image&gt;\nWhat is this? ASSISTANT: A cat.&lt;/s&gt;</c></summary>
    public static ChatTemplate Llava15 { get; } = new("USER: ", "\n", " ASSISTANT:", " ");

    /// <summary>The lab's: image, question and answer, with nothing between.</summary>
    public static ChatTemplate Plain { get; } = new("", "", "", " ");

    /// <summary>The template of a name: <c>llava-1.5</c> or <c>plain</c>.</summary>
    /// <exception cref="ModelFormatException">There is none of that name.</exception>
    public static ChatTemplate Named(string name) => name switch
    {
        "llava-1.5" => Llava15,
        "plain" => Plain,
        _ => throw new ModelFormatException($"there is no chat template '{name}'; there are llava-1.5 and plain"),
    };
}
