using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Keeping;

/// <summary>What becomes of every record, worked out once for each state; when something is due is looked at by whoever asks.</summary>
public sealed class Kept
{
    private static readonly OncePerState<Kept> Made = new((state, _) => new Kept(state));

    private readonly Expiry expiry;
    private readonly Lazy<IReadOnlyList<RecordFate>> all;

    private Kept(IncidentState state)
    {
        expiry = new Expiry(state);
        all = new(() => [.. expiry.All()]);
    }

    /// <summary>Every record that hasn't been destroyed.</summary>
    public IReadOnlyList<RecordFate> All => all.Value;

    /// <summary>When each public claim ends.</summary>
    public IReadOnlyList<(PublicClaim Claim, Ending Ends, Id<LegalHold>? Hold)> Claims => [.. expiry.Claims()];

    public static Kept Of(IncidentState state, DateTimeOffset moment) => Made.Of(state, moment);

    /// <summary>When the first of a person's records ends; null when none does.</summary>
    /// <remarks>For most people the answer is that none does, and that is seen without looking through the whole incident.</remarks>
    public static DateTimeOffset? FirstEndOf(IncidentState state, Person person, DateTimeOffset moment) =>
        person is { Child.InCensus: true, State: not ChildState.WithParentOrVerifiedCaregiver } or { Adult: { InCensus: true, Whereabouts: not (Whereabouts.Released or Whereabouts.NotTransported or Whereabouts.SafeElsewhere) } }
            ? null
            : state.RecordsOf(person).Where(record => !state.Expired.ContainsKey(record.Id)).Select(Of(state, moment).expiry.Of).Where(fate => fate.Hold is null).Min(fate => fate.Ends?.At);
}
