using System.Collections.Immutable;

namespace Homeward.Domain;

/// <summary>
/// Turns a state and an event into the next state. Pure and total: an event in the journal was decided on exactly this
/// state, so nothing is checked again and nothing is refused.
/// </summary>
public static class Applying
{
    /// <summary>The state after the event.</summary>
    public static IncidentState Apply(this IncidentState state, IncidentEvent happened, Stamp stamp)
    {
        var next = happened switch
        {
            // The words of a claim whose key has been destroyed: nothing is left of them but that there were some.
            Erased erased when state.Claims.TryGetValue(new(erased.Person.Value), out var claim) => state with { Claims = state.Claims.Set(claim.Id, claim with { Version = claim.Version + 1 }) },
            FamilyCardEvent card => OfCard(state, card, stamp),
            PublicClaimEvent claim => OfClaim(state, claim, stamp),
            PersonEvent personal => OfPerson(state, personal, stamp),
            LeadEvent lead => OfLead(state, lead, stamp),
            _ => OfIncident(state, happened, stamp) with { Version = state.Version + 1 },
        };
        return next with { Position = stamp.Position, LastRecorded = stamp.Recorded };
    }

    private static IncidentState OfIncident(IncidentState state, IncidentEvent happened, Stamp stamp) => happened switch
    {
        IncidentOpened e => state with { Incident = e.Incident },
        OrganisationJoined e => state with
        {
            Organisations = state.Organisations.Set(e.Organisation.Id, e.Organisation),
            Vouching = e.Unvouched ? state.Vouching.Set(e.Organisation.Id, new(e.Organisation.Id, [])) : state.Vouching,
        },
        OrganisationVouchedFor e => WithVouching(state, e.Organisation, by => by.Add(new(e.By, stamp.User, stamp.Recorded))),
        VouchingTakenBack e => WithVouching(state, e.Organisation, by => by.RemoveAll(voucher => voucher.Organisation == e.By)),
        PlaceAdded e => state with { Places = state.Places.Set(e.Place.Id, e.Place) },
        AgencyListed e => state with { Agencies = state.Agencies.Add(new(e.Agency, e.Name, stamp.Occurred, [])) },
        AgencyTold e => WithAgency(state, e.Agency, a => a with
        {
            Tellings = a.Tellings.Add(new(e.Telling, e.Means, e.Said, stamp.User, stamp.Occurred, stamp.Recorded)),
        }),
        AgencyAcknowledged e => WithAgency(state, e.Agency, a => a with { Acknowledged = new(e.ByWhom, stamp.Occurred, stamp.Recorded) }),
        FamilyPageOpened e => state with { FamilyPage = new(e.HelpNumber, e.OtherLanguages, e.AnsweredBy) },
        FamilyPageClosed => state with { FamilyPage = null },
        FigureStated e => state with
        {
            Figures = state.Figures.Add(new(
                e.Figure, e.About, e.Value, e.Low, e.High, e.SaidBy, e.AsOf, e.Source, e.Words, stamp.Recorded, e.Subject)),
        },
        LegalHoldPlaced e => state with
        {
            Holds = state.Holds.Set(e.Hold, new(e.Hold, e.People, e.Reason, stamp.User, e.Organisation, stamp.Recorded)),
        },
        LegalHoldLiftAsked e => state with
        {
            Holds = state.Holds.Set(e.Hold, state.Holds[e.Hold] with { LiftAskedBy = stamp.User, LiftAskedFor = e.Organisation, LiftAskedAt = stamp.Recorded }),
        },
        LegalHoldLifted e => state with
        {
            Holds = state.Holds.Set(e.Hold, state.Holds[e.Hold] with { LiftedBy = stamp.User, LiftedAt = stamp.Recorded }),
        },
        ReportingKeyEnrolled e => state with
        {
            ReportingKeys = state.ReportingKeys.Set(e.Key, new(e.Key, e.Organisation, e.Place, e.PublicKey, stamp.User, stamp.Recorded)),
        },
        ReportingKeyEnded e => state with { ReportingKeys = state.ReportingKeys.Set(e.Key, state.ReportingKeys[e.Key] with { EndedAt = stamp.Recorded }) },
        IncidentClosed => state with { ClosedAt = stamp.Recorded },
        IncidentReopened => state with { ClosedAt = null },
        ImportBegun e => state with { UnfinishedImports = state.UnfinishedImports.Add(new(e.Import, e.Owner, e.Place, e.Rows, stamp.User, stamp.Recorded)) },
        ImportFinished e => state with { UnfinishedImports = state.UnfinishedImports.RemoveAll(import => import.Id == e.Import) },
        _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
    };

