using ResearchKit.Imaging.Drawing;

namespace ResearchKit.Scenes;

/// <summary>What each category looks like, from back to front, in a square of 100 x 100.</summary>
internal static class Sprites
{
    /// <summary>The parts of a category in a state.</summary>
    public static IReadOnlyList<Part> Of(Category category, ObjectState state) => category switch
    {
        Category.Ball => [new(Disc(50, 50, 46), Paint.Own), new(Disc(34, 32, 9), Paint.Paper)],
        Category.Apple =>
        [
            new(new Stroke(7, (52, 26), (58, 6)), Paint.Wood), new(new Ellipse(70, 14, 15, 8), Paint.Leaf),
            new(new Ellipse(36, 60, 32, 37), Paint.Own), new(new Ellipse(64, 60, 32, 37), Paint.Own),
        ],
        Category.Cup =>
        [
            new(new Stroke(9, (70, 36), (94, 42), (92, 66), (68, 72)), Paint.Darker),
            new(new Polygon((8, 24), (76, 24), (66, 94), (18, 94)), Paint.Own),
            new(new Ellipse(42, 24, 34, 13), state == ObjectState.Full ? Paint.Drink : Paint.Paper),
        ],
        Category.House =>
        [
            new(Polygon.Rectangle(12, 46, 76, 52), Paint.Own),
            new(new Polygon((2, 48), (50, 4), (98, 48)), Paint.Darker),
            new(Polygon.Rectangle(56, 62, 20, 36), Paint.Wood), new(Polygon.Rectangle(22, 58, 22, 20), Paint.Glass),
        ],
        Category.Tree =>
        [
            new(Polygon.Rectangle(42, 58, 16, 40), Paint.Wood), new(Disc(50, 30, 28), Paint.Own),
            new(Disc(28, 46, 22), Paint.Own), new(Disc(72, 46, 22), Paint.Own),
        ],
        Category.Car =>
        [
            new(new Polygon((24, 48), (36, 22), (70, 22), (82, 48)), Paint.Own),
            new(new Polygon((33, 46), (41, 28), (52, 28), (52, 46)), Paint.Glass),
            new(new Polygon((57, 46), (57, 28), (66, 28), (74, 46)), Paint.Glass),
            new(new Polygon((3, 48), (92, 46), (98, 56), (98, 74), (3, 74)), Paint.Own),
            new(Disc(25, 74, 13), Paint.Ink), new(Disc(75, 74, 13), Paint.Ink), new(Disc(25, 74, 5), Paint.Paper),
            new(Disc(75, 74, 5), Paint.Paper),
        ],
        Category.Boat =>
        [
            new(new Stroke(6, (50, 66), (50, 4)), Paint.Wood),
            .. state == ObjectState.Sailing
                ? new Part[] { new(new Polygon((54, 6), (92, 60), (54, 60)), Paint.Paper),
                    new(new Polygon((46, 16), (46, 60), (14, 60)), Paint.Paper) }
                : [],
            new(new Polygon((4, 66), (96, 66), (80, 94), (20, 94)), Paint.Own),
        ],
        Category.Fish =>
        [
            new(new Polygon((66, 50), (98, 20), (98, 80)), Paint.Darker),
            new(new Polygon((36, 30), (58, 8), (62, 32)), Paint.Darker),
            new(new Ellipse(42, 50, 39, 27), Paint.Own), new(Disc(22, 44, 6), Paint.Paper),
            new(Disc(21, 44, 3), Paint.Ink),
        ],
        Category.Bird => Bird(state),
        Category.Cat => Cat(state),
        Category.Flower =>
        [
            new(new Stroke(7, (50, 50), (50, 97)), Paint.Leaf), new(new Ellipse(66, 80, 17, 8), Paint.Leaf),
            .. state == ObjectState.Blooming
                ? new Part[]
                {
                    new(Disc(50, 14, 14), Paint.Own), new(Disc(74, 30, 14), Paint.Own),
                    new(Disc(65, 56, 14), Paint.Own),
                    new(Disc(35, 56, 14), Paint.Own), new(Disc(26, 30, 14), Paint.Own),
                    new(Disc(50, 37, 12), Paint.Glow),
                }
                : [new(new Ellipse(50, 32, 14, 24), Paint.Own),
                    new(new Polygon((36, 40), (64, 40), (50, 62)), Paint.Leaf)],
        ],
        Category.Star =>
            [new(new Polygon((50, 2), (62, 37), (98, 38), (69, 60), (79, 96), (50, 75), (21, 96), (31, 60), (2, 38),
                (38, 37)), Paint.Own)],
        Category.Umbrella => state == ObjectState.Open
            ?
            [
                new(new Stroke(6, (50, 40), (50, 88), (60, 94), (68, 88)), Paint.Wood),
                new(new Polygon((3, 52), (10, 32), (28, 14), (50, 7), (72, 14), (90, 32), (97, 52), (74, 45), (50, 52),
                    (26, 45)), Paint.Own),
            ]
            : [new(new Stroke(6, (50, 4), (50, 90), (60, 96), (68, 90)), Paint.Wood),
                new(new Polygon((36, 14), (64, 14), (53, 74), (47, 74)), Paint.Own)],
        Category.Lamp =>
        [
            .. state == ObjectState.Lit ? new Part[] { new(Disc(50, 48, 26), Paint.Glow) } : [],
            new(Polygon.Rectangle(46, 46, 8, 44), Paint.Ink), new(new Ellipse(50, 92, 26, 7), Paint.Ink),
            new(new Polygon((30, 6), (70, 6), (90, 46), (10, 46)), Paint.Own),
            new(new Ellipse(50, 46, 40, 7), state == ObjectState.Lit ? Paint.Glow : Paint.Unlit),
        ],
        Category.Table =>
        [
            new(Polygon.Rectangle(10, 40, 10, 58), Paint.Darker), new(Polygon.Rectangle(80, 40, 10, 58), Paint.Darker),
            new(Polygon.Rectangle(1, 28, 98, 16), Paint.Own),
        ],
        Category.Chair =>
        [
            new(Polygon.Rectangle(18, 4, 12, 94), Paint.Own), new(Polygon.Rectangle(74, 52, 11, 46), Paint.Own),
            new(Polygon.Rectangle(18, 50, 67, 14), Paint.Own), new(Polygon.Rectangle(30, 10, 6, 30), Paint.Darker),
        ],
        Category.Book => state == ObjectState.Open
            ?
            [
                new(new Polygon((2, 24), (50, 34), (98, 24), (98, 84), (50, 94), (2, 84)), Paint.Own),
                new(new Polygon((8, 20), (50, 29), (50, 84), (8, 75)), Paint.Paper),
                new(new Polygon((92, 20), (50, 29), (50, 84), (92, 75)), Paint.Paper),
                new(new Stroke(4, (50, 30), (50, 86)), Paint.Ink), new(new Stroke(3, (17, 38), (41, 43)), Paint.Ink),
                new(new Stroke(3, (17, 52), (41, 57)), Paint.Ink),
                new(new Stroke(3, (59, 43), (83, 38)), Paint.Ink), new(new Stroke(3, (59, 57), (83, 52)), Paint.Ink),
            ]
            : [new(Polygon.Rectangle(22, 8, 60, 86), Paint.Paper), new(Polygon.Rectangle(16, 4, 60, 86), Paint.Own),
                new(Polygon.Rectangle(16, 4, 9, 86), Paint.Darker),
                new(Polygon.Rectangle(36, 24, 30, 12), Paint.Paper)],
        Category.Hat =>
        [
            new(Polygon.Rectangle(24, 14, 52, 66), Paint.Own), new(Polygon.Rectangle(24, 58, 52, 14), Paint.Ink),
            new(new Ellipse(50, 82, 48, 12), Paint.Own),
        ],
        Category.Clock =>
        [
            new(Disc(50, 50, 47), Paint.Own), new(Disc(50, 50, 35), Paint.Paper),
            new(new Stroke(7, (50, 50), (50, 24)), Paint.Ink), new(new Stroke(7, (50, 50), (68, 60)), Paint.Ink),
        ],
        Category.Kite =>
        [
            new(new Stroke(4, (44, 66), (54, 76), (42, 84), (52, 96)), Paint.Ink),
            new(new Polygon((50, 2), (84, 34), (44, 72), (20, 28)), Paint.Own),
            new(new Stroke(4, (50, 2), (44, 72)), Paint.Darker), new(new Stroke(4, (20, 28), (84, 34)), Paint.Darker),
        ],
        Category.Mushroom =>
        [
            new(new Polygon((38, 50), (62, 50), (68, 97), (32, 97)), Paint.Paper),
            new(new Polygon((3, 56), (10, 32), (30, 12), (50, 7), (70, 12), (90, 32), (97, 56)), Paint.Own),
            new(Disc(32, 34, 8), Paint.Paper), new(Disc(60, 24, 7), Paint.Paper), new(Disc(74, 44, 7), Paint.Paper),
        ],
        Category.Crate =>
        [
            new(Polygon.Rectangle(2, 26, 96, 72), Paint.Own), new(Polygon.Rectangle(11, 26, 78, 60), Paint.Shadow),
            new(Polygon.Rectangle(11, 44, 78, 3), Paint.Darker), new(Polygon.Rectangle(11, 64, 78, 3), Paint.Darker),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "no such category"),
    };

