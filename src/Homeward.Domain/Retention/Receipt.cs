namespace Homeward.Domain;

/// <summary>
/// What is kept of one hand-over when the rest is destroyed: which child, to which adult, on what evidence, who confirmed, what the child said. Its words
/// are under a key of their own and are read by the responsible organisation only.
/// </summary>
/// <param name="Words">Null once the key has been destroyed.</param>
public sealed record Receipt(
    Id<Receipt> Id, Id<Person> Child, Id<Release> Release, Id<Organisation> For, DateTimeOffset MadeAt,
    ReceiptWords? Words = null, Id<User>? AcknowledgedBy = null, DateTimeOffset? AcknowledgedAt = null);

/// <summary>The names on a receipt, and what was noted of the documents that were seen.</summary>
public sealed record ReceiptWords(Id<Record> Key, string Child, string Adult, string? Evidence);
