using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>A yes/no question of a suite, as AMBER asks it.</summary>
/// <param name="Id">AMBER's id.</param>
/// <param name="Scene">Index of the scene.</param>
/// <param name="Type">AMBER's kind, such as <c>discriminative-attribute-number</c>.</param>
/// <param name="Question">The question with its fact and true answer.</param>
public sealed record SceneQuestion(int Id, int Scene, string Type, Question Question);

/// <summary>An open question of a suite, as MMHal-Bench asks it.</summary>
/// <param name="Scene">Index of the scene.</param>
/// <param name="Type">MMHal-Bench's type, such as <c>counting</c>.</param>
/// <param name="Text">The question.</param>
/// <param name="Truth">The true answer, a sentence.</param>
/// <param name="Wrong">A false answer: an attribute, a number or an object that is not there.</param>
/// <param name="Key">What a right answer says.</param>
public sealed record OpenQuestion(int Scene, string Type, string Text, string Truth, string Wrong, string Key);
