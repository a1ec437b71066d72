using System.Text.RegularExpressions;

namespace ResearchKit.Pairs.Vision.Annotated;

/// <summary>
/// Whether a word that can name a thing does so where it stands, by the words around it. "Orange" is a fruit in "an
/// orange on a plate" and a color in "an orange cat"; "remote" a thing in "a remote" and a quality in "a remote
/// village"; "train" a vehicle in "the train" and what one does in "to train".
/// </summary>
internal static partial class WordSenses
{
    // Colors, materials, ages and sports: before another noun they describe it.
    private static readonly HashSet<string> Describing = Words("""
        orange lime olive peach plum salmon rose violet lavender coral ivory gold silver bronze copper cream chocolate
        lemon mint turquoise apricot cherry mustard rust charcoal remote glass iron metal stone paper plastic wood toy
        model baby child kid adult human lady worker baseball basketball football volleyball soccer tennis ski skis surf
        bike bicycle cake pizza sandwich
        """);

    // Of these the bare word is a quality or a color, unless an article, a number or the like comes before it.
    private static readonly HashSet<string> Colors = Words("""
        orange lime olive peach plum salmon rose violet lavender coral ivory gold silver bronze copper cream chocolate
        lemon mint turquoise apricot cherry mustard rust charcoal remote
        """);

    // What one does as well as what one sees.
    private static readonly HashSet<string> Verbs =
        Words("train bear duck tie sink book park steer ram phone seat plant bowl light iron coach bat kite fork");

    // Before a noun: an article, a number, whose it is.
    private static readonly HashSet<string> Determiners = Words("""
        a an the this that these those one two three four five six seven eight nine ten another each every any some no
        my your his her its our their half whole single sliced peeled ripe fresh juicy cut first second last next other
        several many few both tv wii game
        """);

    // After these a verb comes.
    private static readonly HashSet<string> BeforeVerbs =
        Words("to can could will would shall should may might must i you we they he she it who and not n't please");

    // What makes a color of the word after it.
    private static readonly HashSet<string> Shades =
        Words("bright dark light deep pale vivid burnt neon brilliant soft dull painted dyed colored colored in of " +
            "is are was were looks turned");

    // Colors that another color joins: "orange and white cat".
    private static readonly HashSet<string> OtherColors = Words("""
        red green blue yellow white black brown gray gray pink purple beige tan teal navy maroon striped spotted dotted
        orange silver gold
        """);

    // Words after which no noun phrase goes on: what follows a thing that has been named.
    private static readonly HashSet<string> NoNouns = Words("""
        a an the this that these those and or but nor so yet as at by for from in into of off on onto out over past to
        under until up upon with without within while when where which who whom whose is are was were be been being am
        has have had do does did can could will would shall should may might must not near beside besides behind between
        among against along around across through toward toward above below inside outside next during before after
        since because if than then there here too also just only both very its his her their our your my it he she they
        we you i all each every some any no sits sit sat stands stand stood lies lie lay rests rest rested hangs hang
        hung appears appear looks look seems seem remains remain shows show shown makes make made rolls roll rolled
        falls fall fell leans lean held hold holds placed put set left visible alone together nearby outdoors indoors
        about like
        """);

    // Participles that go on with the noun phrase, unlike others.
    private static readonly HashSet<string> DescribingParticiples =
        Words("colored colored tinted painted striped checkered haired spotted flavored flavoured topped trimmed");

    /// <summary>Whether the word at a place of a text names a thing.</summary>
    /// <param name="text">A sentence.</param>
    /// <param name="start">Where the word begins.</param>
    /// <param name="length">How long it is.</param>
    public static bool NamesAThing(string text, int start, int length)
    {
        var word = text.Substring(start, length).ToLowerInvariant();
        if (!Describing.Contains(word) && !Verbs.Contains(word)) return true;
        var before = Before().Match(text[..start]);
        var after = After().Match(text[(start + length)..]);
        var previous = before.Groups[1].Value.ToLowerInvariant();
        if (Verbs.Contains(word) && BeforeVerbs.Contains(previous)) return false;
        if (!Describing.Contains(word)) return true;
        if (DescribesTheNext(after)) return false;
        return !Colors.Contains(word) || HasDeterminer(text[..start], previous);
    }

    private static bool DescribesTheNext(Match after)
    {
        if (!after.Success) return false;
        var (mark, next, second) =
            (after.Groups[1].Value, after.Groups[2].Value.ToLowerInvariant(), after.Groups[3].Value.ToLowerInvariant());
        if (mark.Contains('-')) return true; // orange-haired
        // "Orange and white cat", "orange, black and white cat": what is joined is a color.
        if (mark.Contains(',')) return OtherColors.Contains(next);
        if (next is "and" or "or") return OtherColors.Contains(second);
        if (NoNouns.Contains(next)) return false;
        if (next.EndsWith("ly", StringComparison.Ordinal) && next.Length > 4) return false;
        if (next.EndsWith("ing", StringComparison.Ordinal) && next.Length > 5)
            return next is "clothing" or "building" or "ceiling" or "lighting" or "railing" or "awning" or "evening"
                or "painting";
        if (next.EndsWith("ed", StringComparison.Ordinal) && next.Length > 4)
            return DescribingParticiples.Contains(next);
        return true;
    }

    // The word alone, or with words between that are no shades: "a large ripe orange", "the TV remote".
    private static bool HasDeterminer(string before, string previous)
    {
        if (Shades.Contains(previous) || previous.Length == 0) return false;
        if (Determiners.Contains(previous)) return true;
        var words = before.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 2 && !EndsPhrase().IsMatch(words[^1]) && !NoNouns.Contains(previous)
            && Determiners.Contains(words[^2].ToLowerInvariant()) && !OtherColors.Contains(previous);
    }

    private static HashSet<string> Words(string list) =>
        [.. list.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex(@"([\p{L}']+)\s+$")]
    private static partial Regex Before();

    [GeneratedRegex(@"^(\s*[,-]\s*|\s+)([\p{L}']+)(?:\s+([\p{L}']+))?")]
    private static partial Regex After();

    [GeneratedRegex(@"[.,;:!?]$")]
    private static partial Regex EndsPhrase();
}
