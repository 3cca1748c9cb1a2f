using Homeward.Domain;
using Homeward.Engine;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.OpenPages;

/// <summary>
/// "I am looking for somebody", "I am safe", "this is not me or not my child": a short form that goes to a person. Whatever is written and whatever is
/// known, the answer is the same page at the same time.
/// </summary>
public sealed class TellModel(ClaimDesk desk, Here here) : OpenPage
{
    private const int LineLength = 200;
    private const int MoreLength = 1_000;

    /// <summary>Made when the form was drawn, so that pressing twice is one claim.</summary>
    [BindProperty(Name = "command")]
    public Guid CommandId { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Phone { get; set; }

    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Age { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? Tie { get; set; }

    [BindProperty]
    public string? More { get; set; }

    public PublicClaimKind Kind { get; private set; }

    /// <summary>Says which texts the writer was asked to look at again.</summary>
    public string? Looked { get; private set; }

    public bool Filed { get; private set; }

    /// <summary>How a kind of claim stands in an address.</summary>
    public static string Address(PublicClaimKind kind) => kind switch
    {
        PublicClaimKind.LookingFor => "looking",
        PublicClaimKind.IAmSafe => "safe",
        _ => "not-me",
    };

    public IActionResult OnGet(string kind)
    {
        CommandId = Guid.CreateVersion7(here.Now);
        return Read(kind) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string kind, CancellationToken cancellation)
    {
        var begun = Pace.Begin();
        if (!Read(kind))
        {
            return NotFound();
        }

        Check();
        var status = StatusCodes.Status422UnprocessableEntity;
        if (!Problems.Any)
        {
            var words = new ClaimWords(Name!.Trim(), Text(Phone), Text(About), Text(Age), Text(Seen), Text(Tie), Text(More));
            var claim = new ReceiveClaim(MadeFrom.Id<PublicClaim>(CommandId, "claim"), Kind, T.Language == Language.Spanish ? ClaimLanguage.Spanish : ClaimLanguage.English, words);

            // What somebody sent is kept even when they leave the page meanwhile: there is no cancellation here.
            switch (await desk.SubmitAsync(Engine, new(CommandId, Actor.OpenPages, here.Now, claim)))
            {
                case Answer.Accepted:
                    Filed = true;
                    break;

                case Answer.Refused { Refusal.Reason: RefusalReason.IdAlreadyUsed }:
                    // The same form with other words: whoever sends it once more means something new.
                    CommandId = Guid.CreateVersion7(here.Now);
                    Problems.Add("form", T["for_family.again"]);
                    break;

                default:
                    Problems.Add("form", T["for_family.busy"]);
                    status = StatusCodes.Status429TooManyRequests;
                    break;
            }
        }

        await Pace.UntilAsync(begun, cancellation);
        return Filed ? Page() : Again(status);
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            Problems.Add("Name", T["for_family.name_missing"]);
        }

        if (Kind == PublicClaimKind.LookingFor && string.IsNullOrWhiteSpace(About))
        {
            Problems.Add("About", T["for_family.about_missing"]);
        }

        foreach (var (field, text) in (ReadOnlySpan<(string, string?)>)[("Name", Name), ("Phone", Phone), ("About", About), ("Age", Age), ("Seen", Seen), ("Tie", Tie)])
        {
            if (text?.Trim().Length > LineLength)
            {
                Problems.Add(field, T["for_family.too_long", LineLength]);
            }
        }

        if (More?.Trim().Length > MoreLength)
        {
            Problems.Add("More", T["for_family.too_long", MoreLength]);
        }

        // One plain sentence, whatever it seems to hold; sent again as it is, it is taken, because a pattern can be wrong.
        if (Request.HasFormContentType && Questioned.In(Request.Form) is { Count: > 0 } asked && Questioned.Print(Request.Form, asked) is var print && Request.Form[Questioned.Field] != print)
        {
            Looked = print;
            foreach (var (field, _) in asked)
            {
                Problems.Add(field, T["for_family.not_needed"]);
            }
        }
    }

    private bool Read(string kind)
    {
        foreach (var known in Enum.GetValues<PublicClaimKind>())
        {
            if (Address(known) == kind)
            {
                Kind = known;
                return true;
            }
        }

        return false;
    }

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
