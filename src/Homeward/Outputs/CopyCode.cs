using System.Security.Cryptography;

namespace Homeward.Outputs;

/// <summary>
/// What a copy of a list is asked after by: ten letters and digits that can't be misread for each other, such as 7KQ2M-X4T9P. It means
/// nothing by itself; the read journal knows who took that copy, and when.
/// </summary>
public static class CopyCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A new one.</summary>
    public static string Make() => $"{RandomNumberGenerator.GetString(Alphabet, 5)}-{RandomNumberGenerator.GetString(Alphabet, 5)}";

    /// <summary>A code as somebody typed or read it out: any case, with or without dash, O for 0 and I or L for 1; nothing when it is none.</summary>
    public static string? Read(string? typed)
    {
        var letters = (typed ?? "").ToUpperInvariant().Where(char.IsLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }).ToArray();
        return letters.Length == 10 && letters.All(Alphabet.Contains) ? $"{new string(letters, 0, 5)}-{new string(letters, 5, 5)}" : null;
    }
}
