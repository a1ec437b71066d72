using ResearchKit.Notebooks.Exporting.Formulas;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>Functions that every cell can call by their bare names.</summary>
public static class NotebookFunctions
{
#pragma warning disable IDE1006 // The name that C# notebooks have always used.
    /// <summary>Shows a value; outside a notebook session its text goes to the console.</summary>
    /// <param name="value">Anything; results that implement <c>IArtifact</c> are collected as well.</param>
    /// <param name="mimeTypes">The representations wanted; none means all that the value has.</param>
    /// <returns>A handle that can replace the output.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
#pragma warning restore IDE1006
    {
        if (value is DisplayedValue shown) return shown;
        var context = DisplayContext.Current ?? DisplayContext.Elsewhere?.Invoke();
        if (context is not null) return new DisplayedValue(context.Show(value, mimeTypes), context);
        Console.WriteLine(value.ToDisplayString());
        return new DisplayedValue("", null);
    }

    /// <summary>Text to be shown as HTML.</summary>
    public static RichContent HTML(string html) => new("text/html", html);

    /// <summary>Text to be shown as Markdown.</summary>
    public static RichContent Markdown(string markdown) => new("text/markdown", markdown);

    /// <summary>A formula; without <c>$</c> it stands on a line of its own.</summary>
    public static RichContent LaTeX(string latex) => new("text/latex", Formula.Delimited(latex));

    /// <summary>A drawing.</summary>
    public static RichContent SVG(string svg) => new("image/svg+xml", svg);

    /// <summary>Has the front end run a script, if it trusts the notebook.</summary>
    public static DisplayedValue Javascript(string script) =>
        display(new RichContent("application/javascript", script));

    /// <summary>Gives the page a style sheet.</summary>
    public static DisplayedValue CSS(string css) => display(HTML($"<style>{css}</style>"));

    /// <summary>Removes what the running cell has put out so far.</summary>
    /// <param name="wait">Whether only when the next output comes, so that nothing flickers.</param>
    public static void ClearOutput(bool wait = false) => DisplayContext.Current?.Output.Clear(wait);

    /// <summary>Asks the user for a line of text.</summary>
    /// <param name="prompt">What is shown beside the field.</param>
    /// <exception cref="NotSupportedException">Nobody can answer, as in a headless run.</exception>
    public static Task<string> GetInputAsync(string prompt = "") => Task.FromResult(Ask(prompt, password: false));

    /// <summary>Asks the user for a line that stays hidden.</summary>
    /// <inheritdoc cref="GetInputAsync"/>
    public static Task<string> GetPasswordAsync(string prompt = "") => Task.FromResult(Ask(prompt, password: true));

    private static string Ask(string prompt, bool password) =>
        (DisplayContext.Current is { } context ? context.Output.ReadLine(prompt, password) : Console.ReadLine()) ?? "";
}
