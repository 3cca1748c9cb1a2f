namespace Homeward.Linkage;

/// <summary>Which part of a date with numbers comes first.</summary>
internal enum DateOrder
{
    YearFirst = 0,
    DayFirst = 1,
    MonthFirst = 2,
}

/// <summary>What single cells say.</summary>
internal static class Cells
{
    /// <summary>A whole number of up to nine digits, or -1.</summary>
    internal static int Number(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.Length is > 0 and <= 9 && !text.ContainsAnyExceptInRange('0', '9') ? int.Parse(text) : -1;
    }

    /// <summary>An age or a range of ages ("7", "5 to 7", "5-7", "18 months"); null when it is none.</summary>
    internal static (int Low, int High, AgeUnit Unit)? Age(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var unit = AgeUnit.Years;
        foreach (var months in (ReadOnlySpan<string>)["months", "month", "meses", "mes", "m"])
        {
            if (text.EndsWith(months, StringComparison.OrdinalIgnoreCase))
            {
                text = text[..^months.Length];
                unit = AgeUnit.Months;
                break;
            }
        }

        var most = unit == AgeUnit.Months ? 1_500 : 130;
        var word = text.IndexOf("to", StringComparison.OrdinalIgnoreCase);
        var (between, length) = word > 0 ? (word, 2) : (text.IndexOf('-'), 1);
        var low = Number(between > 0 ? text[..between] : text);
        var high = between > 0 ? Number(text[(between + length)..]) : low;
        return low >= 0 && high >= low && high < most ? (low, high, unit) : null;
    }

    internal static Sex Sex(ReadOnlySpan<char> text) => text.Trim() switch
    {
        var t when t.Length == 0 => Linkage.Sex.Unknown,
        var t when Is(t, "f") || Is(t, "female") || Is(t, "woman") || Is(t, "girl") || Is(t, "mujer") || Is(t, "femenino") || Is(t, "femenina") || Is(t, "niña") => Linkage.Sex.Female,
        var t when Is(t, "m") || Is(t, "male") || Is(t, "man") || Is(t, "boy") || Is(t, "hombre") || Is(t, "masculino") || Is(t, "h") || Is(t, "niño") => Linkage.Sex.Male,
        _ => Linkage.Sex.Unknown,
    };

    /// <summary>
    /// A date as eight digits of four bits, year first: 2011-05-31 is 0x20110531. Digits are kept as written even where there
    /// is no such day, because 1853-06-86 is a slip of 1853-06-06 and says more than nothing. 0 when it is no date.
    /// </summary>
    internal static uint Date(ReadOnlySpan<char> text, DateOrder order)
    {
        text = text.Trim();
        Span<int> parts = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        var (part, month) = (0, 0);
        for (var i = 0; i < text.Length && i < MostLetters; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                if (part > 2 || lengths[part] == 8)
                {
                    return 0;
                }

                parts[part] = (parts[part] * 10) + (text[i] - '0');
                lengths[part]++;
            }
            else if (text[i] is 'T' or ' ' && ((part == 2 && lengths[2] > 0) || (month > 0 && part == 1 && lengths[1] == 4)))
            {
                break;
            }
            else if (text[i] is '-' or '/' or '.' or ' ' or ',')
            {
                part += lengths[Math.Min(part, 2)] > 0 ? 1 : 0;
            }
            else if (char.IsLetter(text[i]))
            {
                var end = i + 1;
                while (end < text.Length && char.IsLetter(text[end])) { end++; }

                var named = Month(text[i..end]);
                if (named < 0 || (named > 0 && month > 0))
                {
                    return 0;
                }

                (month, part, i) = (Math.Max(month, named), part + (lengths[Math.Min(part, 2)] > 0 ? 1 : 0), end - 1);
            }
            else
            {
                return 0;
            }
        }

