using System.Globalization;
using System.Text;

namespace Homeward.Linkage.Tests;

public sealed class ColumnContentTests
{
    [Theory]
    [InlineData("31/05/1971", 0x19710531u)]
    [InlineData("31/05/71", 0x19710531u)]
    [InlineData("31-5-71", 0x19710531u)]
    [InlineData("31 May 1971", 0x19710531u)]
    [InlineData("31-May-71", 0x19710531u)]
    [InlineData("May 31, 1971", 0x19710531u)]
    [InlineData("31 de mayo de 1971", 0x19710531u)]
    [InlineData("31/05/12", 0x20120531u)]
    [InlineData("1971-05-31T00:00:00Z", 0x19710531u)]
    [InlineData("31 Apple 1971", 0u)]
    [InlineData("123-45-6789", 0u)]
    public void A_date_is_read_however_it_is_written(string text, uint digits) => Assert.Equal(digits, Cells.Date(text, DateOrder.DayFirst));

    [Theory]
    [InlineData("{1:00}/{0:00}/{2:00}", DateOrder.MonthFirst)]
    [InlineData("{0:00}/{1:00}/{2:00}", DateOrder.DayFirst)]
    [InlineData("{2:00}-{1:00}-{0:00}", DateOrder.YearFirst)]
    public void Years_of_two_digits_are_found_where_they_stand(string format, object order)
    {
        var values = Enumerable.Range(0, 60).Select(i => string.Format(CultureInfo.InvariantCulture, format, 1 + (i * 7 % 28), 1 + (i % 12), 50 + (i % 40))).Distinct().ToArray();
        Assert.Equal((DateOrder)order, BirthColumns.OrderOf(new Column("dob", [.. Enumerable.Range(1, values.Length)], ["", .. values])));
    }

    [Theory]
    [InlineData("({0:000}) 555-{1:0000}", ColumnRole.Phone)]
    [InlineData("+34 6{0:000} {1:0000}", ColumnRole.Phone)]
    [InlineData("{1} Maple St", ColumnRole.Street)]
    [InlineData("Calle {1}", ColumnRole.Street)]
    [InlineData("ST{2} 4NG", ColumnRole.Postcode)]
    [InlineData("{0:000}-{1:0000}", ColumnRole.Other)]
    public void Telephones_streets_and_postal_codes_are_known_without_a_heading(string format, ColumnRole role)
    {
        var csv = new StringBuilder("id,given_name,surname,field_4\n");
        for (var i = 0; i < 120; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"r{i},Ana,Ruiz,").AppendFormat(CultureInfo.InvariantCulture, format, 201 + i, 1000 + (i * 37), i % 90).Append('\n');
        }

        Assert.Equal(role, ColumnRoles.Recognise(CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()))))[^1]);
    }
}
