using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>Reports signed with this key are the organisation's from now on, also those that come while the server is locked.</summary>
/// <param name="Place">Where it is used; children reported as being here are in care there.</param>
/// <param name="PublicKey">ECDSA on P-256, as SubjectPublicKeyInfo. The private half never leaves the device.</param>
public sealed record ReportingKeyEnrolled(Id<ReportingKey> Key, Id<Organisation> Organisation, Id<Place>? Place, ImmutableArray<byte> PublicKey) : IncidentWideEvent;

/// <summary>Nothing signed with it counts any more.</summary>
public sealed record ReportingKeyEnded(Id<ReportingKey> Key) : IncidentWideEvent;