    private static IncidentState WithVouching(IncidentState state, Id<Organisation> id, Func<ImmutableArray<Voucher>, ImmutableArray<Voucher>> change) =>
        state with { Vouching = state.Vouching.Set(id, state.Vouching[id] with { By = change(state.Vouching[id].By) }) };

    private static IncidentState WithAgency(IncidentState state, Id<Agency> id, Func<Agency, Agency> change)
    {
        var at = state.Agencies.FindIndex(a => a.Id == id);
        var changed = change(state.Agencies[at]);
        return state with { Agencies = state.Agencies.SetItem(at, changed with { Version = changed.Version + 1 }) };
    }

    private static IncidentState OfCard(IncidentState state, FamilyCardEvent happened, Stamp stamp)
    {
        if (happened is FamilyCardIssued issued)
        {
            return state with
            {
                FamilyCards = state.FamilyCards.Set(issued.Card, new(
                    issued.Card, issued.Adult, issued.CodePrint, issued.PinPrint, issued.Organisation, stamp.User, stamp.Recorded, 1)),
                CardsByCode = state.CardsByCode.Set(issued.CodePrint, issued.Card),
            };
        }

        var card = state.FamilyCards[happened.Card];
        var after = happened switch
        {
            FamilyCardRevoked => card with { Revoked = true },
            FamilyAnswerSaid e => card with { Said = e.Answer },
            FamilyCardMistyped => card with { Mistyped = card.Mistyped + 1 },
            _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
        };
        return state with { FamilyCards = state.FamilyCards.Set(card.Id, after with { Version = card.Version + 1 }) };
    }

    private static IncidentState OfClaim(IncidentState state, PublicClaimEvent happened, Stamp stamp)
    {
        if (happened is PublicClaimReceived received)
        {
            return state with
            {
                Claims = state.Claims.Set(received.Claim, new(
                    received.Claim, new(received.Claim.Value), received.Kind, received.Language, received.Owner, null, stamp.Recorded, stamp.Recorded, 1)),
                ClaimsWaiting = state.ClaimsWaiting + 1,
            };
        }

        var claim = state.Claims[happened.Claim];
        var after = happened switch
        {
            PublicClaimWorded e => claim with { Words = e.Words },
            PublicClaimContacted => claim with { LastContact = stamp.Recorded },
            // One that still waited is out of the queue: nobody reached whoever wrote it in time.
            PublicClaimExpired => claim with { Words = null, Closed = claim.Closed ?? ClaimClosedBecause.NotReached, ClosedAt = claim.ClosedAt ?? stamp.Recorded },
            PublicClaimClosed e => claim with { Closed = e.Because, ClosedBy = stamp.User, ClosedAt = stamp.Recorded },
            _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
        };
        return state with
        {
            Claims = state.Claims.Set(claim.Id, after with { Version = claim.Version + 1 }),
            Expired = happened is PublicClaimExpired ended ? state.Expired.Set(claim.Record, new(claim.Record, ExpiryReason.PublicClaim, ended.Since, stamp.Recorded)) : state.Expired,
            ClaimsWaiting = state.ClaimsWaiting - (claim.Closed is null && after.Closed is not null ? 1 : 0),
        };
    }

