namespace ResearchKit;

/// <summary>File names and arguments in lines that a shell reads.</summary>
public static class ShellWord
{
    private const string Plain = "-_./:+@%,=";
    // A backslash joins folders on Windows, and elsewhere takes the next letter's meaning away.
    private const string PlainOnWindows = @"\~";

    /// <summary>
    /// The word in a command that a message tells the user to run: in quotation marks where the user's shell needs
    /// them.
    /// </summary>
    public static string Of(string word)
    {
        var windows = OperatingSystem.IsWindows();
        return word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || Plain.Contains(c)
            || (windows && PlainOnWindows.Contains(c))) ? word
            : windows ? $"\"{word}\"" : Quoted(word);
    }

    /// <summary>The word in a script for a POSIX shell, always in quotation marks: <c>'it'\''s'</c>.</summary>
    public static string Quoted(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
