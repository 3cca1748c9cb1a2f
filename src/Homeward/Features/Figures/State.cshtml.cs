using System.Globalization;
using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Figures;

/// <summary>Keeps a number somebody stated, with their words and where it was read or heard.</summary>
public sealed class StateModel : ActionPage
{
    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Value { get; set; }

    [BindProperty]
    public string? Low { get; set; }

    [BindProperty]
    public string? High { get; set; }

    [BindProperty]
    public string? SaidBy { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? AsOf { get; set; }

    protected override Type Command => typeof(StateFigure);

    protected override bool IsAboutPeople => false;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (value, low, high) = (Number(nameof(Value), Value), Number(nameof(Low), Low), Number(nameof(High), High));
        var asOf = Here.Now;
        if (!string.IsNullOrWhiteSpace(AsOf) && !LocalMoment.TryRead(AsOf, Here.Zone, out asOf))
        {
            Problems.Add(nameof(AsOf), T["act.unreadable_time", AsOf]);
        }

        if (Problems.Any)
        {
            return Again();
        }

        var figure = new StateFigure(
            Made<Figure>("figure"), About ?? "", value, low, high, SaidBy ?? "", asOf, Source ?? "", Words ?? "",
            WordChoices.Read<FigureSubject>(Subject) ?? FigureSubject.Other);
        return await SubmitAsync(figure) ? To("figures") : Again();
    }

    // "1,000", "1 000" and "1000" are the same number; a sentence is not one.
    private long? Number(string field, string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(letter => letter is not (',' or ' ' or '.')));
        if (digits.Length == 0)
        {
            return null;
        }

        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue)
        {
            return number;
        }

        Problems.Add(field, T["figures.not_a_number", typed]);
        return null;
    }
}
