using System.Text.Json;

namespace Homeward.Linkage;

/// <summary>
/// A trained model as settings of Splink 4 and later, for files beyond one machine. Levels that SQL cannot say are joined to
/// the nearest one it can; the relatives' class, rarities and the joint address are lost, as two classes cannot hold them.
/// </summary>
public static class SplinkSettings
{
    private static readonly (string Sql, string Label, int[] Given, int[] Surname, int[] Text)[] NameLevelsInSql =
    [
        ("{0}_l = {0}_r", "equal", [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6], [1]),
        ("jaro_winkler_similarity({0}_l, {0}_r) >= 0.92", "close", [8, 9], [7, 8, 9], [2]),
        ("jaro_winkler_similarity({0}_l, {0}_r) >= 0.82", "alike", [7, 10, 11], [10, 11], [3]),
        ("ELSE", "different", [12, 13, 14], [12], [4]),
    ];

    private static readonly (string Sql, string Label, int[] Levels)[] BirthLevelsInSql =
    [
        ("{0}_l = {0}_r", "equal", [1]),
        ("levenshtein({0}_l, {0}_r) <= 2", "a digit or two off", [2, 3, 4, 5]),
        ("substr({0}_l, 1, 4) = substr({0}_r, 1, 4)", "same year", [6, 10]),
        ("ELSE", "different", [7, 8, 9, 11, 12, 13, 14]),
    ];

    /// <summary>What the export cannot hold, for the person who uses it.</summary>
    public const string Lost =
        "Splink's two classes do not hold: relatives as a class of their own, nicknames and sounds, several names in any order, how rare a value is beyond Splink's own term frequencies, and the address as one piece of evidence.";

    /// <summary>The settings as JSON.</summary>
    /// <param name="model">The model.</param>
    /// <param name="columns">For each field the column of the file it is compared in; fields without one are left out.</param>
    /// <param name="idColumn">The column with the records' ids.</param>
    public static string Export(LinkageModel model, IReadOnlyDictionary<string, string> columns, string idColumn)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(columns);
        return Json.Written(writer =>
        {
            var odds = Math.Pow(2, model.Pairs.SamePrior);
            writer.WriteString("link_type", "dedupe_only");
            writer.WriteString("unique_id_column_name", idColumn);
            writer.WriteNumber("probability_two_random_records_match", odds / (1 + odds));
            writer.WriteStartArray("comparisons");
            for (var field = 0; field < model.Fields.Count; field++)
            {
                if (columns.TryGetValue(model.Fields[field].Name, out var column) && Levels(model.Fields[field].Kind) is { Count: > 0 } levels)
                {
                    Write(writer, model, field, column, levels);
                }
            }

            writer.WriteEndArray();
        });
    }

    private static List<(string Sql, string Label, int[] Levels)> Levels(FieldKind kind) => kind switch
    {
        FieldKind.Given => [.. NameLevelsInSql.Select(level => (level.Sql, level.Label, level.Given))],
        FieldKind.Surname => [.. NameLevelsInSql.Select(level => (level.Sql, level.Label, level.Surname))],
        FieldKind.Birth => [.. BirthLevelsInSql],
        FieldKind.Sex => [("{0}_l = {0}_r", "same", [1]), ("ELSE", "different", [2])],
        FieldKind.Address or FieldKind.Mother or FieldKind.Father or FieldKind.Siblings or FieldKind.Children or FieldKind.Place => [],
        _ => [.. NameLevelsInSql.Select(level => (level.Sql, level.Label, level.Text))],
    };

    private static void Write(Utf8JsonWriter writer, LinkageModel model, int field, string column, List<(string Sql, string Label, int[] Levels)> levels)
    {
        writer.WriteStartObject();
        writer.WriteString("output_column_name", column);
        writer.WriteStartArray("comparison_levels");
        writer.WriteStartObject();
        writer.WriteString("sql_condition", $"{column}_l IS NULL OR {column}_r IS NULL");
        writer.WriteString("label_for_charts", "missing");
        writer.WriteBoolean("is_null_level", true);
        writer.WriteEndObject();
        foreach (var (sql, label, joined) in levels)
        {
            writer.WriteStartObject();
            writer.WriteString("sql_condition", sql.Replace("{0}", column, StringComparison.Ordinal));
            writer.WriteString("label_for_charts", label);
            writer.WriteNumber("m_probability", Sum(model, PairClass.Same, field, joined));
            writer.WriteNumber("u_probability", Sum(model, PairClass.Stranger, field, joined));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static double Sum(LinkageModel model, PairClass of, int field, int[] levels)
    {
        var sum = 0.0;
        foreach (var level in levels)
        {
            sum += model.Pairs.Chances.Chances((int)of, field)[level];
        }

        return sum;
    }
}
