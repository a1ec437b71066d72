using System.Text.Json;

namespace ResearchKit.Pairs.Building;

/// <summary>What decides the pairs of a build; files are told apart by their SHA-256.</summary>
public enum BuildSetting
{
    /// <summary>What finds, segments and scores objects: oracle, classical, learned.</summary>
    Stages,

    /// <summary>What paints over objects.</summary>
    Inpainter,

    /// <summary>The trained networks.</summary>
    Weights,

    /// <summary>The file that says what is where in the images.</summary>
    Annotations,

    /// <summary>In which frame photographs are annotated that Exif turns.</summary>
    AnnotationFrame,

    /// <summary>The file of responses.</summary>
    Responses,

    /// <summary>How many rows are used, or none.</summary>
    Limit,

    /// <summary>How many scenes are drawn.</summary>
    Scenes,

    /// <summary>The first scene's seed.</summary>
    Seed,

    /// <summary>What the responses to scenes do.</summary>
    Tasks,

    /// <summary>The format of the pairs.</summary>
    Format,

    /// <summary>Whether the images of all candidates are kept.</summary>
    KeepCandidates,
}

/// <summary>The names of settings in <see cref="BuildFolder.RunFile"/>.</summary>
internal static class BuildSettingNames
{
    /// <summary>The name in a file and in a message, such as <c>keep-candidates</c>.</summary>
    public static string Text(this BuildSetting setting) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(setting.ToString());

    /// <summary>The setting of a name; the names of version 0.1, options of the command, are understood, too.</summary>
    /// <exception cref="FormatException">No setting has this name.</exception>
    public static BuildSetting Parse(string name) => name.TrimStart('-') switch
    {
        "remover" => BuildSetting.Inpainter,
        "coco" => BuildSetting.Annotations,
        "annotated" => BuildSetting.AnnotationFrame,
        _ => Enum.TryParse<BuildSetting>(name.Replace("-", ""), ignoreCase: true, out var setting) ? setting
            : throw new FormatException($"'{name}' is no setting of a build"),
    };
}
