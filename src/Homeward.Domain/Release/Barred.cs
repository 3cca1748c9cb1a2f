namespace Homeward.Domain;

/// <summary>Whether a restriction speaks of the adult at the desk.</summary>
public enum Bars
{
    /// <summary>It means somebody else.</summary>
    No,

    /// <summary>It could mean this adult; a supervisor decides.</summary>
    Perhaps,

    /// <summary>It means this adult, or everybody.</summary>
    Yes,
}

/// <summary>Holds the restrictions on a child against a claimant. The most restrictive wins.</summary>
public static class Barred
{
    /// <summary>The restrictions on a child that stand, wherever they were raised: those of linked persons count as well.</summary>
    public static IEnumerable<Restriction> Standing(IncidentState state, Person child) =>
        state.Cluster(child).SelectMany(p => p.Child!.Restrictions).Distinct().Select(id => state.Restrictions[id]).Where(r => r.Holds);

    /// <summary>
    /// The restrictions that stand on another child who may be this one, each with the undecided lead that says so. They hold
    /// until somebody decides the lead: a court order must not wait for two records to find each other.
    /// </summary>
    public static IEnumerable<(Restriction Restriction, Lead Lead)> Possible(IncidentState state, Person child) =>
        from maybe in MaybeSame.Of(state, child)
        from restriction in Standing(state, maybe.Other)
        where !Standing(state, child).Any(r => r.Id == restriction.Id)
        select (restriction, maybe.Lead);

    /// <summary>The restrictions on a child that stand, and those of children who may be this one.</summary>
    public static IEnumerable<Restriction> StandingOrPossible(IncidentState state, Person child) =>
        Standing(state, child).Concat(Possible(state, child).Select(possible => possible.Restriction));

    /// <summary>Whether an undecided lead holds a restriction of one side for the other, so that deciding against it would end that.</summary>
    public static bool Holds(IncidentState state, Lead lead)
    {
        if (!lead.IsMaybeSame || state.Find(state.Records[lead.Left].Person) is not { Child: not null } one || state.Find(state.Records[lead.Right].Person) is not { Child: not null } other)
        {
            return false;
        }

        return !Standing(state, one).Select(r => r.Id).ToHashSet().SetEquals(Standing(state, other).Select(r => r.Id));
    }

    /// <summary>Whether a restriction means the person of this record.</summary>
    public static Bars Means(IncidentState state, Restriction restriction, Record claimant)
    {
        if (restriction.BarsEverybody)
        {
            return Bars.Yes;
        }

        var atTheDesk = state.Find(claimant.Person)!;
        var barred = BarredBy(state, restriction);
        if (barred.Any(b => b.Id == atTheDesk.Id))
        {
            return Bars.Yes;
        }

        var said = Said(state, atTheDesk).ToList();
        return barred.Any(b => Said(state, b).Any(theirs => said.Any(ours => CouldBeOne(theirs, ours)))) ? Bars.Perhaps : Bars.No;
    }

    /// <summary>Whether any standing restriction on a child means, or may mean, an adult who is on record or just being reported.</summary>
    public static bool MayMean(IncidentState state, Person child, Id<Person> adult, PersonDetails? saidNow = null)
    {
        var known = state.Find(adult);
        return StandingOrPossible(state, child).Any(r => r.BarsEverybody || BarredBy(state, r).Any(b =>
            b.Id == known?.Id
            || Said(state, b).Any(theirs =>
                (saidNow is not null && CouldBeOne(theirs, saidNow))
                || (known is not null && Said(state, known).Any(ours => CouldBeOne(theirs, ours))))));
    }

    /// <summary>The adult a child is with, after a release or as a private caregiver; null when an organisation answers for it.</summary>
    public static Id<Person>? AdultWith(IncidentState state, Person child) =>
        child.Child!.ReleasedBy is { } release ? state.Records[state.Releases[release].Claimant].Person : child.Child.Custody?.Holder.Caregiver;

    /// <summary>Whether the child is with an adult whom a restriction on it means, or may mean.</summary>
    public static bool HasChild(IncidentState state, Person child) => AdultWith(state, child) is { } adult && MayMean(state, child, adult);

    private static List<Person> BarredBy(IncidentState state, Restriction restriction)
    {
        var barred = new List<Person>(2);
        if (restriction.Against is { } known)
        {
            barred.Add(state.Find(known)!);
        }

        if (restriction.AgainstRecord is { } record)
        {
            barred.Add(state.Find(state.Records[record].Person)!);
        }

        return barred;
    }

    // Everything that was ever said counts: correcting a name at the desk must not make a restriction look away.
    private static IEnumerable<PersonDetails?> Said(IncidentState state, Person adult) =>
        state.RecordsOf(adult).SelectMany(record => record.Earlier.Select(e => (PersonDetails?)e.Details).Append(record.Details));

    private static bool CouldBeOne(PersonDetails? theirs, PersonDetails? ours) =>
        theirs is null || ours is null
        || Names.ShareAPart(AllNames(theirs), AllNames(ours))
        || (Digits(theirs.Phone) is { Length: >= 7 } phone && phone == Digits(ours.Phone));

    private static string AllNames(PersonDetails details) => string.Join(' ', details.DisplayName(), details.OtherNames);

    /// <summary>The last ten digits of a telephone number, however it was written.</summary>
    internal static string Digits(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return digits.Length > 10 ? digits[^10..] : digits;
    }
}
