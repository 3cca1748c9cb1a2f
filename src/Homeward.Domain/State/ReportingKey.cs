using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>A key that a device of an organisation signs its sealed reports with.</summary>
public sealed record ReportingKey(
    Id<ReportingKey> Id, Id<Organisation> Organisation, Id<Place>? Place, ImmutableArray<byte> PublicKey, Id<User> EnrolledBy, DateTimeOffset EnrolledAt, DateTimeOffset? EndedAt = null)
{
    /// <summary>A P-256 key is 91 bytes as SubjectPublicKeyInfo; nothing else is taken.</summary>
    public const int Length = 91;
}
