using TorchSharp;

namespace ResearchKit.Pairs.Vision.Learned.Networks;

/// <summary>The networks behind the learned models, with the words they know.</summary>
public sealed class VisionNetworks
{
    /// <summary>Networks with weights that are still to be drawn or read.</summary>
    /// <param name="vocabulary">The words that detector and scorer read.</param>
    /// <param name="tags">What the tagger's outputs stand for.</param>
    public VisionNetworks(Vocabulary vocabulary, IReadOnlyList<string> tags)
    {
        (Vocabulary, Tags) = (vocabulary, tags);
        (Backbone, ImageTagger) = (new(), new(tags.Count));
        (Detector, Clip) = (new(vocabulary.Count), new(vocabulary.Count));
    }

    /// <summary>The words that detector and scorer read.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>What the tagger's outputs stand for, in their order.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Turns images into features for all the others.</summary>
    public Backbone Backbone { get; }

    /// <summary>Names what is there.</summary>
    public ImageTaggerNet ImageTagger { get; }

    /// <summary>Finds it.</summary>
    public DetectorNet Detector { get; }

    /// <summary>Compares images and sentences.</summary>
    public ClipNet Clip { get; }

    /// <summary>Draws all weights.</summary>
    /// <param name="generator">The only source of the draws.</param>
    public void Draw(torch.Generator generator)
    {
        foreach (torch.nn.Module network in (torch.nn.Module[])[Backbone, ImageTagger, Detector, Clip])
            InitialWeights.Draw(network, generator);
    }
}
