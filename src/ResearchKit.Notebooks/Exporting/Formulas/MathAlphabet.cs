using System.Text;

namespace ResearchKit.Notebooks.Exporting.Formulas;

/// <summary>Unicode's mathematical alphabets: browsers know no other way to set a script or a blackboard
/// letter.</summary>
internal static class MathAlphabet
{
    private static readonly Dictionary<char, char> Blackboard = new()
    {
        ['C'] = 'ℂ', ['H'] = 'ℍ', ['N'] = 'ℕ', ['P'] = 'ℙ', ['Q'] = 'ℚ', ['R'] = 'ℝ', ['Z'] = 'ℤ',
    };

    private static readonly Dictionary<char, char> Script = new()
    {
        ['B'] = 'ℬ', ['E'] = 'ℰ', ['F'] = 'ℱ', ['H'] = 'ℋ', ['I'] = 'ℐ', ['L'] = 'ℒ', ['M'] = 'ℳ', ['R'] = 'ℛ',
        ['e'] = 'ℯ', ['g'] = 'ℊ', ['o'] = 'ℴ',
    };

    /// <summary>Whether a command chooses an alphabet.</summary>
    public static bool Is(string command) => command is "mathbb" or "mathcal" or "mathscr" or "mathbf" or "boldsymbol"
        or "bm" or "mathfrak" or "mathbbm";

    /// <summary>A letter or digit in the alphabet of a command; others stay.</summary>
    public static string Set(string command, string text)
    {
        var result = new StringBuilder();
        foreach (var letter in text)
        {
            var (upper, lower, digit, odd) = command switch
            {
                "mathbb" or "mathbbm" => (0x1D538, 0x1D552, 0x1D7D8, Blackboard),
                "mathcal" or "mathscr" => (0x1D49C, 0x1D4B6, 0, Script),
                "mathfrak" => (0x1D56C, 0x1D586, 0, null),
                _ => (0x1D400, 0x1D41A, 0x1D7CE, (Dictionary<char, char>?)null),
            };
            if (odd is not null && odd.TryGetValue(letter, out var own)) result.Append(own);
            else if (letter is >= 'A' and <= 'Z') result.Append(char.ConvertFromUtf32(upper + letter - 'A'));
            else if (letter is >= 'a' and <= 'z') result.Append(char.ConvertFromUtf32(lower + letter - 'a'));
            else if (letter is >= '0' and <= '9' && digit > 0)
                result.Append(char.ConvertFromUtf32(digit + letter - '0'));
            else result.Append(letter);
        }

        return result.ToString();
    }
}
