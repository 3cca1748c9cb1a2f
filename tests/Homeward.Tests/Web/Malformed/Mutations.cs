using System.Text;

namespace Homeward.Tests.Web.Malformed;

/// <summary>What can happen to a request on its way, or be done to it: bits turned, parts lost, doubled, swapped for something hostile.</summary>
internal sealed class Mutations(Random chance)
{
    public static readonly string[] Values =
    [
        "", " ", "\0", "\u202e\u0000x", "-1", "0", "1e400", "NaN", "Infinity", "99999999999999999999", "-9223372036854775808", "2026-99-99T99:99", "0001-01-01T00:00", "9999-12-31T23:59:59+14:00", "24:60",
        "../../etc/passwd", "..\\..\\windows", "<script>alert(1)</script>", "'; DROP TABLE entries; --", "{\"a\":[", "=HYPERLINK(\"http://x\")", "%00", "%ZZ", "%c0%ae", "+", "&=&=", "{{7*7}}", "${7*7}", "\r\nSet-Cookie: a=b",
        "٣", "ﷺ", "K7Q-2MX4", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "in_interim_care", "yes", "true", "on", "same", "here", "csv", "xlsx", "123-45-6789", "12 Oak Street",
        new('a', 5_000), new('á', 70_000), new('[', 20_000), string.Concat(Enumerable.Repeat("{\"a\":", 5_000)),
    ];

    public static readonly string[] Names =
        ["asOf", "p", "sort", "state", "question", "place", "roll", "since", "handler", "child", "person", "reader", "kind", "show", "step", "decided", "lang", "next", "command", "form-token", "looked", "as", "Happened", "list", "__proto__", "a[b]", "a[", "", "Adult.NameAsSaid", "Children[99999].Age", "Children[0].Person.NameAsSaid", string.Concat(Enumerable.Repeat("a.", 400)), new('n', 3_000)];

    public T One<T>(IReadOnlyList<T> from) => from[chance.Next(from.Count)];

    public bool In(int times) => chance.Next(times) == 0;

    public int Up(int to) => chance.Next(to);

    public byte[] Noise(int most)
    {
        var bytes = new byte[chance.Next(most)];
        chance.NextBytes(bytes);
        return bytes;
    }

    /// <summary>The bytes with one to four things done to them.</summary>
    public byte[] Of(byte[] bytes, int from = 0)
    {
        for (var times = chance.Next(1, 5); times > 0 && bytes.Length > from + 1; times--)
        {
            var at = chance.Next(from, bytes.Length);
            var length = Math.Min(chance.Next(1, 60), bytes.Length - at);
            bytes = chance.Next(7) switch
            {
                0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << chance.Next(8))), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[(at + length)..]],
                2 => [.. bytes[..(at + length)], .. bytes[at..]],
                3 => [.. bytes[..at], .. Noise(40), .. bytes[at..]],
                4 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(One(Values)), .. bytes[at..]],
                5 => [.. bytes[..at], .. (ReadOnlySpan<byte>)[0xc3, 0x28, 0xed, 0xa0, 0x80, 0xff, 0xfe, 0x00], .. bytes[at..]],
                _ => [.. bytes[..at], .. bytes[at..].AsEnumerable().Reverse().Take(length), .. bytes[(at + length)..]],
            };
        }

        return bytes;
    }

    /// <summary>A form's fields with some lost, doubled, renamed or filled with something else.</summary>
    public List<KeyValuePair<string, string>> Of(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        List<KeyValuePair<string, string>> made = [];
        foreach (var field in fields)
        {
            // The token keeps its value mostly: without it everything would end at the same door.
            var kept = field.Key == "form-token" ? !In(12) : chance.Next(3) > 0;
            switch (chance.Next(kept ? 4 : 8))
            {
                case < 4 when kept: made.Add(field); break;
                case 0: break;
                case 1: made.AddRange([field, new(field.Key, One(Values))]); break;
                case 2: made.Add(new(field.Key + One(["[0]", ".x", "[", "\0", " "]), field.Value)); break;
                case 3: made.AddRange(Enumerable.Repeat(field, chance.Next(2, 40))); break;
                default: made.Add(new(field.Key, One(Values))); break;
            }
        }

        for (var more = chance.Next(3); more > 0; more--)
        {
            made.Add(new(One(Names), One(Values)));
        }

        if (In(60))
        {
            made.AddRange(Enumerable.Range(0, 2_000).Select(i => KeyValuePair.Create($"Children[{i}].Name", "x")));
        }

        return made;
    }
}
