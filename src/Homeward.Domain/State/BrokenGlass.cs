namespace Homeward.Domain;

/// <summary>One emergency opening of one child by one person: for half an hour they read it, and both organisations are told.</summary>
/// <param name="Organisation">Of whoever opened it.</param>
/// <param name="WasRight">What the second person said; null while nobody has looked.</param>
public sealed record BrokenGlass(
    Id<BrokenGlass> Id, Id<Person> Child, GlassReason Reason, Id<User> By, Id<Organisation> Organisation, DateTimeOffset At,
    bool? WasRight = null, Id<User>? ReviewedBy = null, DateTimeOffset? ReviewedAt = null)
{
    /// <summary>How long the child stays open.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>Until when the child is open to them.</summary>
    public DateTimeOffset Until => At + Lasts;

    /// <summary>Whether an organisation is told of it: the one whose person it was, those that own a record of the child, and whoever holds it.</summary>
    public bool Concerns(IncidentState state, Id<Organisation> organisation) =>
        Organisation == organisation
        || (state.Find(Child) is { Child: { } child } person
            && (child.Custody?.Holder.Organisation == organisation || state.RecordsOf(person).Any(record => record.Owner == organisation)));
}

/// <summary>Why somebody must read a child now whom they couldn't.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<GlassReason>))]
public enum GlassReason { LifeOrHealth, ChildIsHere, DangerFromAnAdult, FamilyIsHere, Other }
