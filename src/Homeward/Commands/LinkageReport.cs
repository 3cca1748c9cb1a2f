using System.Globalization;
using System.Net;
using System.Text;
using Homeward.Linkage;

namespace Homeward.Commands;

/// <summary>A linkage run as one HTML page that asks nothing of any server: weights, examples, scores, blocking, what can't be linked.</summary>
internal static class LinkageReport
{
    private const int Bins = 40;

    internal static void Write(TextWriter to, LinkageResult result, Func<int, string> nameOf, double threshold)
    {
        to.Write("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Linkage report</title><style>"
            + "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}table{border-collapse:collapse;width:100%}"
            + "th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
            + ".bar{display:inline-block;height:.8em;background:#2b6cb0}.bar.minus{background:#b83232}summary{cursor:pointer}svg{width:100%;height:auto}</style>");
        to.Write($"<h1>Linkage report</h1><p>{result.Table.Rows:N0} records, {result.Candidates:N0} pairs compared, {result.Links.Count(link => link.Probability >= threshold):N0} links at probability {threshold:0.##} or more.</p>");
        Histogram(to, result, threshold);
        Weights(to, result);
        Examples(to, result, nameOf);
        Calibration(to, result);
        Rules(to, result);
        Unlinkable(to, result);
        to.Write("</html>");
    }

    private static void Histogram(TextWriter to, LinkageResult result, double threshold)
    {
        var counts = new int[Bins];
        foreach (var link in result.Links)
        {
            counts[(int)Math.Clamp(link.Bits + 5, 0, Bins - 1)]++;
        }

        var greatest = Math.Log2(2 + counts.Max());
        to.Write($"<h2>Scores</h2><p>Pairs by bits of evidence, on a logarithmic scale; pairs under -5 bits are not kept. The line is the threshold.</p><svg viewBox=\"0 0 {Bins * 10} 120\" role=\"img\" aria-label=\"Histogram of scores\">");
        for (var bin = 0; bin < Bins; bin++)
        {
            var height = 100 * Math.Log2(1 + counts[bin]) / greatest;
            to.Write(string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{bin * 10}\" y=\"{100 - height:0.#}\" width=\"9\" height=\"{height:0.#}\" fill=\"#2b6cb0\"><title>{bin - 5} bits: {counts[bin]:N0}</title></rect>"));
            if (bin % 5 == 0) { to.Write($"<text x=\"{bin * 10}\" y=\"114\" font-size=\"9\">{bin - 5}</text>"); }
        }

