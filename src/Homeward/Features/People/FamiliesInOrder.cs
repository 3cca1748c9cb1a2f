using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web;

namespace Homeward.Features.People;

/// <summary>
/// The families a viewer holds a part of, whoever has waited longest first, kept up from report to report: only families of
/// whom a member changed are put together again. Who belongs to whom is told only to those who may read one of them.
/// </summary>
public static class FamiliesInOrder
{
    private static readonly CarriedOver<Viewer, FamilyGroups.Family[]> Lists = new(
        (reading, _) => InOrder(FamilyGroups.Of(reading.State, reading.State.People.Values).Where(family => Opens(reading, family))),
        Carry);

    private static readonly IComparer<FamilyGroups.Family> Order = Comparer<FamilyGroups.Family>.Create((a, b) =>
        a.Since != b.Since ? a.Since.CompareTo(b.Since) : string.CompareOrdinal(a.Key, b.Key));

    public static IReadOnlyList<FamilyGroups.Family> Of(IncidentEngine engine, Reading reading) => Lists.Of(engine, reading, reading.Viewer);

    // Whatever joins or parts families changes a member on each side, so nobody else's family can be another one now.
    private static FamilyGroups.Family[] Carry(FamilyGroups.Family[] last, Reading reading, Viewer viewer, IReadOnlySet<Id<Person>> changed)
    {
        if (changed.Count == 0)
        {
            return last;
        }

        var again = new HashSet<Id<Person>>(changed);
        var same = new List<FamilyGroups.Family>(last.Length);
        foreach (var family in last)
        {
            if (family.Members.Any(member => changed.Contains(member.Id)))
            {
                again.UnionWith(family.Members.Select(member => member.Id));
            }
            else
            {
                same.Add(family);
            }
        }

        var people = again.Select(reading.State.Find).OfType<Person>();
        return InOrder(same.Concat(FamilyGroups.Of(reading.State, people).Where(family => Opens(reading, family))));
    }

    private static bool Opens(Reading reading, FamilyGroups.Family family) => family.Members.Any(reading.Opens);

    private static FamilyGroups.Family[] InOrder(IEnumerable<FamilyGroups.Family> families)
    {
        var all = families.ToArray();
        Array.Sort(all, Order);
        return all;
    }
}
