using System.Reflection;

namespace ResearchKit.Losses.Contract;

/// <summary>Puts a loss in the catalogue: its name and where its formula comes from.</summary>
/// <param name="name">Unique name in lower case with hyphens: <c>s-dpo</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MethodAttribute(string name) : Attribute
{
    /// <summary>Unique name in lower case with hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>How papers write the name: <c>DPO-Positive</c>.</summary>
    public string Title { get; init; } = name;

    /// <summary>The paper: title, or authors and title.</summary>
    public string Paper { get; init; } = "";

    /// <summary>The loss of one pair in one line of plain text.</summary>
    public string Equation { get; init; } = "";

    /// <summary>Where the paper states it: <c>Eq. 7</c>.</summary>
    public string Where { get; init; } = "";

    /// <summary>arXiv number, empty for papers that are not there.</summary>
    public string ArXiv { get; init; } = "";

    /// <summary>
    /// How another library or the authors' code gets the same number: <c>TRL: loss_type="ipo"</c>. Empty where nothing
    /// else has it.
    /// </summary>
    public string Equivalent { get; init; } = "";

    /// <summary>Other names under which users look for it.</summary>
    public string[] Aliases { get; init; } = [];

    internal static string NameOf(Type loss) =>
        loss.GetCustomAttribute<MethodAttribute>()?.Name
        ?? (loss.Name.EndsWith("Loss", StringComparison.Ordinal) ? loss.Name[..^4] : loss.Name).ToLowerInvariant();
}
