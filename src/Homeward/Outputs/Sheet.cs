namespace Homeward.Outputs;

/// <summary>A list that leaves as a file: whose copy it is, a heading, and rows of text. A cell is always text, so that no program takes it for anything else.</summary>
/// <param name="Name">What the file is called, without its ending; it names nobody.</param>
/// <param name="Whose">Who took it out, and when; the head of every sheet when it is printed.</param>
/// <param name="Incident">Of which incident it is.</param>
/// <param name="Mark">Whose copy it is, a label and a value each; the first rows of the file.</param>
/// <param name="Warning">What to do with it after use.</param>
/// <param name="Copy">The code that finds this copy in the read journal again; it stands in every row as well.</param>
public sealed record Sheet(
    string Name, string Whose, string Incident, IReadOnlyList<(string Label, string Value)> Mark, string Warning, (string Label, string Code) Copy,
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows)
{
    /// <summary>Every row of the file from the top, each cell as it may stand in one.</summary>
    public IEnumerable<string[]> Lines()
    {
        foreach (var (label, value) in Mark)
        {
            yield return [CellText.Of(label), CellText.Of(value)];
        }

        yield return [CellText.Of(Copy.Label), CellText.Of(Copy.Code)];
        yield return [CellText.Of(Warning)];
        yield return [];
        yield return [.. Columns.Append(Copy.Label).Select(CellText.Of)];
        foreach (var row in Rows)
        {
            yield return [.. row.Append(Copy.Code).Select(CellText.Of)];
        }
    }
}

/// <summary>The files a list can leave as.</summary>
public enum SheetFormat
{
    /// <summary>Comma-separated, UTF-8, every cell in quotes (RFC 4180).</summary>
    Csv,

    /// <summary>A workbook with one sheet.</summary>
    Xlsx,
}
