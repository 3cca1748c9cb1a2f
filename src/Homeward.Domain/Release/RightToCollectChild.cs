namespace Homeward.Domain;

/// <summary>Whether a right to collect exists for this child, and whether it names the adult at the desk.</summary>
internal static class RightToCollectChild
{
    /// <summary>Whether the declaration, roll entry or relationship is there and speaks of this child. A document was seen by a person.</summary>
    public static bool Stands(IncidentState state, RightEvidence right, Person child) => right.Kind switch
    {
        RightToCollect.DeclaredByParent => Dependent(state, right, child) is var (declaration, _) && !Refuted(state, child, state.Find(declaration.Adult)!),
        RightToCollect.OnTheRoll => RollEntry(state, right, child) is not null,
        RightToCollect.VerifiedRelationship => Relationship(state, right, child) is { Status: RelationshipStatus.Verified },
        _ => true,
    };

    /// <summary>Whether the adult at the desk is, or could be, one of those it names.</summary>
    public static bool NamesClaimant(IncidentState state, RightEvidence right, Person child, Record claimant)
    {
        switch (right.Kind)
        {
            case RightToCollect.DeclaredByParent:
                if (Dependent(state, right, child) is not var (declaration, dependent))
                {
                    return true;
                }

                return Is(state, claimant, state.Find(declaration.Adult)!)
                    || (state.Records[dependent.Record].Details is { } declared && Named(declared.Collectors.Select(c => c.Name), claimant));

            case RightToCollect.OnTheRoll:
                return RollEntry(state, right, child) is not { Details: { } entry }
                    || Named(entry.Collectors.Select(c => c.Name).Append(entry.MotherName).Append(entry.FatherName), claimant);

            case RightToCollect.VerifiedRelationship:
                return Relationship(state, right, child) is not { } relationship || Is(state, claimant, state.Find(relationship.Adult)!);

            default:
                return true;
        }
    }

    /// <summary>Whether somebody looked into this adult's claim to the child and found it untrue.</summary>
    public static bool Refuted(IncidentState state, Person child, Person adult) =>
        state.Cluster(child).SelectMany(p => p.Relationships).Select(id => state.Relationships[id])
            .Any(r => r.Status == RelationshipStatus.Refuted && state.Find(r.Adult)!.Id == adult.Id);

    /// <summary>
    /// Whether the right is nothing but the claimant's own word: a declaration by the very adult who collects, whom nobody
    /// has seen taken in this event. Anybody can telephone and declare a child.
    /// </summary>
    public static bool IsOwnWord(IncidentState state, RightEvidence right, Person child, Record claimant) =>
        right.Kind == RightToCollect.DeclaredByParent
        && Dependent(state, right, child) is var (declaration, _)
        && state.Find(declaration.Adult) is { Whereabouts: null or Whereabouts.Unknown } adult
        && Is(state, claimant, adult);

    /// <summary>
    /// The links between records over which a right reaches this child: somebody decided that the child of the roll or of the declaration
    /// is this one. A right on the child's own record rests on none.
    /// </summary>
    public static IEnumerable<LinkMade> LinksUnder(IncidentState state, RightEvidence right, Person child)
    {
        Id<Person>? of = right.Kind switch
        {
            RightToCollect.DeclaredByParent => Dependent(state, right, child) is var (_, dependent) ? dependent.Child : null,
            RightToCollect.OnTheRoll => RollEntry(state, right, child)?.Person,
            RightToCollect.VerifiedRelationship => Relationship(state, right, child)?.Child,
            _ => null,
        };
        for (var at = of; at is { } id && id != child.Id; at = state.People[id].CountedAs)
        {
            if (state.People[id].LinkMade is { } made)
            {
                yield return made;
            }
        }
    }

    private static (Declaration, Dependent)? Dependent(IncidentState state, RightEvidence right, Person child) =>
        state.Declarations.TryGetValue(new(right.Reference), out var declaration)
            && declaration.Dependents.FirstOrDefault(d => state.Find(d.Child)?.Id == child.Id) is { } dependent
            ? (declaration, dependent)
            : null;

    private static Record? RollEntry(IncidentState state, RightEvidence right, Person child) =>
        state.Records.TryGetValue(new(right.Reference), out var record)
            && record.Source is Source.Roll && state.Find(record.Person)?.Id == child.Id
            && record.At is { } place && (state.Places[place].RunBy ?? record.Owner) == record.Owner
            && state.Cluster(child).Any(p => p.Child!.Rolls.Any(r => r.Place == place))
            ? record
            : null;

    private static Relationship? Relationship(IncidentState state, RightEvidence right, Person child) =>
        state.Relationships.TryGetValue(new(right.Reference), out var relationship) && state.Find(relationship.Child)?.Id == child.Id
            ? relationship
            : null;

    /// <summary>Whether the adult at the desk is this adult, by the records or by name.</summary>
    internal static bool Is(IncidentState state, Record claimant, Person adult) =>
        state.Find(claimant.Person)!.Id == adult.Id
        || Named(state.RecordsOf(adult).Select(r => r.Details?.DisplayName()), claimant);

    private static bool Named(IEnumerable<string?> names, Record claimant) =>
        names.Any(name => Names.Agree(name, claimant.Details?.DisplayName()));
}
