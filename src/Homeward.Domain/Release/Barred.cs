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
        state.Cluster(child).SelectMany(p => p.Child!.Restrictions).Select(id => state.Restrictions[id]).Where(r => r.Holds);

    /// <summary>Whether a restriction means the person of this record.</summary>
    public static Bars Means(IncidentState state, Restriction restriction, Record claimant)
    {
        if (restriction.BarsEverybody)
        {
            return Bars.Yes;
        }

        var barred = restriction.Against is { } known ? state.Find(known) : state.Find(state.Records[restriction.AgainstRecord!.Value].Person);
        var atTheDesk = state.Find(claimant.Person)!;
        if (barred!.Id == atTheDesk.Id)
        {
            return Bars.Yes;
        }

        var alike =
            from theirs in state.RecordsOf(barred)
            from ours in state.RecordsOf(atTheDesk)
            where CouldBeOne(theirs.Details, ours.Details)
            select theirs;
        return alike.Any() ? Bars.Perhaps : Bars.No;
    }

    private static bool CouldBeOne(PersonDetails? theirs, PersonDetails? ours) =>
        theirs is null || ours is null
        || Names.CouldBeOne(theirs.DisplayName(), ours.DisplayName())
        || (Digits(theirs.Phone) is { Length: >= 7 } phone && phone == Digits(ours.Phone));

    private static string Digits(string? phone)
    {
        var digits = string.Concat((phone ?? "").Where(char.IsAsciiDigit));
        return digits.Length > 10 ? digits[^10..] : digits;
    }
}
