using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// Scenes of up to four objects, one in each quarter of the image, in which some things usually go together. Who learns
/// from many such scenes, or from texts that claim the usual, can answer without looking, and will be wrong.
/// </summary>
public static class HabitWorld
{
    /// <summary>Side of an image in pixels.</summary>
    public const int Side = 64;

    private const int Cell = Side / 2;

    /// <summary>What there is: four couples, the first of each before the second.</summary>
    public static IReadOnlyList<Category> Categories { get; } =
    [
        Category.Cat, Category.Ball, Category.Boat, Category.Fish, Category.Flower, Category.Mushroom,
        Category.Umbrella, Category.Hat,
    ];

    /// <summary>The colors.</summary>
    public static IReadOnlyList<ObjectColor> Colors { get; } =
        [ObjectColor.Red, ObjectColor.Yellow, ObjectColor.Green, ObjectColor.Blue, ObjectColor.Purple];

    /// <summary>What a category usually comes with; the planted co-occurrence of all scenes.</summary>
    public static Category CoOccurringWith(Category category) => CoOccurrence.CoOccurringCategoryOf(category);

    /// <summary>The color that a category usually has.</summary>
    public static ObjectColor UsualColor(Category category) => Colors[Categories.Index(category) % Colors.Count];

    /// <summary>Whether a category usually comes in twos: the second of each couple does.</summary>
    public static bool IsTwin(Category category) => Categories.Index(category) % 2 == 1;

    /// <summary>A scene.</summary>
    /// <param name="draws">Where it comes from.</param>
    /// <param name="rates">How often habits hold.</param>
    public static Scene Draw(SeededDraws draws, HabitRates rates)
    {
        var layout = new Layout(draws, (Background)draws.Below(6));
        layout.Add(Categories[draws.Below(8)], rates);
        if (draws.Uniform() < rates.CoOccurrence) layout.Add(CoOccurringWith(layout.Last), rates);
        if (draws.Uniform() < 0.6) layout.Add(Categories[draws.Below(8)], rates);
        foreach (var category in layout.Kinds)
            if (draws.Uniform() < (IsTwin(category) ? rates.Twin : 0.2)) layout.Double(category);
        layout.Order(pair => draws.Uniform() < rates.Order);
        return layout.Scene;
    }

    /// <summary>The scene as someone sees it who takes habits for facts.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="draws">Which habits are claimed.</param>
    /// <param name="rates">How often each is claimed where it does not hold.</param>
    public static Scene Believed(Scene scene, SeededDraws draws, HabitRates rates)
    {
        var layout = new Layout(draws, scene);
        layout.Order(usual => usual || draws.Uniform() < rates.Order);
        foreach (var category in layout.Kinds)
            if (draws.Uniform() < rates.Color) layout.Recolor(category, UsualColor(category));
        foreach (var category in layout.Kinds)
            if (scene.CountOf(CoOccurringWith(category)) == 0 && draws.Uniform() < rates.CoOccurrence)
                layout.Add(CoOccurringWith(category), new(1, 1, 0, 0));
        foreach (var category in layout.Kinds)
            if (IsTwin(category) && draws.Uniform() < rates.Twin) layout.Double(category);
        return layout.Scene;
    }

    /// <summary>The scene with all things of a category in another color.</summary>
    public static Scene Recolored(Scene scene, Category category, ObjectColor color) => scene with
    {
        Objects = [.. scene.Objects.Select(o => o.Category == category ? o with { Color = color } : o)],
    };

    /// <summary>The scene with other things in place of those of a category; unchanged if it has such
    /// already.</summary>
    public static Scene Renamed(Scene scene, Category category, Category other) => scene.CountOf(other) > 0 ? scene
        : scene with
        {
            Objects = [.. scene.Objects.Select(o =>
                o.Category == category ? o with { Category = other, State = StateOf(other) } : o)],
        };

    /// <summary>The scene with two things of a category where there was one, and one where there were two.</summary>
    public static Scene Recounted(Scene scene, Category category, SeededDraws draws)
    {
        var layout = new Layout(draws, scene);
        if (scene.CountOf(category) == 1) layout.Double(category);
        else layout.RemoveOne(category);
        return layout.Scene;
    }

