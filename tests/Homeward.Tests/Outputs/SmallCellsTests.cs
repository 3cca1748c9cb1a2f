using Homeward.Domain.Tests;
using Homeward.Features.Figures;
using Xunit;

namespace Homeward.Tests.Outputs;

/// <summary>What is hidden in the figures for outside can't be worked out again. Held over random tables; HOMEWARD_SEED repeats them.</summary>
public sealed class SmallCellsTests(ITestOutputHelper output)
{
    [Fact]
    public void A_table_without_small_numbers_is_given_whole()
    {
        var open = SmallCells.Hide(new[,] { { 12, 0 }, { 7, 31 } });
        Assert.Equal([12, 0, 12, 7, 31, 38, 19, 31, 50], open.Cast<int?>());
    }

    [Fact]
    public void One_small_number_takes_three_others_with_it_and_no_total()
    {
        var open = SmallCells.Hide(new[,] { { 3, 20, 40 }, { 30, 11, 50 }, { 60, 70, 80 } });
        Assert.Equal([null, null, 40, 63, null, null, 50, 91, 60, 70, 80, 210, 93, 101, 170, 364], open.Cast<int?>());
    }

    [Fact]
    public void So_few_children_that_all_of_them_are_a_small_number_are_not_given_at_all() =>
        Assert.All(SmallCells.Hide(new[,] { { 1, 2 }, { 0, 1 } }).Cast<int?>(), number => Assert.True(number is null or 0));

    [Fact]
    public void Nobody_is_said_openly() => Assert.All(SmallCells.Hide(new int[2, 3]).Cast<int?>(), number => Assert.Equal(0, number));

    [Fact]
    public void In_random_tables_no_hidden_number_follows_from_the_open_ones_by_any_adding_and_taking_away()
    {
        var chance = new Random(Proof.Seed);
        var (hidden, count) = (0, Proof.Scaled(300));
        output.WriteLine($"{count:N0} tables from seed {Proof.Seed}.");
        for (var i = 0; i < count; i++)
        {
            var table = Made(chance, chance.Next(1, 8), chance.Next(1, 9), chance.Next(1, 60));
            var open = SmallCells.Hide(table);
            AssertGiven(table, open);
            Assert.Empty(Determined(open));
            hidden += open.Cast<int?>().Count(number => number is null);
        }

        output.WriteLine($"{hidden:N0} numbers hidden.");
        Assert.InRange(hidden, count, int.MaxValue);
    }

    [Fact]
    public void For_every_small_number_there_is_another_table_with_the_same_open_numbers_in_which_it_is_no_small_one()
    {
        var chance = new Random(Proof.Seed + 1);
        for (var i = 0; i < Proof.Scaled(50); i++)
        {
            var table = Made(chance, chance.Next(1, 3), chance.Next(1, 4), 9);
            var open = SmallCells.Hide(table);
            foreach (var (row, column) in Cells(open).Where(cell => open[cell.Row, cell.Column] is null))
            {
                Assert.True(Tables(open, chance).Any(other => WithTotals(other)[row, column] >= SmallCells.Smallest),
                    $"seed {Proof.Seed}: row {row}, column {column} is small in every table like {string.Join(' ', table.Cast<int>())} of {table.GetLength(0)} rows.");
            }
        }
    }

    [Fact]
    public void A_table_with_only_its_small_numbers_hidden_gives_them_away_so_the_test_sees_it()
    {
        int?[,] careless = { { null, 20, 23 }, { 30, 40, 70 }, { 33, 60, 93 } };
        Assert.Equal([(0, 0)], Determined(careless));
    }

    private static int[,] Made(Random chance, int rows, int columns, int largest)
    {
        var table = new int[rows, columns];
        foreach (var (i, j) in from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, columns) select (i, j))
        {
            table[i, j] = chance.Next(4) switch { 0 => 0, 1 => chance.Next(1, 5), _ => chance.Next(largest + 1) };
        }

