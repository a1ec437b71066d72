using System.Globalization;
using System.Text;

namespace ResearchKit.Losses.Catalogue;

/// <summary>
/// The page of all losses in Markdown, made from the catalogue alone: formula, convention, settings with their
/// defaults, and what gives the same number elsewhere.
/// </summary>
public static class LossesPage
{
    private const string Introduction = """
        # Preference losses

        This page is made from the catalogue by `researchkit losses`, not by hand.

        Notation: `pi` the policy, `ref` the reference, `s` the logistic function; `w`, `l` the chosen and the rejected
        answer; `lr(y) = log pi(y) - log ref(y)`; `h = lr(w) - lr(l)`; `|y|` the number of answer tokens; `b` beta.
        The *convention* of a loss says how token log-probabilities become one number per answer (`sum` over tokens,
        `mean` per token, or by the loss itself: `weighted`), whether a reference model is needed, which views are
        scored, and which numbers the data has to bring: per pair (`columns`), per answer (`answer`) or per token
        (`token`). A token column `kl`, `forward_kl`, `entropy`, `collision`, `logit`, `eos` or `value` comes from the
        model.

        """;

    /// <summary>The page.</summary>
    /// <param name="catalogue">The losses.</param>
    public static string Of(LossCatalogue catalogue)
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        page.Append(CultureInfo.InvariantCulture, $"\n{catalogue.Entries.Count} losses, ");
        page.Append(CultureInfo.InvariantCulture,
            $"{catalogue.Entries.Count(e => e.HasDefaults)} of which train by their name alone.\n");
        foreach (var loss in catalogue.Entries.Select(LossDescription.Of))
            Append(page, loss);
        return page.ToString();
    }

    private static void Append(StringBuilder page, LossDescription loss)
    {
        Line($"\n## {loss.Name}\n");
        var paper = loss.ArXiv.Length > 0 ? $"[{loss.Paper}](https://arxiv.org/abs/{loss.ArXiv})" : loss.Paper;
        Line($"{loss.Title}: {paper}, {loss.Where}.\n");
        Line($"    {loss.Equation}\n");
        if (loss.Reference is not null)
            Line($"- convention: {Convention(loss)}");
        if (loss.Settings.Count > 0)
            Line($"- settings: {string.Join(", ", loss.Settings.Select(Setting))}");
        Line($"- the same elsewhere: {(loss.Equivalent.Length > 0 ? loss.Equivalent : $"the paper, {loss.Where}")}");
        if (loss.Aliases.Count > 0)
            Line($"- also called: {string.Join(", ", loss.Aliases)}");

        void Line(string text) => page.Append(text).Append('\n');
    }

    private static string Convention(LossDescription loss)
    {
        List<string> parts =
            [loss.Reduction!, loss.Reference!.Value ? "reference"
                : "no reference", $"views {string.Join(", ", loss.Views)}"];
        foreach (var (kind, names) in new[]
                 { ("columns", loss.Columns), ("answer", loss.AnswerColumns), ("token", loss.TokenColumns) })
            if (names.Count > 0)
                parts.Add($"{kind} {string.Join(", ", names.Select(Column))}");
        return string.Join("; ", parts);

        string Column(string name) =>
            loss.Ranges?.TryGetValue(name, out var range) == true ? $"{name} in {range}" : name;
    }

    private static string Setting(SettingDescription setting)
    {
        var value = setting.Default is null ? setting.Name : $"{setting.Name} = {setting.Default}";
        return setting.Range is null ? $"`{value}`" : $"`{value}` in {setting.Range}";
    }
}
