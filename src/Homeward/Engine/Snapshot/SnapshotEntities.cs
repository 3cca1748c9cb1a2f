using System.Text.Json;
using Homeward.Domain;

namespace Homeward.Engine;

/// <summary>
/// How the entities that come by the hundred thousand are written: field by field, in the order of their declaration. A
/// test writes every entity with every field set and compares what is read; a new field shows up there.
/// </summary>
internal static class SnapshotEntities
{
    public static void Write(this SnapshotSink to, Person person)
    {
        to.Id(person.Id);
        to.Byte((int)person.Kind);
        to.Text(person.Code);
        to.Number(person.Version);
        to.Many(person.Records, to.Id);
        to.Time(person.FirstRecorded);
        to.Time(person.LastHeard);
        to.Id(person.CountedAs);
        to.Many(person.Linked, to.Id);
        to.Byte((int)person.Needs);
        to.Flag(person.Child is not null);
        if (person.Child is { } child)
        {
            to.Write(child);
        }

        to.Flag(person.Adult is not null);
        if (person.Adult is { } adult)
        {
            to.Write(adult);
        }

        to.Many(person.Relationships, to.Id);
        to.Id(person.CountedFrom);
        to.Flag(person.LinkMade is not null);
        if (person.LinkMade is { } made)
        {
            to.Id(made.By);
            to.Time(made.At);
        }

        to.Many(person.CodesShown, shown =>
        {
            to.Id(shown.To);
            to.Time(shown.At);
        });
    }

    public static Person Person(this SnapshotSource from) => new(
        from.Id<Person>(), (PersonKind)from.Byte(), from.Text()!, from.Number(), from.Many(static many => many.Id<Record>()), from.Time(), from.Time(),
        from.IdOrNot<Person>(), from.Many(static many => many.Id<Person>()), (Needs)from.Byte(), from.Flag() ? from.Child() : null, from.Flag() ? from.Adult() : null,
        from.Many(static many => many.Id<Relationship>()))
    {
        CountedFrom = from.IdOrNot<Lead>(),
        LinkMade = from.Flag() ? new LinkMade(from.Id<User>(), from.Time()) : null,
        CodesShown = from.Many(static many => new CodeShown(many.Id<User>(), many.Time())),
    };

    public static void Write(this SnapshotSink to, Record record)
    {
        to.Id(record.Id);
        to.Id(record.Person);
        to.Id(record.Owner);
        to.Byte((int)record.Source);
        to.Id(record.At);
        to.Flag(record.Details is not null);
        if (record.Details is { } details)
        {
            to.Write(details);
        }

        to.Time(record.Occurred);
        to.Time(record.Recorded);
        to.Id(record.FiledBy);
        to.Many(record.Earlier, earlier =>
        {
            to.Write(earlier.Details);
            to.Time(earlier.Occurred);
            to.Time(earlier.Recorded);
            to.Id(earlier.By);
        });
        to.Many(record.Notes, note =>
        {
            to.Byte((int)note.Kind);
            to.Text(note.Text);
            to.Time(note.Occurred);
            to.Time(note.Recorded);
            to.Id(note.By);
            to.Guid(note.About);
        });
        to.Many(record.Facts, fact =>
        {
            to.Id(fact.Id);
            to.Byte((int)fact.Question);
            to.Text(JsonSerializer.Serialize(fact.Answer));
            to.Id(fact.SaidBy);
            to.Long(fact.Position);
            to.Time(fact.Recorded);
            to.Id(fact.By);
        });
        to.Many(record.Documents, document => to.Text(document.Text));
    }

    public static Record Record(this SnapshotSource from) => new(
        from.Id<Record>(), from.Id<Person>(), from.Id<Organisation>(), (Source)from.Byte(), from.IdOrNot<Place>(), from.Flag() ? from.Details() : null,
        from.Time(), from.Time(), from.Id<User>(),
        from.Many(static many => new EarlierDetails(many.Details(), many.Time(), many.Time(), many.Id<User>())),
        from.Many(static many => new Note((NoteKind)many.Byte(), many.Text()!, many.Time(), many.Time(), many.Id<User>(), many.Guid())))
    {
        Facts = from.Many(static many => new SealedFact(
            many.Id<SealedFact>(), (FamilyQuestion)many.Byte(), JsonSerializer.Deserialize<SealedAnswer>(many.Text()!)!, many.IdOrNot<Person>(), many.Long(), many.Time(), many.Id<User>())),
        Documents = from.Many(static many => new DocumentToken(many.Text()!)),
    };