    private static IncidentState OfLead(IncidentState state, LeadEvent happened, Stamp stamp)
    {
        state.Leads.TryGetValue(happened.Lead, out var before);
        if (happened is DisclosureEvent step)
        {
            return state with
            {
                Leads = state.Leads.Set(step.Lead, before! with { Version = before.Version + 1 }),
                Disclosures = state.Disclosures.Set(step.Lead, DisclosureStory.After(state.Disclosures.TryGetValue(step.Lead, out var known) ? known : null, step, stamp)),
            };
        }

        var after = happened switch
        {
            LeadProposed e => new Lead(
                e.Lead, e.Kind, e.Left, e.Right, e.Bits, e.Probability, e.Band, e.Reasons, LeadStatus.Open,
                // Weighed again, it is the question that has been waiting since.
                before is { Status: LeadStatus.Open } ? before.ProposedAt : stamp.Recorded, before?.Version ?? 0),
            LeadWithdrawn => before! with { Status = LeadStatus.Withdrawn },
            LeadReopened => before! with { Status = LeadStatus.Open, DecidedBy = null, DecidedAt = null },
            LeadDecided e => before! with
            {
                Status = e.Answer switch
                {
                    LeadAnswer.Same => LeadStatus.Confirmed,
                    LeadAnswer.NotTheSame => LeadStatus.Rejected,
                    _ => LeadStatus.CannotTellYet,
                },
                DecidedBy = stamp.User,
                DecidedAt = stamp.Recorded,
            },
            _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
        };
        return state with
        {
            Leads = state.Leads.Set(happened.Lead, after with { Version = after.Version + 1 }),
            MaybeSame = (before?.IsMaybeSame ?? false) == after.IsMaybeSame
                ? state.MaybeSame
                : MaybeSame.With(MaybeSame.With(state.MaybeSame, state.Records[after.Left].Person, after), state.Records[after.Right].Person, after),
        };
    }