        var at = Math.Clamp((Math.Log2(threshold / (1 - threshold)) + 5) * 10, 0, Bins * 10);
        to.Write(string.Create(CultureInfo.InvariantCulture, $"<line x1=\"{at:0.#}\" x2=\"{at:0.#}\" y1=\"0\" y2=\"100\" stroke=\"#b83232\"/></svg>"));
    }

    private static void Weights(TextWriter to, LinkageResult result)
    {
        to.Write("<h2>What agreement is worth</h2><table><tr><th>Field<th>Agreement<th class=\"n\">Bits<th>");
        for (var field = 0; field < (result.Model?.FieldNames.Count ?? 0); field++)
        {
            var (bits, names) = (result.Model!.WeightBits(field), result.Model.LevelNames(field));
            for (var level = 1; level < bits.Count; level++)
            {
                to.Write($"<tr><td>{(level == 1 ? Text(result.Model.FieldNames[field]) : "")}<td>{Text(names[level])}<td class=\"n\">{Number(bits[level])}<td>{Bar(bits[level])}");
            }
        }

        to.Write("</table>");
    }

    private static void Examples(TextWriter to, LinkageResult result, Func<int, string> nameOf)
    {
        to.Write("<h2>Examples</h2><p>Pairs at different strengths. What the fields say, the prior and the rival explanation add up.</p>");
        foreach (var example in result.Examples)
        {
            to.Write($"<details><summary>{Text(nameOf(example.Left))} and {Text(nameOf(example.Right))}: {Number(example.Bits)} bits, probability {example.Probability.ToString("0.000", CultureInfo.InvariantCulture)}</summary><p>{Text(example.InEnglish())}<br><span lang=\"es\">{Text(example.InSpanish())}</span></p><table>");
            to.Write($"<tr><td>Before comparing<td><td class=\"n\">{Number(example.PriorBits)}<td>{Bar(example.PriorBits)}");
            foreach (var field in example.Fields)
            {
                to.Write($"<tr><td>{Text(field.Field)}<td>{Text(field.Agreement)}<td class=\"n\">{Number(field.Bits)}<td>{Bar(field.Bits)}");
            }

            to.Write($"<tr><td>Perhaps relatives<td><td class=\"n\">{Number(example.RivalBits)}<td>{Bar(example.RivalBits)}</table></details>");
        }
    }

    // Against judgements where there are some; else all that can be shown is whether the result agrees with itself.
    private static void Calibration(TextWriter to, LinkageResult result)
    {
        var judged = result.Judged.Count > 0;
        if (!judged && result.Clusters.Distinct().Count() == result.Clusters.Count)
        {
            to.Write("<h2>Probabilities</h2><p>Nobody has judged any pair, and there are no groups to compare with, so nothing here shows whether probabilities are right. <code>homeward label</code> makes a page to judge pairs on.</p>");
            return;
        }

        var pairs = judged
            ? result.Judged.Select(one => (Probability: 1 / (1 + Math.Pow(2, -one.Bits)), IsTrue: one.Label.IsMatch))
            : result.Links.Select(link => (link.Probability, IsTrue: result.Clusters[link.Left] == result.Clusters[link.Right]));
        to.Write(judged
            ? "<h2>Probabilities against judgements</h2><p>What the model, which learned from these labels, says of the judged pairs, and how many of them people called one person. People judge doubtful pairs more than others, so this shows whether probabilities are in order, not how many of all links are right.</p>"
            : "<h2>Probabilities against the groups</h2><p>How many pairs have which probability, and how many of them are in one group of this same result. Nobody has judged any pair, so this is a check that the result agrees with itself, and no proof that it is right. <code>homeward label</code> makes a page to judge pairs on.</p>");
        to.Write($"<table><tr><th>Probability<th class=\"n\">Pairs<th class=\"n\">Mean probability<th class=\"n\">{(judged ? "Judged one person" : "In one group")}");
        foreach (var bin in pairs.GroupBy(pair => Math.Min(9, (int)(pair.Probability * 10))).OrderBy(bin => bin.Key))
        {
            to.Write($"<tr><td>{Number(bin.Key / 10.0)} to {Number((bin.Key + 1) / 10.0)}<td class=\"n\">{bin.Count():N0}<td class=\"n\">{Number(bin.Average(pair => pair.Probability), "0.000")}<td class=\"n\">{Number(bin.Average(pair => pair.IsTrue ? 1.0 : 0), "0.000")}");
        }

        to.Write("</table>");
    }

    private static void Rules(TextWriter to, LinkageResult result)
    {
        to.Write("<h2>How records were brought together</h2><table><tr><th>They share<th class=\"n\">Pairs<th class=\"n\">Records under the commonest key");
        foreach (var rule in result.Rules.Where(rule => rule.Pairs > 0).OrderByDescending(rule => rule.Pairs))
        {
            to.Write($"<tr><td>{Text(rule.Name)}<td class=\"n\">{rule.Pairs:N0}<td class=\"n\">{rule.Largest:N0}");
        }

        to.Write("</table>");
    }

    private static void Unlinkable(TextWriter to, LinkageResult result) =>
        to.Write($"<h2>What can't be linked</h2><p>{Text(LinkageOptions.Words(result.Unlinkable))}</p>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Number(double number, string format = "0.0") => number.ToString(format, CultureInfo.InvariantCulture);

    private static string Bar(double bits) =>
        string.Create(CultureInfo.InvariantCulture, $"<span class=\"bar{(bits < 0 ? " minus" : "")}\" style=\"width:{Math.Min(20, Math.Abs(bits)) / 2:0.##}rem\"></span>");
}