    private static IReadOnlyList<Part> Bird(ObjectState state) =>
    [
        .. state == ObjectState.Standing
            ? new Part[] { new(new Stroke(5, (44, 70), (44, 96)), Paint.Ink),
                new(new Stroke(5, (58, 70), (58, 96)), Paint.Ink) }
            : [],
        new(new Polygon((70, 50), (99, 40), (97, 64)), Paint.Darker), new(new Ellipse(52, 56, 30, 20), Paint.Own),
        new(Disc(26, 38, 17), Paint.Own),
        new(new Polygon((12, 34), (0, 42), (13, 46)), Paint.Glow), new(Disc(22, 34, 4), Paint.Ink),
        state == ObjectState.Flying
            ? new(new Polygon((40, 54), (52, 2), (74, 52)), Paint.Darker)
            : new(new Ellipse(58, 56, 17, 10), Paint.Darker),
    ];

    private static IReadOnlyList<Part> Cat(ObjectState state) =>
    [
        new(new Polygon((10, 50), (14, 4), (46, 26)), Paint.Own),
        new(new Polygon((90, 50), (86, 4), (54, 26)), Paint.Own),
        new(new Ellipse(50, 58, 44, 39), Paint.Own),
        .. state == ObjectState.Awake
            ? new Part[] { new(Disc(32, 50, 10), Paint.Paper), new(Disc(68, 50, 10), Paint.Paper),
                new(Disc(33, 50, 6), Paint.Ink), new(Disc(67, 50, 6), Paint.Ink) }
            : [new(new Stroke(5, (22, 50), (32, 55), (42, 50)), Paint.Ink),
                new(new Stroke(5, (58, 50), (68, 55), (78, 50)), Paint.Ink)],
        new(new Polygon((43, 66), (57, 66), (50, 75)), Paint.Ink), new(new Stroke(4, (50, 74), (50, 82)), Paint.Ink),
    ];

    private static Ellipse Disc(double x, double y, double radius) => new(x, y, radius, radius);
}
