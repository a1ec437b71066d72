using System.Text.RegularExpressions;

namespace ResearchKit.Pairs.Formats;

/// <summary>
/// Marks in a text where the image goes: LLaVA's, and those of the models whose own chat templates leave theirs in
/// data. A pair holds texts without them; the format that is written adds its own.
/// </summary>
internal static partial class ImagePlaceholder
{
    /// <summary>LLaVA's and LLaMA-Factory's.</summary>
    public const string Llava = "<image>";

    /// <summary>A question without placeholders.</summary>
    /// <exception cref="PairFormatException">Nothing is left.</exception>
    public static string Remove(string question) => Pattern().Replace(question, "").Trim() is { Length: > 0 } text
        ? text
        : throw new PairFormatException("the question is empty");

    /// <summary>Rejects a placeholder where no image can be: a trainer would count one image too many.</summary>
    /// <exception cref="PairFormatException">There is one.</exception>
    public static string Reject(string text, string what) => Pattern().IsMatch(text)
        ? throw new PairFormatException($"the {what} holds a placeholder for an image")
        : text;

    [GeneratedRegex(@"<image>|<ImageHere>|<image_placeholder>|<start_of_image>|<\|image(_\d+)?\|>|" +
        @"<\|vision_start\|>(<\|image_pad\|>)*<\|vision_end\|>|<\|image_pad\|>|\[IMG\]",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
