using ResearchKit.Datasets.Coco;

namespace ResearchKit.Tests.Datasets.Coco;

/// <summary>Annotations as tools and people write them: read where they say something, left out and counted where
/// not.</summary>
public sealed class OddAnnotationTests : IDisposable
{
    private const string Square = "[2, 1, 6, 1, 6, 5, 2, 5]";
    private readonly string _folder = Directory.CreateTempSubdirectory("coco").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // The square covers 4 x 4 pixels; a box alone covers what the box says.
    [Theory]
    [InlineData($$""" "segmentation": [{{Square}}, [1, 1, 2, 2]] """, 16, "a ring of fewer than three corners")]
    [InlineData($$""" "segmentation": [{{Square}}, []] """, 16, "a ring of fewer than three corners")]
    [InlineData($$""" "segmentation": [{{Square}}, [1, 1, 2, 2, 3]] """, 16,
    "a ring that is no list of numbers x, y, x, y, ...")]
    [InlineData($$""" "segmentation": [{{Square}}, [3, 3, 3, 3, 3, 3]] """, 16, "a ring without area")]
    [InlineData($$""" "segmentation": [{{Square}}, [1, 1, 2, null, 3, 3]] """, 16,
    "a ring that is no list of numbers x, y, x, y, ...")]
    [InlineData($$""" "segmentation": [{{Square}}, [1, 1, NaN, 2, 3, 3]] """, 16,
    "a ring that is no list of numbers x, y, x, y, ...")]
    [InlineData($$""" "segmentation": {{Square}} """, 16, null)]
    [InlineData(""" "segmentation": [[2, 1], [6, 1], [6, 5], [2, 5]] """, 16, null)]
    [InlineData(""" "segmentation": [[[2, 1], [6, 1], [6, 5], [2, 5]]] """, 16, null)]
    [InlineData(""" "segmentation": [["2", "1", "6", "1", "6.0", "5", "2", "5"]] """, 16, null)]
    [InlineData($$""" "bbox": [2, 1, -4, 4], "segmentation": [{{Square}}] """, 16,
    "a box without extent: the outline is used")]
    [InlineData($$""" "bbox": null, "segmentation": [{{Square}}] """, 16, null)]
    [InlineData($$""" "bbox": [2, 1, NaN, 4], "segmentation": [{{Square}}] """, 16,
    "a box without extent: the outline is used")]
    [InlineData($$""" "bbox": [2, 1, 4, 4], "segmentation": {"size": [8, 7], "counts": [56]} """, 16,
    "run lengths that cover no pixel")]
    [InlineData($$""" "bbox": [2, 1, 4, 4], "segmentation": {"size": [7, 8], "counts": [9, 4, 43]} """, 16,
    "run lengths for an image of another size")]
    [InlineData($$""" "bbox": [2, 1, 4, 4], "segmentation": {"size": [8, 7], "counts": "9?"} """, 16,
    "run lengths that do not make up a mask of their size")]
    [InlineData(""" "segmentation": {"size": [8, 7], "counts": [9, 4, 43]} """, 4, null)]
    [InlineData(""" "bbox": [2, 1, 4, 4], "segmentation": "none" """, 16,
    "an outline that is neither polygons nor run lengths")]
    [InlineData(""" "bbox": ["2", "1", "4.0", 4], "iscrowd": null """, 16, null)]
    [InlineData(""" "bbox": [2, 1, 4, 4], "iscrowd": "", "segmentation": {} """, 16, null)]
    [InlineData(""" "bbox": [2, 1, 4, 4], "iscrowd": false, "score": NaN, "area": -Infinity """, 16, null)]
    public void WhatAnAnnotationSaysIsReadAndTheRestIsCounted(string fields, int pixels, string? problem)
    {
        var file = Read($$"""{"id": 5, "image_id": 1, "category_id": 3, {{fields}}}""");
        var annotation = Assert.Single(file.Find("a.png")!.Annotations);
        Assert.Equal("cup", annotation.Category);
        Assert.False(annotation.IsCrowd);
        var box = annotation.Box(7, 8);
        Assert.Equal(pixels, annotation.Shape?.ToMask(7, 8).Area ?? box.Area);
        if (annotation.Shape is not CocoRuns) Assert.Equal((2, 1, 4, 4), (box.X, box.Y, box.Width, box.Height));
        Assert.Equal(problem is null ? [] : [new CocoProblem(problem, 1, "annotation 5")], file.Problems);
    }

