namespace ResearchKit.Scenes;

/// <summary>What an object of a scene is.</summary>
public enum Category
{
    /// <summary>A round ball.</summary>
    Ball,
    /// <summary>An apple with stalk and leaf.</summary>
    Apple,
    /// <summary>A cup with a handle; full or empty.</summary>
    Cup,
    /// <summary>A house with a roof, a door and a window.</summary>
    House,
    /// <summary>A tree with a round crown.</summary>
    Tree,
    /// <summary>A car seen from its side.</summary>
    Car,
    /// <summary>A boat; sailing or anchored.</summary>
    Boat,
    /// <summary>A fish that looks to the left.</summary>
    Fish,
    /// <summary>A bird; flying or standing.</summary>
    Bird,
    /// <summary>A cat's face; awake or asleep.</summary>
    Cat,
    /// <summary>A flower; blooming or in bud.</summary>
    Flower,
    /// <summary>A five-pointed star.</summary>
    Star,
    /// <summary>An umbrella; open or closed.</summary>
    Umbrella,
    /// <summary>A lamp on a stand; lit or dark.</summary>
    Lamp,
    /// <summary>A table, on which things stand.</summary>
    Table,
    /// <summary>A chair seen from its side.</summary>
    Chair,
    /// <summary>A book; open or closed.</summary>
    Book,
    /// <summary>A top hat.</summary>
    Hat,
    /// <summary>A clock with two hands.</summary>
    Clock,
    /// <summary>A kite with a tail.</summary>
    Kite,
    /// <summary>A mushroom with a spotted cap.</summary>
    Mushroom,
    /// <summary>An open crate, in which things lie.</summary>
    Crate,
}
