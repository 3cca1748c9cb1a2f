namespace Homeward.Domain.Tests;

/// <summary>
/// Watches the raw accepted events of a history and says when one of them should never have been accepted. It shares
/// nothing with the code under test: plain dictionaries, obvious loops, names compared by a table written by hand.
/// </summary>
public sealed partial class GateOracle(Func<Id<Place>, Id<Organisation>?> runBy)
{
    private readonly Dictionary<Id<Person>, List<(DateTimeOffset At, bool IsTakingIn)>> heard = [];
    private readonly Dictionary<Id<Person>, PersonKind> people = [];
    private readonly Dictionary<Id<Record>, Filed> records = [];
    private readonly List<(Id<Person> Kept, Id<Person> Other)> links = [];
    private readonly Dictionary<Id<Person>, Whereabout> children = [];
    private readonly Dictionary<Id<Restriction>, Barrier> barriers = [];
    private readonly Dictionary<Id<Relationship>, Claim> claims = [];
    private readonly Dictionary<Id<Declaration>, DeclarationMade> declarations = [];
    private readonly HashSet<(Id<Person>, Id<Place>)> rolls = [];
    private readonly List<(Id<Person>, Id<Person>)> siblings = [];
    private readonly HashSet<Id<Person>> seenTaken = [];
    private readonly HashSet<Id<Person>> takenNow = [];
    private readonly Dictionary<Id<Release>, Attempt> attempts = [];
    private readonly Dictionary<(Id<Person> Stands, Id<Person> Other), Actor> sayings = [];
    private readonly Dictionary<Id<Lead>, Asked> leads = [];
    private readonly Dictionary<Id<Person>, Id<User>> doubts = [];
    private readonly HashSet<(Id<Person> Kept, Id<Person> Other)> settled = [];
    private readonly Dictionary<Id<Person>, (Id<User> By, DateTimeOffset At)> joined = [];
    private readonly Dictionary<Id<SealedFact>, Sealed> facts = [];
    private long order;
    private DateTimeOffset now;

    /// <summary>What kinds of release occurred, to show that the histories are worth checking.</summary>
    public HashSet<string> Occurred { get; } = [];

    /// <summary>Whether a state has lost a restriction for anybody it protects.</summary>
    public string? Lost(IncidentState state) => StandingRestrictions
        .Any(s => s.Children.Any(child => Barred.Standing(state, state.Find(child)!).All(r => r.Id != s.Restriction)))
        ? "a restriction no longer protects somebody it was raised for" : null;

    private IEnumerable<(Id<Restriction> Restriction, IEnumerable<Id<Person>> Children)> StandingRestrictions =>
        barriers.Values.Where(b => b.Stands).Select(b => (b.Id, b.Children.AsEnumerable()));

    /// <summary>Takes in the events of one decision.</summary>
    /// <param name="occurred">When it happened, as reported.</param>
    /// <returns>What is wrong with them; null when nothing is.</returns>
    public string? Watch(Actor actor, IReadOnlyList<IncidentEvent> events, DateTimeOffset occurred, AnswerFact? answered = null)
    {
        now = occurred;
        if (answered is not null && events is [FactTried tried] && tried.Agrees != AnswerPool.Agree(facts[tried.Fact].Answer, answered.Said))
        {
            return "an answer that agrees was said to differ, or the other way round";
        }

        for (var i = 0; i < events.Count; i++)
        {
            if (Check(actor, events[i], events) is { } wrong)
            {
                return $"{events[i].GetType().Name}: {wrong}";
            }

            Take(actor, events[i], occurred);
        }

        return null;
    }

    /// <summary>What a desk is told when the last step is refused for missing evidence: everything that is missing, by name.</summary>
    public string? Watch(Id<Release> release, ReleaseGate.Answer? gate)
    {
        if (gate is not ReleaseGate.Answer.Missing { Evidence: var told } || attempts[release] is not { } attempt)
        {
            return null;
        }

        return Untold(told, ReleaseGate.Evidence.Identity, attempt.Identity is null)
            ?? Untold(told, ReleaseGate.Evidence.Right, attempt.Right is not { } right || !RightExists(attempt, right.Kind, right.Reference))
            ?? Untold(told, ReleaseGate.Evidence.ChildAsked, attempt.Answer is null)
            ?? Untold(told, ReleaseGate.Evidence.SecondPerson, attempt.Second is null);
    }

    private static string? Untold(IEnumerable<ReleaseGate.Evidence> told, ReleaseGate.Evidence evidence, bool missing) =>
        missing && !told.Contains(evidence) ? $"the desk wasn't told that this is missing: {evidence}" : null;

