using ResearchKit.Figures;
using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Tables that show how preference pairs of responses are made.</summary>
public static class LanguageTables
{
    /// <summary>One edit of each type: the first sentence that differs, in the first scene that allows the type.</summary>
    /// <param name="first">Seed of the first scene that is tried.</param>
    public static Table Edits(int first) => Table.From("edits", Enum.GetValues<EditType>().Select(type => FirstEdit(first, type)))
        .WithCaption("One edit of each type: the first sentence that differs, in the first scene that allows the type");

    private static EditRow FirstEdit(int first, EditType type)
    {
        for (var seed = first; ; seed++)
        {
            var scene = SceneExample.Of(seed).Scene;
            var random = new Random(seed);
            if (ResponseWriter.Write(scene, TaskOf(type), random) is not { } response) continue;
            if (CaptionEditor.Uniform.Edit(scene, response, type, random) is not { } edit) continue;
            var (before, after) = response.Sentences.Zip(edit.Rejected.Sentences).First(s => s.First.Text != s.Second.Text);
            return new(type, seed, before.Text, after.Text);
        }
    }

    /// <summary>The task whose responses can be edited so.</summary>
    internal static ResponseTask TaskOf(EditType type) => type switch
    {
        EditType.Comparison => ResponseTask.Compare,
        EditType.Reasoning => ResponseTask.Reason,
        _ => ResponseTask.Describe,
    };

    private sealed record EditRow(EditType Type, int Scene, string Preferred, string Rejected);
}