    private static IncidentState OfPerson(IncidentState state, PersonEvent happened, Stamp stamp)
    {
        if (happened is PersonRegistered registered)
        {
            var person = new Person(
                registered.Person, registered.Kind, registered.Code, 1, [], stamp.Recorded, stamp.Recorded, null, [], Needs.None,
                registered.Kind == PersonKind.Child ? ChildFacts.New(stamp.Occurred) : null,
                registered.Kind == PersonKind.Adult ? new(false, Whereabouts.Unknown, null, stamp.Occurred, [], []) : null,
                []);
            return state.With(person) with { Codes = state.Codes.Set(new(registered.Code), person.Id) };
        }

        var before = state.People[happened.Person];
        var heard = before with { Version = before.Version + 1, LastHeard = stamp.Recorded };
        return happened switch
        {
            RecordFiled e => HeardFrom(state, e.At, stamp).With(heard with { Records = heard.Records.Add(e.Record) }) with
            {
                Records = state.Records.Set(e.Record, new(
                    e.Record, e.Person, e.Owner, e.Source, e.At, null, stamp.Occurred, stamp.Recorded, stamp.User, [], [])),
            },
            DetailsGiven e => Said(state.With(heard), Corrected(state.Records[e.Record], e.Details, stamp)),
            DocumentShown e => Said(state.With(heard), Shown(state.Records[e.Record], e.Document)),
            FactSealed e => state.With(heard) with
            {
                Records = state.Records.Set(e.Record, state.Records[e.Record] with
                {
                    Facts = state.Records[e.Record].Facts.Add(new(e.Fact, e.Question, e.Answer, e.SaidBy, stamp.Position, stamp.Recorded, stamp.User)),
                }),
            },
            NoteGiven e => state.With(heard) with { Records = state.Records.Set(e.Record, Noted(state.Records[e.Record], e, stamp)) },
            Erased => state.With(heard),
            NeedsNoted e => state.With(heard with { Needs = heard.Needs | e.Needs }),
            DeclarationMade e => state.With(heard with { Adult = heard.Adult! with { Declarations = heard.Adult.Declarations.Add(e.Declaration) } }) with
            {
                Declarations = state.Declarations.Set(e.Declaration, new(
                    e.Declaration, e.Person, e.Record, e.Dependents, e.Owner, stamp.Occurred, stamp.Recorded, e.NoDependents)),
            },
            TracingRequested e => state.With(heard) with
            {
                TracingRequests = state.TracingRequests.Set(e.Request, new(
                    e.Request, e.Seeker, e.Sought, e.SeekerIs, e.Owner, stamp.Occurred, stamp.Recorded)),
                Claimants = state.People[state.Records[e.Sought].Person].Kind == PersonKind.Child
                    ? state.Claimants.With(state.Records[e.Seeker], new(e.Seeker, state.Records[e.Sought].Person, e.Request.Value))
                    : state.Claimants,
            },
            RelationshipClaimed e => WithAdultsToo(state, heard, e.Adult, r => r.Add(e.Relationship)) with
            {
                Relationships = state.Relationships.Set(e.Relationship, new(
                    e.Relationship, e.Adult, e.Person, e.Kinship, RelationshipStatus.Claimed, stamp.User, stamp.Recorded, FromLead: e.FromLead)),
            },
            RelationshipVerified e => WithRelationship(state.With(heard), e.Relationship, RelationshipStatus.Verified, e.How, stamp),
            RelationshipRefuted e => WithRelationship(state.With(heard), e.Relationship, RelationshipStatus.Refuted, null, stamp),
            RelationshipWithdrawn e => WithAdultsToo(state, heard, state.Relationships[e.Relationship].Adult, r => r.Remove(e.Relationship)) with
            {
                Relationships = state.Relationships.Remove(e.Relationship),
            },
            PersonShownByCode => state.With(heard with
            {
                CodesShown = [.. heard.CodesShown.Where(one => one.Until > stamp.Recorded && one.To != stamp.User), new(stamp.User, stamp.Recorded)],
            }),
            GlassBroken e => state.With(heard) with
            {
                BrokenGlass = state.BrokenGlass.Set(e.Glass, new(e.Glass, e.Person, e.Reason, stamp.User, e.Organisation, stamp.Recorded)),
            },
            GlassReviewed e => state.With(heard) with
            {
                BrokenGlass = state.BrokenGlass.Set(e.Glass, state.BrokenGlass[e.Glass] with { WasRight = e.WasRight, ReviewedBy = stamp.User, ReviewedAt = stamp.Recorded }),
            },
            ReceiptMade e => state.With(heard) with
            {
                Receipts = state.Receipts.Set(e.Receipt, new(e.Receipt, e.Person, e.Release, e.For, stamp.Recorded)),
            },
            ReceiptWritten e => state.With(heard) with
            {
                Receipts = state.Receipts.Set(e.Receipt, state.Receipts[e.Receipt] with { Words = new(e.Key, e.Child, e.Adult, e.Evidence) }),
            },
            ReceiptAcknowledged e => state.With(heard) with
            {
                Receipts = state.Receipts.Set(e.Receipt, state.Receipts[e.Receipt] with { AcknowledgedBy = stamp.User, AcknowledgedAt = stamp.Recorded }),
            },
            RecordsExpired e => state.With(heard).Forget(e.Records) with
            {
                Expired = e.Records.Aggregate(state.Expired, (expired, record) => expired.Set(record, new(record, e.Reason, e.Since, stamp.Recorded))),
            },
            WhichStandsDecided e => state.With(heard with { Child = ChildStory.Stands(heard.Child!, e, state.People[e.Other].Child!, stamp) }),
            PersonsLinked e => Linked(state, heard, e, stamp),
            PersonsUnlinked e => Unlinked(state, heard, e),
            SiblingsNoted e => WithSibling(state.With(Sibling(heard, e.Sibling)), e),
            SiblingsParted e => WithoutSibling(state.With(heard with { Child = heard.Child! with { Siblings = heard.Child.Siblings.Remove(e.Sibling) } }), e),
            WhereaboutsReported e => HeardFrom(state, e.Place, stamp).With(heard with { Adult = Moved(heard.Adult!, e, stamp) }),
            ReleaseEvent e => OfRelease(state, heard, e, stamp),
            HandedOverOutsideGate e => HeardFrom(state, heard.Child!.Place, stamp).With(heard with { Child = ChildStory.HandedOverOutsideGate(heard.Child, state.Records[e.To].Person, stamp) }),
            RestrictionRaised e => Restricted(state.With(heard), heard, e.Restriction) with
            {
                Restrictions = state.Restrictions.Set(e.Restriction, new(
                    e.Restriction, e.Person, e.Kind, e.Against, e.AgainstRecord, e.Verified, RestrictionStatus.Active, stamp.User, stamp.Recorded)),
            },
            RestrictionUpheld e => WithRestriction(state.With(heard), e.Restriction, r => r with { Verified = true }),
            RestrictionUnfounded e => WithRestriction(state.With(heard), e.Restriction, r => r with { Status = RestrictionStatus.Unfounded }),
            RestrictionLiftAsked e => WithRestriction(state.With(heard), e.Restriction, r => r with { LiftAskedBy = stamp.User }),
            RestrictionLifted e => WithRestriction(state.With(heard), e.Restriction, r => r with { Status = RestrictionStatus.Lifted }),
            _ => HeardFrom(state, ChildStory.PlaceOf(happened, heard.Child!), stamp).With(heard with { Child = ChildStory.After(heard.Child!, happened, stamp) }),
        };
    }

