using Homeward.Domain;

namespace Homeward.Features.Drill.Reports;

/// <summary>
/// What a child of the drill answers to the questions that only its family can answer. It follows from the child alone, so that whoever
/// belongs to it gives the same answers at a desk hours later. All invented.
/// </summary>
internal static class SealedByChildren
{
    // Invented: how many of the children who are asked have an answer to three questions.
    private const double IsAsked = 0.35;

    private static readonly string[] Pets = ["Firulais", "Canela", "Duque", "Pinto", "Manchas", "Chispa", "Rocky", "Mishi"];
    private static readonly string[] Grandmothers = ["Mamá Chela", "Abue Tencha", "Mamá Lola", "Nana Cuca", "Tita Meche"];
    private static readonly string[] AtHome = ["Chiquis", "Nena Lu", "Pollito", "Güero", "Beto", "Mago"];
    private static readonly string[] Friends = ["Marisol", "Kevin", "Xiomara", "Tyler", "Brisa", "Emmanuel", "Destiny"];
    private static readonly string[] Toys = ["dinosaurio verde", "la muñeca Lupe", "red truck", "osito café", "soccer cards"];

    /// <summary>The questions a child was asked when it was taken in, with its answers; none for most.</summary>
    public static IReadOnlyList<(FamilyQuestion Question, string Answer)> Of(Id<Person> child)
    {
        var random = Random(child);
        if (!random.Chance(IsAsked)) { return []; }

        (FamilyQuestion, string)[] all =
        [
            (FamilyQuestion.PetsName, random.Pick(Pets)), (FamilyQuestion.GrandmotherCalled, random.Pick(Grandmothers)), (FamilyQuestion.CalledAtHome, random.Pick(AtHome)),
            (FamilyQuestion.BestFriend, random.Pick(Friends)), (FamilyQuestion.FavouriteToy, random.Pick(Toys)),
        ];
        var skip = random.Below(all.Length - 2);
        return all[skip..(skip + 3)];
    }

    /// <summary>The acts of sealing them, right after the child was taken in. They draw on chance of their own, so that the drill is otherwise as it was.</summary>
    public static IEnumerable<Report> Sealed(Id<Person> child, int at, int learned, Desk desk)
    {
        var random = Random(child);
        random.NextId();
        foreach (var (question, answer) in Of(child))
        {
            yield return new(at, learned, desk, random.NextId(), Role.Intake, new SealFact(new(random.NextId()), child, question, new(answer)), []);
        }
    }

    private static SeededRandom Random(Id<Person> child) => SeededRandom.For(BitConverter.ToInt64(child.Value.ToByteArray()), "family answers");
}
