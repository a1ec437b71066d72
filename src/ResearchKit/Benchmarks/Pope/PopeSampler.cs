namespace ResearchKit.Benchmarks.Pope;

/// <summary>How POPE chooses objects that are not there.</summary>
public enum PopeStrategy
{
    /// <summary>Any object of the data set.</summary>
    Random,

    /// <summary>The most frequent objects.</summary>
    Popular,

    /// <summary>The objects that most often come with the one that was just asked for.</summary>
    Adversarial,
}

/// <summary>An image and the objects in it.</summary>
/// <param name="Image">Name of the file.</param>
/// <param name="Objects">The different objects in it, in the order of the annotations.</param>
public sealed record PopeImage(string Image, IReadOnlyList<string> Objects);

/// <summary>A question of POPE, one line of its files.</summary>
public sealed record PopeQuestion(int QuestionId, string Image, string Text, string Label);

/// <summary>
/// Makes POPE's questions from annotated images, drawing as POPE's script does: with <c>random.seed(seed)</c> at its
/// start the script writes the same files. (It sets no seed itself, so its published files cannot be drawn again.)
/// </summary>
public static class PopeSampler
{
    private const string Template = "Is there a {} in the image?";

    /// <summary>The questions of all three strategies, drawn one after the other as by the script.</summary>
    /// <param name="images">The annotated images.</param>
    /// <param name="seed">The seed of Python's generator.</param>
    /// <param name="imageCount">How many images are asked about: POPE takes 500.</param>
    /// <param name="perImage">Objects asked for that are there, and as many that are not: POPE takes 3.</param>
    /// <param name="official">
    /// Whether to keep the script's slip: before a vowel it turns every a of the template into an, so that it asks
    /// about
    /// "the imange".
    /// </param>
    /// <exception cref="ArgumentException">Too few images have enough objects, or there are too few kinds of
    /// objects.</exception>
    public static IReadOnlyDictionary<PopeStrategy, IReadOnlyList<PopeQuestion>> Sample(
        IReadOnlyList<PopeImage> images, ulong seed, int imageCount = 500, int perImage = 3, bool official = true)
    {
        PopeImage[] rich = [.. images.Where(i => i.Objects.Count >= perImage)];
        if (rich.Length < imageCount)
            throw new ArgumentException(
                $"{imageCount} images with {perImage} objects or more are needed; there are {rich.Length}");
        var random = new PythonRandom(seed);
        PopeImage[] chosen = [.. random.Sample(rich.Length, imageCount).Select(i => rich[i])];
        var frequency = new OrderedCounts();
        foreach (var name in chosen.SelectMany(i => i.Objects)) frequency.Add(name);
        var most = chosen.Max(i => i.Objects.Distinct().Count());
        if (frequency.Names.Count < most + perImage)
            throw new ArgumentException(
                $"an image has {most} kinds of objects, so that {most + perImage} are needed to ask for absent ones; " +
                $"there are {frequency.Names.Count}");
        var coOccurring = CoOccurring(chosen);
        return Enum.GetValues<PopeStrategy>().ToDictionary(s => s, strategy =>
            (IReadOnlyList<PopeQuestion>)
            [.. Ask(chosen, strategy, random, frequency, coOccurring, perImage, official)]);
    }

    private static IEnumerable<PopeQuestion> Ask(
        PopeImage[] images, PopeStrategy strategy, PythonRandom random, OrderedCounts frequency,
        Dictionary<string, OrderedCounts> coOccurring, int perImage, bool official)
    {
        var id = 0;
        IReadOnlyList<string> popular = frequency.ByCount();
        var byPartner = coOccurring.ToDictionary(c => c.Key, c => c.Value.ByCount());
        foreach (var image in images)
        {
            var asked = new HashSet<string>();
            for (var i = 0; i < perImage; i++)
            {
                var there = image.Objects[i];
                asked.Add(there);
                yield return Question(++id, image.Image, there, "yes", official);
                var absent = strategy switch
                {
                    PopeStrategy.Popular => popular.FirstOrDefault(IsNew),
                    PopeStrategy.Adversarial => byPartner[there].FirstOrDefault(IsNew),
                    _ => null,
                };
                while (absent is null || !IsNew(absent)) absent = frequency.Names[random.Below(frequency.Names.Count)];
                asked.Add(absent);
                yield return Question(++id, image.Image, absent, "no", official);
            }

            bool IsNew(string name) => !asked.Contains(name) && !image.Objects.Contains(name);
        }
    }

    private static Dictionary<string, OrderedCounts> CoOccurring(IEnumerable<PopeImage> images)
    {
        var coOccurring = new Dictionary<string, OrderedCounts>();
        foreach (var image in images)
            foreach (var name in image.Objects)
            {
                if (!coOccurring.TryGetValue(name, out var counts)) coOccurring[name] = counts = new();
                foreach (var other in image.Objects)
                    if (other != name) counts.Add(other);
            }
        return coOccurring;
    }

    private static PopeQuestion Question(int id, string image, string name, string label, bool official)
    {
        var vowel = name[0] is 'a' or 'e' or 'i' or 'o' or 'u';
        var template = !vowel ? Template
            : official ? Template.Replace("a", "an", StringComparison.Ordinal)
            : Template.Replace(" a ", " an ", StringComparison.Ordinal);
        return new(id, image, template.Replace("{}", name, StringComparison.Ordinal), label);
    }

    // Counts in the order in which names first came, as Python's dictionaries keep them: ties are settled by it.
    private sealed class OrderedCounts
    {
        private readonly Dictionary<string, int> _index = [];
        private readonly List<string> _names = [];
        private readonly List<int> _counts = [];

        public IReadOnlyList<string> Names => _names;

        public void Add(string name)
        {
            if (!_index.TryGetValue(name, out var at))
            {
                _index.Add(name, at = _names.Count);
                _names.Add(name);
                _counts.Add(0);
            }
            _counts[at]++;
        }

        public IReadOnlyList<string> ByCount() =>
            [.. Enumerable.Range(0, _names.Count).OrderByDescending(i => _counts[i]).Select(i => _names[i])];
    }
}
