using System.Text;
using CsCheck;
using Homeward.Features.Import;
using Xunit;

namespace Homeward.Tests.Import;

public sealed class FuzzTests
{
    // Pieces that break readers: quotes, separators, line ends, marks, formulas, dates and ages at their edges, half letters.
    private static readonly string[] Pieces =
    [
        "\"", "\"\"", ",", ";", "\t", "|", "\r", "\n", "\r\n", "\0", "\uFEFF", "sep=;\n", " ", "=1+1", "@SUM(1)", "+1 601 555 0101", "-Ana", "'=x",
        "Name", "Nombre", "Apellidos", "DOB", "Age", "Sex", "id", "declared_at", "child_1_name", "child_1_age", "child_12_name", "Guardian 2 phone", "SSN", "Restriction", "declaration_id", "number", "Kind", "seen_at",
        "Ana", "López, Ana", "31/02/2011", "3/4/2012", "99/99/9999", "0/0/0000", "2012-00-00", "2012-03-04T25:61:99+99:99", "60999", "99999.999999999999", "1/1/00", "29 feb 2015", "mayo", "2019-08-07 14:30", "7 ago 2019 99:99 pm",
        "7", "-7", "999", "6-8", "about 7", "0.5", "18 meses", "9999999999", "M", "H", "F", "219-09-9999", "A123456789", "6.01E+99", "6.015550101E9", "e\u0301", "\uD800", "ñ", "\u202E", "\u0001", "100000000000000000000", "child", "yes",
    ];

    private static readonly Gen<byte[]> Files =
        from pieces in Gen.Int[0, Pieces.Length - 1].Array[0, 60]
        from encoding in Gen.Int[0, 4]
        from noise in Gen.Byte.Array[0, 12]
        from noiseAt in Gen.Int[0, 400]
        select Write(string.Concat(pieces.Select(piece => Pieces[piece])), encoding, noise, noiseAt);

    [Fact]
    public void No_file_makes_the_reading_fail()
    {
        var (opened, withRows) = (0, 0);
        Files.Sample(
            bytes =>
            {
                foreach (var part in Enum.GetValues<FilePart>())
                {
                    var reading = Sheet.Read(bytes, part, DateOrder.DayMonthYear);
                    if (reading.File is not null) { Interlocked.Increment(ref opened); }
                    if (reading.Rows.Count > 0) { Interlocked.Increment(ref withRows); }
                }

                Sheet.Read(bytes);
            },
            iter: 2_000);

        // The generator is only worth something when most files get past the door.
        Assert.True(opened > 4_000 && withRows > 2_000, $"{opened} readings opened, {withRows} had rows");
    }

    private static byte[] Write(string text, int encoding, byte[] noise, int noiseAt)
    {
        byte[] bytes = encoding switch
        {
            0 => Encoding.UTF8.GetBytes(text),
            1 => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            2 => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            3 => Encoding.Latin1.GetBytes(text),
            _ => Encoding.UTF8.GetBytes("Name,Age,DOB,Sex,Phone\n" + text),
        };
        if (noiseAt >= bytes.Length) { return bytes; }

        return [.. bytes[..noiseAt], .. noise, .. bytes[noiseAt..]];
    }
}
