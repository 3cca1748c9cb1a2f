namespace Homeward.Features.Drill.Truth;

/// <summary>The bare outline of a household, eight bytes or so, from which all of it can be made at any time.</summary>
internal readonly record struct Outline(HouseholdKind Kind, byte Worksite, Story Story, int StoryNumber);

/// <summary>
/// How many households of each kind a drill has, exactly. The published numbers are kept whatever the seed: 680 adults
/// a scale, of whom about 30 were never transported and about 270 were released at night. The kinds follow from them;
/// how many families have children at all is invented.
/// </summary>
internal static class Composition
{
    // Of 680 adults: 92 couples detained together, 190 single parents, 30 pregnant or nursing, 126 with the other
    // parent at large, and 160 without children under 18. Couples and single parents who declare their children are
    // the 270 of the published reports.
    private const int Adults = 680, Couples = 92, Singles = 190, Expectant = 30, OneDetained = 126;

    // Families of whom nobody is detained, for each hundred detained adults; about two in five are reported by mistake.
    private const int NotAffectedPerHundred = 12;

    /// <summary>How many of each special story one scale holds.</summary>
    public static readonly IReadOnlyList<(Story Story, int Count)> Stories =
    [
        (Story.LeftOutsideGate, 2), (Story.CustodyDispute, 2), (Story.AuntWithoutDocuments, 3), (Story.ClaimedByStranger, 4), (Story.InHospital, 1),
    ];

    public static Outline[] Outlines(Scenario scenario, long seed, int scale)
    {
        var outlines = new List<Outline>();
        var singlesWithoutStory = new List<int>();
        for (var w = 0; w < scenario.Worksites.Count; w++)
        {
            var kinds = KindsAt(checked(scenario.Worksites[w].Adults * scale));
            Shuffle(kinds, SeededRandom.For(seed, "order", w));
            foreach (var kind in kinds)
            {
                if (kind == HouseholdKind.SingleParent) { singlesWithoutStory.Add(outlines.Count); }

                outlines.Add(new(kind, (byte)w, Story.None, 0));
            }
        }

        GiveStories(outlines, singlesWithoutStory, scale, SeededRandom.For(seed, "stories"));
        return [.. outlines];
    }

    private static List<HouseholdKind> KindsAt(int adults)
    {
        int Share(int of) => (int)(((long)adults * of * 2 + Adults) / (2 * Adults));

        var (couples, singles, expectant, oneDetained) = (Share(Couples), Share(Singles), Share(Expectant), Share(OneDetained));
        return
        [
            .. Enumerable.Repeat(HouseholdKind.BothDetained, couples),
            .. Enumerable.Repeat(HouseholdKind.SingleParent, singles),
            .. Enumerable.Repeat(HouseholdKind.Expectant, expectant),
            .. Enumerable.Repeat(HouseholdKind.OneDetained, oneDetained),
            // The rest are single adults, so that the number of adults is exact whatever the rounding.
            .. Enumerable.Repeat(HouseholdKind.NoChildren, adults - (2 * couples) - singles - expectant - oneDetained),
            .. Enumerable.Repeat(HouseholdKind.NotAffected, adults * NotAffectedPerHundred / 100),
        ];
    }

    // The stories all begin with a child whose only parent was detained.
    private static void GiveStories(List<Outline> outlines, List<int> candidates, int scale, SeededRandom random)
    {
        Shuffle(candidates, random);
        var next = 0;
        foreach (var (story, count) in Stories)
        {
            for (var number = 0; number < count * scale; number++, next++)
            {
                outlines[candidates[next]] = outlines[candidates[next]] with { Story = story, StoryNumber = number };
            }
        }
    }

    private static void Shuffle<T>(List<T> items, SeededRandom random)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
