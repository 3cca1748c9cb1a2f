using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>Reads how somebody is related to a child. What isn't known stays "other": it gives no right by itself.</summary>
public static class KinshipCell
{
    /// <summary>The kinship a cell names; unknown when it is empty, other when the word isn't known.</summary>
    public static Kinship Read(string cell) => string.Join(' ', Heading.Split(cell)) switch
    {
        "" => Kinship.Unknown,
        "mother" or "mom" or "mama" or "madre" or "mum" or "m" => Kinship.Mother,
        "father" or "dad" or "papa" or "padre" or "f" => Kinship.Father,
        "stepmother" or "stepfather" or "step mother" or "step father" or "stepparent" or "step parent" or "padrastro" or "madrastra" => Kinship.StepParent,
        "guardian" or "legal guardian" or "tutor" or "tutora" or "tutor legal" or "tutora legal" or "foster parent" => Kinship.Guardian,
        "grandmother" or "grandfather" or "grandparent" or "grandma" or "grandpa" or "abuela" or "abuelo" or "abuelita" or "abuelito" => Kinship.Grandparent,
        "aunt" or "uncle" or "tia" or "tio" or "aunt uncle" => Kinship.AuntOrUncle,
        "sister" or "brother" or "sibling" or "adult sibling" or "hermana" or "hermano" or "older sister" or "older brother" or "hermana mayor" or "hermano mayor" => Kinship.AdultSibling,
        "cousin" or "primo" or "prima" or "relative" or "family" or "pariente" or "familiar" or "familia" or "godmother" or "godfather" or "madrina" or "padrino" => Kinship.OtherRelative,
        "neighbor" or "neighbour" or "vecina" or "vecino" => Kinship.Neighbour,
        _ => Kinship.Other,
    };
}
