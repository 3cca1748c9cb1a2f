using System.Globalization;
using Homeward.Domain;
using Homeward.Linkage;
using LinkageKind = Homeward.Linkage.PersonKind;
using LinkageSex = Homeward.Linkage.Sex;
using PersonKind = Homeward.Domain.PersonKind;
using Record = Homeward.Domain.Record;
using Sex = Homeward.Domain.Sex;

namespace Homeward.Engine.Leads;

/// <summary>
/// What a record says, as the linkage library reads it: the person, and the family around it, whether the record names it
/// itself or stands in a declaration or tracing request that does. Language, notes and needs are never compared.
/// </summary>
internal static class RecordProfiles
{
    /// <summary>The profile of a record; null once its details are destroyed.</summary>
    public static Profile? Of(IncidentState state, Record record)
    {
        if (record.Details is not { } said || !state.People.TryGetValue(record.Person, out var person))
        {
            return null;
        }

        var statedOn = DateOnly.FromDateTime(record.Occurred.UtcDateTime);
        return new()
        {
            Kind = person.Kind == PersonKind.Child ? LinkageKind.Child : LinkageKind.Adult,
            GivenNames = said.GivenNames,
            Surnames = said.FamilyNames,
            FullName = said.NameAsSaid,
            OtherNames = Several(said.OtherNames),
            Sex = said.Sex switch { Sex.Female => LinkageSex.Female, Sex.Male => LinkageSex.Male, _ => LinkageSex.Unknown },
            Born = Born(said),
            Age = Stated(said, statedOn),
            Phones = [.. Phones(state, record, person)],
            Town = said.Town,
            School = said.School,
            PlaceId = record.At?.Value.ToString("N", CultureInfo.InvariantCulture),
            Relatives = [.. Named(said), .. Claimed(state, record, person)],
        };
    }

    /// <summary>Everybody whose profile also reads what this person's records say: the other side of each claimed relationship.</summary>
    public static IEnumerable<Id<Record>> ReadBy(IncidentState state, Person person) =>
        Claims(state, person).SelectMany(claim => state.People[claim.Adult == person.Id ? claim.Child : claim.Adult].Records);

    private static IEnumerable<NamedRelative> Named(PersonDetails said) =>
    [
        .. Several(said.MotherName).Select(name => new NamedRelative(Relation.Mother, name)),
        .. Several(said.FatherName).Select(name => new NamedRelative(Relation.Father, name)),
        .. Several(said.SiblingNames).Select(name => new NamedRelative(Relation.Sibling, name)),
    ];

    // A declared child's record does not repeat the mother's name: she is the one who declared it.
    private static IEnumerable<NamedRelative> Claimed(IncidentState state, Record record, Person person)
    {
        foreach (var claim in Claims(state, person))
        {
            var (other, relation) = claim.Adult == person.Id ? (claim.Child, Relation.Child) : (claim.Adult, RelationOf(claim.Kinship));
            if (relation is { } known && FirstDetails(state, other) is { } said && said.DisplayName() is not null)
            {
                yield return new(known, said.NameAsSaid)
                {
                    GivenNames = said.GivenNames,
                    Surnames = said.FamilyNames,
                    Born = Born(said),
                    Age = Stated(said, DateOnly.FromDateTime(record.Occurred.UtcDateTime)),
                };
            }
        }
    }

    private static IEnumerable<string> Phones(IncidentState state, Record record, Person person)
    {
        if (record.Details!.Phone is { } own)
        {
            yield return own;
        }

        foreach (var collector in record.Details.Collectors)
        {
            if (collector.Phone is { } phone)
            {
                yield return phone;
            }
        }

        // A declared child is reached where the declaring adult is.
        if (person.Kind == PersonKind.Child)
        {
            foreach (var claim in Claims(state, person))
            {
                if (FirstDetails(state, claim.Adult)?.Phone is { } phone)
                {
                    yield return phone;
                }
            }
        }
    }

    // A claim that a lead led to must not become evidence for the next lead.
    private static IEnumerable<Relationship> Claims(IncidentState state, Person person) =>
        person.Relationships.Select(id => state.Relationships[id]).Where(claim => claim.FromLead is null && claim.Status != RelationshipStatus.Refuted);

    private static PersonDetails? FirstDetails(IncidentState state, Id<Person> person) =>
        state.People[person].Records.Select(id => state.Records[id].Details).FirstOrDefault(details => details is not null);

    private static Relation? RelationOf(Kinship kinship) => kinship switch
    {
        Kinship.Mother => Relation.Mother,
        Kinship.Father => Relation.Father,
        Kinship.StepParent or Kinship.Guardian => Relation.Parent,
        _ => null,
    };

    private static Homeward.Linkage.PartialDate? Born(PersonDetails said) =>
        said.BirthDate is { } date ? new(date.Year, date.Month, date.Day) : null;

    private static StatedAge? Stated(PersonDetails said, DateOnly on) =>
        said.Age is { } age ? new(age.Low, age.High, age.InMonths ? AgeUnit.Months : AgeUnit.Years, on) : null;

    private static string[] Several(string? names) =>
        names?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
