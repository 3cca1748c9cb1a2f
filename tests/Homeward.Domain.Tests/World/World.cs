using System.Collections.Immutable;

namespace Homeward.Domain.Tests;

/// <summary>
/// A small incident over a virtual clock: three organisations, their places and their people. Every command goes through
/// the real <c>Decide</c> and <c>Apply</c>; one that is expected to be accepted and isn't throws with the reason.
/// </summary>
public sealed class World
{
    /// <summary>Nine in the morning of the first day.</summary>
    public static readonly DateTimeOffset Morning = new(2019, 8, 7, 14, 0, 0, TimeSpan.Zero);

    private int lastId;

    public World()
    {
        School = new(Next());
        Shelter = new(Next());
        Agency = new(Next());
        Gym = new(Next());
        Beds = new(Next());
        Corner = new(Next());
        Secretary = Somebody(School, Role.Roll);
        Desk = Somebody(School, Role.Release);
        Teacher = Somebody(School, Role.Intake);
        Principal = Somebody(School, Role.Supervisor);
        Keeper = Somebody(Shelter, Role.Release);
        Volunteer = Somebody(Shelter, Role.Intake);
        Warden = Somebody(Shelter, Role.Supervisor);
        Worker = Somebody(Agency, Role.ChildProtection);
        Colleague = Somebody(Agency, Role.ChildProtection);
        Hotline = Somebody(Agency, Role.Hotline);
        Lawyer = Somebody(Agency, Role.LegalAid);
        Coordinator = Somebody(Agency, Role.Coordinator);

        Accept(Coordinator, new OpenIncident(
            new(new(Next()), "TEST-1", "Test", IncidentKind.Raid, "Morton", "America/Chicago", true, Morning), [new(new(Next()), "Child protection")]));
        Accept(Coordinator, new AddOrganisation(new(School, "School", OrganisationKind.School)));
        Accept(Coordinator, new AddOrganisation(new(Shelter, "Shelter", OrganisationKind.Shelter)));
        Accept(Coordinator, new AddOrganisation(new(Agency, "Agency", OrganisationKind.ChildProtection)));
        Accept(Coordinator, new AddPlace(new(Gym, "Gym", PlaceKind.School, "Morton", RunBy: School)));
        Accept(Coordinator, new AddPlace(new(Beds, "Beds", PlaceKind.Shelter, "Forest", RunBy: Shelter)));
        Accept(Coordinator, new AddPlace(new(Corner, "Corner store", PlaceKind.Other, "Morton")));
    }

    public Id<Organisation> School { get; }

    public Id<Organisation> Shelter { get; }

    public Id<Organisation> Agency { get; }

    /// <summary>Run by the school.</summary>
    public Id<Place> Gym { get; }

    /// <summary>Run by the shelter.</summary>
    public Id<Place> Beds { get; }

    /// <summary>Run by nobody.</summary>
    public Id<Place> Corner { get; }

    public Actor Secretary { get; }

    public Actor Desk { get; }

    public Actor Teacher { get; }

    public Actor Principal { get; }

    public Actor Keeper { get; }

    public Actor Volunteer { get; }

    public Actor Warden { get; }

    public Actor Worker { get; }

    public Actor Colleague { get; }

    public Actor Hotline { get; }

    public Actor Lawyer { get; }

    public Actor Coordinator { get; }

    public DateTimeOffset Now { get; private set; } = Morning;

    public IncidentState State { get; private set; } = IncidentState.Nothing;

    /// <summary>Everything that happened, in order.</summary>
    public List<(IncidentEvent Event, Stamp Stamp)> History { get; } = [];

    public Id<T> New<T>() => new(Next());

    /// <summary>Looks at an incident that somebody else decides about, so that what is asked next fits what is known there.</summary>
    public void Follow(IncidentState state, DateTimeOffset now) => (State, Now) = (state, now);

    public Actor Somebody(Id<Organisation> organisation, Role role) => new(new(Next()), organisation, role, Guid.Empty);

    public World Later(int minutes)
    {
        Now = Now.AddMinutes(minutes);
        return this;
    }

    /// <summary>Decides a command and applies what it leads to.</summary>
    /// <param name="minutesAgo">How long ago the reported thing happened.</param>
    public ImmutableArray<IncidentEvent> Accept(Actor who, Command command, int minutesAgo = 0) => Try(who, command, minutesAgo) switch
    {
        Decision.Accepted accepted => accepted.Events,
        Decision.Refused refused => throw new InvalidOperationException($"{command.GetType().Name} was refused: {refused.Refusal}"),
        _ => throw new InvalidOperationException("A decision is accepted or refused."),
    };

    /// <summary>The reason for which a command is refused; throws when it isn't.</summary>
    public RefusalReason Refused(Actor who, Command command) => Try(who, command) is Decision.Refused refused
        ? refused.Refusal.Reason
        : throw new InvalidOperationException($"{command.GetType().Name} was accepted.");

    public Decision Try(Actor who, Command command, int minutesAgo = 0)
    {
        Now = Now.AddSeconds(1);
        var occurred = Now.AddMinutes(-minutesAgo);
        var decision = State.Decide(new(Next(), who, occurred, command), Now);
        if (decision is Decision.Accepted accepted)
        {
            foreach (var happened in accepted.Events)
            {
                var stamp = new Stamp(State.Position + 1, who.User, who.Device, occurred, Now);
                State = State.Apply(happened, stamp);
                History.Add((happened, stamp));
            }
        }

        return decision;
    }

    // Ids in order make a failing test read the same every time.
    private Guid Next() => new(++lastId, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
}
