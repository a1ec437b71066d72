using ResearchKit.Figures;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>Receives what a cell puts out, as it happens: a notebook file, or a front end on the other side of a
/// wire.</summary>
/// <remarks>Calls come from any thread of the cell, also at the same time.</remarks>
public interface ICellOutput
{
    /// <summary>Text written to <c>stdout</c> or <c>stderr</c>.</summary>
    void Stream(string name, string text);

    /// <summary>A displayed value.</summary>
    void Display(string displayId, MimeBundle data);

    /// <summary>A new content for what was displayed under this id, in this or an earlier cell.</summary>
    void Update(string displayId, MimeBundle data);

    /// <summary>The value of the cell's last expression.</summary>
    void Result(MimeBundle data);

    /// <summary>Why the cell failed.</summary>
    void Error(CellError error);

    /// <summary>
    /// A result that becomes files, just before it is displayed. What this throws is thrown by the cell's
    /// <c>display</c>.
    /// </summary>
    void Artifact(IArtifact artifact);

    /// <summary>Removes what the cell has put out so far.</summary>
    /// <param name="wait">Whether only when the next output comes, so that nothing flickers.</param>
    void Clear(bool wait)
    {
    }

    /// <summary>Asks the user for a line.</summary>
    /// <param name="prompt">What is shown beside the field; may be empty.</param>
    /// <param name="password">Whether the answer is hidden.</param>
    /// <exception cref="NotSupportedException">Nobody can answer.</exception>
    string? ReadLine(string prompt, bool password) => throw new NotSupportedException(
        "a notebook cannot read the console here: make the value a parameter (a cell tagged `parameters`, then -p " +
        "name=value)");
}
