using System.Runtime.InteropServices;

namespace Homeward.Linkage;

/// <summary>
/// Reads a profile packed by <see cref="ProfilePacker"/> into one array of ints (about 100 bytes): a million records
/// must fit beside everything else, and the collector must not have to follow their parts.
/// </summary>
internal readonly ref struct PersonView
{
    internal const int HeaderLength = 7;
    internal const int None = int.MinValue;

    private readonly ReadOnlySpan<int> data;

    internal PersonView(ReadOnlySpan<int> data)
    {
        this.data = data;
        var shape = data[0];
        var at = HeaderLength;
        Given = data.Slice(at, shape & 7);
        at += Given.Length;
        Surnames = data.Slice(at, (shape >> 3) & 7);
        at += Surnames.Length;
        Others = data.Slice(at, (shape >> 6) & 7);
        at += Others.Length;
        Phones = MemoryMarshal.Cast<int, long>(data.Slice(at, 2 * ((shape >> 9) & 7)));
        RelativesAt = at + (2 * Phones.Length);
    }

    /// <summary>Ids of the given names' words, in the order said.</summary>
    internal ReadOnlySpan<int> Given { get; }

    internal ReadOnlySpan<int> Surnames { get; }

    /// <summary>Words of other names the person goes by.</summary>
    internal ReadOnlySpan<int> Others { get; }

    internal ReadOnlySpan<long> Phones { get; }

    internal PersonKind Kind => (PersonKind)((data[0] >> 12) & 3);

    internal Sex Sex => (Sex)((data[0] >> 14) & 3);

    internal int RelativeCount => (data[0] >> 16) & 15;

    internal BirthSpan Birth => new(data[1], data[2]);

    /// <summary>When the person was born, by date and year as all comparing reads it.</summary>
    internal Birth BirthByYear => data[3] != 0
        ? new((uint)data[3], (short)BirthColumns.Year((uint)data[3]), (short)BirthColumns.Year((uint)data[3]))
        : Birth is { IsKnown: true } span ? new(0, (short)DateOnly.FromDayNumber(span.Earliest).Year, (short)DateOnly.FromDayNumber(span.Latest).Year)
        : default;

    internal NameWords Names => new(Given, Surnames, Others);

    internal Kin Kin => new(FirstRelative, RelativeCount);

    /// <summary>Id of the town's word, or <see cref="None"/>.</summary>
    internal int Town => data[4];

    internal int School => data[5];

    internal int Place => data[6];

    internal RelativeView FirstRelative => new(data, RelativesAt);

    private int RelativesAt { get; }

    internal static int Header(int given, int surnames, int others, int phones, PersonKind kind, Sex sex, int relatives) =>
        given | (surnames << 3) | (others << 6) | (phones << 9) | ((int)kind << 12) | ((int)sex << 14) | (relatives << 16);
}

/// <summary>Reads one named relative of a packed profile; <see cref="Next"/> is only asked for as often as there are relatives.</summary>
internal readonly ref struct RelativeView
{
    internal const int HeaderLength = 3;

    private readonly ReadOnlySpan<int> data;
    private readonly int at;

    internal RelativeView(ReadOnlySpan<int> data, int at)
    {
        this.data = data;
        this.at = at;
    }

    internal Relation Relation => (Relation)((data[at] >> 6) & 7);

    internal ReadOnlySpan<int> Given => data.Slice(at + HeaderLength, data[at] & 7);

    internal ReadOnlySpan<int> Surnames => data.Slice(at + HeaderLength + Given.Length, (data[at] >> 3) & 7);

    internal BirthSpan Birth => new(data[at + 1], data[at + 2]);

    internal RelativeView Next => new(data, at + HeaderLength + Given.Length + Surnames.Length);

    internal bool IsParent => Relation is Relation.Mother or Relation.Father or Relation.Parent;

    internal static int Header(int given, int surnames, Relation relation) => given | (surnames << 3) | ((int)relation << 6);
}
