using System.Globalization;
using ResearchKit.Cli.Terminal;

namespace ResearchKit.Cli.Reproduction.Tolerance;

/// <summary>What <c>reproduce</c> prints on another engine than the managed one.</summary>
internal static class AgreementText
{
    private const int Shown = 100;

    public static void Print(IReadOnlyList<Agreement> agreements)
    {
        foreach (var agreement in agreements)
        {
            foreach (var deviation in agreement.Deviations)
                Messages.Line(Line(deviation), deviation.Agrees ? null : "yellow");
            int beyond = agreement.Deviations.Count(deviation => !deviation.Agrees);
            Messages.Line(
                $"{agreement.Notebook}: {agreement.EqualVerdicts} of {agreement.Verdicts} verdicts equal; of "
                + $"{agreement.Outputs} outputs {agreement.Outputs - agreement.Deviations.Count} equal, "
                + $"{agreement.Deviations.Count - beyond} within the tolerance, {beyond} beyond it",
                agreement.Holds ? "green" : "yellow");
        }

        Messages.Line(string.Create(CultureInfo.InvariantCulture,
            $"tolerance: {Deviation.FigureTolerance:g} of the largest value of a trace, {Deviation.TextTolerance:g} of "
            + $"that of a table's cell and {Deviation.TextRounding:0e0} more"));
    }

    private static string Line(Deviation deviation)
    {
        string where = deviation.Where.ReplaceLineEndings(" ");
        string size = double.IsFinite(deviation.Size)
            ? deviation.Size.ToString("0.0e0", CultureInfo.InvariantCulture) : "other";
        return $"  {(deviation.Agrees ? "within" : "BEYOND")} {size,-7} {deviation.Output}: "
            + (where.Length > Shown ? where[..Shown] + "…" : where);
    }
}
