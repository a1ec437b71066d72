namespace ResearchKit.Cli_Smoke;
public sealed class SmokeTests { [Fact] public void TheTestProjectRuns() => Assert.Equal(2, 1 + 1); }
