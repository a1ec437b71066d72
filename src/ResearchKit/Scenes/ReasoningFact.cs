namespace ResearchKit.Scenes;

/// <summary>
/// A step of reasoning: what is seen, and what follows from it. It holds if premises and conclusion do; as the second
/// follows from the first, a step with true premises and a false conclusion is a broken one.
/// </summary>
/// <param name="Premise">What is seen.</param>
/// <param name="Second">What else is seen; null if the conclusion needs nothing more.</param>
/// <param name="Conclusion">What is said to follow.</param>
public sealed record ReasoningFact(Fact Premise, Fact? Second, Fact Conclusion) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => PremisesHoldIn(scene) && Conclusion.IsTrueOf(scene);

    /// <summary>Whether what the step starts from is true, wherever it ends.</summary>
    public bool PremisesHoldIn(Scene scene) => Premise.IsTrueOf(scene) && Second?.IsTrueOf(scene) != false;
}

/// <summary>What follows from a state: a lamp that is lit gives light. It holds if some object of the category is in
/// the state.</summary>
public sealed record ConsequenceFact(Category Category, ObjectState State) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => new StateFact(Category, State).IsTrueOf(scene);
}

/// <summary>There are exactly so many objects, whatever they are.</summary>
public sealed record TotalFact(int Count) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.Objects.Count == Count;
}

/// <summary>There are exactly so many objects that are not of the category.</summary>
public sealed record RestFact(Category Except, int Count) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.Objects.Count - scene.CountOf(Except) == Count;
}
