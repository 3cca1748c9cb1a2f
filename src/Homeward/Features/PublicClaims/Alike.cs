using Homeward.Domain;
using Homeward.Linkage;

namespace Homeward.Features.PublicClaims;

/// <summary>
/// Messages that are one story told often: from one telephone, or in the same words. They are one row of the queue, so that a thousand of them cost one look and
/// don't hide the one beside them.
/// </summary>
public static class Alike
{
    // Shorter texts are the same by chance: "help", "please call".
    private const int LongEnough = 25;

    /// <summary>What messages have in common that are one story; null for one that stands alone.</summary>
    public static string? KeyOf(PublicClaim claim)
    {
        if (claim.Words is not { } words)
        {
            return null;
        }

        var phone = new string([.. (words.Phone ?? "").Where(char.IsAsciiDigit)]);
        if (phone.Length >= 7)
        {
            // With or without the country's 1.
            return $"phone {(phone.Length > 10 ? phone[^10..] : phone)}";
        }

        var told = NameFolding.Fold(words.More ?? "");
        return told.Length >= LongEnough ? $"words {told}" : null;
    }

    /// <summary>The queue: waiting messages, those that are one story together, the one that has waited longest first.</summary>
    public static IReadOnlyList<IReadOnlyList<PublicClaim>> Grouped(IEnumerable<PublicClaim> waiting) =>
    [
        .. waiting.GroupBy(claim => KeyOf(claim) ?? claim.Id.ToString())
            .Select(group => (IReadOnlyList<PublicClaim>)[.. group.OrderBy(claim => claim.Received)])
            .OrderBy(group => group[0].Received),
    ];
}
