using Homeward.Domain;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.SealedFacts;

/// <summary>
/// Seals what only the family knows, before anybody comes for the child. What is typed here is shown nowhere again, not on this page either:
/// when something is wrong with it, it is typed once more.
/// </summary>
public sealed class SealModel : ActionPage
{
    public Person Child { get; private set; } = null!;

    /// <summary>What is sealed already: the questions, and never the answers.</summary>
    public IReadOnlyList<SealedFact> Sealed { get; private set; } = [];

    /// <summary>Adults of this child's family who may be the one who says it.</summary>
    public IReadOnlyList<Choice> Adults { get; private set; } = [];

    /// <summary>Somebody has come for the child already: what is sealed now doesn't count.</summary>
    public bool TooLate { get; private set; }

    [BindProperty]
    public string? Question { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? SaidBy { get; set; }

    public IReadOnlyList<Choice> Questions => WordChoices.Of<FamilyQuestion>(T);

    protected override Type Command => typeof(SealFact);

    public IActionResult OnGet(string child) => Find(child) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string child)
    {
        if (!Find(child))
        {
            return NotFound();
        }

        if (WordChoices.Read<FamilyQuestion>(Question) is not { } question)
        {
            Problems.Add("Question", T["act.choose_one"]);
            return Again();
        }

        var by = Adults.Any(adult => adult.Value == SaidBy) && Id<Person>.TryParse(SaidBy, out var adult) ? adult : (Id<Person>?)null;
        return await SubmitAsync(new SealFact(Made<SealedFact>("fact"), Child.Id, question, new(Answer ?? ""), by))
            ? To($"facts/{Child.Code}{(by is null ? "" : $"?SaidBy={by}")}")
            : Find(child) ? Again() : NotFound();
    }

    private bool Find(string code)
    {
        if (FindChild(code) is not { } child || !Sight.RecordsOf(child).Any())
        {
            return false;
        }

        Child = child;
        Opened(child);
        var state = Engine.Current;
        Sealed = [.. FamilyFacts.All(state, child).OrderBy(fact => fact.Position)];
        TooLate = state.Cluster(child).Any(member => !member.Child!.Releases.IsEmpty);
        Adults = [.. state.Cluster(child).SelectMany(member => member.Relationships).Select(id => state.Relationships[id])
            .Where(tie => tie.Status != RelationshipStatus.Refuted).Select(tie => state.Find(tie.Adult)!).DistinctBy(adult => adult.Id)
            .Where(adult => Sight.RecordsOf(adult).Any()).Select(adult => new Choice(adult.Id.ToString(), Reading.NameOf(adult)))];
        return true;
    }
}