    public static void Write(this SnapshotSink to, Lead lead)
    {
        to.Id(lead.Id);
        to.Byte((int)lead.Kind);
        to.Id(lead.Left);
        to.Id(lead.Right);
        to.Real(lead.Bits);
        to.Real(lead.Probability);
        to.Byte((int)lead.Band);
        to.Many(lead.Reasons, reason =>
        {
            to.Text(reason.Field);
            to.Text(reason.Level);
            to.Real(reason.Bits);
        });
        to.Byte((int)lead.Status);
        to.Time(lead.ProposedAt);
        to.Number(lead.Version);
        to.Id(lead.DecidedBy);
        to.Time(lead.DecidedAt);
    }

    public static Lead Lead(this SnapshotSource from) => new(
        from.Id<Lead>(), (LeadKind)from.Byte(), from.Id<Record>(), from.Id<Record>(), from.Real(), from.Real(), (LeadBand)from.Byte(),
        from.Many(static many => new LeadReason(many.Text()!, many.Text()!, many.Real())), (LeadStatus)from.Byte(), from.Time(), from.Number(),
        from.IdOrNot<User>(), from.TimeOrNot());

    private static void Write(this SnapshotSink to, PersonDetails details)
    {
        to.Text(details.NameAsSaid);
        to.Text(details.GivenNames);
        to.Text(details.FamilyNames);
        to.Text(details.OtherNames);
        to.Byte((int)details.Sex);
        to.Flag(details.Age is not null);
        if (details.Age is { } age)
        {
            to.Number(age.Low);
            to.Number(age.High);
            to.Flag(age.InMonths);
        }

        to.Number(details.BirthDate?.Year ?? 0);
        if (details.BirthDate is { } date)
        {
            to.Byte(date.Month ?? 0);
            to.Byte(date.Day ?? 0);
        }

        to.Text(details.Phone);
        to.Text(details.Town);
        to.Text(details.School);
        to.Text(details.Grade);
        to.Text(details.MotherName);
        to.Text(details.FatherName);
        to.Text(details.SiblingNames);
        to.Text(details.Description);
        to.Text(details.Interpreter);
        to.Many(details.Collectors, collector =>
        {
            to.Text(collector.Name);
            to.Byte((int)collector.Kinship);
            to.Text(collector.Phone);
        });
    }

    private static PersonDetails Details(this SnapshotSource from) => new()
    {
        NameAsSaid = from.Text(),
        GivenNames = from.Text(),
        FamilyNames = from.Text(),
        OtherNames = from.Text(),
        Sex = (Sex)from.Byte(),
        Age = from.Flag() ? new Age(from.Number(), from.Number(), from.Flag()) : null,
        BirthDate = from.Number() is > 0 and var year ? new PartialDate(year, OrNone(from.Byte()), OrNone(from.Byte())) : null,
        Phone = from.Text(),
        Town = from.Text(),
        School = from.Text(),
        Grade = from.Text(),
        MotherName = from.Text(),
        FatherName = from.Text(),
        SiblingNames = from.Text(),
        Description = from.Text(),
        Interpreter = from.Text(),
        Collectors = from.Many(static many => new Collector(many.Text()!, (Kinship)many.Byte(), many.Text())),
    };

    private static int? OrNone(int value) => value == 0 ? null : value;

    private static void Write(this SnapshotSink to, ChildFacts child)
    {
        to.Flag(child.InCensus);
        to.Flag(child.Custody is not null);
        if (child.Custody is { } custody)
        {
            to.Write(custody.Holder);
            to.Time(custody.Since);
            to.Id(custody.TakenBy);
            to.Flag(custody.BeforeTap is not null);
            if (custody.BeforeTap is { } before)
            {
                to.Flag(before.Alarm);
                to.Number(before.NotCounted is { } set ? (int)set + 1 : 0);
                to.Flag(before.InCensus);
                to.Time(before.Since);
            }
        }

        to.Flag(child.Offer is not null);
        if (child.Offer is { } offer)
        {
            to.Id(offer.Id);
            to.Write(offer.To);
            to.Time(offer.At);
            to.Id(offer.By);
        }

        to.Flag(child.Seen is not null);
        if (child.Seen is { } seen)
        {
            to.Id(seen.Place);
            to.Time(seen.At);
        }

        to.Id(child.ReleasedBy);
        to.Flag(child.Died);
        to.Number(child.NotCounted is { } reason ? (int)reason + 1 : 0);
        to.Id(child.Worker);
        to.Many(child.Rolls, roll =>
        {
            to.Id(roll.Place);
            to.Byte((int)roll.Mark);
            to.Time(roll.MarkedAt);
        });
        to.Many(child.Chain, step =>
        {
            to.Byte((int)step.Kind);
            to.WriteOrNot(step.From);
            to.WriteOrNot(step.To);
            to.Time(step.Occurred);
            to.Time(step.Recorded);
            to.Id(step.By);
            to.Guid(step.Reference);
        });
        to.Many(child.Siblings, to.Id);
        to.Many(child.Restrictions, to.Id);
        to.Many(child.Releases, to.Id);
        to.Time(child.Since);
        to.Flag(child.Alarm);
        to.Id(child.BroughtInBy);
        to.Id(child.AssignedTo);
        to.Id(child.DeathDoubtedBy);
        to.Flag(child.StandsOver is not null);
        if (child.StandsOver is { } stands)
        {
            to.Id(stands.Other);
            to.Id(stands.By);
            to.Time(stands.At);
            to.Flag(stands.ForHolder);
            to.Number(stands.Steps);
            to.Number(stands.OtherSteps);
        }
    }

