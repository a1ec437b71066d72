namespace ResearchKit.Notebooks;

/// <summary>File names in commands that a message tells the user to run.</summary>
internal static class ShellWord
{
    private const string Plain = "-_./\\:~+@%,=";

    /// <summary>The path as a shell reads it as one word: in quotation marks where it needs them.</summary>
    public static string Of(string path) =>
        path.Length > 0 && path.All(c => char.IsLetterOrDigit(c) || Plain.Contains(c)) ? path
        : OperatingSystem.IsWindows() ? $"\"{path}\"" : $"'{path.Replace("'", @"'\''")}'";
}
