using Homeward.Domain;

namespace Homeward.Features.Supervise;

/// <summary>
/// Two records that may be of one child and can't both be true, and so wait for somebody who says which one stands. They
/// are found by an open lead, or because somebody has said so once and a second person is needed.
/// </summary>
/// <param name="Said">What the first of two people said.</param>
public sealed record TwoRecords(Person One, Person Other, StandsOver? Said, DateTimeOffset Since)
{
    /// <summary>Every such pair that this viewer may decide about, or may be the second to say.</summary>
    public static IEnumerable<TwoRecords> Of(IncidentState state, Sight sight) =>
        ByLead(state).Concat(BySaying(state))
            .Where(pair => pair.Said is null
                ? sight.SeesRestrictions(pair.One) && sight.SeesRestrictions(pair.Other)
                : sight.SeesRestrictions(pair.One) || sight.SeesRestrictions(pair.Other))
            .OrderByDescending(pair => pair.Said is not null)
            .DistinctBy(pair => pair.One.Id.Value.CompareTo(pair.Other.Id.Value) < 0 ? (pair.One.Id, pair.Other.Id) : (pair.Other.Id, pair.One.Id));

    private static IEnumerable<TwoRecords> ByLead(IncidentState state) =>
        from lead in state.Leads.Values
        where lead is { Kind: LeadKind.SamePerson, Status: LeadStatus.Open or LeadStatus.CannotTellYet }
        let one = state.Find(state.Records[lead.Left].Person)
        let other = state.Find(state.Records[lead.Right].Person)
        where WhichStands.IsAsked(state, one, other)
        select new TwoRecords(one, other, null, lead.ProposedAt);

    private static IEnumerable<TwoRecords> BySaying(IncidentState state) =>
        from one in state.People.Values
        where one.CountedAs is null
        let said = one.Child?.StandsOver
        where said is not null
        let other = state.Find(said.Other)
        where WhichStands.IsAsked(state, one, other) && WhichStands.SaidAlready(one, other) is not null
        select new TwoRecords(one, other, said, said.At);
}
