using System.Text;
using Homeward.Features.Import;
using Xunit;

namespace Homeward.Tests.Import;

public sealed class SizeTests
{
    [Fact]
    public void A_hundred_thousand_rows_are_read_whole()
    {
        var reading = Sheet.Read(LargeRoll(100_000));

        Assert.Equal((100_000, 0), (reading.Rows.Count, reading.StoppedRows));
    }

    [Fact]
    public void More_rows_than_one_import_may_hold_are_refused_before_they_are_kept()
    {
        var reading = Sheet.Read(LargeRoll(FileSurvey.MaxRows + 1));

        Assert.Contains(ProblemKind.FileTooManyRows, reading.Counts.Keys);
        Assert.Empty(reading.Rows);
    }

    internal static byte[] LargeRoll(int rows)
    {
        var text = new StringBuilder("id,given_name,family_name,dob,sex,grade,guardian_1_name,guardian_1_phone,guardian_1_may_collect,mother_name\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},Given{i % 977},Family{i % 4_001} Second{i % 613},{(i % 28) + 1:00}/{(i % 12) + 1:00}/{2003 + (i % 15)},{(i % 2 == 0 ? 'F' : 'M')},{i % 12},Guardian {i % 7_001},601-555-{i % 10_000:0000},yes,Mother {i % 9_001}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
