namespace Homeward.Domain.Tests;

/// <content>What is remembered of the events, in plain dictionaries.</content>
public sealed partial class GateOracle
{
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
