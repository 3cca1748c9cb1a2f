namespace Homeward.Domain;

/// <summary>Records that somebody filed on the public page, before a person took them up. They are assertions of a stranger and end by the clock.</summary>
internal static class PublicClaims
{
    /// <summary>When there was last contact about a public claim; null when the record is no public claim, or was linked to somebody people know of.</summary>
    public static DateTimeOffset? LastContact(IncidentState state, Record record, Person person)
    {
        if (!IsPublic(record))
        {
            return null;
        }

        var last = DateTimeOffset.MinValue;
        foreach (var member in state.Cluster(person))
        {
            if (member.Child is { InCensus: true } || member.Adult is { InCensus: true } || !member.Records.All(id => IsPublic(state.Records[id])))
            {
                return null;
            }

            last = member.LastHeard > last ? member.LastHeard : last;
        }

        return last;
    }

    // The ways in which a stranger's claim is filed.
    private static bool IsPublic(Record record) => record.Source is Source.PublicClaim;
}
