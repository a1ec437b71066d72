namespace ResearchKit.Tests.Benchmarks.Haven;

public sealed class HavenBenchmarkTests
{
    // Two groups with variants: q 1 is answered alike (1, 1), q 2 is not (1, 0); q 3 stands alone.
    private const string Csv =
        """
        q_id,Causes,Components,Form,Question,Answer,pred_ans,Correctness
        1,P,O,tf,Is it a dog?,Yes,"Yes, it is",
        1,P,O,open,What is it?,a dog,a dog,1
        2,I,S,choice,Which one?,B. bowl,B,
        2,I,S,tf,Is it a bowl?,no,yes,
        3,N,E,open,What happens?,a fall,a jump,0
        """;

    [Fact]
    public void AccuracyByCauseAndAspectAndTheShareOfMixedGroups()
    {
        using var file = new BenchmarkFixtures.TemporaryFile(Csv, ".csv");
        var result = BenchmarkFixtures.Score("haven", file.Path);
        Assert.Empty(result.Problems.First);
        Assert.Equal(("60.00", "50.00", "100.00", "50.00", "0.00"),
            (result["accuracy"].Printed, result["bias"].Printed, result["p_o_accuracy"].Printed,
            result["i_s_accuracy"].Printed, result["n_e_accuracy"].Printed));
        Assert.Equal(("50.00", "100.00", "50.00"),
            (result["tf_accuracy"].Printed, result["choice_accuracy"].Printed, result["open_accuracy"].Printed));
    }

    [Fact]
    public void TheBiasOfAFormIsOverTheQuestionsThatHaveIt()
    {
        // The script: for each form, the questions with more than one row (of any form) whose rows of that form differ.
        // q 1: tf 1, open 1 and 0; q 2: tf 1 and 0; q 3: one row, no group. In all 0 of 2 are consistent.
        using var file = new BenchmarkFixtures.TemporaryFile(
            """
            q_id,Causes,Components,Form,Correctness
            1,P,O,tf,1
            1,P,O,open,1
            2,I,S,tf,1
            1,P,O,open,0
            2,I,S,tf,0
            3,N,E,tf,1
            """, ".csv");
        var result = BenchmarkFixtures.Score("haven", file.Path);
        Assert.Equal(("100.00", "50.00", "100.00"),
            (result["bias"].Printed, result["tf_bias"].Printed, result["open_bias"].Printed));
    }

    [Fact]
    public void AnOpenQuestionNeedsAVerdict()
    {
        using var file = new BenchmarkFixtures.TemporaryFile(Csv.Replace("a jump,0", "a jump,"), ".csv");
        var problem = Assert.Single(BenchmarkFixtures.Score("haven", file.Path).Problems.First);
        Assert.Equal(("3", 6), (problem.Id, problem.Line));
    }
}
