namespace Homeward.Linkage;

/// <summary>Telephone numbers in any notation.</summary>
internal static class Phone
{
    private const int FewestDigits = 7;
    private const int ComparedDigits = 10;

    /// <summary>The last ten digits as a number, which leaves out country codes; 0 for what is no telephone number.</summary>
    internal static long Digits(string? text)
    {
        long number = 0;
        var count = 0;
        foreach (var character in (text ?? "").AsSpan(0, Math.Min(text?.Length ?? 0, 64)))
        {
            if (char.IsAsciiDigit(character))
            {
                number = ((number * 10) + (character - '0')) % 10_000_000_000;
                count++;
            }
        }

        return count >= FewestDigits && count <= ComparedDigits + 5 ? number : 0;
    }
}
