using Homeward.Domain;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// Something a desk does in the drill, in the order in which Homeward learns of it. Minutes are from the scenario's
/// start; <paramref name="Learned"/> is never before <paramref name="Happened"/>. Ids come from the seed.
/// </summary>
internal abstract record Act(int Happened, int Learned, Desk Desk, Guid Id);

/// <summary>One command of one worker.</summary>
/// <param name="About">The records this command makes, and who each is truly about.</param>
internal sealed record Report(int Happened, int Learned, Desk Desk, Guid Id, Role Role, Command Command, IReadOnlyList<About> About)
    : Act(Happened, Learned, Desk, Id);

/// <summary>Whom a record is truly about: the line of the truth file that ties the two worlds together.</summary>
internal readonly record struct About(Id<Record> Record, string TruePersonId);

/// <summary>
/// An adult asks for children at a release desk. Which steps the desk takes depends on what it finds in Homeward then,
/// so it is acted out when its time comes; what the gate answers is the gate's business.
/// </summary>
/// <param name="Claimant">The adult as known so far, or as they introduce themselves.</param>
/// <param name="Kinship">What the adult says to be.</param>
/// <param name="Prepared">Whether the adult brings a document or can answer questions; otherwise the desk turns them away for now.</param>
/// <param name="IsBarred">Whether a court has ruled that this adult must not have the children.</param>
/// <param name="Truthful">Whether that is so; the questions a supervisor asks tell the two apart.</param>
internal sealed record ReleaseSought(
    int Happened, int Learned, Desk Desk, Guid Id, IReadOnlyList<ChildAtDesk> Children, Id<Person> Claimant, Id<Record> ClaimantRecord,
    PersonDetails Introduction, Kinship Kinship, bool HasDocument, bool Prepared, bool Truthful, bool IsBarred, IReadOnlyList<About> About) : Act(Happened, Learned, Desk, Id);

/// <summary>A child somebody asks for, and whether it is too young to be asked itself.</summary>
internal readonly record struct ChildAtDesk(Id<Person> Child, bool TooYoung);
