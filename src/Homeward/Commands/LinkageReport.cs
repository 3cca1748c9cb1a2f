using System.Text.Json;
using Homeward.Linkage;

namespace Homeward.Commands;

/// <summary>
/// A linkage run as one HTML page that asks nothing of any server, in English and Spanish: scores, what agreement is worth, a waterfall for any pair,
/// calibration, blocking, what can't be linked. It holds ids and how records agree, nothing of what they say.
/// </summary>
internal static class LinkageReport
{
    private const int Bins = 40, LeastBits = -5;

    private static readonly JsonSerializerOptions WithinHtml = new(JsonSerializerDefaults.Web);

    /// <summary>Writes the page.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="result">The run, with its examples.</param>
    /// <param name="nameOf">What each row is called.</param>
    /// <param name="threshold">Least probability of a link.</param>
    /// <param name="isOneFile">Whether one file was looked through, and so there are groups.</param>
    internal static void Write(TextWriter to, LinkageResult result, Func<int, string> nameOf, double threshold, bool isOneFile)
    {
        var (fields, words) = (new Numbered<string>(), new Numbered<(string English, string Spanish)>());
        var judged = result.Judged.Count > 0;
        var groups = isOneFile ? result.Clusters.Distinct().Count() : result.Clusters.Count;
        var data = new
        {
            Records = result.Table.Rows,
            result.Candidates,
            Links = result.Links.Count(link => link.Probability >= threshold),
            People = isOneFile ? groups : (int?)null,
            Threshold = threshold,
            LeastBits,
            Bins = Histogram(result.Links),
            Weights = Enumerable.Range(0, result.Model?.FieldNames.Count ?? 0).Select(field => new
            {
                Field = fields.Of(result.Model!.FieldNames[field]),
                Levels = result.Model.WeightBits(field).Zip(result.Model.LevelWords(field), (bits, level) => new { Words = words.Of(level), Bits = Short(bits) }).Skip(1),
            }).ToList(),
            Pairs = result.Explained.Concat(result.Examples).Select(pair => new
            {
                Ids = new[] { nameOf(pair.Left), nameOf(pair.Right) },
                Bits = Short(pair.Bits),
                Prior = Short(pair.PriorBits),
                Rival = Short(pair.RivalBits),
                Fields = pair.Fields.Select(field => new[] { fields.Of(field.Field), words.Of((field.InEnglish(), field.InSpanish())), Short(field.Bits) }),
                Says = new[] { pair.InEnglish(), pair.InSpanish() },
            }).ToList(),
            Asked = result.Explained.Count,
            AllPairs = result.Examples.Count == result.Links.Count,
            IsJudged = judged,
            Calibration = judged || groups < result.Clusters.Count ? Calibration(result, judged) : [],
            Rules = result.Rules.Where(rule => rule.Pairs > 0).OrderByDescending(rule => rule.Pairs).Select(rule => new { rule.Name, rule.Pairs, rule.Largest }),
            Unlinkable = new { result.Unlinkable.Records, Lack = result.Unlinkable.Lack.Select(fields.Of) },
            Stages = result.Times.Select(stage => new { stage.Stage, Seconds = Short(stage.Seconds), Processor = Short(stage.ProcessorSeconds) }),
            Fields = fields.All,
            Words = words.All.Select(word => new[] { word.English, word.Spanish }),
        };

        // The serializer escapes <, > and &, so no id can end the script it stands in.
        to.Write(Template().Replace("{{DATA}}", JsonSerializer.Serialize(data, WithinHtml), StringComparison.Ordinal));
    }

    private static int[] Histogram(IReadOnlyList<Link> links)
    {
        var counts = new int[Bins];
        foreach (var link in links)
        {
            counts[(int)Math.Clamp(link.Bits - LeastBits, 0, Bins - 1)]++;
        }

        return counts;
    }

    // Against judgements where there are some; else all that can be shown is whether the result agrees with itself.
    private static double[][] Calibration(LinkageResult result, bool judged)
    {
        var pairs = judged
            ? result.Judged.Select(one => (Probability: 1 / (1 + Math.Pow(2, -one.Bits)), IsTrue: one.Label.IsMatch))
            : result.Links.Select(link => (link.Probability, IsTrue: result.Clusters[link.Left] == result.Clusters[link.Right]));
        return [.. pairs.GroupBy(pair => Math.Min(9, (int)(pair.Probability * 10))).OrderBy(bin => bin.Key)
            .Select(bin => new[] { bin.Key / 10.0, bin.Count(), Math.Round(bin.Average(pair => pair.Probability), 4), Math.Round(bin.Average(pair => pair.IsTrue ? 1.0 : 0), 4) })];
    }

    private static double Short(double number) => Math.Round(number, 2);

    private static string Template()
    {
        using var stream = typeof(LinkageReport).Assembly.GetManifestResourceStream("LinkageReport.html") ?? throw new InvalidOperationException("The program was built without LinkageReport.html.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // Words that stand on the page a thousand times are written once.
    private sealed class Numbered<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> numbers = [];

        public List<T> All { get; } = [];

        public double Of(T one)
        {
            if (!numbers.TryGetValue(one, out var number))
            {
                numbers.Add(one, number = All.Count);
                All.Add(one);
            }

            return number;
        }
    }
}
