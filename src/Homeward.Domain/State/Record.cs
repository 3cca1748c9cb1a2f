using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>What one source reported about one person. Never overwritten: a correction adds a version.</summary>
/// <param name="Person">The person this record was filed as. Links between persons never move it.</param>
/// <param name="Owner">The organisation the record belongs to.</param>
/// <param name="At">The place it was reported from, if any.</param>
/// <param name="Details">The newest details; null once the record's key has been destroyed.</param>
/// <param name="Earlier">What was said before, oldest first.</param>
/// <param name="Notes">Free words about this record, oldest first.</param>
public sealed record Record(
    Id<Record> Id, Id<Person> Person, Id<Organisation> Owner, Source Source, Id<Place>? At, PersonDetails? Details,
    DateTimeOffset Occurred, DateTimeOffset Recorded, Id<User> FiledBy,
    ImmutableArray<EarlierDetails> Earlier, ImmutableArray<Note> Notes)
{
    /// <summary>What was sealed with this record before anybody came for the child. It can be compared and not read.</summary>
    public ImmutableArray<SealedFact> Facts { get; init; } = [];

    /// <summary>Documents that the adult of this record showed at a desk.</summary>
    public ImmutableArray<DocumentToken> Documents { get; init; } = [];
}

/// <summary>Details that were corrected later.</summary>
public sealed record EarlierDetails(PersonDetails Details, DateTimeOffset Occurred, DateTimeOffset Recorded, Id<User> By);

/// <summary>Free words about a record, under that record's key.</summary>
public sealed record Note(NoteKind Kind, string Text, DateTimeOffset Occurred, DateTimeOffset Recorded, Id<User> By, Guid About);

/// <summary>What a note is about; its <see cref="Note.About"/> names the restriction, release or declaration it belongs to.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(SnakeCase<NoteKind>))]
public enum NoteKind { General, Needs, WhereTo, Restriction, CourtDocument, Identity, Refusal, LeftOutsideGate, Verification, Declaration, Custody, Death, Plan, BrokenGlass }
