using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;

namespace ResearchKit.Tests.Losses;

public sealed class ScoresFileTests
{
    private const string Good = """
        {"views":{"chosen":{"policy":[-1.5,-2],"reference":[-1,-2],"tokens":[3,4]},
                  "rejected":{"policy":[-3,-1],"reference":[-2,-1],"tokens":[5,2]},
                  "rejected_image":{"policy":[-9,-9]}}}
        """;

    [Fact]
    public void ReadsWhatTheLossDeclaresAndNothingElse()
    {
        var scores = ScoresFile.Parse(Good, "s.json", new DpoLoss());
        Assert.Equal(["chosen", "rejected"], scores.Views.Keys);
        Assert.Equal(2, scores.Batch);
        Assert.Equal([-1.5, -2.0], scores.Views["chosen"].Policy.data<double>().ToArray());
        Assert.Equal([5.0, 2.0], scores.Views["rejected"].Tokens!.data<double>().ToArray());
    }

    [Theory]
    [InlineData("adavip", Good,
        "s.json: view 'rejected_image': field 'reference' is missing; adavip uses a reference.")]
    [InlineData("dpo", "{", "s.json is no JSON: line 1, column 2: it ends before a bracket is closed.")]
    [InlineData("dpo", "[]", "s.json: an object with \"views\" is expected")]
    [InlineData("dpo", """{"views":{"chosen":{"policy":[-1],"reference":[-1]}}}""",
        "s.json: view 'rejected' is missing; dpo(beta=0.1, label_smoothing=0) needs chosen, rejected; the file has " +
        "chosen.")]
    [InlineData("dpo", """{"views":{"chosen":[-1],"rejected":[-1]}}""",
        "s.json: view 'chosen': an object with policy, reference, tokens is expected.")]
    [InlineData("dpo", """{"views":{"chosen":{"policy":[-1],"referense":[-1]},"rejected":{}}}""",
        "s.json: view 'chosen': unknown field 'referense'; known are policy, reference, tokens, policy_tokens, " +
        "reference_tokens.")]
    [InlineData("simpo", """{"views":{"chosen":{"policy":[-1]},"rejected":{"policy":[-1]}}}""",
        "s.json: view 'chosen': field 'tokens' is missing; simpo divides by the answer's length.")]
    [InlineData("simpo",
    """{"views":{"chosen":{"policy":[-1],"tokens":[0]},"rejected":{"policy":[-1],"tokens":[1]}}}""",
        "s.json: view 'chosen', field 'tokens', index 0: 0 is not a number of tokens")]
    [InlineData("simpo",
    """{"views":{"chosen":{"policy":[-1],"tokens":[2.5]},"rejected":{"policy":[-1],"tokens":[1]}}}""",
        "s.json: view 'chosen', field 'tokens', index 0: 2.5 is not a number of tokens")]
    [InlineData("cpo", """{"views":{"chosen":{"policy":[-1,"x"]},"rejected":{"policy":[-1,-1]}}}""",
        "s.json: view 'chosen', field 'policy', index 1: \"x\" is not a finite number.")]
    [InlineData("cpo", """{"views":{"chosen":{"policy":[-1,1e999]},"rejected":{"policy":[-1,-1]}}}""",
        "s.json: view 'chosen', field 'policy', index 1: 1e999 is not a finite number.")]
    [InlineData("cpo",
    """{"views":{"chosen":{"policy":[-1,null],"tokens":[1,1]},"rejected":{"policy":[-1,-1],"tokens":[1,1]}}}""",
        "s.json: view 'chosen', field 'policy', index 1: null; cpo compares the views of a pair and needs a number.")]
    [InlineData("cpo",
    """{"views":{"chosen":{"policy":[-1,-2],"tokens":[1,1]},"rejected":{"policy":[-1],"tokens":[1]}}}""",
        "s.json: view 'rejected', field 'policy' has 1 values; the fields before it have 2.")]
    [InlineData("cpo", """{"views":{"chosen":{"policy":[]},"rejected":{"policy":[-1]}}}""",
        "s.json: view 'chosen', field 'policy': a list of numbers, one per pair, is expected.")]
    [InlineData("ddpo", """{"views":{"chosen":{"policy":[-1]},"rejected":{"policy":[-1]}}}""",
        "s.json: view 'chosen': field 'policy_tokens' is missing; ddpo weights the tokens of an answer.")]
    [InlineData("ddpo", """{"views":{"chosen":{"policy_tokens":[[-1,-2]],"reference_tokens":[[-1]]},"rejected":{}}}""",
        "s.json: view 'chosen', field 'reference_tokens': as many numbers per pair as in 'policy_tokens' are " +
        "expected.")]
    [InlineData("ddpo",
    """{"views":{"chosen":{"policy_tokens":[[-1,-2]],"reference_tokens":[[-1,-1]]},"rejected":{}}}""",
        "s.json: view 'chosen': field 'marks' is missing; ddpo needs a number per token.")]
    [InlineData("odpo",
    """{"views":{"chosen":{"policy":[-1],"reference":[-1]},"rejected":{"policy":[-1],"reference":[-1]}}}""",
        "s.json: view 'chosen': field 'score' is missing; odpo needs it.")]
    [InlineData("weighted-dpo",
    """{"views":{"chosen":{"policy":[-1],"reference":[-1]},"rejected":{"policy":[-1],"reference":[-1]}}}""",
        "s.json: weighted-dpo needs \"columns\" with weight.")]
    [InlineData("kto",
    """{"views":{"chosen":{"policy":[null],"reference":[-1]},"rejected":{"policy":[-1],"reference":[-1]}}}""",
        "s.json: view 'chosen', field 'reference', index 0: null has to stand in 'policy' and 'reference' alike.")]
    public void WhatIsWrongIsNamedWithFileViewFieldAndIndex(string loss, string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<LossException>(() =>
            ScoresFile.Parse(json, "s.json", LossCatalogue.Loaded().Create(loss))).Message);

    [Fact]
    public void AMissingFileIsNamed() => Assert.StartsWith("no/such.json: cannot be read.",
        Assert.Throws<LossException>(() => ScoresFile.Read("no/such.json", new DpoLoss())).Message);
}
