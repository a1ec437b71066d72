using ResearchKit.Models.Safetensors;
using ResearchKit.Pairs.Vision.Learned.Networks;
using TorchSharp;

namespace ResearchKit.Pairs.Vision.Learned;

/// <summary>The three trained models: tagger, detector and scorer, which see pixels and words alone.</summary>
/// <remarks>They share one backbone, which was trained with the detector; tagger and scorer learned on top of
/// it.</remarks>
public sealed class VisionModels
{
    private readonly VisionNetworks _networks;

    /// <summary>A pipeline of networks that are trained and calibrated.</summary>
    public VisionModels(VisionNetworks networks)
    {
        _networks = networks;
        ImageTagger = new LearnedImageTagger(networks.Backbone, networks.ImageTagger, networks.Tags);
        Detector = new LearnedDetector(networks.Backbone, networks.Detector, networks.Vocabulary);
        Scorer = new LearnedScorer(networks.Backbone, networks.Clip, networks.Vocabulary);
        Embedder = new LearnedEmbedder(networks.Backbone, networks.Clip);
    }

    /// <summary>In place of RAM.</summary>
    public IImageTagger ImageTagger { get; }

    /// <summary>In place of GroundingDINO.</summary>
    public IDetector Detector { get; }

    /// <summary>In place of CLIP.</summary>
    public IImageTextScorer Scorer { get; }

    /// <summary>The scorer's image encoder alone: for finding similar images.</summary>
    public IImageEmbedder Embedder { get; }

    /// <summary>All five stages, none of which knows more than the image.</summary>
    /// <param name="segmenter">In place of SAM.</param>
    /// <param name="inpainter">In place of LaMa.</param>
    public VisionPipeline With(ISegmenter segmenter, IInpainter inpainter) =>
        new(ImageTagger, Detector, segmenter, inpainter, Scorer);

    /// <summary>Reads stages as <see cref="Save"/> writes them.</summary>
    /// <param name="folder">The folder; the repository's own <c>data/vision</c> if null.</param>
    /// <exception cref="FileNotFoundException">A file is missing; the message says how to make it.</exception>
    /// <exception cref="SafetensorsException">A file is damaged, or holds something else; the message names
    /// it.</exception>
    public static VisionModels Load(string? folder = null)
    {
        folder ??= VisionWeightFiles.Find();
        var words = VisionWeightFiles.Words(folder, VisionWeightFiles.Clip);
        if (!words.SequenceEqual(VisionWeightFiles.Words(folder, VisionWeightFiles.Detector)))
            throw new SafetensorsException(
                $"{folder}: detector and CLIP know different words, so they were not trained " +
                $"together; {VisionWeightFiles.Advice}");
        var networks = new VisionNetworks(new(words), VisionWeightFiles.Words(folder, VisionWeightFiles.ImageTagger));
        foreach (var (file, network) in Files(networks)) VisionWeightFiles.Fill(folder, file, network);
        return new(networks);
    }

    /// <summary>Writes the weights; the same stages give the same bytes.</summary>
    /// <param name="folder">Made if it is not there.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, network) in Files(_networks))
            VisionWeightFiles.Write(folder, file, network, file == VisionWeightFiles.ImageTagger ? _networks.Tags
                : _networks.Vocabulary.Words);
    }

    private static (string File, torch.nn.Module Network)[] Files(VisionNetworks networks) =>
    [
        (VisionWeightFiles.Backbone, networks.Backbone), (VisionWeightFiles.ImageTagger, networks.ImageTagger),
        (VisionWeightFiles.Detector, networks.Detector), (VisionWeightFiles.Clip, networks.Clip),
    ];
}
