using System.Security.Cryptography;

namespace Homeward.Domain;

/// <summary>
/// Short codes for screens and paper, such as K7QX-2M4T: eight letters and digits that can't be misread for each other.
/// Worked out from the random id by a one-way hash, so that a code never tells when a child was registered.
/// </summary>
public static class PersonCodes
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The first free code for a new person.</summary>
    public static string For(Id<Person> person, IncidentState state)
    {
        Span<byte> seed = stackalloc byte[17];
        person.Value.TryWriteBytes(seed);
        Span<byte> hash = stackalloc byte[32];
        for (byte attempt = 0; ; attempt++)
        {
            seed[16] = attempt;
            SHA256.HashData(seed, hash);
            var code = string.Create(9, BitConverter.ToUInt64(hash), (text, bits) =>
            {
                for (var i = 0; i < 9; i++)
                {
                    if (i == 4)
                    {
                        text[i] = '-';
                        continue;
                    }

                    text[i] = Alphabet[(int)(bits & 31)];
                    bits >>= 5;
                }
            });
            if (!state.Codes.ContainsKey(new(code)))
            {
                return code;
            }
        }
    }

    /// <summary>
    /// A code as somebody typed or read it out: any case, with or without dash, O for 0 and I or L for 1. On a wristband four more letters stand
    /// behind it; they are passed over here, because whoever finds a person by a code reads no more of them than before.
    /// </summary>
    public static string? Read(string? typed)
    {
        var letters = (typed ?? "").ToUpperInvariant().Where(char.IsLetterOrDigit)
            .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }).ToArray();
        return letters.Length is 8 or 12 && letters.All(Alphabet.Contains) ? $"{new string(letters, 0, 4)}-{new string(letters, 4, 4)}" : null;
    }
}
