using ResearchKit.Imaging;

namespace ResearchKit.Scenes;

/// <summary>Makes scenes. The same seed and options give the same scene, always.</summary>
/// <param name="options">Size, number of objects, strength of the planted co-occurrence.</param>
public sealed class SceneGenerator(SceneOptions options)
{
    private const int Attempts = 60;
    private static readonly Category[] Categories = Enum.GetValues<Category>();

    /// <summary>A scene as a function of its seed.</summary>
    /// <param name="seed">Any number.</param>
    /// <exception cref="ArgumentException">The options ask for what is not possible.</exception>
    public Scene Generate(int seed)
    {
        if (options is { Width: < 48 } or { Height: < 48 } or { MinObjects: < 1 }
            || options.MaxObjects < options.MinObjects)
            throw new ArgumentException(
                $"no scene fits {options}: sides of 48 or more and 1 <= MinObjects <= MaxObjects are needed");
        // A crowded beginning can leave no room for the fewest objects asked for: begin again, still by the seed alone.
        for (var round = 0; ; round++)
        {
            var random = new SeededRandom(HashCode(seed, round));
            var scene = Try(random);
            if (scene.Objects.Count >= options.MinObjects) return scene;
            if (round == 100)
                throw new ArgumentException(
                    $"{options.MinObjects} objects find no room in {options.Width} x {options.Height}");
        }
    }

    private Scene Try(SeededRandom random)
    {
        var background = (Background)random.Next(Enum.GetValues<Background>().Length);
        var objects = new List<SceneObject>();
        var wanted = random.Next(options.MinObjects, options.MaxObjects + 1);
        while (objects.Count < wanted)
        {
            var last = objects.Count > 0 ? objects[random.Next(objects.Count)] : null;
            var twin = last is not null && random.NextDouble() < 0.15;
            var category = twin ? last!.Category
                : last is not null && random.NextDouble() < options.CoOccurrenceRate
                ? CoOccurrence.CoOccurringCategoryOf(last.Category)
                : Categories[random.Next(Categories.Length)];
            var item = twin ? last! with { Carrier = -1 } : Dress(category, random, crowded: wanted > 4);
            if (Place(item, objects, random) is not { } placed) break;
            objects.Add(placed);
        }
        return new(options.Width, options.Height, background, objects);
    }

    private static SceneObject Dress(Category category, SeededRandom random, bool crowded)
    {
        var states = Attributes.StatesOf(category);
        var carrier = category is Category.Table or Category.Crate;
        return new(
            category,
            (ObjectColor)random.Next(Enum.GetValues<ObjectColor>().Length),
            carrier || random.NextDouble() < (crowded ? 0.15 : 0.4) ? ObjectSize.Large : ObjectSize.Small,
            random.NextDouble() < 0.6 ? Pattern.Plain : random.NextDouble() < 0.5 ? Pattern.Striped : Pattern.Dotted,
            states.Count > 0 ? states[random.Next(states.Count)] : ObjectState.None,
            default);
    }

    private SceneObject? Place(SceneObject item, List<SceneObject> objects, SeededRandom random)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var side = Side(item.Size, random);
            var carrier = random.NextDouble() < 0.7 ? FreeCarrier(item, objects) : -1;
            var frame = carrier < 0
                ? new Box(random.Next(options.Width - side + 1), random.Next(options.Height - side + 1), side, side)
                : Carried(objects[carrier], item.Size == ObjectSize.Small ? side
                    : Side(ObjectSize.Small, random), random);
            if (carrier >= 0) item = item with { Size = ObjectSize.Small };
            var inside = frame.Intersect(new(0, 0, options.Width, options.Height)) == frame;
            var free = objects.Where((_, i) => i != carrier).All(o => Apart(o.Frame, frame));
            if (inside && free) return item with { Frame = frame, Carrier = carrier };
        }
        return null;
    }

    // Objects keep one pixel of distance, so that touching needs intent: on a table, in a crate.
    private static bool Apart(Box a, Box b) => a.Intersect(new(b.X - 1, b.Y - 1, b.Width + 2, b.Height + 2)).IsEmpty;

    private int Side(ObjectSize size, SeededRandom random)
    {
        var unit = Math.Min(options.Width, options.Height) / 64.0;
        return (int)(unit * (size == ObjectSize.Small ? random.Next(14, 17) : random.Next(21, 25)));
    }

    private static int FreeCarrier(SceneObject item, List<SceneObject> objects) =>
        item.Category is Category.Table or Category.Crate or Category.House or Category.Tree or Category.Car
        or Category.Chair
            ? -1
            : objects.FindIndex(o => o.Category is Category.Table or Category.Crate
                && !objects.Any(x => x.Carrier >= 0 && objects[x.Carrier] == o));

    // On a table the feet meet its top (28 % down its square); in a crate the object lies within its opening.
    private static Box Carried(SceneObject carrier, int side, SeededRandom random)
    {
        var frame = carrier.Frame;
        if (carrier.Category == Category.Table)
            return new(frame.X + random.Next(frame.Width - side + 1), frame.Y + (int)(0.28 * frame.Height + 0.5) - side,
                side, side);
        side = (int)(0.55 * frame.Width);
        return new(frame.X + (frame.Width - side) / 2, frame.Y + (int)(0.86 * frame.Height) - side, side, side);
    }

    // Neighboring seeds must not give related scenes: a multiplicative mix of both numbers.
    private static int HashCode(int seed, int round)
    {
        var x = (uint)seed * 2654435761u ^ (uint)round * 2246822519u;
        x = (x ^ x >> 15) * 2654435769u;
        return (int)(x ^ x >> 13);
    }
}
