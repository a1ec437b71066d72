using System.Globalization;
using System.Text;
using CsvHelper;
using ResearchKit.Pairs.Vision.Learned;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>Learning curves as a CSV file with the columns <c>stage</c>, <c>step</c>, <c>loss</c>,
/// <c>validation</c>.</summary>
public static class LearningCurve
{
    /// <summary>The name of the file beside the weights.</summary>
    public const string FileName = "training.csv";

    /// <summary>Writes points; numbers have as many digits as tell them apart.</summary>
    /// <param name="path">The file; it appears under its name only when it is complete.</param>
    /// <param name="curve">The points.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<CurvePoint> curve)
    {
        var text = new StringBuilder("stage,step,loss,validation\n");
        foreach (var p in curve)
            text.Append(CultureInfo.InvariantCulture, $"{p.Stage},{p.Step},{p.Loss:R},{p.Validation:R}\n");
        AtomicFile.Write(path, text.ToString());
    }

    /// <summary>Reads points.</summary>
    /// <param name="path">The file; the repository's own <c>data/vision/training.csv</c> if null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or a cell is not what it should be; the message says
    /// where.</exception>
    public static IReadOnlyList<CurvePoint> Read(string? path = null)
    {
        path ??= Path.Combine(VisionWeightFiles.Find(), FileName);
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions
        {
            Separator = ',', MalformedData = CsvMalformedDataHandling.Throw, TrackLineNumbers = true,
            MissingField = CsvMissingFieldHandling.Throw,
        });
        try
        {
            var curve = new List<CurvePoint>();
            while (csv.Read())
            {
                curve.Add(new(csv.GetString("stage"), csv.Parse<int>("step"),
                    csv.Parse<double>("loss"), csv.Parse<double>("validation")));
            }
            return curve;
        }
        catch (Exception e) when (e is FormatException or OverflowException or KeyNotFoundException
            or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{path}, line {csv.LineNumber}: {e.Message}", e);
        }
    }
}
