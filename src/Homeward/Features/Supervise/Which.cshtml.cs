using Homeward.Domain;
using Homeward.Features.People;
using Homeward.Web.Acting;
using Homeward.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Supervise;

/// <summary>Two records of one child that can't both be true: what each says of where the child is, and which one stands.</summary>
public sealed class WhichModel : ActionPage
{
    public Person One { get; private set; } = null!;

    public Person Other { get; private set; } = null!;

    /// <summary>What somebody said already, and which of the two they said it of.</summary>
    public (Person Stands, StandsOver Said)? Said { get; private set; }

    public Lead? Lead { get; private set; }

    /// <summary>The code of the one that stands.</summary>
    [BindProperty]
    public string? Stands { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IReadOnlyList<Choice> Choices =>
        [.. new[] { One, Other }.Select(child => new Choice(child.Code, T["which.this_one", child.Code, WhereItIs(child)]))];

    protected override Type Command => typeof(SayWhichStands);

    public IActionResult OnGet(string child, string other)
    {
        if (!Find(child, other))
        {
            // Linked meanwhile: there is one page for both now.
            return FindChild(child) is { } one && FindChild(other)?.Id == one.Id ? To(PersonAddress.Of(one)) : NotFound();
        }

        Stands = Said?.Stands.Code;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string child, string other)
    {
        if (!Find(child, other))
        {
            return NotFound();
        }

        var stands = new[] { One, Other }.FirstOrDefault(one => one.Code == Stands);
        if (stands is null)
        {
            Problems.Add("Stands", T["act.choose_one"]);
        }
        else if (await SubmitAsync(new SayWhichStands(stands.Id, stands == One ? Other.Id : One.Id, Lead?.Id, Note ?? "")))
        {
            return FindChild(child)?.Id == FindChild(other)?.Id ? To(PersonAddress.Of(FindChild(child)!)) : To($"supervise/{One.Code}/which/{Other.Code}");
        }

        Find(child, other);
        return Again();
    }

    /// <summary>Where a record says the child is, and with whom.</summary>
    public string WhereItIs(Person child) => string.Join(", ", new[]
    {
        child.State is { } state ? T.Of(state) : T["list.expected"],
        Reading.WithWhom(child.Child!),
        Reading.WhereIs(child.Child!),
    }.Where(part => part is not null));

    /// <summary>A record's chain of custody. Who looks here decides about it, and sees who had the child and when.</summary>
    public IReadOnlyList<CustodyChain.Link> ChainOf(Person child) => CustodyChain.Of(child.Child!, Here.Moment);

    protected override string FieldOf(Refusal refusal, int at) => refusal.Field == "Note" ? "Note" : "form";

    private bool Find(string child, string other)
    {
        if (FindChild(child) is not { } one || FindChild(other) is not { } two)
        {
            return false;
        }

        var (state, sight) = (Engine.Current, Sight);
        if (TwoRecords.Of(state, sight).FirstOrDefault(pair => (pair.One.Id == one.Id && pair.Other.Id == two.Id) || (pair.One.Id == two.Id && pair.Other.Id == one.Id)) is null
            && !(WhichStands.IsAsked(state, one, two) && sight.SeesRestrictions(one) && sight.SeesRestrictions(two)))
        {
            return false;
        }

        (One, Other) = (one, two);
        Opened(one);
        Opened(two);
        Said = WhichStands.SaidAlready(one, two) is { } said ? (one, said) : WhichStands.SaidAlready(two, one) is { } other2 ? (two, other2) : null;
        Lead = state.Leads.Values.FirstOrDefault(lead => lead is { Kind: LeadKind.SamePerson, Status: LeadStatus.Open or LeadStatus.CannotTellYet }
            && Joins(state, lead) && sight.Sees(lead));
        return true;
    }

    private bool Joins(IncidentState state, Lead lead)
    {
        var (left, right) = (state.Find(state.Records[lead.Left].Person)!.Id, state.Find(state.Records[lead.Right].Person)!.Id);
        return (left == One.Id && right == Other.Id) || (left == Other.Id && right == One.Id);
    }
}
