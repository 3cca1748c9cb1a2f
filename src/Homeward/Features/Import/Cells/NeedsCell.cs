using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>Sorts needs written in words into the kinds that are counted. The words themselves are kept in the record's notes.</summary>
public static class NeedsCell
{
    private static readonly (Needs Need, string[] Starts)[] Known =
    [
        (Needs.Medicine, ["medic", "insulin", "inhal", "asthma", "asma", "allerg", "alerg", "epi", "diabet", "seiz", "epilep", "pill", "pastilla", "tratamiento"]),
        (Needs.InfantCare, ["diaper", "formula", "infant", "nurs", "breast", "panal", "leche", "bottle", "biberon", "bebe", "baby", "lactan"]),
        (Needs.Interpreter, ["interp", "translat", "traduc"]),
        (Needs.Disability, ["wheel", "silla", "autis", "disab", "discap", "deaf", "sord", "blind", "cieg", "down", "iep"]),
        (Needs.FoodOrClothes, ["food", "comida", "cloth", "ropa", "coat", "shoes", "zapatos", "hungry", "hambre"]),
        (Needs.Comfort, ["comfort", "scared", "afraid", "miedo", "anxi", "ansi", "crying", "llora"]),
        (Needs.Urgent, ["urgent", "emergenc", "hospital", "911"]),
    ];

    /// <summary>The kinds of need that the words name; none when nothing is recognised.</summary>
    public static Needs Read(string cell)
    {
        var needs = Needs.None;
        foreach (var word in Heading.Split(cell))
        {
            foreach (var (need, starts) in Known)
            {
                if (Array.Exists(starts, start => word.StartsWith(start, StringComparison.Ordinal))) { needs |= need; }
            }
        }

        return needs;
    }
}
