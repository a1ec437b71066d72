namespace ResearchKit.Benchmarks;

/// <summary>The tables of papers, as typed records read from <c>data/published</c>.</summary>
public static class PublishedTables
{
    /// <summary>Table 1 of AdaViP (arXiv 2504.15619): 19 methods on four hallucination benchmarks.</summary>
    /// <param name="path">The CSV file; the repository's own copy if null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// A column is missing or a cell is no number in its range; the message names file, line and column.
    /// </exception>
    public static IReadOnlyList<PublishedResult> AdavipTable1(string? path = null) =>
        PublishedCsv.Read(path ?? Find("adavip-table1.csv"), row => new PublishedResult(
            row.Text("method"), row.Text("family"), row.TextOrEmpty("size"),
            row.Percent("non_rsp"), row.Percent("non_men"), row.Percent("amber_acc"), row.Percent("amber_f1"),
            row.Percent("chair"), row.Percent("cog"), row.Percent("amber_score"),
            row.Number("mmhal_score", 0, 6), row.Percent("mmhal_hall")));

    /// <summary>Table 2 of AdaViP (arXiv 2504.15619): AMBER's discriminative task for four variants of
    /// training.</summary>
    /// <inheritdoc cref="AdavipTable1"/>
    public static IReadOnlyList<AblationRow> AdavipTable2(string? path = null) =>
        PublishedCsv.Read(path ?? Find("adavip-table2.csv"), row => new AblationRow(
            row.Text("method"), row.Required("f1_existence"), row.Required("f1_attribute"),
            row.Required("f1_relation"), row.Required("f1"), row.Required("accuracy")));

    /// <summary>
    /// The path of a file in <c>data/published</c> of the repository around the current directory, or else around the
    /// program.
    /// </summary>
    /// <exception cref="FileNotFoundException">No folder above either holds the file.</exception>
    public static string Find(string file) =>
        DataFolder.Find(Path.Combine("published", file)) ?? throw new FileNotFoundException(
        $"{DataFolder.NotFound($"published/{file}")}; work inside a clone of the repository, or pass the file's path",
        file);
}
