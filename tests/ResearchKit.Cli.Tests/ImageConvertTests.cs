using System.CommandLine;
using System.Text;
using ResearchKit.Cli.Commands;
using ResearchKit.Imaging;

namespace ResearchKit.Cli.Tests;

public sealed class ImageConvertTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("researchkit-image");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Two pixels, orange and blue, as the bytes of a binary PPM: a header and six bytes.</summary>
    [Fact]
    public void APngBecomesAPpm()
    {
        ImageFile.Save(new RgbImage(2, 1, [255, 128, 0, 0, 0, 255]), PathOf("in.png"));
        File.Move(PathOf("in.png"), PathOf("in.jpg")); // the bytes tell the format, not the name
        var (code, output) = Run(PathOf("in.jpg"), PathOf("out.PPM"));
        Assert.Equal((0, $"{PathOf("out.PPM")}: 2 x 1 pixels"), (code, output.TrimEnd()));
        Assert.Equal([.. Encoding.ASCII.GetBytes("P6\n2 1\n255\n"), 255, 128, 0, 0, 0, 255],
            File.ReadAllBytes(PathOf("out.PPM")));
    }

    [Fact]
    public void AnImageMayReplaceItself()
    {
        ImageFile.Save(new RgbImage(1, 2, [1, 2, 3, 4, 5, 6]), PathOf("a.png"));
        var (_, output) = Run(PathOf("a.png"), PathOf("a.png"), "--json");
        Assert.Contains("\"width\":1,\"height\":2", output);
        Assert.Equal([1, 2, 3, 4, 5, 6], ImageFile.Load(PathOf("a.png")).Pixels);
        Assert.Single(_folder.GetFiles());
    }

    [Theory]
    [InlineData("gone.png", "out.png", "gone.png: there is no such file.")]
    [InlineData("text.png", "out.png", "text.png: the file is of none of the formats PNG, JPEG")]
    [InlineData("text.png", "out.jpg", "out.jpg: images are written as .png or .ppm")]
    public void AMistakeIsOneMessageAndNothingIsWritten(string source, string target, string message)
    {
        File.WriteAllText(PathOf("text.png"), "no image");
        var error = Assert.Throws<UserException>(() => Run(PathOf(source), PathOf(target)));
        Assert.Contains(message, error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.False(File.Exists(PathOf(target)));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private static (int Code, string Output) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var code = ImageCommand.Create().Parse(["convert", .. arguments])
            .Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }
}
