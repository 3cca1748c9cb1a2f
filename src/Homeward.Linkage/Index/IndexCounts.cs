namespace Homeward.Linkage;

/// <summary>How many records of an index have which date of birth, and how many a telephone: what makes an agreement rare.</summary>
internal sealed class IndexCounts
{
    private readonly Dictionary<uint, int> births = [];
    private int dates, firsts;

    /// <summary>Records that have a telephone number.</summary>
    internal int WithPhone { get; private set; }

    /// <summary>Whether 1 January is how these records write a year alone.</summary>
    internal bool YearsWrittenAsFirstOfJanuary => BirthColumns.AreYears(firsts, dates);

    internal float BirthRarity(uint digits) => Rarity.OfOneOfMany(births.GetValueOrDefault(digits), dates);

    internal void Count(PersonView record, int change)
    {
        WithPhone += record.Phones.IsEmpty ? 0 : change;
        var digits = record.BirthByYear.Digits;
        if (!BirthLevels.IsWhole(digits))
        {
            return;
        }

        dates += change;
        firsts += BirthColumns.IsFirstOfJanuary(digits) ? change : 0;
        if (births.GetValueOrDefault(digits) + change is > 0 and var count)
        {
            births[digits] = count;
        }
        else
        {
            births.Remove(digits);
        }
    }
}
