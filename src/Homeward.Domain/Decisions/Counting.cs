namespace Homeward.Domain;

/// <summary>What makes a child count, in one place for every way in which somebody can speak of it.</summary>
internal static class Counting
{
    /// <summary>
    /// The child counts from now on, in its own right: a link that is taken back later doesn't take it out again. Somebody
    /// who was set aside as not affected and is spoken of again was set aside too early: it counts until that is decided anew.
    /// </summary>
    public static IEnumerable<IncidentEvent> Enter(Id<Person> id, ChildFacts? known)
    {
        if (known is not { InCensus: true, BroughtInBy: null })
        {
            yield return new ChildEnteredCensus(id);
        }

        if (known?.NotCounted is not null)
        {
            yield return new ChildCountedAgain(id);
        }
    }

    /// <summary>
    /// An alarm when a child is said to be somewhere else than with whoever answers for it. Nothing is taken from the
    /// holder for that: custody has two parties, and somebody has to look.
    /// </summary>
    public static IEnumerable<IncidentEvent> AlarmIfElsewhere(Id<Person> id, ChildFacts? known, Id<Place>? place)
    {
        var expected = known?.Custody is { } custody && custody.Holder.Place is { } at && at == place;
        if (known is { Alarm: false } && !expected && (known.Custody is not null || known.ReleasedBy is not null || known.Died))
        {
            yield return new AlarmRaised(id);
        }
    }

    /// <summary>
    /// Ends the open attempts to release a child whose situation changed: what the child said and what two people
    /// confirmed was about that situation.
    /// </summary>
    public static IEnumerable<IncidentEvent> EndAttempts(IncidentState state, Person child) =>
        OpenAttempts(state, child).Select(release => new ReleaseAbandoned(child.Id, release.Id));

    /// <summary>Attempts to release this child that are still open.</summary>
    public static IEnumerable<Release> OpenAttempts(IncidentState state, Person child) =>
        Attempts(state, child).Where(release => release.Status == ReleaseStatus.Open);

    /// <summary>Every attempt to release this child, under whichever of its linked persons.</summary>
    public static IEnumerable<Release> Attempts(IncidentState state, Person child) =>
        state.Cluster(child).SelectMany(p => p.Child!.Releases).Select(id => state.Releases[id]);
}
