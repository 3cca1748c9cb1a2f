using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Reports;

/// <summary>Who comes to a release desk and what they bring.</summary>
internal static class ReleaseScenes
{
    private const double ParentHasDocument = 0.7;

    private const string StrangersPhone = "601 555 0163";

    // A child of five can say whether to go with somebody.
    private const int OldEnoughToSay = 5;

    public static ReleaseSought Sought(
        SeededRandom random, Callers callers, DateOnly day, Household home, Desk desk, int at, TruePerson claimant, IReadOnlyList<ChildFile> files, bool prepared)
    {
        var (person, record, said) = callers.Introduce(claimant);
        // The strangers of the drill are one group: other names, and one telephone for all of them.
        if (claimant.Part == Part.Stranger) { said = said with { Phone = StrangersPhone }; }

        var truthful = claimant.Part is Part.Mother or Part.Father or Part.Kin or Part.RestrictedParent;
        var hasDocument = claimant.Part != Part.Stranger && home.Story != Story.AuntWithoutDocuments && random.Chance(ParentHasDocument);
        return new(
            at, at + random.Between(1, 10), desk, random.NextId(),
            [.. files.Select(f => new ChildAtDesk(f.Person!.Value, f.Child.Person.AgeOn(day) < OldEnoughToSay))],
            person, record, said, Callers.KinshipOf(claimant), hasDocument, prepared, truthful, claimant.Part == Part.RestrictedParent, [new About(record, claimant.Id)]);
    }
}
