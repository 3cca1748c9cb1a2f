using System.Text;
using Homeward.Features.Import;
using Xunit;

namespace Homeward.Tests.Import;

/// <summary>Small files for the tests, and reading them as an import on 8 August 2019 in Mississippi would.</summary>
internal static class Sheet
{
    public static readonly DateTimeOffset Now = new(2019, 8, 8, 1, 0, 0, TimeSpan.Zero);
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static ImportReading Read(string text, FilePart part = FilePart.Roll, DateOrder? order = null, Dictionary<string, string>? columns = null) =>
        Read(Utf8(text), part, order, columns);

    public static ImportReading Read(byte[] bytes, FilePart part = FilePart.Roll, DateOrder? order = null, Dictionary<string, string>? columns = null) =>
        ImportReading.Of(bytes, part, new ReadingChoices(columns ?? [], order), Zone, Now);

    public static CsvFile Open(byte[] bytes) => Assert.IsType<CsvOpening.Opened>(CsvFile.Open(bytes)).File;

    public static CsvFile Open(string text) => Open(Utf8(text));
}