    private string? Check(Actor actor, IncidentEvent happened, IReadOnlyList<IncidentEvent> together)
    {
        if (happened is ReleaseEvent and not (ReleaseStarted or ReleaseAbandoned) && attempts[((ReleaseEvent)happened).Release] is { } open)
        {
            if (!open.Open)
            {
                return "the attempt had ended";
            }

            if (actor.Organisation != open.Desk && actor.Role != Role.ChildProtection)
            {
                return "by somebody of another organisation";
            }

            if (!Supervises(actor) && actor.Role is not Role.Release && (happened is not SecondPersonConfirmed || actor.Role is not (Role.Roll or Role.Intake)))
            {
                return "by somebody whose task it isn't";
            }

            if (!Cluster(open.Child).Contains(((ReleaseEvent)happened).Person))
            {
                return "on another child's stream";
            }
        }

        switch (happened)
        {
            case CustodyTaken or TransferOffered or TransferAccepted or LeftOutsideGate or HandedOverOutsideGate or ReleaseCompleted when links.Any(l => l.Other == ((PersonEvent)happened).Person):
                return "custody changed for a person who is counted as another";

            case CustodyTaken e when children[e.Person].Holder is not null:
                return "somebody else already answered for the child";

            case CustodyTaken e when Standing(e.Person).Any(p => children[p].Died):
                return "the child had died";

            case CustodyTaken e when Standing(e.Person).Any(p => children[p].Released) && !Supervises(actor):
                return "a released child was taken back without a supervisor";

            case TransferAccepted e when children[e.Person].Offer is not { } offer || offer.To.Organisation != actor.Organisation || offer.By == actor.User:
                return "the receiver didn't say yes itself";

            case LeadWithdrawn e when HoldsSomething(leads[e.Lead]):
                return "a machine dropped what held a hand-over";

            case LeadDecided { Answer: LeadAnswer.NotTheSame } e when HoldsSomething(leads[e.Lead]) && (!Supervises(actor)
                || attempts.Values.Any(a => a.Open && a.StartedBy == actor.User && Sides(leads[e.Lead]).Any(side => side.Contains(a.Child)))):
                return "what held a hand-over was rejected without a supervisor, or by whoever was handing the child over";

            case DeathDoubted or DeathTakenBack when actor.Role != Role.ChildProtection:
                return "by a role that confirms no death";

            case DeathTakenBack e when !doubts.TryGetValue(e.Person, out var doubter) || doubter == actor.User:
                return "by one person alone";

            case StandsSaid when !Supervises(actor):
                return "without a supervisor";

            case WhichStandsDecided e:
                return Unsettled(actor, e);

            case PersonsLinked e when settled.Contains((e.Person, e.Other)):
                return null;

            // What a linked person was before stays with it for the day the link is taken back; at the moment of linking the two agree.
            case PersonsLinked e when people[e.Person] == PersonKind.Child && children[e.Person].Holder is { } one && children[e.Other].Holder is { } other
                && (one.Organisation != other.Organisation || (one.Organisation is not null && one.Place != other.Place)):
                return "one child with two holders";

            case PersonsLinked e when people[e.Person] == PersonKind.Child && children[e.Person].Holder is null && children[e.Other].Holder is not null:
                return "the one with custody has to stay";

            case PersonsLinked e when people[e.Person] == PersonKind.Child && (children[e.Other].Released || children[e.Other].Died):
                return "the one who was released or died has to stay";

            case PersonsUnlinked e when Against(e.Person).Any() && !Supervises(actor):
                return "a link was taken back under a restriction, without a supervisor";

            case CustodyTakenByMistake e when children[e.Person] is not { Holder: not null, ByTap: true, Offer: null }:
                return "what a mark on the roll didn't do was taken back";

            case CustodyTakenByMistake e when attempts.Values.Any(a => !a.BeforeTap && Cluster(a.Child).Contains(e.Person)):
                return "somebody had begun to hand the child over";

            case FactSealed when actor.Role is Role.Roll or Role.Release:
                return "by somebody who asks at a desk";

            case FactTried e:
                return WrongToAsk(actor, attempts[e.Release], e.Fact);

            case LeftOutsideGate or HandedOverOutsideGate or TransferAccepted or DeathConfirmed or CustodyTakenByMistake
                when attempts.Values.Any(a => a.Open && Cluster(a.Child).Contains(((PersonEvent)happened).Person)):
                return StaysOpen;

            case RestrictionUpheld or RestrictionUnfounded or RestrictionLiftAsked or RestrictionLifted when !Supervises(actor):
                return "without a supervisor";

            case RestrictionUnfounded e when barriers[e.Restriction] is var b && (b.Verified || !b.Stands || b.RaisedBy == actor.User
                || attempts.Values.Any(a => a.Open && a.StartedBy == actor.User && Cluster(a.Child).Overlaps(Cluster(e.Person)))):
                return "a verified restriction, or one's own, or by whoever is handing the child over";

            case RestrictionLiftAsked or RestrictionLifted when !DocumentNamed(together):
                return "without a court document";

            case RestrictionLifted e when barriers[e.Restriction].LiftAskedBy is not { } first || first == actor.User:
                return "by one person alone";

            case RelationshipVerified or RelationshipRefuted when actor.Role is not (Role.Supervisor or Role.ChildProtection or Role.LegalAid):
                return "by a role that verifies nothing";

            case RelationshipVerified e when claims[e.Relationship].By == actor.User || claims[e.Relationship].Status != RelationshipStatus.Claimed:
                return "by whoever claimed it, or decided already";

            case ReleaseStarted when actor.Role is not (Role.Release or Role.Supervisor or Role.ChildProtection):
                return "by somebody whose task it isn't";

            case ReleaseStarted e:
                return attempts.Values.Any(a => a.Open && Cluster(a.Child).Contains(e.Person)) ? "while another attempt was open" : NotHeld(e.Person, e.DeskOrganisation);

            case RightShown e when !RightExists(attempts[e.Release], e.Kind, e.Reference):
                return "no such right for this child";

            case RightShown { Kind: RightToCollect.CourtDocument } when !DocumentNamed(together):
                return "without saying which document";

            case ChildAsked e when attempts[e.Release].SaidNo:
                return "a no was asked again";

            case ChildAsked { Says: ChildSays.TooYoung } e when !TooYoung(e.Person):
                return "too old to be too young";

            case NotThisAdult e when !Against(e.Person).Concat(AgainstWhoMayBe(e.Person)).Contains(barriers[e.Restriction]):
                return "about a restriction that doesn't stand against this child";

            case NotThisAdult e when attempts[e.Release] is var a && (!Supervises(actor) || actor.User == a.StartedBy || Named(barriers[e.Restriction], a)):
                return "not by another person who supervises, or the restriction names this very adult";

            case DoubtCleared e when !Supervises(actor) || actor.User == attempts[e.Release].StartedBy:
                return "not by another person who supervises";

            case SupervisorApproved e when attempts[e.Release] is var a && (!Supervises(actor) || a.Identity is null || a.Right is null
                || actor.User == a.StartedBy || actor.User == a.IdentityBy || actor.User == a.Second):
                return "not by a supervisor who is somebody else, or before there was anything to approve";

            case SecondPersonConfirmed e when attempts[e.Release] is var a && (a.Identity is null || a.Right is null || a.Answer is null
                || actor.User == a.StartedBy || actor.User == a.IdentityBy || actor.User == a.Supervisor):
                return "not by somebody else, or before there was anything to confirm";

            case ReleaseCompleted e:
                return Stop(attempts[e.Release], e.Person);

            default:
                return null;
        }
    }

