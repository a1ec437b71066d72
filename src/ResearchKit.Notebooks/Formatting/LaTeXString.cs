namespace ResearchKit.Notebooks.Formatting;

/// <summary>A formula as a value, as C# notebooks written for .NET Interactive have it.</summary>
/// <param name="Code">LaTeX; without <c>$</c> it stands on a line of its own.</param>
public record LaTeXString(string Code)
{
    /// <summary>Such notebooks write <c>(LaTeXString)"..."</c>.</summary>
    public static implicit operator LaTeXString(string code) => new(code);

    /// <summary>The LaTeX itself.</summary>
    public sealed override string ToString() => Code;
}
