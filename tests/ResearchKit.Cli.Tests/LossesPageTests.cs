using ResearchKit.Cli.Reproduction;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Cli.Tests;

public sealed class LossesPageTests
{
    private static readonly LossCatalogue Library = LossCatalogue.Of(typeof(PreferenceLoss).Assembly);

    [Fact]
    public void TheCommittedPageIsThatOfTheCatalogue()
    {
        var page = File.ReadAllText(Path.Combine(Repository.TryFind(AppContext.BaseDirectory)!.Root, "docs",
            "losses.md"));
        Assert.True(page == LossesPage.Of(Library),
            "docs/losses.md is out of date. Run: researchkit losses --markdown > docs/losses.md");
    }

    [Fact]
    public void EveryLossHasItsFormulaItsConventionAndItsDefaults()
    {
        var page = LossesPage.Of(Library);
        foreach (var entry in Library.Entries)
        {
            Assert.Contains($"\n## {entry.Name}\n", page);
            Assert.Contains($"    {entry.Method.Equation}\n", page);
        }

        Assert.Contains(
            "## ipo\n\nIPO: [A General Theoretical Paradigm to Understand Learning from Human Preferences]"
            + "(https://arxiv.org/abs/2310.12036), Eq. 17.\n\n    (h - 1/(2b))^2,  h = lr(w) - lr(l)\n\n"
            + "- convention: sum; reference; views chosen, rejected\n"
            + "- settings: `beta = 0.1` in (0, inf), `reduction = sum` in sum|mean\n"
            + "- the same elsewhere: TRL: loss_type=\"ipo\" with reduction=mean", page);
    }
}