    // A place is silent when nothing has been heard from it; what counts is when we learned, not when it happened.
    private static IncidentState HeardFrom(IncidentState state, Id<Place>? place, Stamp stamp)
    {
        if (place is not { } at)
        {
            return state;
        }

        var tally = state.Tallies.TryGetValue(at, out var known) ? known : default;
        return state with { Tallies = state.Tallies.Set(at, tally with { LastHeard = stamp.Recorded }) };
    }

    private static Record Corrected(Record record, PersonDetails details, Stamp stamp) => record.Details is null
        ? record with { Details = details }
        : record with
        {
            Details = details,
            Earlier = record.Earlier.Add(new(record.Details, record.Occurred, record.Recorded, record.FiledBy)),
            Occurred = stamp.Occurred,
            Recorded = stamp.Recorded,
            FiledBy = stamp.User,
        };

    // A correction at the desk is as good as the first word: whoever gave a telephone gave it.
    private static IncidentState Said(IncidentState state, Record record) => state with
    {
        Records = state.Records.Set(record.Id, record),
        Claimants = state.Claimants.Heard(record),
    };

    private static Record Shown(Record record, DocumentToken document) =>
        record.Documents.Contains(document) ? record : record with { Documents = record.Documents.Add(document) };

    private static Record Noted(Record record, NoteGiven e, Stamp stamp) =>
        record with { Notes = record.Notes.Add(new(e.Kind, e.Text, stamp.Occurred, stamp.Recorded, stamp.User, e.About)) };

    private static AdultFacts Moved(AdultFacts adult, WhereaboutsReported e, Stamp stamp) => adult with
    {
        InCensus = true,
        // A report of an earlier moment that arrives late joins the history; it doesn't move the adult back.
        Whereabouts = stamp.Occurred >= adult.Since || adult.History.IsEmpty ? e.Whereabouts : adult.Whereabouts,
        Place = stamp.Occurred >= adult.Since || adult.History.IsEmpty ? e.Place : adult.Place,
        Since = stamp.Occurred >= adult.Since || adult.History.IsEmpty ? stamp.Occurred : adult.Since,
        History = adult.History.Add(new(e.Whereabouts, e.Place, stamp.Occurred, stamp.Recorded, stamp.User)),
    };

    private static IncidentState WithAdultsToo(
        IncidentState state, Person child, Id<Person> adult, Func<ImmutableArray<Id<Relationship>>, ImmutableArray<Id<Relationship>>> change)
    {
        var grown = state.People[adult];
        return state
            .With(child with { Relationships = change(child.Relationships) })
            .With(grown with { Relationships = change(grown.Relationships) });
    }

    private static IncidentState WithRelationship(IncidentState state, Id<Relationship> id, RelationshipStatus status, VerifiedBy? how, Stamp stamp) =>
        state with
        {
            Relationships = state.Relationships.Set(id, state.Relationships[id] with
            {
                Status = status,
                DecidedBy = stamp.User,
                DecidedAt = stamp.Recorded,
                How = how,
            }),
        };

    private static IncidentState WithRestriction(IncidentState state, Id<Restriction> id, Func<Restriction, Restriction> change) =>
        state with { Restrictions = state.Restrictions.Set(id, change(state.Restrictions[id])) };

    // It is kept with everybody who is counted as this child, so that taking a link back never loses it.
    private static IncidentState Restricted(IncidentState state, Person child, Id<Restriction> id)
    {
        foreach (var member in state.Cluster(child))
        {
            state = state.With(member with { Child = member.Child! with { Restrictions = member.Child.Restrictions.Add(id) } });
        }

        return state;
    }

    private static Person Sibling(Person person, Id<Person> other) =>
        person.Child!.Siblings.Contains(other) ? person : person with { Child = person.Child with { Siblings = person.Child.Siblings.Add(other) } };

    private static IncidentState WithSibling(IncidentState state, SiblingsNoted e) => state.With(Sibling(state.People[e.Sibling], e.Person));

    private static IncidentState WithoutSibling(IncidentState state, SiblingsParted e)
    {
        var other = state.People[e.Sibling];
        return state.With(other with { Child = other.Child! with { Siblings = other.Child.Siblings.Remove(e.Person) } });
    }

