using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Imaging;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit image</c>: work on single images.</summary>
internal static class ImageCommand
{
    public static Command Create()
    {
        var command = new Command("image", "Work on images: convert them, take objects out.");
        command.Subcommands.Add(ImageConvertCommand.Create());
        command.Subcommands.Add(ImageRemoveCommand.Create());
        return command.WithExamples(
            """
            Examples:
              researchkit image convert photo.jpg photo.png
              researchkit image remove photo.jpg without.png --box 120,80,200,160
            """);
    }

    /// <summary>Reads an image that the user named.</summary>
    /// <exception cref="UserException">It cannot be read, or is no image of a known format.</exception>
    internal static RgbImage Load(string path)
    {
        if (path.Trim().Length == 0) throw new UserException("the name of the file to read is empty.");
        try
        {
            return ImageFile.Load(path);
        }
        catch (ImageException e)
        {
            throw new UserException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException(
                File.Exists(path) ? $"{path}: cannot be read. {e.Message}" : Directory.Exists(path)
                ? $"{path}: this is a folder, not an image." : $"{path}: there is no such file.");
        }
    }

    /// <summary>Rejects a name that no image can be written under, before any work is done for it.</summary>
    /// <exception cref="UserException">The name ends in neither <c>.png</c> nor <c>.ppm</c>, or its folder is
    /// missing.</exception>
    internal static void CheckTarget(string path)
    {
        if (path.Trim().Length == 0) throw new UserException("the name of the file to write is empty.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new UserException($"{path}: there is no folder {folder}; make it first.");
        if (Path.GetExtension(path).ToLowerInvariant() is not (".png" or ".ppm"))
            throw new UserException($"{path}: images are written as .png or .ppm; let the name end in one of them.");
        TargetPath.CheckFile(path, "");
    }

    /// <summary>Writes an image.</summary>
    /// <exception cref="UserException">It cannot be written.</exception>
    internal static void Save(RgbImage image, string path)
    {
        try
        {
            ImageFile.Save(image, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{path}: cannot be written. {e.Message}", ExitCode.CannotWrite);
        }
    }
}
