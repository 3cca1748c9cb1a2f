namespace Homeward.Features.Figures;

/// <summary>
/// Hides the small numbers of a table before it goes outside, and as many others as it takes that nobody works them out again from the
/// rest and the totals. A number under five can point to one child.
/// </summary>
/// <remarks>
/// A table with its totals is a ring of flows: the total goes to the rows, through the cells to the columns, and back. Whoever knows the
/// open numbers knows that what flows into each node flows out. A hidden number stays uncertain if it can be raised to five and the
/// difference led back to where it came from through other hidden numbers, each of which stays at least one (that nothing is there is said openly). The
/// way that costs the least numbers is hidden; through the totals there always is one.
/// </remarks>
public static class SmallCells
{
    /// <summary>The smallest number besides zero that is given.</summary>
    public const int Smallest = 5;

    /// <param name="cells">Rows by columns, without totals.</param>
    /// <returns>The table with one more row and column for the totals; nothing where a number is hidden.</returns>
    public static int?[,] Hide(int[,] cells)
    {
        var all = WithTotals(cells);
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        var hidden = new bool[rows + 1, columns + 1];
        List<(int Row, int Column)> small = [.. from i in Enumerable.Range(0, rows + 1) from j in Enumerable.Range(0, columns + 1) where all[i, j] is > 0 and < Smallest select (i, j)];
        small.ForEach(cell => hidden[cell.Row, cell.Column] = true);
        foreach (var cell in small)
        {
            foreach (var (row, column) in WayBack(all, hidden, cell))
            {
                hidden[row, column] = true;
            }
        }

        var open = new int?[rows + 1, columns + 1];
        foreach (var (i, j) in from i in Enumerable.Range(0, rows + 1) from j in Enumerable.Range(0, columns + 1) where !hidden[i, j] select (i, j))
        {
            open[i, j] = all[i, j];
        }

        return open;
    }

    private static int[,] WithTotals(int[,] cells)
    {
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        var all = new int[rows + 1, columns + 1];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                all[i, j] = cells[i, j];
                all[i, columns] += cells[i, j];
                all[rows, j] += cells[i, j];
                all[rows, columns] += cells[i, j];
            }
        }

        return all;
    }

    // The cheapest way by which what is added to a cell gets back to where the cell takes it from (Dijkstra's, over rows, columns and the two ends).
    private static List<(int Row, int Column)> WayBack(int[,] all, bool[,] hidden, (int Row, int Column) cell)
    {
        var (rows, columns) = (all.GetLength(0) - 1, all.GetLength(1) - 1);
        var more = Smallest - all[cell.Row, cell.Column];
        var cost = Enumerable.Repeat(long.MaxValue, rows + columns + 2).ToArray();
        var by = new (int Row, int Column, int Before)[cost.Length];
        var done = new bool[cost.Length];
        var (start, end) = (To(cell.Row, cell.Column), From(cell.Row, cell.Column));
        cost[start] = 0;
        while (!done[end])
        {
            var node = Enumerable.Range(0, cost.Length).Where(one => !done[one]).MinBy(one => cost[one]);
            done[node] = true;
            for (var i = 0; i <= rows; i++)
            {
                for (var j = 0; j <= columns; j++)
                {
                    var forward = From(i, j) == node;
                    var backward = To(i, j) == node && all[i, j] - 1 >= more;
                    if (all[i, j] == 0 || (i, j) == cell || !(forward || backward))
                    {
                        continue;
                    }

                    var next = forward ? To(i, j) : From(i, j);
                    var with = cost[node] + (hidden[i, j] ? 0 : all[i, j]);
                    if (with < cost[next])
                    {
                        (cost[next], by[next]) = (with, (i, j, node));
                    }
                }
            }
        }

        List<(int, int)> way = [];
        for (var node = end; node != start; node = by[node].Before)
        {
            way.Add((by[node].Row, by[node].Column));
        }

        return way;

        // Rows first, then columns, then where everything begins and ends.
        int From(int i, int j) => i < rows && j < columns ? i : i < rows ? rows + columns : j < columns ? rows + j : rows + columns + 1;
        int To(int i, int j) => i < rows && j < columns ? rows + j : i < rows ? i : j < columns ? rows + columns + 1 : rows + columns;
    }
}
