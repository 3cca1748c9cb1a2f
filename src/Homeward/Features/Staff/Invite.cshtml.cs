using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Homeward.Features.Staff;

/// <summary>Asks that somebody may sign in. Another organisation has to agree.</summary>
public sealed class InviteModel : StaffPage
{
    private const int LongestName = 200;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Organisation { get; set; }

    public FormProblems Problems { get; } = new();

    /// <summary>The half of the code, shown this once.</summary>
    public string? Half { get; private set; }

    public bool SomebodyMayApprove => People.SomebodyElseMayApprove(Account);

    public IReadOnlyList<Choice> Roles => WordChoices.Of(T, [.. Enum.GetValues<Role>().Where(role => role != Domain.Role.System)]);

    public IReadOnlyList<Choice> Organisations => [.. People.Organisations.Select(one => new Choice(one.Id.ToString(), one.Name))];

    public void OnGet()
    {
    }

    public PageResult OnPost()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            Problems.Add("name", T["invite.name_missing"]);
        }

        if (WordChoices.Read<Role>(Role) is not { } role || role == Domain.Role.System)
        {
            Problems.Add("role", T["act.choose_one"]);
            role = default;
        }

        var organisation = People.Organisations.FirstOrDefault(one => one.Id.ToString() == Organisation);
        if (organisation is null)
        {
            Problems.Add("organisation", T["act.choose_one"]);
        }

        if (!Problems.Any)
        {
            Half = Accounts.AskToInvite(Name!, organisation!.Id, organisation.Name, role, Account);
            if (Half is null)
            {
                Problems.Add("name", T["invite.name_taken"]);
            }
        }

        Response.StatusCode = Problems.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK;
        return Page();
    }
}
