using System.Security.Cryptography;

namespace Homeward.Features.OpenPages;

/// <summary>
/// The code on a family's card, such as K7QX-2M4T-9RD: ten random letters and digits that can't be misread for each other, and one that checks them. It names
/// nobody and nothing; fifty bits of chance say nothing of who has it or when it was given.
/// </summary>
public static class CardCode
{
    /// <summary>How many characters a code has, without dashes.</summary>
    public const int Length = 11;

    /// <summary>How many digits a PIN has.</summary>
    public const int PinLength = 4;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new code, without dashes.</summary>
    public static string New()
    {
        var letters = RandomNumberGenerator.GetItems<char>(Alphabet, Length - 1);
        return new string(letters) + Check(letters);
    }

    /// <summary>A new PIN.</summary>
    public static string NewPin() => new(RandomNumberGenerator.GetItems<char>("0123456789", PinLength));

    /// <summary>As it is printed: in groups that can be read aloud.</summary>
    public static string Printed(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";

    /// <summary>
    /// A code as somebody typed it: any case, with or without dashes, O for 0 and I or L for 1. Null when it can't be one, which anybody can work out by
    /// themselves: it says nothing of which codes were given.
    /// </summary>
    public static string? Read(string? typed)
    {
        if (typed is not { Length: <= 60 })
        {
            return null;
        }

        var letters = typed.ToUpperInvariant().Where(char.IsLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }).ToArray();
        return letters.Length == Length && letters.All(Alphabet.Contains) && Check(letters.AsSpan(0, Length - 1)) == letters[^1] ? new string(letters) : null;
    }

    /// <summary>A PIN as somebody typed it, or null when it can't be one.</summary>
    public static string? ReadPin(string? typed)
    {
        var digits = (typed ?? "").Trim();
        return digits.Length == PinLength && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    // Each place has a factor of its own in the field of 32 elements, so that one wrong character and two that changed places are always seen.
    private static char Check(ReadOnlySpan<char> letters)
    {
        var sum = 0;
        foreach (var letter in letters)
        {
            sum = Doubled(sum ^ Alphabet.IndexOf(letter, StringComparison.Ordinal));
        }

        return Alphabet[sum];
    }

    // Times x, where x^5 = x^2 + 1.
    private static int Doubled(int value) => (value << 1) < 32 ? value << 1 : (value << 1) ^ 0b100101;
}
