using Homeward.Web;

namespace Homeward.Features.Leads;

/// <summary>
/// A probability as people weigh it: "about 19 in 20". Steps, because nobody decides differently at 94 and at 95 percent,
/// and never certainty, because a person decides.
/// </summary>
public static class Likelihood
{
    private static readonly (double AtLeast, int Of, int In)[] Steps =
    [
        (0.985, 99, 100), (0.93, 19, 20), (0.85, 9, 10), (0.775, 4, 5), (0.71, 3, 4), (0.58, 2, 3), (0.42, 1, 2), (0.29, 1, 3), (0.15, 1, 5), (0.075, 1, 10),
    ];

    /// <summary>The nearest step, in words.</summary>
    public static string InWords(double probability, Texts t) =>
        Step(probability) is var (of, @in) ? t["leads.about", of, @in] : t["leads.less_than", 1, 10];

    /// <summary>The nearest step; null below one in ten.</summary>
    internal static (int Of, int In)? Step(double probability)
    {
        foreach (var (atLeast, of, @in) in Steps)
        {
            if (probability >= atLeast)
            {
                return (of, @in);
            }
        }

        return null;
    }
}
