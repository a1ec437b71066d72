using System.Collections.Immutable;
using ResearchKit.Figures.Tables;

namespace ResearchKit.Figures;

/// <summary>
/// Records as a table: HTML for notebooks, Markdown and LaTeX (booktabs) for papers, CSV for machines, and text.
/// It is a value: every verb returns a new table.
/// <code>
/// Table.From("amber", rows)
///     .Column("F1", unit: "%", format: "0.0", best: Best.Highest)
///     .Column("Chair", header: "CHAIR", best: Best.Lowest)
///     .GroupBy("Size")
/// </code>
/// </summary>
[TypeFormatterSource(typeof(TableFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.PlainText])]
public sealed record Table : IArtifact
{
    private Table(string name) => Name = ArtifactName.Check(name);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>A text above the table.</summary>
    public string? Caption { get; init; }

    /// <summary>The columns from left to right.</summary>
    public ImmutableArray<TableColumn> Columns { get; init; } = [];

    /// <summary>The cells of each row, keyed by column; null and NaN are missing values, shown as an en dash.</summary>
    public ImmutableArray<ImmutableDictionary<string, object?>> Rows { get; init; } = [];

    /// <summary>Headers above columns.</summary>
    public ImmutableArray<TableSpan> Spans { get; init; } = [];

    /// <summary>The column by whose values the rows are grouped; null for none.</summary>
    public string? GroupKey { get; init; }

    /// <summary>True finds the best value of each group, false that of the whole table.</summary>
    public bool BestOfGroup { get; init; }

    /// <summary>A table of a sequence of records, anonymous objects, dictionaries or plain values.</summary>
    /// <param name="name">File stem, unique within its notebook: lower-case letters, digits and hyphens.</param>
    /// <param name="rows">One object for each row; its public properties are the columns.</param>
    /// <exception cref="ArgumentException">The name holds other characters.</exception>
    public static Table From<T>(string name, IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (columns, cells) = RowReader.Read(rows);
        return new Table(name) { Columns = columns, Rows = cells };
    }

    /// <summary>Sets how a column is shown; what is null stays as it is.</summary>
    /// <param name="key">The property's name.</param>
    /// <param name="header">The header that readers see.</param>
    /// <param name="unit">The unit, shown after the header.</param>
    /// <param name="format">A .NET number format such as <c>0.0</c>.</param>
    /// <param name="best">Which values are better.</param>
    /// <param name="align">Where the cells stand.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Column(
        string key, string? header = null, string? unit = null, string? format = null, Best? best = null,
        Align? align = null)
    {
        var column = Columns[IndexOf(key)];
        return this with
        {
            Columns = Columns.Replace(column, column with
            {
                Header = header ?? column.Header,
                Unit = unit ?? column.Unit,
                Format = format ?? column.Format,
                Best = best ?? column.Best,
                Align = align ?? column.Align,
            }),
        };
    }

    /// <summary>Keeps these columns only, in this order.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Only(params string[] keys) => this with { Columns = [.. keys.Select(k => Columns[IndexOf(k)])] };

    /// <summary>Leaves columns out.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table Without(params string[] keys) =>
        this with { Columns = Columns.RemoveRange(keys.Select(k => Columns[IndexOf(k)])) };

    /// <summary>
    /// Turns a column into headings between rows: rows of the same value stand together, groups in the order in which
    /// they first appear.
    /// </summary>
    /// <param name="key">The column.</param>
    /// <param name="bestOfGroup">True marks the best value of each group, false that of the whole table.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Table GroupBy(string key, bool bestOfGroup = false) =>
        this with { GroupKey = Columns[IndexOf(key)].Key, BestOfGroup = bestOfGroup };

    /// <summary>Puts a header above neighboring columns.</summary>
    /// <exception cref="ArgumentException">A column is unknown, the columns are not neighbors, or one has a header
    /// above it already.</exception>
    public Table Span(string header, params string[] keys)
    {
        var places = keys.Select(IndexOf).Order().ToArray();
        if (places.Length == 0 || places[^1] - places[0] != places.Length - 1
            || places.Distinct().Count() != places.Length)
            throw new ArgumentException(
                $"'{header}' needs neighboring columns of the table '{Name}'; order them with Only first.");
        if (Spans.FirstOrDefault(s => s.Keys.Intersect(keys).Any()) is { } other)
            throw new ArgumentException(
                $"'{header}' and '{other.Header}' are above the same column of the table '{Name}'.");
        return this with { Spans = Spans.Add(new TableSpan(header, [.. places.Select(i => Columns[i].Key)])) };
    }

    /// <summary>Sets the text above the table.</summary>
    public Table WithCaption(string caption) => this with { Caption = caption };

    /// <summary>The table for web pages and notebooks; it takes the page's colors.</summary>
    public string ToHtml(Provenance? provenance = null) => HtmlTable.Write(new TableView(this), provenance);

    /// <summary>The table for GitHub and other Markdown with pipe tables.</summary>
    public string ToMarkdown(Provenance? provenance = null) => MarkdownTable.Write(new TableView(this), provenance);

    /// <summary>The table for LaTeX with the package booktabs.</summary>
    public string ToLatex(Provenance? provenance = null) => LatexTable.Write(new TableView(this), provenance);

    /// <summary>
    /// The values for machines (RFC 4180): not rounded to the table's formats but to 10 significant digits, keys as
    /// headers, missing values empty. Provenance is a first line that starts with <c>#</c>.
    /// </summary>
    public string ToCsv(Provenance? provenance = null) => CsvTable.Write(this, provenance);

    /// <summary>The table for terminals; <c>*</c> marks the best value of a column, <c>+</c> the second.</summary>
    public string ToText() => TextTable.Write(new TableView(this));

    /// <inheritdoc/>
    public IEnumerable<ArtifactFile> Files(Provenance provenance) =>
    [
        new(".csv", ToCsv(provenance)), new(".tex", ToLatex(provenance)),
        new(".md", ToMarkdown(provenance)), new(".html", ToHtml(provenance)),
    ];

    /// <inheritdoc cref="ToText"/>
    public override string ToString() => ToText();

    private int IndexOf(string key)
    {
        for (var i = 0; i < Columns.Length; i++)
            if (Columns[i].Key == key) return i;
        throw new ArgumentException(
            $"The table '{Name}' has no column '{key}'; it has {string.Join(", ", Columns.Select(c => c.Key))}.");
    }
}
