using Homeward.Domain;
using Homeward.Features.Drill.Reports;

namespace Homeward.Features.Drill.Play;

/// <summary>
/// Who each record is truly about. The people of the drill who decide leads look here instead of at two faces; nothing
/// of it enters Homeward.
/// </summary>
internal sealed class RecordTruth
{
    private readonly Dictionary<Id<Record>, string> _about = [];

    public void Learn(IEnumerable<About> about)
    {
        foreach (var (record, person) in about) { _about[record] = person; }
    }

    public string? Of(Id<Record> record) => _about.GetValueOrDefault(record);

    /// <summary>Whether what a lead proposes is so; null when one side is nobody of the drill.</summary>
    public bool? IsTrue(LeadKind kind, Id<Record> left, Id<Record> right) => (Of(left), Of(right)) switch
    {
        (null, _) or (_, null) => null,
        ({ } a, { } b) when kind == LeadKind.SamePerson => a == b,
        ({ } a, { } b) => Household(a) == Household(b) && (kind == LeadKind.Siblings ? IsChild(a) && IsChild(b) && a != b : IsChild(a) != IsChild(b) && IsParent(IsChild(a) ? b : a)),
    };

    // Ids of the truth read "h12-c1": household 12, first child; -m and -f are the parents.
    private static string Household(string id) => id.Split('-')[0];

    private static bool IsChild(string id) => id.Contains("-c", StringComparison.Ordinal);

    private static bool IsParent(string id) => id.EndsWith("-m", StringComparison.Ordinal) || id.EndsWith("-f", StringComparison.Ordinal);
}
