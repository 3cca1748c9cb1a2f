using System.Collections.Frozen;

namespace Homeward.Domain;

/// <summary>
/// Whether two short answers mean the same: without case, accents, articles and plurals, as they sound, and with the common English
/// and Spanish words for one thing taken as one. Deterministic, and the same whoever asks.
/// </summary>
internal static class FactWords
{
    private static readonly FrozenSet<string> Passed = Set(
        "a an the my our of and or is was it he she with some little called named name "
        + "el la los las lo un una unos unas mi mis nuestro nuestra de del y o con es era se llama llamaba que le su sus");

    // One row per thing. Colours of doors, what is eaten in the morning, pets, and whom one lives with.
    private static readonly FrozenDictionary<string, string> Things = Rows(
        "red rojo roja colorado", "blue azul", "green verde", "white blanco blanca", "brown marron cafe castano", "black negro negra", "yellow amarillo amarilla",
        "gray grey gris", "orange anaranjado anaranjada naranja", "purple violet morado morada violeta", "pink rosado rosada", "wood wooden madera",
        "egg eggs huevo huevos blanquillos", "bean beans frijol frijoles", "milk leche", "bread toast pan tostada", "rice arroz", "oatmeal oats avena",
        "banana bananas platano platanos banano bananos guineo", "coffee cafecito", "pancake pancakes panqueque panqueques hotcake hotcakes", "cereal cereals",
        "juice jugo", "apple manzana", "cheese queso", "sausage salchicha chorizo", "soup sopa caldo", "cookie cookies galleta galletas", "nothing nada",
        "dog perro perrito puppy", "cat gato gatito kitten", "bear oso osito", "doll muneca", "ball pelota balon", "car carro carrito coche", "horse caballo caballito",
        "rabbit bunny conejo conejito", "blanket cobija cobijita manta", "truck troca camion camioncito", "dinosaur dinosaurio");

    private static readonly FrozenDictionary<FamilyQuestion, FrozenSet<string>> FirstGuesses = new Dictionary<FamilyQuestion, FrozenSet<string>>
    {
        [FamilyQuestion.PetsName] = Set("dog cat perro gato pet mascota none no nada nothing ninguno"),
        [FamilyQuestion.GrandmotherCalled] = Set("grandma grandmother granny nana abuela abuelita abue abuelo none no"),
        [FamilyQuestion.CalledAtHome] = Set("mijo mija hijo hija baby bebe nino nina son daughter none no"),
        [FamilyQuestion.BestFriend] = Set("none no nobody nadie friend amigo amiga"),
        [FamilyQuestion.FavouriteToy] = Set("toy juguete none no nada ball pelota doll muneca"),
        [FamilyQuestion.Song] = Set("none no nada song cancion"),
        [FamilyQuestion.Breakfast] = Set("food comida"),
        [FamilyQuestion.FrontDoor] = Set("door puerta"),
    }.ToFrozenDictionary();

    public static bool SaysSomething(string answer) => Words(answer).Count > 0;

    /// <summary>Whether every word of it is one that a stranger would say first.</summary>
    public static bool IsFirstGuess(FamilyQuestion question, string answer) =>
        Words(answer).All(word => FirstGuesses[question].Contains(word) || FirstGuesses[question].Contains(Singular(word)));

    /// <summary>
    /// Whether an answer means what was sealed. At least half of what is said now has to be in what was sealed, so that nobody gets
    /// there by saying everything that comes to mind.
    /// </summary>
    public static bool Agree(FamilyQuestion question, string known, string said)
    {
        var (sealedWords, now) = (Heard(known), Heard(said));
        var free = new List<string>(sealedWords);
        var alike = 0;
        foreach (var word in now)
        {
            var at = free.FindIndex(other => Names.SoundTheSame(word, other));
            if (at >= 0)
            {
                free.RemoveAt(at);
                alike++;
            }
        }

        // Of what a handful of words would cover, nobody may say them all.
        return alike > 0 && alike * 2 >= now.Count && (!FamilyQuestions.IsEasy(question) || now.Count <= 2 || alike == now.Count);
    }

    private static List<string> Heard(string answer) => [.. Words(answer).Select(word => Things.TryGetValue(Singular(word), out var thing) ? thing : Things.GetValueOrDefault(word, Plainly(word))).Distinct()];

    private static List<string> Words(string answer) => [.. Names.PlainWords(answer).Where(word => !Passed.Contains(word))];

    private static string Singular(string word) =>
        word.Length > 4 && word.EndsWith("es", StringComparison.Ordinal) ? word[..^2]
        : word.Length > 3 && word[^1] == 's' ? word[..^1]
        : word;

    // Chispita is Chispa.
    private static string Plainly(string word) =>
        word.Length > 5 && (word.EndsWith("ita", StringComparison.Ordinal) || word.EndsWith("ito", StringComparison.Ordinal)) ? word[..^3] + word[^1] : word;

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    private static FrozenDictionary<string, string> Rows(params string[] rows) =>
        rows.Select(row => row.Split(' ')).SelectMany(row => row.SelectMany(word => new[] { word, Singular(word) }).Distinct().Select(word => (word, row[0])))
            .DistinctBy(pair => pair.word).ToFrozenDictionary(pair => pair.word, pair => pair.Item2);
}
