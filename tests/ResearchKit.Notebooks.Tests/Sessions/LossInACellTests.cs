using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Sessions;

public sealed class LossInACellTests
{
    private const string Cell =
        """
        using ResearchKit.Losses;
        using ResearchKit.Losses.Catalogue;
        using ResearchKit.Losses.Contract;

        [Method("cell", Title = "Cell", Paper = "none", Where = "here", Equation = "c (lr(l) - lr(w))")]
        public sealed record CellLoss([HyperParameter("c", "(0, inf)")] double Scale = SCALE) : PreferenceLoss
        {
            public override LossInputs Inputs =>
                new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: false);

            protected override LossTerms Terms(LossScores s) =>
                new(Scale * (s[View.Rejected].Policy - s[View.Chosen].Policy), []);
        }

        var scores = new PreferenceScores(
            new() { ["chosen"] = ViewScores.Of([-1]), ["rejected"] = ViewScores.Of([-3]) });
        """;

    private readonly CSharpSession _session = new(new SessionOptions(Path.GetTempPath(), ShowTimes: false));
    private int _cell;

    [Fact]
    public void ALossDefinedInACellIsComputedFoundByNameAndReadFromJson()
    {
        Run(Cell.Replace("SCALE", "2"));
        Assert.Equal("-4", Run("LossEvaluation.Of(new CellLoss(), scores).Mean").Text);
        Assert.Equal("cell(scale=2)", Run("LossCatalogue.Loaded().Create(\"cell\").ToString()").Text);
        Assert.Equal("true",
            Run("(PreferenceLoss.FromJson(new CellLoss(3).ToJson()) == new CellLoss(3)) ? \"true\" : \"false\"").Text);
        Run(Cell.Replace("SCALE", "5"));
        Assert.Equal("cell(scale=5)", Run("LossCatalogue.Loaded().Create(\"cell\").ToString()").Text);
    }

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        _session.Execute(source, $"cell {++_cell}", output);
        Assert.Null(output.Failure);
        return output;
    }
}
