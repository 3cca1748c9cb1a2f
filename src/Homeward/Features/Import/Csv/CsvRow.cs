namespace Homeward.Features.Import;

/// <summary>One row of the file as it stands there, with what was odd about it.</summary>
/// <param name="Number">The row as a spreadsheet numbers it, counting the header and empty rows. A cell with line breaks is one row.</param>
/// <param name="Cells">One cell per column of the header, cleaned by <see cref="CellText"/>; missing ones are empty.</param>
/// <param name="Missing">How many cells the row lacks.</param>
/// <param name="Extra">How many cells with something in them stand after the last column.</param>
/// <param name="NulRemoved">The column (from 0) where NUL characters were removed, or -1.</param>
/// <param name="TooLong">The column (from 0) of a cell over <see cref="CsvFile.MaxCellLetters"/>, or -1. Such a cell is not kept.</param>
public sealed record CsvRow(int Number, IReadOnlyList<string> Cells, int Missing, int Extra, int NulRemoved, int TooLong);
