using System.Text.Json;
using ResearchKit.Benchmarks;
using ResearchKit.Figures;

namespace ResearchKit.Experiments.Tests;

public sealed class ClaimsLedgerTests
{
    private static readonly Measurement Straddling = new(0.1, -0.1, 0.3, "95 % t interval over 3 seeds");
    private static readonly Measurement Clear = new(0.2, 0.1, 0.3, "95 % t interval over 10 seeds");

    [Fact]
    public void CriteriaLookAtTheWholeInterval()
    {
        Assert.Equal(Verdict.Reproduced, Criterion.Above(0).Judge(Clear));
        Assert.Equal(Verdict.Undecided, Criterion.Above(0).Judge(Straddling));
        Assert.Equal(Verdict.Contradicted, Criterion.Above(0.4).Judge(Clear));
        Assert.Equal(Verdict.Contradicted, Criterion.Below(0.1).Judge(Clear)); // nothing of it lies below
        Assert.Equal(Verdict.Contradicted, Criterion.Above(0).Judge(0.0)); // exact, and not above
        Assert.Equal(Verdict.Undecided, Criterion.Above(0.1).Judge(Clear)); // touching is not above
        Assert.Equal(Verdict.Reproduced, Criterion.Below(0.31).Judge(Clear));
        Assert.Equal(Verdict.Undecided, Criterion.Below(0.3).Judge(Clear));
        Assert.Equal(Verdict.Reproduced, Criterion.Within(0.1, 0.3).Judge(Clear));
        Assert.Equal(Verdict.Undecided, Criterion.Within(0, 0.2).Judge(Clear));
        Assert.Equal(Verdict.Contradicted, Criterion.Within(0.4, 0.5).Judge(Clear));
        Assert.Equal(Verdict.Reproduced, Criterion.AgreesWith(0.3).Judge(Clear));
        Assert.Equal(Verdict.Contradicted, Criterion.AgreesWith(0.31).Judge(Clear));
        Assert.Throws<ArgumentException>(() => Criterion.Within(1, 0));
        Assert.Equal(Verdict.Reproduced, Criterion.CanReach(0.3).Judge(Clear));
        Assert.Equal(Verdict.Contradicted, Criterion.CanReach(0.31).Judge(Clear));
        Assert.Equal(Verdict.Reproduced, Criterion.CanStayBelow(0.1).Judge(Clear));
        Assert.Equal(Verdict.Contradicted, Criterion.CanStayBelow(0.09).Judge(Clear));
    }

    [Fact]
    public void PrintedNumbersAreComparedWithinTheirRounding()
    {
        // 52.2 to 6.3 is a reduction by 87.9 %, so the rounding cannot make it 93.7 %, but it can make it 88.0 %.
        var reduction = RelativeReduction.OfComplements(ReportedValue.Parse("47.8"), ReportedValue.Parse("93.7"));
        Assert.Equal(Verdict.Contradicted, Criterion.AgreesWith(ReportedValue.Parse("93.7")).Judge(reduction));
        Assert.Equal(Verdict.Reproduced, Criterion.AgreesWith(ReportedValue.Parse("88.0")).Judge(reduction));
        Assert.Equal("interval overlaps [93.65, 93.75]", Criterion.AgreesWith(ReportedValue.Parse("93.7")).Text);
        Measurement measurement = reduction;
        Assert.Equal("rounding of the printed numbers", measurement.Basis);
    }

    [Fact]
    public void StabilityIsTheShareOfResampledSeedSetsWithTheSameVerdict()
    {
        // Far from the threshold nothing changes; a mean on top of it is settled by the draw.
        Assert.Equal(1, VerdictStability.Of(ConfidenceInterval.OfMean([10, 11, 12, 11]), Criterion.Above(0)));
        var near = ConfidenceInterval.OfMean([1, 2, 3, 4, -1, 0, 3, 2, 1, 1]);
        Assert.InRange(VerdictStability.Of(near, Criterion.Above(0.5)), 0.3, 0.9);
        var ledger = new ClaimsLedger("A paper", "rows");
        Assert.Null(ledger.Test("exact", "p. 1", "gap", 1, Criterion.Above(0)).Stability);
        Assert.DoesNotContain("Stability", ledger.ToTable().ToMarkdown());
        Assert.Equal(1,
            ledger.Test("seeds", "p. 2", "gap", ConfidenceInterval.OfMean([1, 1.5, 2]), Criterion.Above(-9)).Stability);
        Assert.Contains("100 %", ledger.ToTable().ToMarkdown());
    }