    /// <summary>The scene upside down and its sides exchanged: every relation turns into its opposite.</summary>
    public static Scene Swapped(Scene scene) => scene with
    {
        Objects = [.. scene.Objects.Select(o => o with
        {
            Frame = o.Frame with { X = (o.Frame.X + Cell) % Side, Y = (o.Frame.Y + Cell) % Side },
        })],
    };

    private static ObjectState StateOf(Category category) =>
        Attributes.StatesOf(category) is { Count: > 0 } states ? states[0] : ObjectState.None;

    internal static int Index(this IReadOnlyList<Category> categories, Category category)
    {
        for (var i = 0; i < categories.Count; i++)
            if (categories[i] == category) return i;
        throw new ArgumentException($"{category} does not occur in this world", nameof(category));
    }

    /// <summary>A scene in the making: at most one object in each quarter, objects of a category alike.</summary>
    private sealed class Layout(SeededDraws draws, Background background)
    {
        private readonly SceneObject?[] _cells = new SceneObject?[4];

        public Layout(SeededDraws draws, Scene scene) : this(draws, scene.Background)
        {
            foreach (var item in scene.Objects) _cells[CellOf(item.Frame)] = item;
        }

        public Category Last { get; private set; }

        public Category[] Kinds => [.. Objects.Select(o => o.Category).Distinct()];

        public Scene Scene => new(Side, Side, background, [.. Objects]);

        private IEnumerable<SceneObject> Objects => _cells.OfType<SceneObject>();

        /// <summary>Puts an object of a new category somewhere, if there is room.</summary>
        public void Add(Category category, HabitRates rates)
        {
            Last = category;
            var color = draws.Uniform() < rates.Color ? UsualColor(category) : Colors[draws.Below(Colors.Count)];
            if (Objects.Any(o => o.Category == category)) return;
            Put(new(category, color, ObjectSize.Large, Pattern.Plain, StateOf(category), default));
        }

        /// <summary>Puts a second object beside the only one of a category, if there is room.</summary>
        public void Double(Category category)
        {
            var one = Objects.Where(o => o.Category == category).ToArray();
            if (one.Length == 1) Put(one[0]);
        }

        /// <summary>Takes one object of a category away.</summary>
        public void RemoveOne(Category category) => _cells[CellsOf(category)[0]] = null;

        public void Recolor(Category category, ObjectColor color)
        {
            for (var i = 0; i < _cells.Length; i++)
                if (_cells[i] is { } item && item.Category == category) _cells[i] = item with { Color = color };
        }

        /// <summary>Decides for every couple of single objects whether the first comes before the second.</summary>
        public void Order(Func<bool, bool> usual)
        {
            for (var k = 0; k < Categories.Count; k += 2)
            {
                int[] first = CellsOf(Categories[k]), second = CellsOf(Categories[k + 1]);
                if (first.Length != 1 || second.Length != 1 || usual(first[0] < second[0]) == first[0] < second[0])
                    continue;
                var (a, b) = (_cells[first[0]]!, _cells[second[0]]!);
                _cells[first[0]] = b with { Frame = Moved(b.Frame, first[0]) };
                _cells[second[0]] = a with { Frame = Moved(a.Frame, second[0]) };
            }
        }

        private int[] CellsOf(Category category) =>
            [.. Enumerable.Range(0, 4).Where(i => _cells[i]?.Category == category)];

        private void Put(SceneObject item)
        {
            var free = Enumerable.Range(0, 4).Where(i => _cells[i] is null).ToArray();
            var cell = draws.Below(4); // drawn in any case, so that room changes no later draw
            var side = 25 + draws.Below(4);
            var frame = new Box(draws.Below(Cell - side + 1), draws.Below(Cell - side + 1), side, side);
            if (free.Length == 0) return;
            cell = free[cell % free.Length];
            _cells[cell] = item with { Frame = Moved(frame, cell) };
        }

        private static Box Moved(Box frame, int cell) =>
            frame with { X = frame.X % Cell + cell % 2 * Cell, Y = frame.Y % Cell + cell / 2 * Cell };

        private static int CellOf(Box frame) => frame.Y / Cell * 2 + frame.X / Cell;
    }
}
