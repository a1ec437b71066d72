using System.Text;

namespace ResearchKit.Datasets.Json;

/// <summary>What is wrong with texts that the JSON reader cannot turn into characters.</summary>
internal static class JsonTexts
{
    /// <summary>A text in an encoding that is no Unicode, such as Latin-1 or Windows-1252.</summary>
    public const string NoUtf8 = "a text is no UTF-8; save the file in UTF-8";

    /// <summary>An escape such as "\ud800" alone.</summary>
    public const string HalfCharacter = "a text holds half a character";

    /// <summary>What an error of the JSON reader about the characters of a text means.</summary>
    public static string Problem(InvalidOperationException error) =>
        error.InnerException is DecoderFallbackException ? NoUtf8 : HalfCharacter;
}
