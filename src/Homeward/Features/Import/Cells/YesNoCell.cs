using Homeward.Text;

namespace Homeward.Features.Import;

/// <summary>Reads yes or no, as asked by "may collect".</summary>
public static class YesNoCell
{
    /// <summary>Reads one cell, or says that it is neither.</summary>
    /// <param name="cell">A cleaned cell that is not empty.</param>
    public static (bool? Yes, ProblemKind? Problem) Read(string cell) => Accents.Fold(cell).Trim('.', ' ') switch
    {
        "y" or "yes" or "true" or "t" or "1" or "x" or "si" or "s" or "ok" or "verdadero" or "v" or "✓" or "✔" or "allowed" or "autorizado" or "autorizada" => (true, null),
        "n" or "no" or "false" or "f" or "0" or "falso" or "never" or "not allowed" or "no autorizado" or "no autorizada" => (false, null),
        _ => (null, ProblemKind.NotYesOrNo),
    };
}