    [Theory]
    [InlineData("""{"id": 6, "image_id": 1, "category_id": 3}""", "an annotation with neither box nor outline",
    "annotation 6")]
    [InlineData("""{"id": 6, "image_id": 1, "category_id": 3, "bbox": [2, 1, -4, 4]}""",
    "an annotation whose box has no extent", "annotation 6")]
    [InlineData("""{"id": 6, "image_id": 1, "category_id": 3, "bbox": [2, 1, 4]}""",
    "an annotation whose box has no extent", "annotation 6")]
    [InlineData("""{"image_id": 1, "category_id": 9, "bbox": [2, 1, 4, 4]}""", "an annotation of no known category",
    "annotation at place 2")]
    [InlineData("""{"id": 6, "image_id": 1, "bbox": [2, 1, 4, 4]}""", "an annotation of no known category",
    "annotation 6")]
    [InlineData("""{"id": 6, "category_id": 3, "bbox": [2, 1, 4, 4]}""", "an annotation that names no image",
    "annotation 6")]
    [InlineData("""{"id": 6, "image_id": null, "category_id": 3, "bbox": [2, 1, 4, 4]}""",
    "an annotation that names no image", "annotation 6")]
    [InlineData("""{"id": 6, "image_id": 1, "category_id": 3, "bbox": [2, 1, 4, 4], "iscrowd": 2}""",
    "an annotation whose 'iscrowd' is neither 0 nor 1", "annotation 6")]
    [InlineData("[6, 1, 3]", "an annotation that names no image", "annotation at place 2")]
    [InlineData("null", "an annotation that names no image", "annotation at place 2")]
    public void AnAnnotationThatSaysNothingIsLeftOutAndTheOthersStay(string odd, string problem, string where)
    {
        var file = Read($$"""{"id": 5, "image_id": 1, "category_id": 3, "bbox": [2, 1, 4, 4]}, {{odd}}""");
        Assert.Equal("5", Assert.Single(file.Find("a.png")!.Annotations).Id);
        Assert.Equal([new(problem, 1, where)], file.Problems);
    }

