using Homeward.Domain;

namespace Homeward.Features.People;

/// <summary>A child's chain of custody in the order it happened, with the times in which nobody we know answered for the child as links of their own.</summary>
public static class CustodyChain
{
    /// <summary>A link of the chain: a step that was reported, or a gap. A gap lasts until the next step, or until now.</summary>
    public abstract record Link(DateTimeOffset From);

    public sealed record Step(CustodyStep What, bool Late) : Link(What.Occurred);

    /// <summary>Nobody answered for the child, as far as anybody has said.</summary>
    public sealed record Gap(DateTimeOffset From, DateTimeOffset Until, bool Lasting) : Link(From);

    // Learned this long after it happened, a step says so: the board of that hour could not have shown it.
    private static readonly TimeSpan LateBy = TimeSpan.FromMinutes(30);

    // Handing a child over takes a moment; that is not a gap.
    private static readonly TimeSpan Handshake = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<Link> Of(ChildFacts child, DateTimeOffset moment)
    {
        var links = new List<Link>();
        DateTimeOffset? nobodySince = null;
        foreach (var step in child.Chain.OrderBy(step => step.Occurred).ThenBy(step => step.Recorded))
        {
            if (nobodySince is { } since && step.Kind is CustodyStepKind.TakenIn or CustodyStepKind.Accepted or CustodyStepKind.HandedOverOutsideGate or CustodyStepKind.Released or CustodyStepKind.Seen)
            {
                if (step.Occurred - nobodySince.Value > Handshake)
                {
                    links.Add(new Gap(nobodySince.Value, step.Occurred, Lasting: false));
                }
            }

            links.Add(new Step(step, step.Recorded - step.Occurred > LateBy));
            nobodySince = step.Kind switch
            {
                CustodyStepKind.Seen when child.Custody is null || step.Occurred < child.Custody.Since => step.Occurred,
                CustodyStepKind.LeftOutsideGate => step.Occurred,
                CustodyStepKind.TakenIn or CustodyStepKind.Accepted or CustodyStepKind.HandedOverOutsideGate or CustodyStepKind.Released => null,
                _ => nobodySince,
            };
        }

        if (child is { InCensus: true, Custody: null, ReleasedBy: null, Died: false, NotCounted: null })
        {
            links.Add(new Gap(nobodySince ?? child.Since, moment, Lasting: true));
        }

        return links;
    }
}
