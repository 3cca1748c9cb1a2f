namespace Homeward.Domain;

/// <summary>
/// A child in nobody's care is assigned to child protection by itself: somebody must be able to read who it is without
/// being asked first. The assignment outlives the moment, because a child who was found alone still needs its family found after
/// a shelter took it in; it ends when the child is with a parent or verified caregiver, or is set aside.
/// </summary>
internal static class DutyOfficer
{
    /// <summary>The organisation whose duty officer answers for unaccompanied children; null while none takes part.</summary>
    public static Id<Organisation>? Of(IncidentState state)
    {
        // Ids are made in the order of time, so of two the earlier one keeps the duty.
        Id<Organisation>? first = null;
        foreach (var organisation in state.Organisations.Values)
        {
            if (organisation.Kind == OrganisationKind.ChildProtection && state.IsVouchedFor(organisation.Id) && (first is not { } known || organisation.Id.Value.CompareTo(known.Value) < 0))
            {
                first = organisation.Id;
            }
        }

        return first;
    }

    /// <summary>A decision's events, and those that assign or stand down child protection for the children they touch.</summary>
    public static Decision Follow(IncidentState state, Request request, DateTimeOffset now, Decision.Accepted decided)
    {
        if (!decided.Events.Any(MayMatter))
        {
            return decided;
        }

        var after = state;
        foreach (var happened in decided.Events)
        {
            after = after.Apply(happened, new(after.Position + 1, request.Actor.User, request.Actor.Device, request.Occurred, now));
        }

        var touched = decided.Events.Any(happened => happened is OrganisationJoined or OrganisationVouchedFor)
            ? after.People.Values.Select(person => person.Id)
            : decided.Events.OfType<PersonEvent>().Select(happened => happened.Person)
                .Concat(decided.Events.OfType<PersonsUnlinked>().Select(happened => happened.Other));
        var follows = touched.Select(id => after.Find(id)!).Where(person => person.Child is not null).DistinctBy(person => person.Id)
            .SelectMany(child => For(after, child, decided.Events.Any(happened => happened is ReleaseCompleted or ChildNotCounted))).ToList();
        return follows.Count == 0 ? decided : new Decision.Accepted([.. decided.Events, .. follows]);
    }

    /// <param name="ends">Whether what happened may have ended the assignment. A link that is taken back ends none: it leaves everything as it was.</param>
    private static IEnumerable<IncidentEvent> For(IncidentState state, Person child, bool ends)
    {
        var assigned = state.Cluster(child).Where(member => member.Child!.AssignedTo is not null).ToList();
        if (child.Child!.IsInNobodysCare)
        {
            return assigned.Count == 0 && Of(state) is { } duty ? [new ChildProtectionAssigned(child.Id, duty)] : [];
        }

        return ends && child.Child.IsProvidedFor
            ? assigned.Select(member => new ChildProtectionStoodDown(member.Id))
            : [];
    }

    // A link changes nothing of its own, so that taking it back leaves everything as it was: while linked, sight goes by the person it is counted as.
    private static bool MayMatter(IncidentEvent happened) => happened
        is ChildSeen or LeftOutsideGate or CustodyTakenByMistake or ReleaseCompleted or ChildNotCounted or ChildCountedAgain or DeathTakenBack
        or PersonsUnlinked or OrganisationVouchedFor or OrganisationJoined { Organisation.Kind: OrganisationKind.ChildProtection };
}