    private const string StaysOpen = "an attempt stays open, though the child's situation changed";

    /// <summary>What is wrong with a decision which of two records of one child stands.</summary>
    private string? Unsettled(Actor actor, WhichStandsDecided e)
    {
        var (stands, aside) = (children[e.Person], children[e.Other]);
        if (!Supervises(actor))
        {
            return "without a supervisor";
        }

        if (attempts.Values.Any(a => a.Open && (Cluster(a.Child).Contains(e.Person) || Cluster(a.Child).Contains(e.Other))))
        {
            return StaysOpen;
        }

        if (aside.Died && !stands.Died)
        {
            return "a death was set aside";
        }

        var first = sayings.GetValueOrDefault((e.Person, e.Other));
        var held = stands.Holder?.Organisation is not null && stands.Holder.Organisation == aside.Holder?.Organisation;
        if ((!held || stands.Died || stands.Released || aside.Died || aside.Released) && (first is null || first.User == actor.User))
        {
            return "by one person alone";
        }

        return aside.Holder?.Organisation is { } holder
            && new[] { actor, first }.All(a => a is null || (a.Organisation != holder && a.Role != Role.ChildProtection))
            ? "without whoever holds the child, or child protection"
            : null;
    }

    /// <summary>Everybody counted as one with a person, without those whose whereabouts somebody decided to set aside.</summary>
    private HashSet<Id<Person>> Standing(Id<Person> person)
    {
        var cluster = Cluster(person);
        cluster.RemoveWhere(SetAside);
        return cluster;
    }

    private bool SetAside(Id<Person> person) =>
        links.Any(l => l.Other == person && (settled.Contains(l) || SetAside(l.Kept)));
}