        var given = lengths[2] > 0 ? 3 : lengths[1] > 0 ? 2 : lengths[0] > 0 ? 1 : 0;
        if (month > 0)
        {
            return (given, lengths[0], lengths[1]) switch
            {
                (1, 4, _) => Digits(parts[0], month, 0),
                (2, 4, <= 2) => Digits(parts[0], month, parts[1]),
                (2, <= 2, 4) => Digits(parts[1], month, parts[0]),
                (2, <= 2, 2) => Digits(WholeYear(parts[1]), month, parts[0]),
                _ => 0,
            };
        }

        return (given, lengths[0]) switch
        {
            (1, 8) => order == DateOrder.YearFirst
                ? Digits(parts[0] / 10_000, parts[0] / 100 % 100, parts[0] % 100)
                : order == DateOrder.DayFirst ? Digits(parts[0] % 10_000, parts[0] / 10_000 % 100, parts[0] / 1_000_000) : Digits(parts[0] % 10_000, parts[0] / 1_000_000, parts[0] / 10_000 % 100),
            (1, 4) => Digits(parts[0], 0, 0),
            (2, 4) => Digits(parts[0], parts[1], 0),
            (3, 4) => Digits(parts[0], parts[1], parts[2]),
            (3, <= 2) when lengths[2] == 4 => order == DateOrder.MonthFirst ? Digits(parts[2], parts[0], parts[1]) : Digits(parts[2], parts[1], parts[0]),
            (3, 2) when lengths[2] <= 2 && order == DateOrder.YearFirst => Digits(WholeYear(parts[0]), parts[1], parts[2]),
            (3, <= 2) when lengths[2] == 2 && order != DateOrder.YearFirst => order == DateOrder.MonthFirst ? Digits(WholeYear(parts[2]), parts[0], parts[1]) : Digits(WholeYear(parts[2]), parts[1], parts[0]),
            _ => 0,
        };
    }

    /// <summary>Whether the digits of <see cref="Date"/> name a day there may be, or leave it open.</summary>
    internal static bool IsPossible(uint date) =>
        date != 0 && (date >> 12 & 15) * 10 + (date >> 8 & 15) <= 12 && (date >> 4 & 15) * 10 + (date & 15) <= 31;

    private const int MostLetters = 32;

    // The last year that two digits are taken for one of this century.
    private const int LastOfThisCentury = 30;

    private static int WholeYear(int twoDigits) => twoDigits + (twoDigits <= LastOfThisCentury ? 2000 : 1900);

    // Beginnings of months in English and Spanish; 0 for a word that only connects, -1 for any other.
    private static int Month(ReadOnlySpan<char> word)
    {
        if (Is(word, "de") || Is(word, "del") || Is(word, "of") || Is(word, "th") || Is(word, "st") || Is(word, "nd") || Is(word, "rd"))
        {
            return 0;
        }

        if (word.Length < 3)
        {
            return -1;
        }

        for (var month = 0; month < Months.Length; month++)
        {
            foreach (var name in Months[month])
            {
                if (name.AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase))
                {
                    return month + 1;
                }
            }
        }

        return -1;
    }

    private static readonly string[][] Months =
    [
        ["january", "enero"], ["february", "febrero"], ["march", "marzo"], ["april", "abril"], ["may", "mayo"], ["june", "junio"],
        ["july", "julio"], ["august", "agosto"], ["september", "septiembre", "setiembre"], ["october", "octubre"], ["november", "noviembre"], ["december", "diciembre"],
    ];

    /// <summary>A date as the digits of <see cref="Date"/>; 0 when a part has too many.</summary>
    internal static uint Digits(int year, int month, int day)
    {
        if (year is < 1000 or > 2200 || month is < 0 or > 99 || day is < 0 or > 99)
        {
            return 0;
        }

        uint packed = 0;
        var number = (year * 10_000) + (month * 100) + day;
        for (var shift = 0; shift < 32; shift += 4, number /= 10)
        {
            packed |= (uint)(number % 10) << shift;
        }

        return packed;
    }

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