        return table;
    }

    // What is open is true, every small number is hidden, and zeros are said.
    private static void AssertGiven(int[,] table, int?[,] open)
    {
        var all = WithTotals(table);
        foreach (var (i, j) in Cells(open))
        {
            Assert.True(open[i, j] is { } number ? number == all[i, j] && number is 0 or >= SmallCells.Smallest : all[i, j] > 0);
        }
    }

    private static IEnumerable<(int Row, int Column)> Cells(int?[,] open) =>
        from i in Enumerable.Range(0, open.GetLength(0)) from j in Enumerable.Range(0, open.GetLength(1)) select (i, j);

    private static int[,] WithTotals(int[,] cells)
    {
        var (rows, columns) = (cells.GetLength(0), cells.GetLength(1));
        var all = new int[rows + 1, columns + 1];
        for (var i = 0; i <= rows; i++)
        {
            for (var j = 0; j <= columns; j++)
            {
                all[i, j] = (from r in Enumerable.Range(0, rows) from c in Enumerable.Range(0, columns) where (i == rows || r == i) && (j == columns || c == j) select cells[r, c]).Sum();
            }
        }

        return all;
    }

    // The hidden numbers that follow from "each row and each column adds up to its total", by elimination.
    private static List<(int, int)> Determined(int?[,] open)
    {
        var (rows, columns) = (open.GetLength(0), open.GetLength(1));
        var unknown = Cells(open).Where(cell => open[cell.Row, cell.Column] is null).ToList();
        var equations = new List<double[]>();
        for (var i = 0; i < rows; i++)
        {
            equations.Add([.. unknown.Select(cell => cell.Row != i ? 0.0 : cell.Column == columns - 1 ? -1 : 1)]);
        }

        for (var j = 0; j < columns; j++)
        {
            equations.Add([.. unknown.Select(cell => cell.Column != j ? 0.0 : cell.Row == rows - 1 ? -1 : 1)]);
        }

        var done = 0;
        for (var pivot = 0; pivot < unknown.Count && done < equations.Count; pivot++)
        {
            var with = equations.FindIndex(done, equation => Math.Abs(equation[pivot]) > 1e-9);
            if (with < 0)
            {
                continue;
            }

            (equations[done], equations[with]) = (equations[with], equations[done]);
            var by = equations[done][pivot];
            equations[done] = [.. equations[done].Select(factor => factor / by)];
            for (var other = 0; other < equations.Count; other++)
            {
                if (other != done && equations[other][pivot] is var times && Math.Abs(times) > 1e-9)
                {
                    equations[other] = [.. equations[other].Zip(equations[done], (a, b) => a - (times * b))];
                }
            }

            done++;
        }

        return [.. equations.Where(equation => equation.Count(factor => Math.Abs(factor) > 1e-9) == 1).Select(equation => unknown[Array.FindIndex(equation, factor => Math.Abs(factor) > 1e-9)])];
    }

    // Every table that has these open numbers and one to twelve wherever a number is hidden, in a random order.
    private static IEnumerable<int[,]> Tables(int?[,] open, Random chance)
    {
        int[] numbers = [.. Enumerable.Range(1, 12)];
        var (rows, columns) = (open.GetLength(0) - 1, open.GetLength(1) - 1);
        var cells = new int[rows, columns];
        var free = (from i in Enumerable.Range(0, rows) from j in Enumerable.Range(0, columns) select (i, j)).ToList();
        return Filled(0);

        IEnumerable<int[,]> Filled(int at)
        {
            if (at == free.Count)
            {
                if (Agrees())
                {
                    yield return cells;
                }

                yield break;
            }

            var (i, j) = free[at];
            foreach (var value in Possible(i, j))
            {
                cells[i, j] = value;
                foreach (var table in Filled(at + 1))
                {
                    yield return table;
                }
            }
        }

        int[] Possible(int i, int j)
        {
            if (open[i, j] is { } known)
            {
                return [known];
            }

            // The last of a row or column whose total is open follows from the ones before it.
            if (j == columns - 1 && open[i, columns] is { } row && row - Enumerable.Range(0, j).Sum(c => cells[i, c]) is var left)
            {
                return left is >= 1 and <= 40 ? [left] : [];
            }

            if (i == rows - 1 && open[rows, j] is { } column && column - Enumerable.Range(0, i).Sum(r => cells[r, j]) is var rest)
            {
                return rest is >= 1 and <= 40 ? [rest] : [];
            }

            chance.Shuffle(numbers);
            return [.. numbers];
        }

        bool Agrees()
        {
            var all = WithTotals(cells);
            return Cells(open).All(cell => open[cell.Row, cell.Column] is { } known ? known == all[cell.Row, cell.Column] : all[cell.Row, cell.Column] > 0);
        }
    }
}
