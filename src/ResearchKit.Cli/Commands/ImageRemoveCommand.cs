using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Segmentation;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit image remove IN OUT --box x,y,w,h</c>: segments one object and paints it over.</summary>
internal static class ImageRemoveCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("in") { Description = "A PNG, JPEG, WebP, GIF, BMP, TIFF or TGA file." };
        var target = new Argument<string>("out") { Description = "The file to write; its name ends in .png or .ppm." };
        var box = new Option<string>("--box")
        {
            Description = "The object's box in pixels: left column, top row, width, height.",
            HelpName = "x,y,w,h",
            Required = true,
        };
        var whole =
            new Option<bool>("--whole-box")
            {
                Description =
                "Remove all of the box instead of the object found in it."
            };
        var grow =
            new Option<int>("--grow")
            {
                Description = "Pixels by which the object's outline is widened first.",
                DefaultValueFactory = _ => 2
            };
        var fast =
            new Option<bool>("--fast")
            {
                Description =
                "Blend the surroundings inwards instead of continuing their texture."
            };
        var json = CommonOptions.Json();
        var command =
            new Command("remove", "Take one object out of an image.") { source, target, box, whole, grow, fast, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(source), parsed.GetRequiredValue(target), Parse(parsed.GetRequiredValue(box)),
            parsed.GetValue(whole), parsed.GetValue(grow), parsed.GetValue(fast) ? new DiffusionInpainter()
            : new ExemplarInpainter(),
            parsed.GetValue(json), parsed.InvocationConfiguration.Output));
        return command.WithExamples(
            """
            The object in the box is found by graph cuts on colors, widened by --grow and painted over from the rest of
            the image. No pixel outside the widened outline changes. A photograph of twelve megapixels takes seconds.

            Examples:
              researchkit image remove photo.jpg without.png --box 120,80,200,160
              researchkit image remove photo.jpg without.png --box 120,80,200,160 --whole-box --fast
            """);
    }

    private static int Run(
        string source, string target, Box box, bool wholeBox, int grow, IInpainter inpainter, bool json,
        TextWriter output)
    {
        ImageCommand.CheckTarget(target);
        if (grow is < 0 or > 100) throw new UserException($"--grow {grow}: between 0 and 100 pixels.");
        var image = ImageCommand.Load(source);
        if (box.Intersect(new(0, 0, image.Width, image.Height)) != box)
            throw new UserException(
                $"--box: {box.X},{box.Y},{box.Width},{box.Height} is not inside the image, which " +
                $"has {image.Width} x {image.Height} pixels.");
        var mask = wholeBox ? Mask.Of(box, image.Width, image.Height) : new GraphCutSegmenter().Segment(image, box);
        mask = mask.Dilate(grow);
        RgbImage result;
        try
        {
            result = inpainter.Inpaint(image, mask);
        }
        catch (ArgumentException)
        {
            throw new UserException("--box: it leaves too little of the image to paint from; take a smaller box.");
        }
        ImageCommand.Save(result, target);
        output.WriteLine(json
            ? JsonSerializer.Serialize(
                new { file = target, width = image.Width, height = image.Height, removed = mask.Area })
            : string.Create(CultureInfo.InvariantCulture,
                $"{target}: {mask.Area} of {image.Width * image.Height} pixels painted over"));
        return ExitCode.Success;
    }

    private static Box Parse(string text)
    {
        var parts = text.Split(',');
        var numbers = new int[4];
        var good = parts.Length == 4;
        for (var i = 0; good && i < 4; i++)
            good = int.TryParse(parts[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out numbers[i])
                && numbers[i] >= (i < 2 ? 0 : 1);
        return good && (long)numbers[0] + numbers[2] <= int.MaxValue && (long)numbers[1] + numbers[3] <= int.MaxValue
            ? new(numbers[0], numbers[1], numbers[2], numbers[3])
            : throw new UserException(
                $"--box {text}: write four whole numbers, left and top from 0, width and height from 1, such as " +
                $"120,80,200,160.");
    }
}
