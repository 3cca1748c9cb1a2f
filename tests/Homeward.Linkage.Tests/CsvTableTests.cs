using System.Text;

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
    public void Bytes_that_are_no_text_and_a_cell_of_a_megabyte_are_read()
    {
        byte[] bytes = [.. "a,b\n"u8, 0xFF, 0xFE, (byte)',', .. Enumerable.Repeat((byte)'x', 1 << 20), (byte)'\n'];
        var table = CsvTable.Read(new MemoryStream(bytes));
        Assert.Equal("\uFFFD\uFFFD", table.Find("a")![0]);
        Assert.Equal(1 << 20, table.Find("b")![0].Length);
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
