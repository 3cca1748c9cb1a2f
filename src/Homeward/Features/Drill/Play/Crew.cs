using Homeward.Domain;
using Homeward.Features.Drill.Reports;

namespace Homeward.Features.Drill.Play;

/// <summary>A seat in the drill: a role in an organisation, and which of several people with that role.</summary>
internal readonly record struct Post(string Organisation, Role Role, int Number = 0);

/// <summary>The people at the desks. A release needs two of an organisation, and a supervisor besides.</summary>
internal sealed class Crew(Stage stage, Func<Post, Id<User>> user)
{
    public static readonly IReadOnlyList<Post> Posts =
    [
        new("O8", Role.Coordinator), new("O8", Role.Administrator), new("O8", Role.PrivacyOfficer),
        new("O1", Role.Intake), new("O9", Role.Intake),
        new("O2", Role.Roll), new("O2", Role.Intake), new("O2", Role.Release), new("O2", Role.Supervisor),
        new("O3", Role.Intake), new("O3", Role.Release), new("O3", Role.Supervisor),
        new("O4", Role.Hotline), new("O4", Role.Supervisor),
        new("O5", Role.LegalAid),
        new("O6", Role.ChildProtection), new("O6", Role.ChildProtection, 1), new("O6", Role.ChildProtection, 2),
        new("O7", Role.Intake), new("O7", Role.Release), new("O7", Role.Supervisor),
    ];

    private readonly Dictionary<Post, Id<User>> _users = Posts.ToDictionary(p => p, user);

    /// <summary>Somebody at a desk. Child protection has one kind of worker: three people who do there what other roles do elsewhere.</summary>
    public Actor At(Desk desk, Role role) => desk.Organisation == Desk.ChildProtection.Organisation
        ? Of(new(desk.Organisation, Role.ChildProtection, role switch { Role.Supervisor => 2, Role.Intake => 1, _ => 0 }), desk.Place)
        : Of(new(desk.Organisation, role), desk.Place);

    /// <summary>The three people of a release at a desk: who starts it, who confirms it, who supervises.</summary>
    public (Actor Starts, Actor Second, Actor Supervises) Release(Desk desk) => (At(desk, Role.Release), At(desk, Role.Intake), At(desk, Role.Supervisor));

    /// <summary>Somebody of an organisation who may decide leads, if it has such a person.</summary>
    public Actor? Decides(Id<Organisation> organisation) => Someone(organisation, Role.Hotline, Role.Intake, Role.LegalAid, Role.ChildProtection);

    /// <summary>Somebody of an organisation who offers a child to the next holder.</summary>
    public Actor? Hands(Id<Organisation> organisation) => Someone(organisation, Role.Roll, Role.Intake, Role.Hotline, Role.ChildProtection);

    /// <summary>Somebody of an organisation who accepts a child; another person than the one who offers.</summary>
    public Actor? Receives(Id<Organisation> organisation) => Someone(organisation, Role.Supervisor) ?? Someone(organisation, Role.ChildProtection);

    private Actor? Someone(Id<Organisation> organisation, params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            foreach (var post in Posts)
            {
                if (post.Role == role && stage.Organisation(post.Organisation) == organisation) { return Of(post, null); }
            }
        }

        return null;
    }

    private Actor Of(Post post, string? place) =>
        new(_users[post], stage.Organisation(post.Organisation), post.Role, stage.Device($"{post.Organisation} {place} {post.Role} {post.Number}"));
}
