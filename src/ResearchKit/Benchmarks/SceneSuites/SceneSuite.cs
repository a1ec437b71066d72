using ResearchKit.Benchmarks.Pope;
using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>
/// Benchmarks over drawn scenes with exact truth, in the shapes of AMBER, CHAIR, POPE and MMHal-Bench: a model that
/// answers them is scored by the very code that scores published answer files.
/// </summary>
public sealed class SceneSuite
{
    /// <summary>Changed whenever the same seed would give other questions.</summary>
    public const int Version = 1;

    private SceneSuite(int seed, Scene[] scenes, Func<int, IEnumerable<Question>> ask)
    {
        (Seed, Scenes) = (seed, scenes);
        Questions = AmberShape.Questions(scenes, ask);
        OpenQuestions = MmHalShape.Questions(scenes);
        PopeImage[] images =
            [.. scenes.Select((s, i) =>
                new PopeImage(ImageName(i), [.. s.Objects.Select(o => o.Category.Noun()).Distinct()]))];
        const int perImage = 3;
        Pope = PopeSampler.Sample(images, (ulong)seed, images.Count(i => i.Objects.Count >= perImage), perImage,
            official: false);
    }

    /// <summary>The seed of the suite.</summary>
    public int Seed { get; }

    /// <summary>The scenes; image i shows scene i.</summary>
    public IReadOnlyList<Scene> Scenes { get; }

    /// <summary>The yes/no questions in AMBER's shape.</summary>
    public IReadOnlyList<SceneQuestion> Questions { get; }

    /// <summary>The open questions in MMHal-Bench's shape.</summary>
    public IReadOnlyList<OpenQuestion> OpenQuestions { get; }

    /// <summary>The questions in POPE's shape, over scenes with three kinds of objects or more.</summary>
    public IReadOnlyDictionary<PopeStrategy, IReadOnlyList<PopeQuestion>> Pope { get; }

    /// <summary>Draws the scenes and asks the questions.</summary>
    /// <param name="scenes">Number of scenes, at least 20: POPE needs objects that are absent.</param>
    /// <param name="seed">The seed; training must not have seen it.</param>
    /// <param name="options">What the scenes are like.</param>
    public static SceneSuite Generate(int scenes, int seed, SceneOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scenes, 20);
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        var generator = new SceneGenerator(options ?? new SceneOptions());
        Scene[] drawn =
            [.. Enumerable.Range(0, scenes).Select(i => generator.Generate(unchecked(seed * 1_000_003 + i)))];
        return new(seed, drawn, i => QuestionWriter.Write(drawn[i], new SeededRandom(unchecked(seed * 7919 + i))));
    }

    /// <summary>A suite over scenes and yes/no questions of one's own.</summary>
    /// <param name="scenes">The scenes, of at least 20 of which three kinds of objects or more should be seen.</param>
    /// <param name="seed">Seed of POPE's draws.</param>
    /// <param name="ask">
    /// The questions about the scene of an index; AMBER asks for the existence of absent objects only, so that
    /// existence questions whose answer is yes are left out.
    /// </param>
    /// <exception cref="ArgumentException">Too few kinds of objects for POPE to ask for absent ones.</exception>
    public static SceneSuite Of(IReadOnlyList<Scene> scenes, int seed, Func<int, IEnumerable<Question>> ask) =>
        new(seed, [.. scenes], ask);

    /// <summary>The file of an image: its number is the index of the scene plus one.</summary>
    public static string ImageName(int scene) => FormattableString.Invariant($"SCENE_{scene + 1:000000}.png");

    /// <summary>The index of the scene in an image, from 0.</summary>
    /// <param name="image">A file name as <see cref="ImageName"/> gives it.</param>
    /// <exception cref="FormatException">It is no such name.</exception>
    public static int SceneOf(string image) =>
        int.Parse(image.AsSpan(6, 6), System.Globalization.CultureInfo.InvariantCulture) - 1;

    /// <summary>
    /// Writes the suite in the official file formats, and <c>suite.json</c> with the SHA-256 of every file and of all.
    /// </summary>
    /// <returns>The SHA-256 over all files: the version of the suite.</returns>
    public string Write(string folder) => SuiteFiles.Write(this, folder);
}