    private static ChildFacts Child(this SnapshotSource from) => new(
        from.Flag(),
        from.Flag() ? new Custody(from.Holder(), from.Time(), from.Id<User>(), from.Flag() ? from.BeforeTap() : null) : null,
        from.Flag() ? new Offer(from.Id<Offer>(), from.Holder(), from.Time(), from.Id<User>()) : null,
        from.Flag() ? new Seen(from.IdOrNot<Place>(), from.Time()) : null,
        from.IdOrNot<Release>(), from.Flag(), from.Number() is > 0 and var reason ? (NotCounted)(reason - 1) : null, from.IdOrNot<User>(),
        from.Many(static many => new RollPlace(many.Id<Place>(), (RollMark)many.Byte(), many.Time())),
        from.Many(static many => new CustodyStep(
            (CustodyStepKind)many.Byte(), many.HolderOrNot(), many.HolderOrNot(), many.Time(), many.Time(), many.Id<User>(), many.Guid())),
        from.Many(static many => many.Id<Person>()), from.Many(static many => many.Id<Restriction>()), from.Many(static many => many.Id<Release>()), from.Time(), from.Flag(), from.IdOrNot<Person>())
    {
        AssignedTo = from.IdOrNot<Organisation>(),
        DeathDoubtedBy = from.IdOrNot<User>(),
        StandsOver = from.Flag() ? new StandsOver(from.Id<Person>(), from.Id<User>(), from.Time(), from.Flag(), from.Number(), from.Number()) : null,
    };

    private static BeforeTap BeforeTap(this SnapshotSource from) =>
        new(from.Flag(), from.Number() is > 0 and var reason ? (NotCounted)(reason - 1) : null, from.Flag(), from.Time());

    private static void Write(this SnapshotSink to, AdultFacts adult)
    {
        to.Flag(adult.InCensus);
        to.Byte((int)adult.Whereabouts);
        to.Id(adult.Place);
        to.Time(adult.Since);
        to.Many(adult.History, step =>
        {
            to.Byte((int)step.Whereabouts);
            to.Id(step.Place);
            to.Time(step.Occurred);
            to.Time(step.Recorded);
            to.Id(step.By);
        });
        to.Many(adult.Declarations, to.Id);
    }

    private static AdultFacts Adult(this SnapshotSource from) => new(
        from.Flag(), (Whereabouts)from.Byte(), from.IdOrNot<Place>(), from.Time(),
        from.Many(static many => new WhereaboutsStep((Whereabouts)many.Byte(), many.IdOrNot<Place>(), many.Time(), many.Time(), many.Id<User>())),
        from.Many(static many => many.Id<Declaration>()));

    private static void Write(this SnapshotSink to, Holder holder)
    {
        to.Id(holder.Organisation);
        to.Id(holder.Place);
        to.Id(holder.Caregiver);
    }

    private static Holder Holder(this SnapshotSource from) =>
        from.Shared(new(from.IdOrNot<Organisation>(), from.IdOrNot<Place>(), from.IdOrNot<Person>()));

    private static void WriteOrNot(this SnapshotSink to, Holder? holder)
    {
        to.Flag(holder is not null);
        if (holder is not null)
        {
            to.Write(holder);
        }
    }

    private static Holder? HolderOrNot(this SnapshotSource from) => from.Flag() ? from.Holder() : null;
}
