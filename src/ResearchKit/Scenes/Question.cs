namespace ResearchKit.Scenes;

/// <summary>What a question asks about; AMBER's three kinds of discriminative question.</summary>
public enum QuestionKind
{
    /// <summary>Whether something is in the image.</summary>
    Existence,
    /// <summary>State, number, action or its stand-in, color.</summary>
    Attribute,
    /// <summary>How two things lie to each other.</summary>
    Relation,
}

/// <summary>A question that is answered by Yes or No, with the true answer.</summary>
/// <param name="Kind">What it asks about.</param>
/// <param name="Text">The question in words.</param>
/// <param name="Fact">What it asks: the answer is Yes if this holds in the scene.</param>
/// <param name="Answer">True for Yes.</param>
public sealed record Question(QuestionKind Kind, string Text, Fact Fact, bool Answer);
