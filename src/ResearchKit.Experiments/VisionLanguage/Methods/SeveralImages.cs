using ResearchKit.Datasets;
using ResearchKit.Imaging;
using ResearchKit.Models.Generation;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>
/// A question about one scene, asked of several images: MIA-DPO's way to make single-image data harder. Only the target
/// shows the thing that is asked about.
/// </summary>
/// <param name="Kind">sequence, collage or inset.</param>
/// <param name="Shown">The images in order, as the model sees them.</param>
/// <param name="Target">Which of all image tokens show the scene that is asked about.</param>
/// <param name="Scenes">How many scenes are shown.</param>
/// <param name="Asked">What is asked.</param>
/// <param name="Truth">The scene that is asked about.</param>
public sealed record SeveralImages(
    string Kind, RgbImage[] Shown, int[] Target, int Scenes, Fact Asked, Scene Truth)
{
    private static int PerImage => HallucinatingStart.Config.ImageTokens;

    /// <summary>The question as a model is asked it.</summary>
    /// <param name="number">Tells requests apart.</param>
    public GenerationRequest Request(int number) =>
        new(number, HallucinatingStart.Encoder.Prompt(SceneLanguage.Ask(Asked), Shown.Length), Shown);

    /// <summary>Questions over sequences of two and three images, collages of four close-ups, and insets.</summary>
    /// <param name="draws">Where scenes and questions come from.</param>
    /// <param name="count">How many.</param>
    public static SeveralImages[] Draw(SeededDraws draws, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (i % 4) switch
        {
            0 => Sequence(draws, 2),
            1 => Sequence(draws, 3),
            2 => Collage(draws),
            _ => Inset(draws),
        })];

    private static SeveralImages Sequence(SeededDraws draws, int images)
    {
        var (scene, fact) = Question(draws);
        var place = draws.Below(images);
        var shown = Enumerable.Range(0, images)
            .Select(i => HallucinatingStart.Seen((i == place ? scene : Without(draws, fact)).Render())).ToArray();
        return new("sequence", shown, [.. Enumerable.Range(place * PerImage, PerImage)], images, fact, scene);
    }

    // Four close-ups of one thing each fill the quarters of one image, as four things of one scene do.
    private static SeveralImages Collage(SeededDraws draws)
    {
        var (scene, fact) = Question(draws);
        var place = draws.Below(4);
        var collage = new RgbImage(HabitWorld.Side, HabitWorld.Side);
        const int half = HabitWorld.Side / 2;
        for (var cell = 0; cell < 4; cell++)
            Paste(CloseUp(cell == place ? scene : Without(draws, fact), cell == place ? fact : null), collage,
                cell % 2 * half, cell / 2 * half);
        return new("collage", [HallucinatingStart.Seen(collage)], [place], 4, fact, scene);
    }

    // A close-up in a corner of another scene.
    private static SeveralImages Inset(SeededDraws draws)
    {
        var (scene, fact) = Question(draws);
        var place = draws.Below(4);
        var around = Without(draws, fact).Render();
        Paste(CloseUp(scene, fact), around, place % 2 * (HabitWorld.Side / 2), place / 2 * (HabitWorld.Side / 2));
        return new("inset", [HallucinatingStart.Seen(around)], [place], 2, fact, scene);
    }

    // A color or a number of something that is there once, so that one close-up shows it.
    private static (Scene, Fact) Question(SeededDraws draws)
    {
        while (true)
        {
            var scene = HabitWorld.Draw(draws, HabitRates.HeldOut);
            if (SceneQuestions.Any(scene, draws) is ColorFact fact && scene.CountOf(fact.Category) == 1)
                return (scene, fact);
        }
    }

    private static Scene Without(SeededDraws draws, Fact fact)
    {
        while (true)
        {
            var scene = HabitWorld.Draw(draws, HabitRates.HeldOut);
            if (scene.CountOf(SceneLanguage.Named(fact)) == 0) return scene;
        }
    }

    private static void Paste(RgbImage part, RgbImage whole, int left, int top)
    {
        for (var y = 0; y < part.Height; y++) part.Row(y).CopyTo(whole.Row(top + y)[(3 * left)..]);
    }

    private static RgbImage CloseUp(Scene scene, Fact? of)
    {
        const int half = HabitWorld.Side / 2;
        var item = scene.Objects.First(o => of is null || o.Category == SceneLanguage.Named(of)).Frame;
        return scene.Render().Crop(new(item.X / half * half, item.Y / half * half, half, half));
    }
}
