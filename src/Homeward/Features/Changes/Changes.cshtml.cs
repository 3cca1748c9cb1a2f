using Homeward.Domain;
using Homeward.Features.People;
using Homeward.Web;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Changes;

/// <summary>What became known since a moment: how the census moved, and each step, the newest first.</summary>
public sealed class ChangesModel : IncidentPage
{
    /// <summary>Something that became known about a person.</summary>
    public sealed record Change(Person Person, DateTimeOffset Recorded, DateTimeOffset Occurred, string What, Id<User>? By);

    public DateTimeOffset Since { get; private set; }

    public string? Unreadable { get; private set; }

    /// <summary>The counts as they were known then.</summary>
    public CensusCounts Before { get; private set; } = CensusCounts.None;

    public ListPage<Change> List { get; private set; } = null!;

    public async Task OnGetAsync(string? since, [FromQuery(Name = "p")] string? number)
    {
        Since = Here.Moment - TimeSpan.FromMinutes(30);
        if (since is { Length: > 0 })
        {
            if (LocalMoment.TryRead(since, Here.Zone, out var asked))
            {
                Since = asked < Here.Moment ? asked : Here.Moment;
            }
            else
            {
                Unreadable = since;
            }
        }

        Before = (await Engine.AsOfAsync(Since, HttpContext.RequestAborted)).Counts;
        List = ListPage<Change>.Of(Changes(), NewestFirst, number);
        Listed(List.Rows.Select(change => change.Person).Distinct());
    }

    private static readonly IComparer<Change> NewestFirst = Comparer<Change>.Create((a, b) =>
        a.Recorded != b.Recorded ? b.Recorded.CompareTo(a.Recorded)
        : a.Occurred != b.Occurred ? b.Occurred.CompareTo(a.Occurred)
        : string.CompareOrdinal(a.Person.Code, b.Person.Code) is not 0 and var byCode ? byCode
        : string.CompareOrdinal(a.What, b.What));

    private IEnumerable<Change> Changes()
    {
        foreach (var person in State.People.Values)
        {
            // Nothing was heard of this person since, so nothing about it can be new.
            if (person.LastHeard <= Since || person.CountedAs is not null)
            {
                continue;
            }

            if (person.FirstRecorded > Since)
            {
                yield return new(person, person.FirstRecorded, person.FirstRecorded, T[person.Kind == PersonKind.Child ? "changes.new_child" : "changes.new_adult"], null);
            }

            if (person.Child is { } child)
            {
                foreach (var step in child.Chain)
                {
                    if (step.Recorded > Since)
                    {
                        yield return new(person, step.Recorded, step.Occurred, T.Of(step.Kind), step.By);
                    }
                }
            }

            if (person.Adult is { } adult)
            {
                foreach (var step in adult.History)
                {
                    if (step.Recorded > Since)
                    {
                        yield return new(person, step.Recorded, step.Occurred, T.Of(step.Whereabouts), step.By);
                    }
                }
            }
        }
    }
}
