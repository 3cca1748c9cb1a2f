using Homeward.Domain;

namespace Homeward.Features.Drill.Reports;

/// <summary>What a child needs for a night away from home; invented shares.</summary>
internal static class ChildNeeds
{
    public static Needs Of(SeededRandom random, int age)
    {
        var needs = age < 2 ? Needs.InfantCare : Needs.None;
        if (random.Chance(0.05)) { needs |= Needs.Medicine; }

        if (random.Chance(0.08)) { needs |= Needs.Interpreter; }

        if (random.Chance(0.02)) { needs |= Needs.Disability; }

        return random.Chance(0.1) ? needs | Needs.Comfort : needs;
    }
}
