using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>
/// What one source said about one person. Everything is optional: "I don't know" is always an answer.
/// There is deliberately no field for status, nationality, birth country, document numbers or a street address.
/// </summary>
public sealed record PersonDetails
{
    /// <summary>Nothing known.</summary>
    public static readonly PersonDetails Nothing = new();

    /// <summary>The whole name as it was said, when given and family names weren't told apart.</summary>
    public string? NameAsSaid { get; init; }

    public string? GivenNames { get; init; }

    public string? FamilyNames { get; init; }

    /// <summary>Nicknames and other names, separated by semicolons.</summary>
    public string? OtherNames { get; init; }

    public Sex Sex { get; init; }

    /// <summary>Age when it was said, which is when the record says it happened.</summary>
    public Age? Age { get; init; }

    public PartialDate? BirthDate { get; init; }

    public string? Phone { get; init; }

    /// <summary>A town or an area, never an address.</summary>
    public string? Town { get; init; }

    public string? School { get; init; }

    public string? Grade { get; init; }

    public string? MotherName { get; init; }

    public string? FatherName { get; init; }

    /// <summary>Brothers and sisters as named, separated by semicolons.</summary>
    public string? SiblingNames { get; init; }

    /// <summary>How to recognise a child who can't say a name; what the child calls the adults.</summary>
    public string? Description { get; init; }

    /// <summary>The language an interpreter is needed for. Never counted and never compared: it can stand for an ethnicity.</summary>
    public string? Interpreter { get; init; }

    /// <summary>Who may collect this child, as the roll or the declaring parent says.</summary>
    public ImmutableArray<Collector> Collectors { get; init; } = [];

    /// <summary>The name to show: as said, or the parts put together; null when there is none.</summary>
    public string? DisplayName() =>
        !string.IsNullOrWhiteSpace(NameAsSaid) ? NameAsSaid
        : string.Join(' ', new[] { GivenNames, FamilyNames }.Where(n => !string.IsNullOrWhiteSpace(n))) is { Length: > 0 } parts ? parts
        : null;

    /// <summary>The given names alone; of a name said whole, what stands before the first space or after a comma. Null when there is none.</summary>
    public string? FirstNames()
    {
        if (!string.IsNullOrWhiteSpace(GivenNames) || string.IsNullOrWhiteSpace(NameAsSaid))
        {
            return string.IsNullOrWhiteSpace(GivenNames) ? null : GivenNames;
        }

        // "García López, Ana": whoever writes a comma writes the surnames first.
        var whole = NameAsSaid.Split(',') is [_, var after, ..] && !string.IsNullOrWhiteSpace(after) ? after : NameAsSaid;
        return whole.Split((char[])[' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
    }

    /// <summary>Two sets of details are the same when every field is, collectors included.</summary>
    public bool Equals(PersonDetails? other) =>
        other is not null && NameAsSaid == other.NameAsSaid && GivenNames == other.GivenNames && FamilyNames == other.FamilyNames
        && OtherNames == other.OtherNames && Sex == other.Sex && Age == other.Age && BirthDate == other.BirthDate && Phone == other.Phone
        && Town == other.Town && School == other.School && Grade == other.Grade && MotherName == other.MotherName
        && FatherName == other.FatherName && SiblingNames == other.SiblingNames && Description == other.Description
        && Interpreter == other.Interpreter && Collectors.AsSpan().SequenceEqual(other.Collectors.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(NameAsSaid, GivenNames, FamilyNames, Age, BirthDate, Phone, MotherName);
}

/// <summary>An adult who may collect a child, as named by a parent or a roll.</summary>
public sealed record Collector(string Name, Kinship Kinship = Kinship.Unknown, string? Phone = null);

/// <summary>An age as people say it: exact, or a range ("about 6 or 7"). Years unless <paramref name="InMonths"/>.</summary>
public readonly record struct Age(int Low, int High, bool InMonths = false)
{
    public Age(int exactly) : this(exactly, exactly)
    {
    }

    /// <summary>Whole years at the low end; an infant of months is 0.</summary>
    public int LowYears => InMonths ? Low / 12 : Low;

    /// <summary>Whole years at the high end.</summary>
    public int HighYears => InMonths ? High / 12 : High;

    /// <summary>Whether the range is in order and believable for a person.</summary>
    public bool IsPossible => Low >= 0 && Low <= High && HighYears <= 120;
}

/// <summary>A date of which only the year, or year and month, may be known.</summary>
public readonly record struct PartialDate(int Year, int? Month = null, int? Day = null)
{
    /// <summary>The age somebody born then has at a moment, as exactly as the date allows.</summary>
    public Age AgeOn(DateTimeOffset moment)
    {
        var (earliest, latest) = (new DateOnly(Year, Month ?? 1, Day ?? 1), new DateOnly(Year, Month ?? 12, Day ?? DateTime.DaysInMonth(Year, Month ?? 12)));
        var today = DateOnly.FromDateTime(moment.UtcDateTime);
        return new(Math.Max(0, Years(latest)), Math.Max(0, Years(earliest)));

        int Years(DateOnly born) => today.Year - born.Year - (born.AddYears(today.Year - born.Year) > today ? 1 : 0);
    }

    /// <summary>Whether such a day exists.</summary>
    public bool IsPossible => Year is >= 1890 and <= 2200
        && (Month is null ? Day is null : Month is >= 1 and <= 12 && (Day is null || (Day >= 1 && Day <= DateTime.DaysInMonth(Year, Month.Value))));
}
