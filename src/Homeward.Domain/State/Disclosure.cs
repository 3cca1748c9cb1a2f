using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>What was done so far to disclose one lead across organisations, oldest first. Where it stands is worked out from it: see <see cref="LeadDisclosure"/>.</summary>
public sealed record Disclosure(Id<Lead> Lead, ImmutableArray<DisclosureAct> Acts);

/// <summary>One act: who did it, for which side, when.</summary>
/// <param name="Side">The side it was done for; null when child protection did it.</param>
/// <param name="Agree">Of answers that were compared: how many agreed, differed, and met nothing to compare with.</param>
public sealed record DisclosureAct(
    DisclosureActKind Kind, LeadSide? Side, Id<Organisation> Organisation, Id<User> By, DateTimeOffset At, int Agree = 0, int Differ = 0, int Unknown = 0);

[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<DisclosureActKind>))]
public enum DisclosureActKind { Answered, AgreedToNames, OpenedNames, AgreedToContact, Stopped, Resumed, TakenUp }

/// <summary>How each event moves a disclosure.</summary>
internal static class DisclosureStory
{
    public static Disclosure After(Disclosure? before, DisclosureEvent happened, Stamp stamp)
    {
        var act = happened switch
        {
            BlindAnswersCompared e => Act(DisclosureActKind.Answered, e.Side, e.Organisation) with { Agree = e.Agree, Differ = e.Differ, Unknown = e.Unknown },
            NamesAgreedTo e => Act(DisclosureActKind.AgreedToNames, e.Side, e.Organisation),
            FirstNamesOpened e => Act(DisclosureActKind.OpenedNames, e.Side, e.Organisation),
            ContactAgreedTo e => Act(DisclosureActKind.AgreedToContact, e.Side, e.Organisation),
            DisclosureStopped e => Act(DisclosureActKind.Stopped, e.Side, e.Organisation),
            DisclosureResumed => Act(DisclosureActKind.Resumed, null, default),
            LeadTakenUp e => Act(DisclosureActKind.TakenUp, null, e.Organisation),
            _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
        };
        return new(happened.Lead, [.. before?.Acts ?? [], act]);

        DisclosureAct Act(DisclosureActKind kind, LeadSide? side, Id<Organisation> organisation) => new(kind, side, organisation, stamp.User, stamp.Recorded);
    }
}
