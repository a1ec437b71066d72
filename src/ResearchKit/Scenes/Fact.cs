namespace ResearchKit.Scenes;

/// <summary>Something that is true or false of a scene: the unit in which captions, questions and edits are
/// written.</summary>
public abstract record Fact
{
    /// <summary>Whether it is true of the scene.</summary>
    public abstract bool IsTrueOf(Scene scene);
}

/// <summary>There is at least one object of the category.</summary>
public sealed record ExistenceFact(Category Category) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.CountOf(Category) > 0;
}

/// <summary>There are exactly so many objects of the category.</summary>
public sealed record CountFact(Category Category, int Count) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.CountOf(Category) == Count;
}

/// <summary>Some object of the category has the color.</summary>
public sealed record ColorFact(Category Category, ObjectColor Color) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.Objects.Any(o => o.Category == Category && o.Color == Color);
}

/// <summary>Some object of the category has the size.</summary>
public sealed record SizeFact(Category Category, ObjectSize Size) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.Objects.Any(o => o.Category == Category && o.Size == Size);
}

/// <summary>Some object of the category has the pattern.</summary>
public sealed record PatternFact(Category Category, Pattern Pattern) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) =>
        scene.Objects.Any(o => o.Category == Category && o.Pattern == Pattern);
}

/// <summary>Some object of the category is in the state.</summary>
public sealed record StateFact(Category Category, ObjectState State) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.Objects.Any(o => o.Category == Category && o.State == State);
}

/// <summary>Some object of the first category lies so to some object of the second.</summary>
public sealed record RelationFact(Category Subject, RelationKind Kind, Category Object) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => Relations.Of(scene).Any(r =>
        r.Kind == Kind && scene.Objects[r.Subject].Category == Subject && scene.Objects[r.Object].Category == Object);
}

/// <summary>The scene takes place there.</summary>
public sealed record PlaceFact(Background Background) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => scene.Background == Background;
}
