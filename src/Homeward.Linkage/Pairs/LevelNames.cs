namespace Homeward.Linkage;

/// <summary>What a level of agreement means, in words.</summary>
internal static class LevelNames
{
    private static readonly string[] Births =
        ["not known", "equal", "one digit off", "day and month swapped", "two digits off", "year off", "only the year equal", "a year or two apart", "up to ten years apart", "more than ten years apart",
            "ages fit", "a year off", "two or three years off", "up to ten years off", "a generation off"];

    private static readonly string[] Houses = ["house not known", "same house", "nearly the same house", "same street", "another house"];
    private static readonly string[] Areas = ["area not known", "same postcode and town", "same postcode", "same town, nearly the postcode", "same town", "nearly the same area", "another area"];

    internal static string Of(FieldKind kind, byte level) => kind switch
    {
        FieldKind.Given => Spaced(((NameLevels.Given)level).ToString()),
        FieldKind.Surname => Spaced(((NameLevels.Surname)level).ToString()),
        FieldKind.Birth => Births[level],
        FieldKind.Sex => level == 1 ? "same" : "different",
        FieldKind.Place => level == 1 ? "same" : "different",
        FieldKind.Mother or FieldKind.Father => Spaced(((KinLevels.Parent)level).ToString()),
        FieldKind.Siblings => Spaced(((KinLevels.Siblings)level).ToString()),
        FieldKind.Children => Spaced(((KinLevels.Children)level).ToString()),
        FieldKind.Address => AddressLevels.Parts(level) is var (house, area) ? $"{Houses[house]}, {Areas[area]}" : "",
        _ => Spaced(((Likeness)level).ToString()),
    };

    private static string Spaced(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
