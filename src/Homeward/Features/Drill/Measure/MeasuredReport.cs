using System.Text;
using System.Text.Json;
using Homeward.Domain;
using Homeward.Features.Drill.Truth;

namespace Homeward.Features.Drill.Measure;

/// <summary>A measurement in words and tables, for people and for the documentation.</summary>
internal sealed record MeasuredReport(
    KnownTruth Truth, string Command, IReadOnlyList<HourMeasured> Hours, IReadOnlyList<LeadsMeasured> Leads, (int Pairs, int Joined) Recall, int Records,
    IReadOnlyList<LeadClaims> Claims, IReadOnlyList<(string Words, LeadKind Kind, int Said, int True)> InWords)
{
    private static readonly JsonSerializerOptions JsonForPrograms = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    // Every hour of the first evening and night, when it mattered; every third from the second morning on.
    private IEnumerable<HourMeasured> Shown => Hours.Where(h => h.Hour is (>= 5 and <= 18) or 0 || h.Hour % 3 == 0);

    public string Markdown()
    {
        var text = new StringBuilder();
        text.AppendLine($"""
            # The census of the drill against its truth

            Scenario `{Truth.Scenario}`, seed {Truth.Seed}, scale {Truth.Scale}: {Hours[^1].TrueAdults} adults detained, {Hours[^1].TrueHeadline} children separated by the end,
            {Records} records. All people are invented; how many children there were, how they were reported and how well people
            decide leads are assumptions of the drill (docs/guides/drill-truth.md), so this measures Homeward under those assumptions.

            Made by:

            ```
            {Command}
            ```

            ## Children counted, hour by hour

            As it was known at that hour (by when things were recorded), hours from 08:00 on 7 August.
            *Separated* is the truth. *Counted* is the board's headline, *low* its low end from open leads. *Missed* are separated
            children whom the headline doesn't hold; *again* are persons counted beyond the first for one child; *not separated* are
            children counted who never were (declared by a held parent while the other parent was at home, or reported by mistake).
            *Right state* are the separated children counted in the state they were truly in. *Leads* wait for an answer, *strong* among them.

            | hour | clock | separated | counted | low | missed | again | not separated | right state | leads | strong |
            |---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var h in Shown)
        {
            text.AppendLine($"| {h.Hour} | {Clock(h.Hour)} | {h.TrueHeadline} | {h.Headline.High} | {h.Headline.Low} | {h.Missed} | {h.CountedAgain} | {h.NotAffected} | {Share(h.RightState, h.TrueHeadline)} | {h.OpenLeads} | {h.StrongLeads} |");
        }

        text.AppendLine("""

            ## Over- and undercount by state

            In each cell: truly in this state → counted in it (+ over, − under). *Over* are persons in this state whose child truly was
            in another, or who was in it a second time; *under* are children truly in it of whom nobody was counted there.

            """);
        AppendStates(text);
        AppendLeads(text);
        AppendClaims(text);
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The same for programs.</summary>
    public string Json() => JsonSerializer.Serialize(
        new { Truth.Scenario, Truth.Seed, Truth.Scale, Records, Hours, Leads, Recall = new { Recall.Pairs, Recall.Joined }, Claims },
        JsonForPrograms);

    private void AppendStates(StringBuilder text)
    {
        ChildState[] states = [ChildState.ReportedNotLocated, ChildState.LocatedUnaccompanied, ChildState.InInterimCare, ChildState.WithParentOrVerifiedCaregiver, ChildState.NotAffectedOrDuplicate];
        text.AppendLine($"| hour | {string.Join(" | ", states.Select(Words))} |");
        text.AppendLine($"|---:|{string.Concat(states.Select(_ => "---|"))}");
        foreach (var h in Shown)
        {
            var cells = states.Select(s => h.States.Single(m => m.State == s)).Select(m => $"{m.True} → {m.Counted} (+{m.Over} −{m.Under})");
            text.AppendLine($"| {h.Hour} | {string.Join(" | ", cells)} |");
        }
    }

    private void AppendLeads(StringBuilder text)
    {
        text.AppendLine("""

            ## Leads

            Every lead that was ever proposed between records of the drill's people, held against the truth.

            | kind | band | proposed | true | precision | confirmed | rejected | still open |
            |---|---|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var l in Leads)
        {
            text.AppendLine($"| {Words(l.Kind)} | {Words(l.Band)} | {l.Judged} | {l.True} | {Share(l.True, l.Judged)} | {l.Confirmed} | {l.Rejected} | {l.Open} |");
        }

        text.AppendLine($"""

            Of {Recall.Pairs} pairs of person ids that truly are one person, leads or links join {Recall.Joined} ({Share(Recall.Joined, Recall.Pairs)}).
            The rest say too little to be told from other children (a first name and an age), or nobody proposed them.
            """);
    }

    private void AppendClaims(StringBuilder text)
    {
        text.AppendLine("""

            ## What leads claim

            A lead says how many pairs like it belong together. *Evidence* is the model's sum of bits taken as it is, *beforehand* what
            Homeward makes of it before anybody answered (learned from drills of other seeds), *with answers* what it makes of it after the answers of
            this drill, some of which are wrong. The error is the expected calibration error in tenths; *unanswered* are the leads nobody confirmed or rejected.

            | kind | leads | true | evidence claims | error | beforehand claims | error | with answers claims | error | unanswered: beforehand | with answers |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var c in Claims)
        {
            text.AppendLine($"| {Words(c.Kind)} | {c.Judged} | {Share(c.True, c.Judged)} | {Of(c.Evidence)} | {Of(c.Beforehand)} | {Of(c.Answered)} | {Error(c.UnansweredBeforehand)} | {Error(c.Unanswered)} |");
        }

        text.AppendLine("""

            In the words of the page, as each lead was last proposed: leads that said so, and how many of them are true.

            | the page says | same person | true | parent and child | true | siblings | true |
            |---|---:|---:|---:|---:|---:|---:|
            """);
        foreach (var words in InWords.GroupBy(one => one.Words))
        {
            text.AppendLine($"| {words.Key} |{string.Concat(Enum.GetValues<LeadKind>().Select(kind => words.FirstOrDefault(one => one.Kind == kind)).Select(one => $" {one.Said} | {Share(one.True, one.Said)} |"))}");
        }

        static string Of(Claimed claimed) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100 * claimed.Mean:0} % | {claimed.Error:0.000}");
        static string Error(Claimed claimed) => claimed.Error.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
    }

    private string Clock(int hour) => Truth.Start.AddHours(hour).ToString("ddd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Share(int part, int whole) => whole == 0 ? "–" : $"{100.0 * part / whole:0} %";

    private static string Words<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()).Replace('_', ' ');
}