    [Fact]
    public void LedgerKeepsOrderAndReplacesARowThatIsTestedAgain()
    {
        var ledger = new ClaimsLedger("A paper");
        ledger.Test("first", "Table 1", "gap", Straddling, Criterion.Above(0));
        ledger.NotTestable("second", "Figure 2", "needs a 7B model");
        var again = ledger.Test("first", "Table 1", "gap", Clear, Criterion.Above(0));
        Assert.Equal(["first", "second"], ledger.Claims.Select(c => c.Text));
        Assert.Same(again, ledger.Claims[0]);
        Assert.Equal(Verdict.Reproduced, again.Verdict);
    }

    [Fact]
    public void ANumberThatIsNoMeasurementIsRejected()
    {
        var ledger = new ClaimsLedger("A paper");
        Assert.Contains("'the claim'", Assert.Throws<ArgumentException>(() =>
            ledger.Test("the claim", "p. 1", "gap", double.NaN, Criterion.Above(0))).Message);
        Assert.Throws<ArgumentException>(() =>
            ledger.Test("the claim", "p. 1", "gap", new Measurement(1, 2, 3, ""), Criterion.Above(0)));
        Assert.Empty(ledger.Claims);
    }

    [Fact]
    public void FileHoldsEveryFieldOfEveryClaim()
    {
        var ledger = new ClaimsLedger("A paper", "rows");
        ledger.Test("margin grows", "Fig. 5", "slope, 1/step", Clear, Criterion.Above(0), "β = 0.1");
        ledger.NotTestable("humans agree", "Section 4", "needs raters", cell: "raters");
        var file = ledger.Files(new Provenance("02-x", "verdicts", new Dictionary<string, string>()))
            .Single(f => f.Extension.EndsWith(".json", StringComparison.Ordinal));
        Assert.Equal("rows", ledger.Name);
        Assert.Equal(".claims.json", file.Extension);
        Assert.EndsWith("]\n", file.Text);
        Assert.Contains("β = 0.1", file.Text); // readable, not escaped
        using var json = JsonDocument.Parse(file.Text);
        var rows = json.RootElement.EnumerateArray().ToArray();
        Assert.Equal(2, rows.Length);
        Assert.Equal(
            ["claim", "paper", "place", "measure", "value", "low", "high", "basis", "criterion", "verdict", "stability",
                "notebook",
                "cell", "remark"],
            rows[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(0.2, rows[0].GetProperty("value").GetDouble());
        Assert.Equal("interval entirely above 0", rows[0].GetProperty("criterion").GetString());
        Assert.Equal("reproduced", rows[0].GetProperty("verdict").GetString());
        Assert.Equal("verdicts", rows[0].GetProperty("cell").GetString());
        Assert.Equal("raters", rows[1].GetProperty("cell").GetString());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("low").ValueKind);
        Assert.Equal("not testable at this scale", rows[1].GetProperty("verdict").GetString());
    }

    [Fact]
    public void TableShowsClaimNumberCriterionAndVerdict()
    {
        var ledger = new ClaimsLedger("A paper", "rows");
        ledger.Test("margin grows", "Fig. 5", "slope, 1/step", Clear, Criterion.Above(0));
        ledger.Test("loss grows", "Fig. 6", "slope, 1/step", Straddling, Criterion.Above(0));
        ledger.NotTestable("humans agree", "Section 4", "needs raters");
        var text = ledger.ToTable().ToMarkdown();
        Assert.Contains("A paper: 3 claims, 1 reproduced, 1 undecided, 1 not testable at this scale.", text);
        Assert.Contains("0.20 \\[0.10, 0.30\\]", text);
        Assert.Contains("interval entirely above 0", text);
        Assert.Contains("✓ reproduced", text);
        Assert.Contains("? undecided", text);
        Assert.Contains("needs raters", text);
        Assert.Contains(".csv", ledger.Files(Provenance.None).Select(f => f.Extension));
    }

    [Theory]
    [InlineData(0.31234, 0.29834, 0.32634, "0.312 [0.298, 0.326]")]
    [InlineData(0.31234, 0.21234, 0.41234, "0.31 [0.21, 0.41]")]
    [InlineData(1234.6, 1204.6, 1264.6, "1235 [1205, 1265]")]
    [InlineData(12, 12, 12, "12")]
    [InlineData(87.93103, 87.93103, 87.93103, "87.93")]
    [InlineData(-0.00001, -0.2, 0.2, "0.00 [-0.20, 0.20]")]
    public void MeasurementShowsAsManyDecimalsAsItsIntervalSupports(double value, double low, double high,
        string text) =>
        Assert.Equal(text, new Measurement(value, low, high, "").ToString());
}
