using System.Globalization;
using System.Net;
using System.Text;
using Homeward.Linkage.Families;
using Homeward.Web;

namespace Homeward.Features.Families;

/// <summary>One HTML file that needs nothing else: how sure the leads are, the doubtful ones taken apart, and which records say too little.</summary>
internal sealed class FamilyReport(FamilyLists lists, FamilyLinks links, double threshold, Texts texts)
{
    private const int Bars = 20, LeadsShown = 60, RecordsShown = 60;

    // The least that is worth a look; below it a record counts as one that cannot be linked.
    private const double WorthALook = 0.05;

    private const string Style = "body{font:16px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b1b1b;background:#fff}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .6rem .2rem 0;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}section{margin:2rem 0}details{border-top:1px solid #bbb;padding:.5rem 0}summary{cursor:pointer}.for{fill:#1f6f43}.against{fill:#a33a1d}.note{color:#555}";

    private readonly FamilyWords words = new(lists, texts);
    private readonly StringBuilder html = new();

    public string Html()
    {
        var summary = links.Summary;
        html.Append("<!doctype html><html lang=\"").Append(texts.Language == Language.Spanish ? "es" : "en").Append("\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Safe(texts["family_words.title"])).Append("</title><style>").Append(Style).Append("</style><h1>").Append(Safe(texts["family_words.title"])).Append("</h1><p>")
            .Append(Safe(texts["family_words.went_in", Whole(summary.Children), Whole(summary.Declarations), Whole(summary.Dependents), Whole(summary.Families)]))
            .Append("<p class=note>").Append(Safe(texts["family_words.lead"])).Append(' ').Append(Safe(texts["family_words.personal"]));
        Histogram();
        LookFirst();
        Unlinkable();
        Stages();
        return html.ToString();
    }

    private void Histogram()
    {
        var counts = new int[Bars];
        foreach (var lead in links.Leads.Where(l => l.Probability >= WorthALook)) { counts[Math.Min(Bars - 1, (int)(lead.Probability * Bars))]++; }

        var most = Math.Max(1, counts.Max());
        Section("family_words.histogram");
        html.Append("<svg viewBox=\"0 0 640 220\" role=\"img\">");
        for (var i = 0; i < Bars; i++)
        {
            var height = counts[i] * 170.0 / most;
            Write($"<rect class=\"{((i + 0.5) / Bars >= threshold ? "for" : "against")}\" x=\"{20 + (i * 30)}\" y=\"{190 - height:0.0}\" width=\"26\" height=\"{height:0.0}\"><title>{i * 100 / Bars}–{(i + 1) * 100 / Bars} %: {counts[i]}</title></rect><text x=\"{33 + (i * 30)}\" y=\"{184 - height:0.0}\" font-size=\"10\" text-anchor=\"middle\">{counts[i]}</text>");
        }

        Write($"<text x=\"20\" y=\"208\" font-size=\"12\">0</text><text x=\"612\" y=\"208\" font-size=\"12\">1</text></svg><p>{Safe(texts["family_words.threshold", threshold])}</section>");
    }

    private void LookFirst()
    {
        Section("family_words.look_first");
        html.Append("<p class=note>").Append(Safe(texts["family_words.bits"]));
        foreach (var lead in links.Leads.OrderBy(l => Math.Abs(l.Probability - 0.5)).ThenBy(l => l.ChildId, StringComparer.Ordinal).Take(LeadsShown)) { Waterfall(links.Explain(lead)); }

        html.Append("</section>");
    }

    private void Waterfall(FamilyExplanation explained)
    {
        var lead = explained.Lead;
        var (child, dependent, adult) = (words.Child(lead), words.Dependent(lead), words.Declaration(lead));
        html.Append("<details><summary>").Append(Safe(words.Title(lead))).Append("</summary><p>")
            .Append(Safe($"{child.GivenNames} {child.Surnames}".Trim())).Append(" — ").Append(Safe(dependent.Name ?? "")).Append(" (").Append(Safe($"{adult.GivenNames} {adult.Surnames}".Trim())).Append(")<table>");
        foreach (var evidence in explained.Evidence)
        {
            var width = Math.Min(100, Math.Abs(evidence.Bits) * 6);
            Write($"<tr><td>{Safe(words.Of(lead, evidence))}<td class=n>{evidence.Bits:+0.0;-0.0}<td><svg width=\"204\" height=\"12\"><rect class=\"{(evidence.Bits >= 0 ? "for" : "against")}\" x=\"{(evidence.Bits >= 0 ? 102 : 102 - width):0.0}\" width=\"{width:0.0}\" height=\"12\"/></svg>");
        }

        html.Append("</table></details>");
    }

    private void Unlinkable()
    {
        var linked = links.Leads.Where(l => l.Probability >= WorthALook).Select(l => l.ChildId).ToHashSet(StringComparer.Ordinal);
        var alone = lists.Children.Where(child => !linked.Contains(child.Id)).OrderBy(child => child.Id, StringComparer.Ordinal).ToList();
        Section("family_words.alone");
        Write($"<p>{Safe(texts["family_words.alone_count", Whole(alone.Count), WorthALook])}<p>{Safe(string.Join(", ", alone.Take(RecordsShown).Select(child => child.Id)))}{(alone.Count > RecordsShown ? " …" : "")}</section>");
    }

    private void Stages()
    {
        Section("family_words.stages");
        html.Append("<table>");
        foreach (var stage in links.Summary.Stages) { Write($"<tr><td>{Safe(stage.Stage)}<td class=n>{stage.Seconds:0.00}"); }

        html.Append("</table></section>");
    }

    private void Section(string title) => html.Append("<section><h2>").Append(Safe(texts[title])).Append("</h2>");

    private void Write(FormattableString markup) => html.Append(markup.ToString(CultureInfo.InvariantCulture));

    private static string Whole(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
