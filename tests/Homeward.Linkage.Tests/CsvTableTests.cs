using System.Text;
using CsCheck;

namespace Homeward.Linkage.Tests;

public sealed class CsvTableTests
{
    [Fact]
    public void Equal_values_have_one_code_and_an_empty_cell_has_none()
    {
        var table = Read("id,name,town\n1,Ana,Forest\n2,,Forest\n3, Ana ,\n");
        Assert.Equal(3, table.Rows);
        var name = table.Find("NAME")!;
        Assert.Equal([1, 0, 1], name.Codes.ToArray());
        Assert.Equal(["", "Ana"], name.Values.ToArray());
        Assert.Equal([1, 2], name.Counts.ToArray());
        Assert.Equal("Forest", table.Find("town")![1]);
    }

    [Fact]
    public void A_value_is_what_was_written_however_it_is_kept() =>
        Gen.Select(Gen.String[Gen.OneOf(Gen.Char["abñé0"], Gen.Char["\0łŁ\uFF41😀"]), 0, 18].Array[1, 40], Gen.Bool).Sample((texts, again) =>
        {
            var builder = new ColumnBuilder("any");
            var cells = (again ? texts.Concat(texts) : texts).Select(text => text.Trim()).ToArray();
            Array.ForEach(cells, cell => builder.Add(cell));
            var column = builder.Build();
            Assert.Equal(cells, Enumerable.Range(0, column.Rows).Select(row => column[row]));
            Assert.Equal(cells.Append("").Distinct(StringComparer.Ordinal).Count(), column.Values.Length);
            var room = new char[16];
            Assert.All(Enumerable.Range(0, column.Values.Length), code => Assert.Equal(column.Values[code], column.Values.Read(code, room).ToString()));
            Assert.Equal(column.Values.ToArray(), ColumnValues.Of(column.Values.ToArray()).ToArray());
        }, iter: 300);

    [Fact]
    public void Quotes_separators_line_ends_and_short_rows_are_read()
    {
        var table = Read("\uFEFFa;b;c\r\n\"x;\"\"y\"\"\nz\";2\r\n\r\n;;3");
        Assert.Equal(2, table.Rows);
        Assert.Equal("x;\"y\"\nz", table.Find("a")![0]);
        Assert.Equal("2", table.Find("b")![0]);
        Assert.Equal("", table.Find("c")![0]);
        Assert.Equal("3", table.Find("c")![1]);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("a,b\n1,2,3\n", "Row 2 has more cells")]
    [InlineData("a,A\n1,2\n", "stands over two columns")]
    [InlineData("a,b\n\"1,2\n", "never closed")]
    public void What_is_no_table_is_refused_with_what_to_do(string text, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_UTF_8_is_read_as_a_spreadsheet_saves_it_and_says_where()
    {
        byte[] bytes = [.. "name,town\nAna,Forest\nGarc"u8, 0xED, .. "a,Mu"u8, 0xF1, .. "oz\n"u8];
        foreach (var file in (byte[][])[bytes, [0xEF, 0xBB, 0xBF, .. bytes]])
        {
            var table = CsvTable.Read(new MemoryStream(file));
            Assert.Equal("García", table.Find("name")![1]);
            Assert.Equal("Muñoz", table.Find("town")![1]);
            Assert.StartsWith("Row 3 has bytes that are not UTF-8", table.Remark, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_mark_at_the_beginning_says_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var table = CsvTable.Read(new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes("name\nMuñoz 文 😀\n")]));
        Assert.Equal("Muñoz 文 😀", table.Find("name")![0]);
        Assert.Null(table.Remark);
    }

    [Fact]
    public void Letters_cut_by_the_end_of_a_buffer_are_whole_and_a_cell_of_a_megabyte_is_read()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string('x', shift) + string.Concat(Enumerable.Repeat("😀", 1 << 18));
            var table = Read($"a,b\n1,{text}\n");
            Assert.Equal(text, table.Find("b")![0]);
            Assert.Null(table.Remark);
        }
    }

    [Fact]
    public void What_was_written_is_read_back_whatever_the_cells_hold() =>
        Gen.Select(Gen.Int[1, 6], Gen.OneOf(Gen.String[Gen.Char["a\"\r\n,; é文"], 0, 8], Gen.String[Gen.Char["ab"], 0, 2]).Array[0, 400], Gen.Int[1, 40], Gen.Bool)
            .Sample((columns, cells, repeats, crlf) =>
            {
                cells = [.. Enumerable.Repeat(cells, repeats).SelectMany(once => once)];
                var rows = cells.Chunk(columns).Where(row => row.Length == columns && row.Any(cell => cell.Length > 0)).ToArray();
                var text = new StringBuilder().AppendJoin(',', Enumerable.Range(0, columns).Select(i => $"c{i}"));
                foreach (var row in rows)
                {
                    text.Append(crlf ? "\r\n" : "\n").AppendJoin(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
                }

                var table = Read(text.ToString());
                return table.Rows == rows.Length
                    && table.Columns.Index().All(one => Enumerable.Range(0, rows.Length).All(row => one.Item[row] == rows[row][one.Index].Trim()))
                    && table.Columns.All(column => column.Values.ToArray().Distinct(StringComparer.Ordinal).Count() == column.Values.Length);
            }, iter: 300);

    [Fact]
    public void A_hundred_thousand_rows_read_in_batches_are_in_order()
    {
        var table = Read("id,half\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"R{i},{i / 2}\n")));
        Assert.Equal(100_000, table.Find("id")!.Distinct);
        Assert.Equal(50_000, table.Find("half")!.Distinct);
        Assert.All(Enumerable.Range(0, 100_000), row => Assert.Equal(($"R{row}", $"{row / 2}"), (table.Columns[0][row], table.Columns[1][row])));
    }

    [Fact]
    public void A_table_below_another_keeps_the_columns_of_both()
    {
        var table = Read("a,b\n1,2\n").Append(Read("B,c\n3,4\n"));
        Assert.Equal(["a", "b", "c"], table.Columns.Select(column => column.Name));
        Assert.Equal(["2", "3"], [table.Find("b")![0], table.Find("b")![1]]);
        Assert.Equal(["", "4"], [table.Find("c")![0], table.Find("c")![1]]);
    }

    private static RecordTable Read(string text) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