    private static IncidentState Linked(IncidentState state, Person kept, PersonsLinked e, Stamp stamp)
    {
        var other = state.People[e.Other];
        var child = kept.Child is { InCensus: false } facts && other.Child is { InCensus: true }
            ? facts with { InCensus = true, BroughtInBy = e.Other }
            : kept.Child;
        return state
            .With(other with { CountedAs = kept.Id, CountedFrom = e.FromLead, LinkMade = new(stamp.User, stamp.Recorded) })
            .With(kept with { Linked = kept.Linked.Add(e.Other), Child = child });
    }

    private static IncidentState Unlinked(IncidentState state, Person kept, PersonsUnlinked e)
    {
        state = state
            .With(state.People[e.Other] with { CountedAs = null, CountedFrom = null, LinkMade = null })
            .With(kept with { Linked = kept.Linked.Remove(e.Other) });

        // Whoever counted only because of this link needs another reason or leaves the census, all the way up.
        var (gone, at) = (e.Other, (Id<Person>?)kept.Id);
        while (at is { } id && state.People[id] is { Child: { } child } person && child.BroughtInBy == gone)
        {
            Id<Person>? reason = person.Linked.Where(l => state.People[l].Child!.InCensus).Select(l => (Id<Person>?)l).FirstOrDefault();
            state = state.With(person with { Child = child with { InCensus = reason is not null, BroughtInBy = reason } });
            (gone, at) = (id, reason is null ? person.CountedAs : null);
        }

        return state;
    }

    private static IncidentState OfRelease(IncidentState state, Person child, ReleaseEvent happened, Stamp stamp)
    {
        if (happened is ReleaseStarted started)
        {
            return state.With(child with { Child = child.Child! with { Releases = child.Child.Releases.Add(started.Release) } }) with
            {
                Releases = state.Releases.Set(started.Release, new(
                    started.Release, started.Person, started.Claimant, started.DeskOrganisation, stamp.User, stamp.Recorded, ReleaseStatus.Open)
                {
                    StartedAtPosition = stamp.Position,
                }),
                Claimants = state.Claimants.With(state.Records[started.Claimant], new(started.Claimant, started.Person, started.Release.Value)),
            };
        }

        var release = state.Releases[happened.Release];
        var after = happened switch
        {
            // Whoever confirmed or approved did so on the evidence of that moment; new evidence asks them again.
            IdentitySeen e => Undecided(release) with { Identity = new(e.How, stamp.User, stamp.Recorded) },
            RightShown e => Undecided(release) with { Right = new(e.Kind, e.Reference, stamp.User, stamp.Recorded) },
            ChildAsked e => Unconfirmed(release) with { Answer = new(e.Says, stamp.User, stamp.Recorded) },
            FactTried e => Undecided(release) with { Tries = release.Tries.Add(new(e.Fact, e.Agrees, stamp.User, stamp.Recorded)) },
            DoubtRaised => release with { DoubtRaised = true, DoubtClearedBy = null },
            DoubtCleared => release with { DoubtClearedBy = stamp.User },
            NotThisAdult e => release with { NotThisAdult = release.NotThisAdult.Add(e.Restriction) },
            SiblingStays e => release with { SiblingsStay = release.SiblingsStay.Add(e.Sibling) },
            SecondPersonConfirmed => release with { SecondPerson = stamp.User },
            SupervisorApproved => release with { Supervisor = stamp.User },
            ReleaseCompleted => release with { Status = ReleaseStatus.Completed, EndedAt = stamp.Recorded },
            ReleaseRefused e => release with { Status = ReleaseStatus.Refused, RefusedBecause = e.Because, EndedAt = stamp.Recorded },
            ReleaseAbandoned => release with { Status = ReleaseStatus.Abandoned, EndedAt = stamp.Recorded },
            _ => throw new InvalidOperationException($"No rule applies {happened.GetType().Name}."),
        };
        var story = happened is ReleaseCompleted
            ? HeardFrom(state, child.Child!.Place, stamp).With(child with { Child = ChildStory.HandedOver(child.Child, state.Records[release.Claimant].Person, happened.Release, stamp) })
            : state.With(child);
        return story with { Releases = state.Releases.Set(release.Id, after) };
    }

    private static Release Undecided(Release release) => Unconfirmed(release) with { DoubtClearedBy = null };

    private static Release Unconfirmed(Release release) => release with { SecondPerson = null, Supervisor = null };
}
