using Homeward.Domain;
using Homeward.Web;
using Homeward.Web.Acting;
using Microsoft.AspNetCore.Mvc;

namespace Homeward.Features.Paper;

/// <summary>
/// A form to write on with a pen, for when there is no power, no signal or no screen to spare: the questions of the page of
/// the same name, in both languages, with room for an answer. What comes back on paper is typed into that page.
/// </summary>
public sealed class PaperModel(TextCatalogue catalogue) : ActionPage
{
    /// <summary>Rows of an empty roll: what fits on one sheet.</summary>
    public const int RollRows = 17;

    /// <summary>Children on one sheet of a declaration; another sheet holds more.</summary>
    public const int DeclaredChildren = 3;

    private static readonly Dictionary<string, (Type Command, string Title)> Forms = new()
    {
        ["intake"] = (typeof(ReportChild), "intake.title"),
        ["declaration"] = (typeof(MakeDeclaration), "declaration.title"),
        ["roll"] = (typeof(MarkRoll), "roll.title"),
        ["release"] = (typeof(ConfirmAsSecondPerson), "release.title"),
    };

    /// <summary>Which form: its name in the address.</summary>
    public string Form => RouteData.Values["form"] as string ?? "";

    public string TitleKey => Forms.TryGetValue(Form, out var form) ? form.Title : "paper.link";

    protected override Type Command => Forms.TryGetValue(Form, out var form) ? form.Command : typeof(ReportChild);

    public IActionResult OnGet() => Forms.ContainsKey(Form) ? Page() : NotFound();

    /// <summary>The same words in both languages, the viewer's first.</summary>
    public IReadOnlyList<(Language Language, string Words)> Both(string key, params object?[] arguments) =>
        [.. Tongues().Select(texts => (texts.Language, texts[key, arguments]))];

    /// <summary>The answers to tick of a question, each in both languages.</summary>
    public IReadOnlyList<IReadOnlyList<(Language Language, string Words)>> Ticks<T>(params ReadOnlySpan<T> only) where T : struct, Enum
    {
        var ticks = new List<IReadOnlyList<(Language, string)>>();
        foreach (var word in only.Length > 0 ? only : Enum.GetValues<T>())
        {
            ticks.Add([.. Tongues().Select(texts => (texts.Language, texts.Of(word)))]);
        }

        return ticks;
    }

    private IEnumerable<Texts> Tongues() =>
        Language.All.OrderByDescending(language => language == T.Language).Select(language => new Texts(catalogue, language));
}

/// <summary>A question with lines to write on.</summary>
public sealed record PaperLine(PaperModel Paper, string Key, int Lines = 1, string? HintKey = null, object? Gap = null);

/// <summary>A question with boxes to tick.</summary>
public sealed record PaperTicks(PaperModel Paper, string Key, IReadOnlyList<IReadOnlyList<(Language Language, string Words)>> Answers);
