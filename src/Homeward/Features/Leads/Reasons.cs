using System.Text.Json;
using Homeward.Domain;
using Homeward.Web;

namespace Homeward.Features.Leads;

/// <summary>A lead's reasons in a person's words: what speaks for it, and what speaks against it, the weightiest first.</summary>
public sealed class Reasons(TextCatalogue catalogue, Texts t)
{
    private readonly HashSet<string> known = [.. catalogue.Keys];

    /// <summary>What agrees.</summary>
    public IReadOnlyList<string> For(Lead lead) => [.. Said(lead, reason => reason.Bits > 0 && !Differs(reason))];

    /// <summary>What differs.</summary>
    public IReadOnlyList<string> Against(Lead lead) => [.. Said(lead, reason => reason.Bits < 0)];

    // Brothers and sisters have different names. That is why a difference may weigh nothing against them, but it is no reason to think so.
    private static bool Differs(LeadReason reason) => Snake(reason.Level) is "different" or "partly_different" or "off" or "resembles";

    /// <summary>How much a field agrees, in words and by weight; nothing when it was not compared.</summary>
    public static int WeightOf(double bits) => bits switch { >= 5 => 3, >= 2 => 2, > 0 => 1, 0 => 0, > -2 => -1, _ => -2 };

    private IEnumerable<string> Said(Lead lead, Func<LeadReason, bool> which) =>
        from reason in lead.Reasons
        where which(reason)
        orderby Math.Abs(reason.Bits) descending
        let words = Words(reason)
        where words is not null
        select words;

    // A reason is a field and a level. Some pairs have a sentence of their own; the rest are put together from the two.
    private string? Words(LeadReason reason)
    {
        var (field, level) = (Snake(reason.Field), Snake(reason.Level));
        if (field is "prior" or "rival" || level is "missing" or "considered")
        {
            return null;
        }

        var own = $"reason.{field}.{level}";
        if (known.Contains(own))
        {
            return t[own];
        }

        var (name, how) = ($"reason_field.{field}", $"reason_level.{level}");
        return known.Contains(name) && known.Contains(how) ? t["leads.reason", t[name], t[how]] : null;
    }

    private static string Snake(string code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code);
}
