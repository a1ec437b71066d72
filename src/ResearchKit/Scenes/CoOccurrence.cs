namespace ResearchKit.Scenes;

/// <summary>
/// Which category usually comes with another. The planted regularity is what a language model can learn without looking
/// and then hallucinate from.
/// </summary>
public static class CoOccurrence
{
    /// <summary>The category that usually comes with <paramref name="category"/>.</summary>
    public static Category CoOccurringCategoryOf(Category category) => category switch
    {
        Category.Ball => Category.Cat,
        Category.Apple => Category.Crate,
        Category.Cup => Category.Table,
        Category.House => Category.Tree,
        Category.Tree => Category.Bird,
        Category.Car => Category.House,
        Category.Boat => Category.Fish,
        Category.Fish => Category.Boat,
        Category.Bird => Category.Tree,
        Category.Cat => Category.Ball,
        Category.Flower => Category.Mushroom,
        Category.Star => Category.Lamp,
        Category.Umbrella => Category.Hat,
        Category.Lamp => Category.Book,
        Category.Table => Category.Chair,
        Category.Chair => Category.Table,
        Category.Book => Category.Lamp,
        Category.Hat => Category.Umbrella,
        Category.Clock => Category.Table,
        Category.Kite => Category.Ball,
        Category.Mushroom => Category.Flower,
        _ => Category.Apple,
    };
}
