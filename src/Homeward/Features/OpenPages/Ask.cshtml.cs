using System.Text;
using System.Text.Encodings.Web;
using Homeward.Domain;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.OpenPages;

/// <summary>Somebody asks with the code and the PIN of a card. One of a few sentences answers, all of them as long and as late as the others.</summary>
public sealed class AskModel(CardDesk desk, HtmlEncoder encoder) : OpenPage
{
    // Whatever a card can answer, and what everybody else is told.
    private static readonly string[] Sentences = ["for_family.unknown", .. Enum.GetValues<FamilyAnswer>().Select(answer => $"familyAnswer.{Web.Texts.Name(answer)}")];

    [BindProperty]
    public string? Card { get; set; }

    [BindProperty]
    public string? Pin { get; set; }

    /// <summary>What is answered; null before anybody asked.</summary>
    public string? Sentence { get; private set; }

    /// <summary>Spaces after it, so that all answers are of one length, also for somebody who sees only how much was sent.</summary>
    public string Padding { get; private set; } = "";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var begun = Pace.Begin();
        var (code, pin) = (CardCode.Read(Card), CardCode.ReadPin(Pin));
        if (code is null)
        {
            Problems.Add("Card", T["for_family.card_wrong"]);
        }

        if (pin is null)
        {
            Problems.Add("Pin", T["for_family.pin_wrong"]);
        }

        if (code is not null && pin is not null)
        {
            Sentence = T[desk.Ask(Engine, code, pin) is { } answer ? $"familyAnswer.{Web.Texts.Name(answer)}" : "for_family.unknown"];
            Padding = new(' ', Sentences.Max(key => Bytes(T[key])) - Bytes(Sentence));
        }

        await Pace.UntilAsync(begun, cancellation);
        return Problems.Any ? Again() : Page();
    }

    private int Bytes(string sentence) => Encoding.UTF8.GetByteCount(encoder.Encode(sentence));
}
