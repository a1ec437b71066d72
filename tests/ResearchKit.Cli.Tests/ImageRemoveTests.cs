using System.CommandLine;
using ResearchKit.Cli.Commands;
using ResearchKit.Imaging;
using ResearchKit.Imaging.Drawing;

namespace ResearchKit.Cli.Tests;

public sealed class ImageRemoveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("researchkit-image");

    public void Dispose() => _folder.Delete(recursive: true);

    // A red disc on a striped ground: without it the stripes go on, and nothing outside its widened outline changes.
    [Theory]
    [InlineData("--whole-box")]
    [InlineData("--grow=3")]
    public void TheObjectGoesAndEverythingElseStays(string option)
    {
        var ground = new RgbImage(60, 40);
        for (var y = 0; y < 40; y++)
            for (var x = 0; x < 60; x++) ground[x, y] = y / 4 % 2 == 0 ? new(80, 160, 80) : new(60, 130, 60);
        var scene = ground.Clone();
        scene.Fill(new Ellipse(30, 20, 8, 8), new Rgb(220, 30, 30));
        ImageFile.Save(scene, PathOf("in.png"));
        var (code, output) = Run("in.png", "out.png", "--box", "21,11,18,18", option);
        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("of 2400 pixels painted over", output);
        var result = ImageFile.Load(PathOf("out.png"));
        var near = Mask.Of(new(21, 11, 18, 18), 60, 40).Dilate(3);
        for (var y = 0; y < 40; y++)
            for (var x = 0; x < 60; x++)
            {
                if (!near[x, y]) Assert.Equal(scene[x, y], result[x, y]);
                Assert.True(result[x, y].R < 150, $"({x}, {y}) is still red: {result[x, y]}");
            }
        Assert.True(Similarity.L1(ground, result, near) < 8,
            $"{Similarity.L1(ground, result, near)} levels from the ground");
    }

    [Theory]
    [InlineData("1,2,3", "write four whole numbers")]
    [InlineData("1,2,0,4", "write four whole numbers")]
    [InlineData("4,4,9,9", "is not inside the image, which has 8 x 8 pixels")]
    [InlineData("0,0,8,8", "leaves too little of the image")]
    public void AnImpossibleBoxIsOneMessageAndNothingIsWritten(string box, string message)
    {
        ImageFile.Save(new RgbImage(8, 8), PathOf("in.png"));
        var error = Assert.Throws<UserException>(() => Run("in.png", "out.png", "--box", box, "--whole-box"));
        Assert.Contains(message, error.Message);
        Assert.False(File.Exists(PathOf("out.png")));
    }

    // Too small to tell an object from its surroundings: the box itself goes.
    [Fact]
    public void ABoxOfOnePixelIsPaintedOver()
    {
        var image = new RgbImage(9, 9);
        image[4, 4] = new(250, 250, 250);
        ImageFile.Save(image, PathOf("in.png"));
        Assert.Equal(ExitCode.Success, Run("in.png", "out.png", "--box", "4,4,1,1", "--grow", "0").Code);
        Assert.Equal(new Rgb(0, 0, 0), ImageFile.Load(PathOf("out.png"))[4, 4]);
    }

    [Fact]
    public void APlaceThatCannotBeWrittenToIsOneMessageBeforeTheWork()
    {
        ImageFile.Save(new RgbImage(8, 8), PathOf("in.png"));
        Assert.Contains("there is no folder",
            Assert.Throws<UserException>(() => Run("in.png", "gone/out.png", "--box", "1,1,2,2")).Message);
        Directory.CreateDirectory(PathOf("taken.png"));
        var error = Assert.Throws<UserException>(() => Run("in.png", "taken.png", "--box", "1,1,2,2"));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("taken.png: this is a ", error.Message);
        Assert.Equal(["in.png"], _folder.GetFiles().Select(f => f.Name));
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private (int Code, string Output) Run(string source, string target, params string[] options)
    {
        var output = new StringWriter();
        var root = new RootCommand { ImageCommand.Create() };
        var code = root.Parse(["image", "remove", PathOf(source), PathOf(target), .. options])
            .Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }
}
