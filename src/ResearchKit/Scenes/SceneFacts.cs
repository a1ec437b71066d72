namespace ResearchKit.Scenes;

/// <summary>
/// What is true of a scene, worked out once, so that many sentences can be checked quickly: as
/// <see cref="Fact.IsTrueOf"/>, without measuring boxes again for every relation.
/// </summary>
public sealed class SceneFacts
{
    private readonly Scene _scene;
    private readonly HashSet<Fact> _facts = [];

    /// <summary>The facts of a scene.</summary>
    public SceneFacts(Scene scene)
    {
        _scene = scene;
        _facts.Add(new PlaceFact(scene.Background));
        foreach (var item in scene.Objects)
        {
            _facts.Add(new ExistenceFact(item.Category));
            _facts.Add(new CountFact(item.Category, scene.CountOf(item.Category)));
            _facts.Add(new ColorFact(item.Category, item.Color));
            _facts.Add(new SizeFact(item.Category, item.Size));
            _facts.Add(new PatternFact(item.Category, item.Pattern));
            _facts.Add(new StateFact(item.Category, item.State));
        }
        foreach (var r in Relations.Of(scene))
            _facts.Add(new RelationFact(scene.Objects[r.Subject].Category, r.Kind, scene.Objects[r.Object].Category));
    }

    /// <summary>Whether everything that a sentence states is true.</summary>
    public bool Hold(CaptionSentence sentence) => sentence.Facts.All(Hold);

    /// <summary>The share of what a sentence states that is true, 0 to 1; 1 if it states nothing.</summary>
    public double Share(CaptionSentence sentence) =>
        sentence.Facts.Count == 0 ? 1 : (double)sentence.Facts.Count(Hold) / sentence.Facts.Count;

    private bool Hold(Fact fact) =>
        fact is PlaceFact or ExistenceFact or CountFact or ColorFact or SizeFact or PatternFact or StateFact
        or RelationFact
        ? _facts.Contains(fact)
        : fact.IsTrueOf(_scene);
}
