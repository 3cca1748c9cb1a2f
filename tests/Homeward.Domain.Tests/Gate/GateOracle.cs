namespace Homeward.Domain.Tests;

/// <summary>
/// Watches the raw accepted events of a history and says when one of them should never have been accepted. It shares
/// nothing with the code under test: plain dictionaries, obvious loops, names compared by a table written by hand.
/// </summary>
public sealed class GateOracle(Func<Id<Place>, Id<Organisation>?> runBy)
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

    /// <summary>Every condition of a release, one after the other.</summary>
    private string? Stop(Attempt attempt, Id<Person> child)
    {
        var claimant = Cluster(records[attempt.Claimant].Person);
        if (NotHeld(child, attempt.Desk) is { } wrong)
        {
            return wrong;
        }

        if (attempt.Identity is not { } identity)
        {
            return "identity was never seen";
        }

        if (attempt.Right is not { } right || !RightExists(attempt, right.Kind, right.Reference))
        {
            return "no right to collect exists for this child";
        }

        if (attempt.Answer is null || attempt.SaidNo)
        {
            return "the child wasn't asked or said no";
        }

        if (attempt.Answer == ChildSays.TooYoung && !TooYoung(child))
        {
            return "the child was old enough to be asked";
        }

        foreach (var barrier in Against(child))
        {
            if (Named(barrier, attempt))
            {
                return "a restriction means this adult";
            }

            if (MayMean(barrier, attempt) && !attempt.NotThisAdult.Contains(barrier.Id))
            {
                return "a restriction may mean this adult and no supervisor has decided";
            }

            Occurred.Add(MayMean(barrier, attempt) ? "released though a restriction might have meant this adult" : "released beside a restriction on somebody else");
        }

        foreach (var barrier in AgainstWhoMayBe(child))
        {
            if (Named(barrier, attempt))
            {
                return "a restriction on a child who may be this one means this adult";
            }

            if (MayMean(barrier, attempt) && !attempt.NotThisAdult.Contains(barrier.Id))
            {
                return "a restriction on a child who may be this one may mean this adult";
            }

            Occurred.Add("released beside a lead to a child with a restriction");
        }

        var counting = Facts(attempt);
        if (identity == IdentitySeenBy.VerificationQuestions && counting.Any(way => way.Select(f => f.Question).Distinct().Count() >= 2))
        {
            if (counting.All(way => way.Count(f => attempt.Tries.Any(t => t.Fact == f.Id && t.Agrees)) < 2))
            {
                return "identity rests on questions whose answers didn't match";
            }

            Occurred.Add("released, the family's answers matched");
        }

        if (Under(child, right).Any(link => now - link.At < TimeSpan.FromMinutes(10)))
        {
            return "the right rests on records joined less than ten minutes ago";
        }

        var suspicious = attempt.Doubt || !RightNames(attempt, right) || Refuted(child, claimant) || Differ(attempt);
        if (suspicious && !attempt.DoubtCleared)
        {
            return "doubts were not cleared by a supervisor";
        }

        if (SupervisorNeeded(attempt, identity, right))
        {
            if (attempt.Supervisor is not { } supervisor || supervisor == attempt.StartedBy || supervisor == attempt.IdentityBy || Under(child, right).Any(link => link.By == supervisor))
            {
                return "no supervisor approved what needs one";
            }

            Occurred.Add("released with a supervisor");
            if (attempts.Values.Any(a => a != attempt && Cluster(a.Child).Overlaps(Cluster(child)) && Differ(a))) { Occurred.Add("released after answers had differed"); }
            if (SharedWith(attempt)) { Occurred.Add("released though the adult came for other children too"); }
            if (Under(child, right).Any()) { Occurred.Add("released by a right on a record that was joined"); }
        }

        if (attempt.Second is not { } second || second == attempt.StartedBy || second == attempt.IdentityBy || second == attempt.Supervisor)
        {
            return "no second person";
        }

        foreach (var sibling in SiblingsOf(child))
        {
            var along = attempts.Values.Any(a => a.Open && Cluster(a.Child).Contains(sibling) && Cluster(records[a.Claimant].Person).SetEquals(claimant));
            if (children[sibling].Holder?.Organisation == attempt.Desk && !attempt.Stays.Overlaps(Cluster(sibling)) && !along)
            {
                return "a brother or sister stays behind unnoticed";
            }

            Occurred.Add("released with siblings");
        }

        Occurred.Add("released");
        Occurred.Add($"released by {right.Kind}");
        Occurred.Add($"released, identity by {identity}");
        Occurred.Add($"released, child said {attempt.Answer}");
        if (suspicious)
        {
            Occurred.Add("released after a doubt was cleared");
        }

        if (Cluster(child).Count > 1)
        {
            Occurred.Add("released as linked persons");
        }

        if (Cluster(child).Any(SetAside))
        {
            Occurred.Add("released after somebody said which of two records stands");
        }

        return null;
    }

    private string? NotHeld(Id<Person> child, Id<Organisation> desk)
    {
        var cluster = Standing(child);
        if (cluster.Any(p => children[p].Died))
        {
            return "the child had died";
        }

        if (cluster.Any(p => children[p].Released))
        {
            return "released before, and in nobody's custody since";
        }

        if (children[child].Holder is not { } holder)
        {
            return "nobody answers for the child";
        }

        return holder.Organisation is { } organisation && organisation != desk ? "another organisation answers for the child"
            : children[child].Offer is not null ? "a hand-over was pending"
            : null;
    }

    private bool RightExists(Attempt attempt, RightToCollect kind, Guid reference)
    {
        var child = Cluster(attempt.Child);
        return kind switch
        {
            RightToCollect.DeclaredByParent => declarations.TryGetValue(new(reference), out var d)
                && d.Dependents.Any(dependent => child.Contains(dependent.Child)) && !Refuted(attempt.Child, Cluster(d.Person)),
            RightToCollect.OnTheRoll => records.TryGetValue(new(reference), out var entry) && entry.Source == Source.Roll && child.Contains(entry.Person)
                && entry.At is { } place && child.Any(p => rolls.Contains((p, place))) && (runBy(place) is not { } owner || owner == entry.Owner),
            RightToCollect.VerifiedRelationship => claims.TryGetValue(new(reference), out var claim)
                && claim.Status == RelationshipStatus.Verified && child.Contains(claim.Child),
            _ => true,
        };
    }

    private bool RightNames(Attempt attempt, (RightToCollect Kind, Guid Reference) right)
    {
        var claimant = records[attempt.Claimant];
        switch (right.Kind)
        {
            case RightToCollect.DeclaredByParent:
                var declaration = declarations[new(right.Reference)];
                var dependent = declaration.Dependents.First(d => Cluster(attempt.Child).Contains(d.Child));
                return IsOrAgrees(declaration.Person, claimant)
                    || records[dependent.Record].Said[^1].Collectors.Any(c => NamePool.InCommon(c.Name, NameOf(claimant)) >= 2);

            case RightToCollect.OnTheRoll:
                var entry = records[new(right.Reference)].Said[^1];
                return entry.Collectors.Select(c => c.Name).Append(entry.MotherName).Append(entry.FatherName)
                    .Any(name => NamePool.InCommon(name, NameOf(claimant)) >= 2);

            case RightToCollect.VerifiedRelationship:
                return IsOrAgrees(claims[new(right.Reference)].Adult, claimant);

            default:
                return true;
        }
    }

    private bool SupervisorNeeded(Attempt attempt, IdentitySeenBy identity, (RightToCollect Kind, Guid Reference) right)
    {
        var earlier = attempts.Values.Where(a => a != attempt && Cluster(a.Child).Overlaps(Cluster(attempt.Child)));
        var ownWord = right.Kind == RightToCollect.DeclaredByParent
            && declarations[new(right.Reference)].Person is var declarer
            && !Cluster(declarer).Overlaps(seenTaken)
            && IsOrAgrees(declarer, records[attempt.Claimant]);
        return identity != IdentitySeenBy.PhotoDocument || right.Kind == RightToCollect.CourtDocument || ownWord
            || Under(attempt.Child, right).Any() || SharedWith(attempt)
            || earlier.Any(a => a.SaidNo || a.RefusedNotYet || (a.Doubt && !a.DoubtCleared) || Differ(a));
    }

    /// <summary>What is wrong with asking this at this attempt.</summary>
    private string? WrongToAsk(Actor actor, Attempt attempt, Id<SealedFact> id)
    {
        var fact = facts[id];
        var child = Cluster(attempt.Child);
        if (fact.By == actor.User)
        {
            return "by whoever heard the answer when it was sealed";
        }

        if (!child.Contains(fact.Child) || attempts.Values.Any(a => a.Order < fact.Order && child.Contains(a.Child)))
        {
            return "about another child, or sealed after somebody had come";
        }

        if (attempt.Tries.Count(t => t.Fact == id) >= 2 || attempts.Values.Where(a => child.Contains(a.Child)).Sum(a => a.Tries.Count) >= 12)
        {
            return "too often";
        }

        return fact.SaidBy is { } adult && !IsOrAgrees(adult, records[attempt.Claimant]) && !Cluster(adult).Overlaps(seenTaken)
            ? "on the word of an adult nobody has seen"
            : null;
    }

    /// <summary>The facts that count for an attempt: asked of the adult, and asked of the child.</summary>
    private List<Sealed>[] Facts(Attempt attempt)
    {
        var child = Cluster(attempt.Child);
        var counting = facts.Values.Where(f => child.Contains(f.Child) && !attempts.Values.Any(a => a.Order < f.Order && child.Contains(a.Child)))
            .Where(f => f.SaidBy is not { } adult || IsOrAgrees(adult, records[attempt.Claimant]) || IsTakenNow(adult)).ToList();
        return [[.. counting.Where(f => f.SaidBy is not { } adult || !IsOrAgrees(adult, records[attempt.Claimant]))], [.. counting.Where(f => f.SaidBy is { } adult && IsOrAgrees(adult, records[attempt.Claimant]))]];
    }

    // Where the kept one of linked adults was last said to be; that of the others is set aside with them.
    private bool IsTakenNow(Id<Person> adult)
    {
        while (links.Where(l => l.Other == adult).Select(l => (Id<Person>?)l.Kept).FirstOrDefault() is { } kept) { adult = kept; }
        return takenNow.Contains(adult);
    }

    private static bool FailedTwice(Attempt attempt) => attempt.Tries.GroupBy(t => t.Fact).Count(t => t.Count() >= 2 && t.All(x => !x.Agrees)) >= 2;

    private bool Differ(Attempt attempt) => FailedTwice(attempt) || Facts(attempt).Any(way =>
        way.Count == 2 && way[0].Question != way[1].Question && way.Any(f => attempt.Tries.Count(t => t.Fact == f.Id && !t.Agrees) >= 2));

    /// <summary>The links, by whom and when, over which a right reaches the child that is handed over.</summary>
    private IEnumerable<(Id<User> By, DateTimeOffset At)> Under(Id<Person> child, (RightToCollect Kind, Guid Reference) right)
    {
        Id<Person>? at = right.Kind switch
        {
            RightToCollect.DeclaredByParent => declarations[new(right.Reference)].Dependents.First(d => Cluster(child).Contains(d.Child)).Child,
            RightToCollect.OnTheRoll => records[new(right.Reference)].Person,
            RightToCollect.VerifiedRelationship => claims[new(right.Reference)].Child,
            _ => null,
        };
        while (at is { } id && id != child && links.Any(l => l.Other == id))
        {
            yield return joined[id];
            at = links.First(l => l.Other == id).Kept;
        }
    }

    /// <summary>Whether the adult of an attempt came for another child who has nothing to do with this one, and whom nobody named for both.</summary>
    private bool SharedWith(Attempt attempt)
    {
        var ours = RecordsOf(records[attempt.Claimant].Person).ToList();
        return attempts.Values.Any(other => other != attempt && !other.IsSlip
            && !Cluster(other.Child).Contains(attempt.Child) && !Related(attempt.Child, other.Child) && !(Expected(attempt) && Expected(other))
            && (ours.Contains(records[other.Claimant]) || ours.Any(record => Shares(record, records[other.Claimant]))));
    }

    private static bool Shares(Filed one, Filed other) =>
        one.Said.Any(ours => ours.Phone is not null && other.Said.Any(theirs => theirs.Phone == ours.Phone))
        || one.Documents.Overlaps(other.Documents)
        || (one.Said[^1].Description is { } look && look == other.Said[^1].Description && NamePool.InCommon(NameOf(one), NameOf(other)) >= 2);

    private bool Related(Id<Person> one, Id<Person> other)
    {
        var (ours, theirs) = (Cluster(one), Cluster(other));
        return siblings.Any(s => (ours.Contains(s.Item1) && theirs.Contains(s.Item2)) || (ours.Contains(s.Item2) && theirs.Contains(s.Item1)))
            || claims.Values.Any(a => a.Status != RelationshipStatus.Refuted && ours.Contains(a.Child) && claims.Values.Any(b => b.Status != RelationshipStatus.Refuted && theirs.Contains(b.Child)
                && Cluster(a.Adult).Contains(b.Adult) && (Cluster(a.Adult).Overlaps(seenTaken) || (a.Status == RelationshipStatus.Verified && b.Status == RelationshipStatus.Verified))));
    }

    private bool Expected(Attempt attempt)
    {
        var child = Cluster(attempt.Child);
        var rights = records.Where(r => r.Value.Source == Source.Roll && child.Contains(r.Value.Person)).Select(r => (RightToCollect.OnTheRoll, r.Key.Value))
            .Concat(claims.Where(c => child.Contains(c.Value.Child) && c.Value.Status == RelationshipStatus.Verified).Select(c => (RightToCollect.VerifiedRelationship, c.Key.Value)))
            .Concat(declarations.Where(d => Cluster(d.Value.Person).Overlaps(seenTaken) && d.Value.Dependents.Any(x => child.Contains(x.Child))).Select(d => (RightToCollect.DeclaredByParent, d.Key.Value)));
        return rights.Any(right => RightExists(attempt, right.Item1, right.Value) && RightNames(attempt, right));
    }

    private bool IsOrAgrees(Id<Person> adult, Filed claimant) =>
        Cluster(adult).Contains(claimant.Person)
        || RecordsOf(adult).Any(r => NamePool.InCommon(NameOf(r), NameOf(claimant)) >= 2);

    private bool Named(Barrier barrier, Attempt attempt) =>
        barrier.Everybody || barrier.Adults(records).Any(adult => Cluster(adult).Contains(records[attempt.Claimant].Person));

    private bool MayMean(Barrier barrier, Attempt attempt) =>
        barrier.Adults(records).Any(adult =>
            RecordsOf(adult).SelectMany(r => r.Said).Any(theirs =>
                RecordsOf(records[attempt.Claimant].Person).SelectMany(r => r.Said).Any(ours => Alike(theirs, ours))));

    private static bool Alike(PersonDetails theirs, PersonDetails ours) =>
        NamePool.Words(theirs.NameAsSaid).Length == 0 || NamePool.Words(ours.NameAsSaid).Length == 0
        || NamePool.InCommon(theirs.NameAsSaid, ours.NameAsSaid) > 0
        || (theirs.Phone is not null && theirs.Phone == ours.Phone);

    private bool Refuted(Id<Person> child, HashSet<Id<Person>> adult) =>
        claims.Values.Any(c => c.Status == RelationshipStatus.Refuted && Cluster(child).Contains(c.Child) && adult.Contains(c.Adult));

    private IEnumerable<Barrier> Against(Id<Person> child) => barriers.Values.Where(b => b.Stands && b.Children.Overlaps(Cluster(child)));

    /// <summary>What stands against every other child of whom an undecided lead says that it is this one.</summary>
    private List<Barrier> AgainstWhoMayBe(Id<Person> child)
    {
        var found = new List<Barrier>();
        foreach (var lead in leads.Values.Where(lead => lead.Undecided))
        {
            var sides = Sides(lead);
            if (sides[0].Contains(child) != sides[1].Contains(child))
            {
                found.AddRange(Against(sides[sides[0].Contains(child) ? 1 : 0].First()).Except(Against(child)));
            }
        }

        return found;
    }

    private HashSet<Id<Person>>[] Sides(Asked lead) => [Cluster(records[lead.Left].Person), Cluster(records[lead.Right].Person)];

    private bool HoldsSomething(Asked lead)
    {
        var sides = Sides(lead);
        return lead.Undecided && !Against(sides[0].First()).ToHashSet().SetEquals(Against(sides[1].First()));
    }

    private bool TooYoung(Id<Person> child) => RecordsOf(child).All(r => (r.Said[^1].Age is not { } age || age.Low <= 4) && (r.Said[^1].BirthDate is not { } born || born.Year > 2014));

    private HashSet<Id<Person>> SiblingsOf(Id<Person> child)
    {
        var own = Cluster(child);
        var found = new HashSet<Id<Person>>();
        foreach (var (one, other) in siblings)
        {
            if (own.Contains(one)) { found.UnionWith(Cluster(other)); }
            if (own.Contains(other)) { found.UnionWith(Cluster(one)); }
        }

        var parents = claims.Values.Where(c => c.IsParent && own.Contains(c.Child)).SelectMany(c => Cluster(c.Adult)).ToHashSet();
        foreach (var claim in claims.Values.Where(c => c.IsParent && parents.Contains(c.Adult)))
        {
            found.UnionWith(Cluster(claim.Child));
        }

        found.ExceptWith(own);
        // Whoever is counted as another stands where the other stands.
        found.RemoveWhere(p => links.Any(l => l.Other == p));
        return found;
    }

    private IEnumerable<Filed> RecordsOf(Id<Person> person)
    {
        var cluster = Cluster(person);
        return records.Values.Where(r => cluster.Contains(r.Person));
    }

    private static string? NameOf(Filed record) => record.Said[^1].NameAsSaid;

    private static bool DocumentNamed(IReadOnlyList<IncidentEvent> together) =>
        together.OfType<NoteGiven>().Any(note => note.Kind == NoteKind.CourtDocument && note.Text.Trim().Length > 0);

    private static bool Supervises(Actor actor) => actor.Role is Role.Supervisor or Role.ChildProtection;

    /// <summary>Everybody counted as one with this person, by following links in both directions.</summary>
    private HashSet<Id<Person>> Cluster(Id<Person> person)
    {
        var found = new HashSet<Id<Person>> { person };
        for (var grown = links.Count > 0; grown;)
        {
            grown = false;
            foreach (var (kept, other) in links)
            {
                grown |= found.Contains(kept) != found.Contains(other) && found.Add(kept) | found.Add(other);
            }
        }

        return found;
    }

    private void Take(Actor actor, IncidentEvent happened, DateTimeOffset occurred)
    {
        // Whoever said which of two stands said it of what was so until now.
        order++;
        if (happened is ChildSeen or HandedOverOutsideGate or CustodyTaken or CustodyTakenByMistake or TransferOffered or TransferAccepted or TransferDeclined or TransferWithdrawn
            or LeftOutsideGate or ReleaseCompleted or WhichStandsDecided)
        {
            var moved = ((PersonEvent)happened).Person;
            foreach (var pair in sayings.Keys.Where(pair => pair.Stands == moved || pair.Other == moved).ToList()) { sayings.Remove(pair); }
        }

        // A hand-over without the gate that is told late moves a child only when nothing newer is known of it.
        var isNewest = true;
        if (happened is ChildSeen or CustodyTaken or TransferAccepted or ReleaseCompleted or LeftOutsideGate or HandedOverOutsideGate)
        {
            if (!heard.TryGetValue(((PersonEvent)happened).Person, out var news)) { heard.Add(((PersonEvent)happened).Person, news = []); }

            isNewest = news.All(one => one.At <= occurred);
            news.Add((occurred, happened is CustodyTaken));
        }

        if (happened is CustodyTakenByMistake slip && heard[slip.Person] is var before) { before.RemoveAt(before.FindLastIndex(one => one.IsTakingIn)); }

        switch (happened)
        {
            case PersonRegistered e:
                people.Add(e.Person, e.Kind);
                if (e.Kind == PersonKind.Child) { children.Add(e.Person, new()); }
                break;
            case RecordFiled e: records.Add(e.Record, new(e.Person, e.Owner, e.Source, e.At)); break;
            case DetailsGiven e: records[e.Record].Said.Add(e.Details); break;
            case ChildExpected e: rolls.Add((e.Person, e.Place)); break;
            case PersonsLinked e:
                links.Add((e.Person, e.Other));
                joined[e.Other] = (actor.User, occurred);
                break;
            case FactSealed e: facts.Add(e.Fact, new(e.Fact, e.Person, e.Question, System.Text.Json.JsonSerializer.Deserialize<string>(System.Text.Json.JsonSerializer.Serialize(e.Answer))!, e.SaidBy, actor.User, order)); break;
            case FactTried e: attempts[e.Release].NewEvidence(a => { a.Tries.Add((e.Fact, e.Agrees)); a.DoubtCleared = false; }); break;
            case DocumentShown e: records[e.Record].Documents.Add(e.Document.Text); break;
            case HandedOverOutsideGate e when !children[e.Person].Released && !children[e.Person].Died && isNewest:
                children[e.Person] = children[e.Person] with { Holder = new(null, null, records[e.To].Person), Offer = null, ByTap = false };
                foreach (var earlier in attempts.Values.Where(a => Cluster(a.Child).Contains(e.Person))) { earlier.BeforeTap = true; }
                break;
            case PersonsUnlinked e:
                links.Remove((e.Person, e.Other));
                settled.Remove((e.Person, e.Other));
                break;
            case LeadProposed e: leads[e.Lead] = new(e.Left, e.Right); break;
            case LeadWithdrawn e: leads[e.Lead].Undecided = false; break;
            case LeadDecided e: leads[e.Lead].Undecided = e.Answer == LeadAnswer.CannotTellYet; break;
            case LeadReopened e: leads[e.Lead].Undecided = true; break;
            case StandsSaid e: sayings[(e.Person, e.Other)] = actor; break;
            case WhichStandsDecided e: settled.Add((e.Person, e.Other)); break;
            case SiblingsNoted e: siblings.Add((e.Person, e.Sibling)); break;
            case SiblingsParted e: siblings.RemoveAll(s => s == (e.Person, e.Sibling) || s == (e.Sibling, e.Person)); break;
            case DeclarationMade e: declarations.Add(e.Declaration, e); break;
            case WhereaboutsReported { Whereabouts: not Whereabouts.Unknown } e:
                seenTaken.Add(e.Person);
                takenNow.Add(e.Person);
                break;
            case WhereaboutsReported e: takenNow.Remove(e.Person); break;
            case RelationshipClaimed e: claims[e.Relationship] = new(e.Person, e.Adult, e.Kinship, actor.User); break;
            case RelationshipVerified e: claims[e.Relationship].Status = RelationshipStatus.Verified; break;
            case RelationshipRefuted e: claims[e.Relationship].Status = RelationshipStatus.Refuted; break;
            case RelationshipWithdrawn e: claims.Remove(e.Relationship); break;

            // A taking-in from before the child left is what was, not what is.
            case CustodyTaken e when occurred < children[e.Person].LeftAt: break;
            case CustodyTaken e:
                children[e.Person] = children[e.Person] with { Holder = e.Holder, Released = false, ByTap = e.OnRollCall };
                foreach (var earlier in attempts.Values.Where(a => Cluster(a.Child).Contains(e.Person))) { earlier.BeforeTap = true; }
                break;
            case CustodyTakenByMistake e: children[e.Person] = children[e.Person] with { Holder = null }; break;
            case TransferOffered e: children[e.Person] = children[e.Person] with { Offer = (e.To, actor.User) }; break;
            case TransferDeclined or TransferWithdrawn: children[((PersonEvent)happened).Person] = children[((PersonEvent)happened).Person] with { Offer = null }; break;
            case TransferAccepted e: children[e.Person] = children[e.Person] with { Holder = children[e.Person].Offer!.Value.To, Offer = null, ByTap = false }; break;
            case LeftOutsideGate e: children[e.Person] = children[e.Person] with { Holder = null, Offer = null, LeftAt = Later(children[e.Person].LeftAt, occurred) }; break;
            case DeathConfirmed e: children[e.Person] = children[e.Person] with { Died = true, Offer = null }; break;
            case DeathDoubted e: doubts[e.Person] = actor.User; break;
            case DeathTakenBack e:
                children[e.Person] = children[e.Person] with { Died = false };
                doubts.Remove(e.Person);
                break;

            case RestrictionRaised e: barriers.Add(e.Restriction, new(e.Restriction, Cluster(e.Person), e.Against, e.AgainstRecord, actor.User) { Verified = e.Verified }); break;
            case RestrictionUpheld e: barriers[e.Restriction].Verified = true; break;
            case RestrictionLiftAsked e: barriers[e.Restriction].LiftAskedBy = actor.User; break;
            case RestrictionUnfounded e: barriers[e.Restriction].Stands = false; break;
            case RestrictionLifted e: barriers[e.Restriction].Stands = false; break;

            case ReleaseStarted e: attempts.Add(e.Release, new(e.Person, e.Claimant, e.DeskOrganisation, actor.User, order)); break;
            case IdentitySeen e: attempts[e.Release].NewEvidence(a => (a.Identity, a.IdentityBy, a.DoubtCleared) = (e.How, actor.User, false)); break;
            case RightShown e: attempts[e.Release].NewEvidence(a => (a.Right, a.DoubtCleared) = ((e.Kind, e.Reference), false)); break;
            case ChildAsked e: attempts[e.Release].NewEvidence(a => (a.Answer, a.SaidNo) = (e.Says, a.SaidNo || e.Says == ChildSays.No)); break;
            case DoubtRaised e: (attempts[e.Release].Doubt, attempts[e.Release].DoubtCleared) = (true, false); break;
            case DoubtCleared e: attempts[e.Release].DoubtCleared = true; break;
            case NotThisAdult e: attempts[e.Release].NotThisAdult.Add(e.Restriction); break;
            case SiblingStays e: attempts[e.Release].Stays.Add(e.Sibling); break;
            case SecondPersonConfirmed e: attempts[e.Release].Second = actor.User; break;
            case SupervisorApproved e: attempts[e.Release].Supervisor = actor.User; break;
            case ReleaseRefused e: (attempts[e.Release].Open, attempts[e.Release].RefusedNotYet) = (false, e.Because == RefusedBecause.NotYet); break;
            case ReleaseAbandoned e: (attempts[e.Release].Open, attempts[e.Release].IsSlip) = (false, attempts[e.Release] is { Identity: null, Tries.Count: 0 }); break;
            case ReleaseCompleted e:
                attempts[e.Release].Open = false;
                children[e.Person] = children[e.Person] with { Holder = null, Offer = null, Released = true, LeftAt = Later(children[e.Person].LeftAt, occurred) };
                break;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed record Filed(Id<Person> Person, Id<Organisation> Owner, Source Source, Id<Place>? At)
    {
        public List<PersonDetails> Said { get; } = [];

        public HashSet<string> Documents { get; } = [];
    }

    private sealed record Sealed(Id<SealedFact> Id, Id<Person> Child, FamilyQuestion Question, string Answer, Id<Person>? SaidBy, Id<User> By, long Order);

    private sealed record Whereabout(Holder? Holder = null, (Holder To, Id<User> By)? Offer = null, bool Released = false, bool Died = false, DateTimeOffset LeftAt = default, bool ByTap = false);

    private sealed record Asked(Id<Record> Left, Id<Record> Right)
    {
        public bool Undecided { get; set; } = true;
    }

    private sealed record Claim(Id<Person> Child, Id<Person> Adult, Kinship Kinship, Id<User> By)
    {
        public RelationshipStatus Status { get; set; }

        public bool IsParent => Status != RelationshipStatus.Refuted && Kinship is Kinship.Mother or Kinship.Father or Kinship.StepParent or Kinship.Guardian;
    }

    private sealed record Barrier(Id<Restriction> Id, HashSet<Id<Person>> Children, Id<Person>? Known, Id<Record>? Record, Id<User> RaisedBy)
    {
        public bool Verified { get; set; }

        public bool Stands { get; set; } = true;

        public Id<User>? LiftAskedBy { get; set; }

        public bool Everybody => Known is null && Record is null;

        public IEnumerable<Id<Person>> Adults(Dictionary<Id<Record>, Filed> records)
        {
            if (Known is { } known) { yield return known; }
            if (Record is { } record) { yield return records[record].Person; }
        }
    }

    private sealed class Attempt(Id<Person> child, Id<Record> claimant, Id<Organisation> desk, Id<User> startedBy, long order)
    {
        public long Order => order;
        public List<(Id<SealedFact> Fact, bool Agrees)> Tries { get; } = [];
        public bool IsSlip { get; set; }
        public Id<Person> Child => child;
        public Id<Record> Claimant => claimant;
        public Id<Organisation> Desk => desk;
        public Id<User> StartedBy => startedBy;
        public bool Open { get; set; } = true;
        public IdentitySeenBy? Identity { get; set; }
        public Id<User>? IdentityBy { get; set; }
        public (RightToCollect Kind, Guid Reference)? Right { get; set; }
        public ChildSays? Answer { get; set; }
        public bool SaidNo { get; set; }
        public bool Doubt { get; set; }
        public bool DoubtCleared { get; set; }
        public bool RefusedNotYet { get; set; }
        public bool BeforeTap { get; set; }
        public Id<User>? Second { get; set; }
        public Id<User>? Supervisor { get; set; }
        public HashSet<Id<Restriction>> NotThisAdult { get; } = [];
        public HashSet<Id<Person>> Stays { get; } = [];

        // Whoever confirmed or approved before had something else before them.
        public void NewEvidence(Action<Attempt> take)
        {
            take(this);
            (Second, Supervisor) = (null, null);
        }
    }
}
