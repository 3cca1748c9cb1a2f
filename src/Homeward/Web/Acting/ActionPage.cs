using System.Runtime.CompilerServices;
using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Web.Acting;

/// <summary>
/// A page on which something is done in an incident. It opens for the roles that may do it and only in the present, it
/// carries the id that makes a second sending harmless, and it turns a refusal into a sentence at the right box.
/// </summary>
public abstract class ActionPage : IncidentPage
{
    /// <summary>Made when the form was drawn; sent back with it.</summary>
    [BindProperty(Name = "command")]
    public Guid CommandId { get; set; }

    /// <summary>When it happened, as typed on the incident's clocks; empty means now.</summary>
    [BindProperty]
    public string? Happened { get; set; }

    /// <summary>Says which texts somebody was asked to look at again; sent along when they send the form once more.</summary>
    public string? Looked { get; private set; }

    /// <summary>What is wrong with what was sent.</summary>
    public FormProblems Problems { get; } = new();

    /// <summary>Who asks.</summary>
    public Actor Actor => new(Account.Id, Account.Organisation, Account.Role, Guid.Empty);

    /// <summary>What this person may see of the incident as it is now.</summary>
    public Sight Sight => new(Engine.Current, new(Account.Id, Account.Organisation, Account.Role));

    /// <summary>What is mainly done here; whoever may send such a command may open the page.</summary>
    protected abstract Type Command { get; }

    /// <summary>Whether this person may open the page.</summary>
    protected virtual bool MayOpen => May(Account.Role, Command);

    /// <summary>Whether what is typed here is about people, so that some things must not be in it. A place may have a street.</summary>
    protected virtual bool IsAboutPeople => true;

    /// <summary>Whether a role may send such a command at all.</summary>
    public static bool May(Role role, Type command) =>
        // Permissions look at the kind of a command only, so one without content stands for all of its kind.
        Permissions.May(role, (Command)RuntimeHelpers.GetUninitializedObject(command));

    /// <summary>Whether this person may send such a command at all.</summary>
    public bool May<T>() where T : Command => May(Account.Role, typeof(T));

    /// <summary>The person behind a code as typed or read out, or nothing.</summary>
    public Person? FindByCode(string? typed) =>
        PersonCodes.Read(typed) is { } code && Engine.Current.Codes.TryGetValue(new(code), out var id) ? Engine.Current.Find(id) : null;

    /// <summary>The child behind a code as typed or read out, or nothing.</summary>
    public Person? FindChild(string? typed) => FindByCode(typed) is { Child: not null } child ? child : null;

    /// <summary>An id worked out from the one this form carries.</summary>
    protected Id<TOf> Made<TOf>(string what) => MadeFrom.Id<TOf>(CommandId, what);

    /// <inheritdoc/>
    protected override IActionResult? BeforeHandler()
    {
        CommandId = CommandId == Guid.Empty ? Guid.CreateVersion7(Here.Now) : CommandId;

        // Only pages that show what is known look back; on these the room is for what is done.
        ViewData["Doing"] = true;

        // Nothing is done in the past: the page of now is opened instead.
        return Here.AsOf is not null ? LocalRedirect(PageAddress.With(Request, "asOf", null))
            : MayOpen ? null
            : NotForThisRole(Command);
    }

    /// <summary>Sends commands that stand or fall together. True when all are so now; otherwise the problems say why not.</summary>
    protected Task<bool> SubmitAsync(params Command[] commands) => SubmitAsync(null, Actor, commands);

    /// <summary>The same, refused when somebody changed meanwhile what this form was filled in from.</summary>
    /// <param name="by">Who asks: the person signed in, or the second person at the desk.</param>
    protected async Task<bool> SubmitAsync(ReadAt? readAt, Actor by, params Command[] commands)
    {
        AskAboutForbidden();
        if (!TryReadHappened(out var happened) || Problems.Any)
        {
            return false;
        }

        var requests = commands.Select((command, i) => new Domain.Request(
            i == 0 ? CommandId : MadeFrom.Of(CommandId, $"command {i}"), by, happened, command, i == 0 ? readAt : null)).ToList();

        // What somebody sent is carried out even when they close the page meanwhile: there is no cancellation here.
        var answers = await Engine.SubmitTogetherAsync(requests);
        LookAgain();
        return Understand(answers.FirstOrDefault(answer => answer is not Answer.Accepted) ?? answers[0]);
    }

    /// <summary>The page again with everything that was typed, and what is wrong with it.</summary>
    protected virtual IActionResult Again()
    {
        if (Response.StatusCode == StatusCodes.Status200OK)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }

        return Page();
    }

    /// <summary>Which box a refusal belongs to. Boxes are named like the fields of the command.</summary>
    /// <param name="at">Which of the commands sent together was refused.</param>
    protected virtual string FieldOf(Refusal refusal, int at) => refusal.Field switch
    {
        null => "form",
        nameof(Domain.Request.Occurred) => nameof(Happened),
        var field => field,
    };

    /// <summary>A refusal that names the roles to ask.</summary>
    protected IActionResult NotForThisRole(Type command)
    {
        HttpContext.Items[typeof(WhoMay)] = new WhoMay([.. Enum.GetValues<Role>().Where(role => role != Role.System && May(role, command))]);
        return StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>On to another page of this incident, by an answer that a reload doesn't send again.</summary>
    protected IActionResult To(string page) => new SeeOther(Here.ToNow(page));

    private bool Understand(Answer answer)
    {
        switch (answer)
        {
            case Answer.Accepted:
                return true;

            case Answer.Refused { Refusal: var refusal, At: var at }:
                if (refusal.Reason == RefusalReason.IdAlreadyUsed)
                {
                    // The form was sent before with other answers. Whoever sends it again means something new.
                    CommandId = Guid.CreateVersion7(Here.Now);
                }

                Problems.Add(FieldOf(refusal, at), refusal.Reason == RefusalReason.TextTooLong
                    ? T["act.too_long", refusal.Seen]
                    : T.Of(refusal.Reason));
                return false;

            default:
                Problems.Add("form", T["act.unavailable"]);
                Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return false;
        }
    }

    private void AskAboutForbidden()
    {
        if (!IsAboutPeople || !Request.HasFormContentType || Questioned.In(Request.Form) is not { Count: > 0 } asked)
        {
            return;
        }

        var print = Questioned.Print(Request.Form, asked);
        if (Request.Form[Questioned.Field] == print)
        {
            return;
        }

        Looked = print;
        foreach (var (field, thing) in asked)
        {
            Problems.Add(field, T["act.seems_forbidden", T.Of(thing)]);
        }
    }

    private bool TryReadHappened(out DateTimeOffset moment)
    {
        moment = Here.Now;
        if (string.IsNullOrWhiteSpace(Happened) || LocalMoment.TryRead(Happened, Here.Zone, out moment))
        {
            return true;
        }

        Problems.Add(nameof(Happened), T["act.unreadable_time", Happened]);
        return false;
    }
}

/// <summary>The roles that may do what was refused, for the page that says whom to ask.</summary>
public sealed record WhoMay(IReadOnlyList<Role> Roles);
