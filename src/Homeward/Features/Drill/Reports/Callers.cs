using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>The adults around the children who call, come by or take them in; each is one person with one record a call.</summary>
internal sealed class Callers(SeededRandom random, Household home, Account account, AdultReports adults)
{
    private readonly Dictionary<TruePerson, Id<Person>> _known = [];

    /// <summary>Somebody as they introduce themselves now: a new record, under the person they are known as.</summary>
    public (Id<Person> Person, Id<Record> Record, PersonDetails Said) Introduce(TruePerson adult)
    {
        if (!_known.TryGetValue(adult, out var person))
        {
            // A parent who was listed at the worksite is somebody new to the gym: only a lead joins the two.
            person = new(random.NextId());
            _known.Add(adult, person);
        }

        return (person, new(random.NextId()), account.OfAdult(adult, home.Worksite.Town, withBirthDate: false));
    }

    /// <summary>What this adult says to be to the children.</summary>
    public static Kinship KinshipOf(TruePerson adult) => adult.Part switch
    {
        Part.Mother => Kinship.Mother,
        Part.Father => Kinship.Father,
        Part.RestrictedParent => adult.Sex == Sex.Female ? Kinship.Mother : Kinship.Father,
        Part.Neighbour => Kinship.Neighbour,
        _ => Kinship.AuntOrUncle,
    };

    /// <summary>The person a held parent is on record as, if any.</summary>
    public (Id<Person> Person, Id<Record> Record)? Listed(TruePerson adult) => adults.Known.TryGetValue(adult, out var known) ? known : null;
}
