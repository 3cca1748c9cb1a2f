using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>Where an import goes and who brings it.</summary>
/// <param name="Kind">What the file is a list of.</param>
/// <param name="Place">The place whose roll it is, or from which the reports come; null only where a roll isn't meant.</param>
/// <param name="Actor">The person importing; everything belongs to their organisation.</param>
/// <param name="ContactsMayCollect">
/// Whether contacts of a file that doesn't say who may collect are taken as allowed to. Off unless a person says so: the
/// right to collect a child is never guessed.
/// </param>
public sealed record ImportTarget(ImportKind Kind, Id<Place>? Place, Actor Actor, bool ContactsMayCollect = false);
