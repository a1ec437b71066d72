using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>A description with one error in it, and what the error is.</summary>
/// <param name="Type">The kind of error.</param>
/// <param name="Truth">What the original says.</param>
/// <param name="Error">What the edited description says instead.</param>
/// <param name="Rejected">The edited description, with the facts that its sentences now state.</param>
public sealed record CaptionEdit(EditType Type, Fact Truth, Fact Error, Caption Rejected)
{
    /// <summary>Whether the edit did its work: what it says is false of the scene. Only an <see cref="NoisyEditor"/>
    /// can fail.</summary>
    public bool IsWrongOf(Scene scene) => !Error.IsTrueOf(scene);
}
