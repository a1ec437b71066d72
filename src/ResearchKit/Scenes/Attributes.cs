using ResearchKit.Imaging;

namespace ResearchKit.Scenes;

/// <summary>The main color of an object.</summary>
public enum ObjectColor
{
    /// <summary>Red.</summary>
    Red,
    /// <summary>Orange.</summary>
    Orange,
    /// <summary>Yellow.</summary>
    Yellow,
    /// <summary>Green.</summary>
    Green,
    /// <summary>Blue.</summary>
    Blue,
    /// <summary>Purple.</summary>
    Purple,
    /// <summary>Pink.</summary>
    Pink,
    /// <summary>White.</summary>
    White,
}

/// <summary>Small objects are less than 17 pixels wide in an image of 64, large ones more than 20.</summary>
public enum ObjectSize
{
    /// <summary>About a quarter of the image's width.</summary>
    Small,
    /// <summary>About a third of the image's width.</summary>
    Large,
}

/// <summary>How the main color is laid on.</summary>
public enum Pattern
{
    /// <summary>One color.</summary>
    Plain,
    /// <summary>Dark horizontal stripes.</summary>
    Striped,
    /// <summary>Dark dots.</summary>
    Dotted,
}

/// <summary>What an object is in the middle of; each category has two states or none.</summary>
public enum ObjectState
{
    /// <summary>The category has no states.</summary>
    None,
    /// <summary>A cup.</summary>
    Full,
    /// <summary>A cup.</summary>
    Empty,
    /// <summary>A boat with its sail up.</summary>
    Sailing,
    /// <summary>A boat without a sail.</summary>
    Anchored,
    /// <summary>A bird with spread wings.</summary>
    Flying,
    /// <summary>A bird on its legs.</summary>
    Standing,
    /// <summary>A cat with open eyes.</summary>
    Awake,
    /// <summary>A cat with closed eyes.</summary>
    Asleep,
    /// <summary>A flower with petals.</summary>
    Blooming,
    /// <summary>A flower that is still closed.</summary>
    InBud,
    /// <summary>An umbrella or a book.</summary>
    Open,
    /// <summary>An umbrella or a book.</summary>
    Closed,
    /// <summary>A lamp.</summary>
    Lit,
    /// <summary>A lamp.</summary>
    Dark,
}

/// <summary>What attributes look like and which of them go together.</summary>
public static class Attributes
{
    /// <summary>The two states that a category can be in; empty if it has none.</summary>
    public static IReadOnlyList<ObjectState> StatesOf(Category category) => category switch
    {
        Category.Cup => [ObjectState.Full, ObjectState.Empty],
        Category.Boat => [ObjectState.Sailing, ObjectState.Anchored],
        Category.Bird => [ObjectState.Flying, ObjectState.Standing],
        Category.Cat => [ObjectState.Awake, ObjectState.Asleep],
        Category.Flower => [ObjectState.Blooming, ObjectState.InBud],
        Category.Umbrella or Category.Book => [ObjectState.Open, ObjectState.Closed],
        Category.Lamp => [ObjectState.Lit, ObjectState.Dark],
        _ => [],
    };

    /// <summary>The color as it is drawn.</summary>
    public static Rgb ToRgb(this ObjectColor color) => color switch
    {
        ObjectColor.Red => new(214, 40, 40),
        ObjectColor.Orange => new(245, 130, 30),
        ObjectColor.Yellow => new(250, 215, 50),
        ObjectColor.Green => new(45, 160, 60),
        ObjectColor.Blue => new(40, 95, 215),
        ObjectColor.Purple => new(135, 60, 170),
        ObjectColor.Pink => new(245, 140, 190),
        _ => new(245, 245, 245),
    };
}
