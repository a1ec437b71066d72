namespace ResearchKit.Notebooks.Formatting;

/// <summary>A formula on a line of its own; see <see cref="LaTeXString"/>.</summary>
/// <param name="Code">LaTeX without delimiters.</param>
public sealed record MathString(string Code) : LaTeXString(Code)
{
    /// <summary>Such notebooks write <c>(MathString)"..."</c>.</summary>
    public static implicit operator MathString(string code) => new(code);
}
