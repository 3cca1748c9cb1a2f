using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Supervise;

/// <summary>What waits for a supervisor, longest first: desks that say "not yet", approvals, alarms, restrictions nobody has looked at.</summary>
public sealed class QueueModel : ActionPage
{
    [BindProperty(SupportsGet = true)]
    public string? Child { get; set; }

    public IReadOnlyList<(Person Child, string What, DateTimeOffset Since, bool Urgent)> Waiting { get; private set; } = [];

    protected override Type Command => typeof(UpholdRestriction);

    public IActionResult OnGet()
    {
        if (!string.IsNullOrWhiteSpace(Child))
        {
            if (FindChild(Child) is { } found && Sight.SeesRestrictions(found))
            {
                return LocalRedirect(Here.To($"supervise/{found.Code}"));
            }

            Problems.Add("Child", T["act.code_unknown", Child]);
        }

        var sight = Sight;
        Waiting = [.. AtDesks().Concat(Alarms()).Concat(Restrictions()).Where(waiting => sight.SeesRestrictions(waiting.Child))
            .Concat(TwoRecords.Of(State, sight).Select(pair => (
                Child: sight.SeesRestrictions(pair.One) ? pair.One : pair.Other, What: pair.Said is null ? "supervise.which" : "supervise.which_second", pair.Since, Urgent: true)))
            .OrderByDescending(waiting => waiting.Urgent).ThenBy(waiting => waiting.Since)];
        Listed(Waiting.Select(one => one.Child).Distinct());
        return Page();
    }

    private IEnumerable<(Person Child, string What, DateTimeOffset Since, bool Urgent)> AtDesks()
    {
        foreach (var release in State.Releases.Values.Where(release => release.Status == ReleaseStatus.Open))
        {
            if (!SharedClaims.Of(State, release).IsEmpty && release.Supervisor is null)
            {
                yield return (State.Find(release.Child)!, "supervise.shared", release.StartedAt, true);
            }

            switch (ReleaseGate.Check(State, release, Here.Now))
            {
                case ReleaseGate.Answer.NotYet:
                    yield return (State.Find(release.Child)!, "supervise.desk_waits", release.StartedAt, true);
                    break;
                case ReleaseGate.Answer.Missing { Evidence: var missing } when missing.Contains(ReleaseGate.Evidence.Supervisor)
                    && release.Identity is not null && release.Right is not null:
                    yield return (State.Find(release.Child)!, "supervise.approval_waits", release.StartedAt, false);
                    break;
            }
        }
    }

    private IEnumerable<(Person Child, string What, DateTimeOffset Since, bool Urgent)> Alarms() =>
        from person in State.People.Values
        where person.Child is { Alarm: true }
        let child = State.Resolve(person)
        select (child, Barred.HasChild(State, child) ? "supervise.with_barred" : ChildModel.LastHandOver(person.Child!) is null ? "supervise.alarm" : "supervise.handed_over", person.Child!.Since, true);

    private IEnumerable<(Person Child, string What, DateTimeOffset Since, bool Urgent)> Restrictions() =>
        from restriction in State.Restrictions.Values
        where restriction.Holds && (!restriction.Verified || restriction.LiftAskedBy is not null)
        select (State.Find(restriction.Child)!, restriction.LiftAskedBy is null ? "supervise.restriction_new" : "supervise.lift_asked", restriction.RaisedAt, false);
}
