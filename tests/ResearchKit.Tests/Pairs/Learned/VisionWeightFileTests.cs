using ResearchKit.Models.Safetensors;
using ResearchKit.Pairs.Vision.Learned;
using ResearchKit.Pairs.Vision.Learned.Networks;
using ResearchKit.Scenes;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Pairs.Learned;

public sealed class VisionWeightFileTests : IDisposable
{
    private static readonly string[] Tags = ["ball", "cat"];
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void StagesAreReadAsTheyWereWritten()
    {
        var written = Save(["a", "ball", "cat"]);
        var read = VisionModels.Load(_folder);
        var image = new SceneGenerator(new()).Generate(3).Render();
        Assert.Equal(written.ImageTagger.Tag(image), read.ImageTagger.Tag(image));
        Assert.Equal(written.Detector.Detect(image, "ball"), read.Detector.Detect(image, "ball"));
        Assert.Equal(written.Scorer.Score(image, "a cat"), read.Scorer.Score(image, "a cat"));
        var again = Directory.CreateDirectory(Path.Combine(_folder, "again")).FullName;
        read.Save(again);
        Assert.All(
            Directory.GetFiles(again),
                f => Assert.Equal(File.ReadAllBytes(Path.Combine(_folder, Path.GetFileName(f))), File.ReadAllBytes(f)));
    }

    [Fact]
    public void FoldersWithTheFormerNamesOfFilesAreRead()
    {
        var written = Save(["a", "ball", "cat"]);
        File.Move(Path.Combine(_folder, "backbone.safetensors"), Path.Combine(_folder, "trunk.safetensors"));
        File.Move(Path.Combine(_folder, "image-tagger.safetensors"), Path.Combine(_folder, "recogniser.safetensors"));
        var image = new SceneGenerator(new()).Generate(3).Render();
        Assert.Equal(written.Scorer.Score(image, "a cat"), VisionModels.Load(_folder).Scorer.Score(image, "a cat"));
    }

    [Theory, InlineData("backbone"), InlineData("image-tagger"), InlineData("detector"), InlineData("clip")]
    public void AMissingFileIsNamedAndTheMessageSaysWhatToDo(string stage)
    {
        Save(["a", "ball", "cat"]);
        File.Delete(Path.Combine(_folder, $"{stage}.safetensors"));
        var message = Assert.Throws<FileNotFoundException>(() => VisionModels.Load(_folder)).Message;
        Assert.Contains($"{stage}.safetensors", message);
        Assert.Contains("researchkit vision train", message);
    }

    [Theory, InlineData("backbone"), InlineData("image-tagger"), InlineData("detector"), InlineData("clip")]
    public void ADamagedFileIsNamed(string stage)
    {
        Save(["a", "ball", "cat"]);
        var path = Path.Combine(_folder, $"{stage}.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);
        Assert.Contains($"{stage}.safetensors",
            Assert.Throws<SafetensorsException>(() => VisionModels.Load(_folder)).Message);
    }

    [Fact]
    public void FilesThatDoNotBelongTogetherAreRejected()
    {
        Save(["a", "ball", "cat"]);
        var clip = File.ReadAllBytes(Path.Combine(_folder, "clip.safetensors"));
        Save(["a", "ball", "cat", "red"]);
        File.WriteAllBytes(Path.Combine(_folder, "clip.safetensors"), clip);
        Assert.Contains("different words",
            Assert.Throws<SafetensorsException>(() => VisionModels.Load(_folder)).Message);
    }

    [Fact]
    public void AFileOfOtherShapesIsRejected()
    {
        Save(["a", "ball", "cat"]);
        var path = Path.Combine(_folder, "detector.safetensors");
        using (var file = SafetensorsFile.Open(path))
        {
            var tensors = file.ReadAll();
            var metadata = file.Metadata.ToDictionary();
            tensors["text.word.weight"] = zeros(4, 64);
            file.Dispose();
            SafetensorsWriter.Write(path, tensors, metadata);
        }
        var message = Assert.Throws<SafetensorsException>(() => VisionModels.Load(_folder)).Message;
        Assert.Contains("detector.safetensors", message);
        Assert.Contains("text.word.weight", message);
    }

    [Fact]
    public void AFileWithoutWordsIsNoStage()
    {
        Save(["a", "ball", "cat"]);
        using var tensor = zeros(2);
        SafetensorsWriter.Write(Path.Combine(_folder, "clip.safetensors"),
            new Dictionary<string, Tensor> { ["x"] = tensor });
        Assert.Contains("words", Assert.Throws<SafetensorsException>(() => VisionModels.Load(_folder)).Message);
    }

    private VisionModels Save(string[] words)
    {
        var networks = new VisionNetworks(new(words), Tags);
        networks.Draw(new Generator(4));
        var models = new VisionModels(networks);
        models.Save(_folder);
        return models;
    }
}
