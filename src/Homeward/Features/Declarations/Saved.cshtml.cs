using Homeward.Domain;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Declarations;

/// <summary>What was declared, with a code for each child.</summary>
public sealed class SavedModel : ActionPage
{
    public Person Adult { get; private set; } = null!;

    public Declaration Declaration { get; private set; } = null!;

    public IReadOnlyList<Person> Children { get; private set; } = [];

    protected override Type Command => typeof(MakeDeclaration);

    public IActionResult OnGet(string? adult, string? declaration)
    {
        if (FindByCode(adult) is not { } known || !Id<Declaration>.TryParse(declaration, out var id)
            || !State.Declarations.TryGetValue(id, out var made) || made.Owner != Account.Organisation)
        {
            return NotFound();
        }

        (Adult, Declaration) = (known, made);
        Children = [.. made.Dependents.Select(d => State.Find(d.Child)!)];
        OpenedAfterwards(known);
        Children.ToList().ForEach(OpenedAfterwards);
        return Page();
    }
}
