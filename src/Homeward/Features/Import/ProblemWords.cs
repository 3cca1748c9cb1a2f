using System.Globalization;
using System.Text.Json;
using Homeward.Web;

namespace Homeward.Features.Import;

/// <summary>A problem in the words of the person who brought the file. Contains personal data: for them alone, never for a log.</summary>
/// <param name="Where">The row and the column as they stand in the file.</param>
/// <param name="Seen">What the cell holds.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ProblemWords(string Where, string Seen, string Problem, string Remedy)
{
    /// <summary>Renders a problem in a language.</summary>
    public static ProblemWords Of(ImportProblem problem, Texts texts) => new(
        (problem.Row, problem.Column.Heading) switch
        {
            (0, "") => texts["import.whole_file"],
            (0, var heading) => heading,
            (var row, "") => texts["import.row"] + " " + row.ToString(CultureInfo.InvariantCulture),
            var (row, heading) => texts["import.problem_at", row.ToString(CultureInfo.InvariantCulture), heading],
        },
        problem.Seen,
        texts.Of(problem.Kind),
        texts["import.remedy." + JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Kind.ToString())]);

    /// <summary>One line for a terminal.</summary>
    public override string ToString() => Seen.Length == 0 ? $"{Where}: {Problem} {Remedy}" : $"{Where}: \"{Seen}\" {Problem} {Remedy}";
}
