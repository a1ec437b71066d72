using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs.Vision.Segmentation;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>
/// The five stages for a photograph whose objects are annotated: names and boxes come from the annotations, and so do
/// outlines where there are any; what has a box alone is segmented by graph cuts.
/// </summary>
public static class AnnotatedVisionPipeline
{
    /// <summary>The pipeline for one photograph and images made from it.</summary>
    /// <param name="known">Its annotations.</param>
    /// <param name="original">The photograph.</param>
    /// <param name="words">Finds the categories that sentences name.</param>
    /// <param name="inpainter">Paints over the objects.</param>
    /// <exception cref="FormatException">An annotated shape does not fit the image.</exception>
    public static VisionPipeline Of(CocoImage known, RgbImage original, CategoryWords words, IInpainter inpainter) =>
        new(
        new CocoImageTagger(known), new CocoDetector(known), new CocoSegmenter(known, new GraphCutSegmenter()),
        inpainter,
        new AnnotationScorer(known, original, words));

    /// <summary>
    /// By how many pixels to widen masks in a photograph: around objects lie blurred rims and shadows, wider in larger
    /// images.
    /// </summary>
    public static int Dilation(RgbImage photograph) => Math.Max(2, Math.Min(photograph.Width, photograph.Height) / 80);
}
