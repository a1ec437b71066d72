using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResearchKit.Figures;

namespace ResearchKit.Experiments;

/// <summary>
/// The claims of a paper with what a notebook found, in the order in which they were tested. Show it at the end of the
/// notebook; the headless run collects the ledgers of all notebooks. Verdicts are computed, never typed.
/// </summary>
/// <example>
/// <code>
/// var ledger = new ClaimsLedger("3D-Properties, arXiv 2406.07327");
/// ledger.Test("The chosen likelihood falls, too", "Section 3", "change of mean log pi(y+), nats",
///     ConfidenceInterval.OfMean(changePerSeed), Criterion.Below(0));
/// ledger
/// </code>
/// </example>
/// <param name="paper">The paper whose claims these are.</param>
/// <param name="name">File stem of the result, unique within the notebook.</param>
[TypeFormatterSource(typeof(ClaimsLedgerFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.PlainText])]
public sealed class ClaimsLedger(string paper, string name = "ledger") : IArtifact
{
    private static readonly JsonWriterOptions Layout =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Claim> _claims = [];

    /// <summary>The paper whose claims these are.</summary>
    public string Paper { get; } = paper;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<Claim> Claims => _claims;

    /// <summary>
    /// Adds a claim and judges it. Testing a claim of the same text and place again replaces its row: a notebook cell
    /// may be run twice.
    /// </summary>
    /// <param name="claim">The claim in a sentence.</param>
    /// <param name="place">Where the paper makes it.</param>
    /// <param name="measure">What <paramref name="number"/> is, with its unit.</param>
    /// <param name="number">Our number with its bounds.</param>
    /// <param name="criterion">When the claim counts as reproduced.</param>
    /// <param name="remark">What a reader should know besides.</param>
    /// <param name="cell">The id of the notebook cell that measures it; by default the one that shows the
    /// ledger.</param>
    /// <returns>The row, with its verdict.</returns>
    /// <exception cref="ArgumentException">The number or a bound is not finite, or they are out of order.</exception>
    public Claim Test(
        string claim, string place, string measure, Measurement number, Criterion criterion, string remark = "",
        string cell = "")
    {
        if (!number.IsValid)
            throw new ArgumentException(FormattableString.Invariant(
                $"claim '{claim}': {number.Value} with bounds {number.Low} and {number.High} is no measurement; ") +
                "all three must be finite, the value between the bounds", nameof(number));
        return Add(new(claim, Paper, place, measure, number, criterion.Text, criterion.Judge(number), remark, cell));
    }

    /// <summary>
    /// Adds a claim whose number comes from seeds, and says besides how stable its verdict is; see
    /// <see cref="Test(string, string, string, Measurement, Criterion, string, string)"/>.
    /// </summary>
    public Claim Test(
        string claim, string place, string measure, ConfidenceInterval number, Criterion criterion, string remark = "",
        string cell = "") => Add(
            Test(claim, place, measure, number.ToMeasurement(), criterion, remark, cell) with
            {
                Stability = number.Values.Count > 1 ? VerdictStability.Of(number, criterion) : null,
            });

    /// <summary>Adds a claim that nothing here can decide.</summary>
    /// <param name="claim">The claim in a sentence.</param>
    /// <param name="place">Where the paper makes it.</param>
    /// <param name="why">Why it cannot be tested, and what it would take.</param>
    /// <param name="cell">The id of the notebook cell that says more; by default the one that shows the ledger.</param>
    /// <returns>The row.</returns>
    /// <exception cref="ArgumentException"><paramref name="why"/> is empty.</exception>
    public Claim NotTestable(string claim, string place, string why, string cell = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return Add(new(claim, Paper, place, "", null, "", Verdict.NotTestableAtThisScale, why, cell));
    }

    /// <summary>All rows as a table that counts the verdicts in its caption.</summary>
    public Table ToTable() => _claims.ToTable(Name, Caption());

    /// <summary>
    /// The table's files, and <c>.claims.json</c>: an array of objects <c>claim, paper, place, measure, value, low,
    /// high, basis, criterion, verdict, stability, notebook, cell, remark</c>; the numbers are null where nothing was
    /// measured.
    /// </summary>
    public IEnumerable<ArtifactFile> Files(Provenance provenance) =>
        ToTable().Files(provenance).Prepend(new(".claims.json", Json(provenance)));

    private string Caption()
    {
        var verdicts = _claims.GroupBy(c => c.Verdict).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.ToText()}");
        return $"{Paper}: {_claims.Count} claims, {string.Join(", ", verdicts)}.";
    }

    private Claim Add(Claim claim)
    {
        var at = _claims.FindIndex(c => c.Text == claim.Text && c.Place == claim.Place);
        if (at < 0) _claims.Add(claim);
        else _claims[at] = claim;
        return claim;
    }

    private string Json(Provenance provenance)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Layout))
        {
            json.WriteStartArray();
            foreach (var claim in _claims) Write(json, claim, provenance);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Claim claim, Provenance provenance)
    {
        json.WriteStartObject();
        json.WriteString("claim", claim.Text);
        json.WriteString("paper", claim.Paper);
        json.WriteString("place", claim.Place);
        json.WriteString("measure", claim.Measure);
        WriteNumber(json, "value", claim.Number?.Value);
        WriteNumber(json, "low", claim.Number?.Low);
        WriteNumber(json, "high", claim.Number?.High);
        json.WriteString("basis", claim.Number?.Basis ?? "");
        json.WriteString("criterion", claim.Criterion);
        json.WriteString("verdict", claim.Verdict.ToText());
        WriteNumber(json, "stability", claim.Stability);
        json.WriteString("notebook", provenance.Notebook);
        json.WriteString("cell", claim.Cell.Length > 0 ? claim.Cell : provenance.Cell);
        json.WriteString("remark", claim.Remark);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
