namespace Homeward.Domain;

/// <summary>A count with how low it could be once open leads are decided.</summary>
/// <param name="Low">If every open lead that says "same child" turned out true.</param>
/// <param name="High">The count as it stands, every record a child of its own until somebody decides otherwise.</param>
public readonly record struct CountRange(int Low, int High);

/// <summary>
/// The census with low and high. Two records of one child count twice until the lead between them is confirmed: the low
/// end counts every group joined by open leads once, and in a state only when all of the group is in that state.
/// </summary>
public sealed class CensusRange
{
    private readonly int[] _low = new int[Enum.GetValues<ChildState>().Length];

    private CensusRange(IncidentState state)
    {
        State = state;
        State.Counts.Children.CopyTo(_low);
        var groups = new Dictionary<Id<Person>, Id<Person>>();
        foreach (var lead in state.Leads.Values)
        {
            if (lead is { Kind: LeadKind.SamePerson, Status: LeadStatus.Open or LeadStatus.CannotTellYet }
                && Counted(lead.Left) is { } left && Counted(lead.Right) is { } right && left.Id != right.Id)
            {
                var (a, b) = (Root(groups, left.Id), Root(groups, right.Id));
                if (a != b)
                {
                    groups[a] = b;
                }
            }
        }

        var headline = state.Counts.Headline;
        foreach (var group in groups.Keys.Concat(groups.Values).Distinct().GroupBy(id => Root(groups, id)))
        {
            var states = group.Select(id => state.People[id].State!.Value).ToList();
            headline -= states.Count - 1;
            foreach (var inState in states.GroupBy(s => s))
            {
                _low[(int)inState.Key] -= inState.Count() - (inState.Count() == states.Count ? 1 : 0);
            }
        }

        Headline = new(headline, state.Counts.Headline);
    }

    /// <summary>The state counted.</summary>
    public IncidentState State { get; }

    /// <summary>Children known, without duplicates and those not affected.</summary>
    public CountRange Headline { get; }

    /// <summary>Children in one state.</summary>
    public CountRange Of(ChildState state) => new(_low[(int)state], State.Counts.Of(state));

    /// <summary>The ranges of a state.</summary>
    public static CensusRange Of(IncidentState state) => new(state);

    private Person? Counted(Id<Record> record) =>
        State.Records.TryGetValue(record, out var r) && State.Find(r.Person) is { State: { } s } person && s != ChildState.NotAffectedOrDuplicate ? person : null;

    private static Id<Person> Root(Dictionary<Id<Person>, Id<Person>> groups, Id<Person> id)
    {
        while (groups.TryGetValue(id, out var up))
        {
            id = up;
        }

        return id;
    }
}
