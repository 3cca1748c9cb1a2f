namespace Homeward.Domain;

/// <summary>What strangers write on the open pages, and what workers do with it. It never decides about a person.</summary>
internal static class PublicClaimDecisions
{
    /// <summary>How many claims wait at most. A flood that fills this has filled its own queue and nothing else; the telephone remains.</summary>
    public const int MostWaiting = 100_000;

    private const int LineLength = 200;
    private const int MoreLength = 1_000;

    public static Decision Decide(IncidentState state, Actor actor, Command command) => command switch
    {
        ReceiveClaim c => Receive(state, c),
        NoteClaimContact c => OfOwn(state, actor, c.Claim, claim => new PublicClaimContacted(claim.Id)),
        CloseClaim c => OfOwn(state, actor, c.Claim, claim => claim.Closed is not null ? Decision.AlreadySo : new PublicClaimClosed(claim.Id, c.Because)),
        _ => throw new InvalidOperationException($"No rule decides {command.GetType().Name}."),
    };

    private static Decision Receive(IncidentState state, ReceiveClaim c)
    {
        if (state.FamilyPage is not { } page)
        {
            return (Refusal)RefusalReason.NoFamilyPage;
        }

        var record = new Id<Record>(c.Claim.Value);
        if (c.Claim.Value == Guid.Empty || state.VersionOf(c.Claim.Value) != 0 || state.Records.ContainsKey(record))
        {
            return new Refusal(RefusalReason.IdAlreadyUsed, nameof(c.Claim));
        }

        if (state.ClaimsWaiting >= MostWaiting)
        {
            return (Refusal)RefusalReason.BudgetSpent;
        }

        return TooLong(c.Words) is { } wrong ? wrong
            : (IncidentEvent[])[new PublicClaimReceived(c.Claim, c.Kind, c.Language, page.AnsweredBy), new PublicClaimWorded(c.Claim, record, c.Words)];
    }

    private static Refusal? TooLong(ClaimWords words)
    {
        if (Limits.Text(words.Name, LineLength, nameof(words.Name)) is { } missing)
        {
            return missing;
        }

        (string Field, string? Text, int Longest)[] others =
        [
            (nameof(words.Phone), words.Phone, LineLength), (nameof(words.About), words.About, LineLength), (nameof(words.Age), words.Age, LineLength),
            (nameof(words.Seen), words.Seen, LineLength), (nameof(words.Tie), words.Tie, LineLength), (nameof(words.More), words.More, MoreLength),
        ];
        foreach (var (field, text, longest) in others)
        {
            if (text?.Length > longest)
            {
                return new(RefusalReason.TextTooLong, field, $"{text.Length}");
            }
        }

        return null;
    }

    private static Decision OfOwn(IncidentState state, Actor actor, Id<PublicClaim> id, Func<PublicClaim, Decision> decide) =>
        !state.Claims.TryGetValue(id, out var claim) ? (Refusal)RefusalReason.NoSuchClaim
        : claim.Owner != actor.Organisation ? (Refusal)RefusalReason.BelongsToAnotherOrganisation
        : decide(claim);
}
