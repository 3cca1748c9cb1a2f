using Homeward.Access;
using Homeward.Access.Reads;
using Homeward.Domain;

namespace Homeward.Features.Reads;

/// <summary>
/// The families somebody answers for, and who opened them in the last day: those of children they are the worker of, and for a supervisor those of
/// children in their organisation's care, or assigned to it, who have no worker.
/// </summary>
public static class OurPeople
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Everybody of those families: the children, and the adults who are said to be theirs.</summary>
    public static IReadOnlySet<Id<Person>> Of(IncidentState state, Account account)
    {
        var ours = new HashSet<Id<Person>>();
        if (!Permissions.ReadsAndReports(account.Role))
        {
            return ours;
        }

        foreach (var child in state.People.Values.Where(person => person is { CountedAs: null, Child: not null } && AnswersFor(state, account, person)))
        {
            ours.UnionWith(
                from member in state.Cluster(child)
                from id in member.Relationships.Select(one => state.Relationships[one]).Where(one => one.Status != RelationshipStatus.Refuted)
                    .SelectMany(one => state.Cluster(state.Find(one.Adult)!)).Select(adult => adult.Id).Prepend(member.Id)
                select id);
        }

        return ours;
    }

    /// <summary>Who else opened one of these people in the last day, the newest first.</summary>
    public static IEnumerable<PersonRead> OpenedBy(ReadJournal reads, IReadOnlySet<Id<Person>> people, Account account, DateTimeOffset now) =>
        people.Count == 0 ? [] : reads.Of(people).Where(read => read.At > now - Day && read.Reader != account.Id && read is { Refused: false, IsList: false });

    private static bool AnswersFor(IncidentState state, Account account, Person child)
    {
        if (child.Linked.IsEmpty && child.Child is { Worker: null, Custody: null, AssignedTo: null })
        {
            return false;
        }

        var members = state.Cluster(child).Select(member => member.Child!).ToList();
        return members.Exists(member => member.Worker == account.Id)
            || (Permissions.Supervises(account.Role) && members.TrueForAll(member => member.Worker is null)
                && (child.Child!.Custody?.Holder.Organisation == account.Organisation || members.Exists(member => member.AssignedTo == account.Organisation)));
    }
}
