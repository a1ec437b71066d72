using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Imaging;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit image convert IN OUT</c>: any image that can be read, as PNG or PPM.</summary>
internal static class ImageConvertCommand
{
    public static Command Create()
    {
        var source =
            new Argument<string>("in")
            {
                Description =
                "A PNG, JPEG, WebP, GIF, BMP, TIFF or TGA file, whatever its name."
            };
        var target = new Argument<string>("out") { Description = "The file to write; its name ends in .png or .ppm." };
        var json = CommonOptions.Json();
        var command = new Command("convert", "Convert an image to PNG or PPM.") { source, target, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(source), parsed.GetRequiredValue(target), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command.WithExamples(
            """
            The pixels are kept as they are decoded: 8-bit RGB, rows from top to bottom, transparent ones over white;
            the first frame of a GIF, the first page of a TIFF. The file appears when it is complete.

            Examples:
              researchkit image convert photo.jpg photo.png
              researchkit image convert photo.webp photo.png
              researchkit image convert scan.png scan.ppm --json
            """);
    }

    private static int Run(string source, string target, bool json, TextWriter output)
    {
        ImageCommand.CheckTarget(target);
        var image = ImageCommand.Load(source);
        ImageCommand.Save(image, target);
        output.WriteLine(json
            ? JsonSerializer.Serialize(new { file = target, width = image.Width, height = image.Height })
            : $"{target}: {image.Width} x {image.Height} pixels");
        return ExitCode.Success;
    }
}