    [Theory]
    [InlineData("1", "1", "3", "3")]
    [InlineData("1.0", "1", "3", "3.0")]
    [InlineData("\"1\"", "1", "\"3\"", "3")]
    [InlineData("1", "\"1\"", "3", "\"3\"")]
    [InlineData("1", "1e0", "3", "3")]
    [InlineData("\"5f2e-a\"", "\"5f2e-a\"", "\"cup-id\"", "\"cup-id\"")]
    [InlineData("\"007\"", "\"007\"", "\"3\"", "\"3\"")]
    public void IdsMatchHoweverTheyAreWritten(string image, string ofImage, string category, string ofCategory)
    {
        var file = CocoFile.Read(Save($$"""
            {"images": [{"id": {{image}}, "file_name": "a.png", "width": 7.0, "height": "8"}],
             "categories": [{"id": {{category}}, "name": "cup"}],
             "annotations": [{"image_id": {{ofImage}}, "category_id": {{ofCategory}}, "bbox": [2, 1, 4, 4]}]}
            """));
        var found = file.Find("a.png")!;
        Assert.Equal((7, 8), (found.Width, found.Height));
        Assert.Equal("cup", Assert.Single(found.Annotations).Category);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void LeadingZerosTellIdsApart()
    {
        var file = CocoFile.Read(Save("""
            {"images": [{"id": "01", "file_name": "a.png"}, {"id": "1", "file_name": "b.png"}], "categories": [{"id": 3,
             "name": "cup"}],
             "annotations": [{"id": 1, "image_id": "01", "category_id": 3, "bbox": [2, 1, 4, 4]}]}
            """));
        Assert.Single(file.Find("a.png")!.Annotations);
        Assert.Empty(file.Find("b.png")!.Annotations);
    }

    [Fact]
    public void IdsOfSeveralImagesOrCategoriesGiveNothing()
    {
        var file = CocoFile.Read(Save("""
            {"images": [{"id": 1, "file_name": "a.png"}, {"id": 1, "file_name": "b.png"}, {"id": 2,
             "file_name": "c.png"}],
             "categories": [{"id": 3, "name": "cup"}, {"id": 3, "name": "dog"}, {"id": 4, "name": "cat"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 4, "bbox": [2, 1, 4, 4]}, {"id": 2, "image_id": 2,
              "category_id": 3, "bbox": [2, 1, 4, 4]},
               {"id": 3, "image_id": 2, "category_id": 4, "bbox": [2, 1, 4, 4]}]}
            """));
        Assert.Empty(file.Find("a.png")!.Annotations);
        Assert.Equal(["3"], file.Find("c.png")!.Annotations.Select(a => a.Id));
        Assert.Equal(["category 3", "image 1"], file.Problems.Select(p => p.First).Order());
    }

    // Tools that merge files list an image once per part.
    [Fact]
    public void AnImageListedTwiceHasAllItsAnnotations()
    {
        var file = CocoFile.Read(Save("""
            {"images": [{"id": 1, "file_name": "a.png", "width": 7, "height": 8}, {"id": 2, "file_name": "./a.png",
             "width": 7, "height": 8}],
             "categories": [{"id": 3, "name": "cup"}],
             "annotations": [{"id": 1, "image_id": 1, "category_id": 3, "bbox": [2, 1, 4, 4]}, {"id": 2, "image_id": 2,
              "category_id": 3, "bbox": [0, 0, 1, 1]}]}
            """));
        Assert.Equal(2, file.Find("a.png")!.Annotations.Count);
    }

    [Theory]
    [InlineData("d1/b.png", "d1/b.png")]
    [InlineData("d2/b.png", "d2/b.png")]
    [InlineData(@".\d2\b.png", "d2/b.png")]
    [InlineData("data/d2/b.png", "d2/b.png")]
    [InlineData("b.png", null)]
    [InlineData("d3/b.png", null)]
    [InlineData("c.png", "deep/er/c.png")]
    [InlineData("er/c.png", "deep/er/c.png")]
    [InlineData("other/c.png", "deep/er/c.png")]
    [InlineData("x.png", null)]
    public void ImagesAreMatchedByPathThenByAUniqueName(string asked, string? found)
    {
        var file = CocoFile.Read(Save("""
            {"images": [{"id": 1, "file_name": "d1/b.png"}, {"id": 2, "file_name": "d2/b.png"}, {"id": 3,
             "file_name": "deep/er/c.png"}],
             "categories": [{"id": 3, "name": "cup"}], "annotations": [{"id": 1, "image_id": 1, "category_id": 3,
              "bbox": [2, 1, 4, 4]}]}
            """));
        var match = file.Match(asked);
        Assert.Equal(found, match.Image?.FileName);
        Assert.Equal(found is null, match.Reason is not null);
    }

    private CocoFile Read(string annotations) => CocoFile.Read(Save($$"""
        {"images": [{"id": 1, "file_name": "a.png", "width": 7, "height": 8}], "categories": [{"id": 3, "name": "cup"}],
         "annotations": [{{annotations}}]}
        """));

    private string Save(string text)
    {
        var path = Path.Combine(_folder, "instances.json");
        File.WriteAllText(path, text);
        return path;
    }
}
