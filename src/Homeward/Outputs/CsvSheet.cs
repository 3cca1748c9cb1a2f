using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Homeward.Outputs;

/// <summary>Writes a sheet as CSV. Every cell is in quotes, so that a comma or a quote in a name never moves the ones after it.</summary>
public static class CsvSheet
{
    /// <summary>The bytes of the file. The mark at their beginning is what Excel knows UTF-8 by.</summary>
    public static byte[] Write(Sheet sheet)
    {
        using var bytes = new MemoryStream();
        using (var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { ShouldQuote = _ => true, NewLine = "\r\n" }))
        {
            foreach (var line in sheet.Lines())
            {
                foreach (var cell in line)
                {
                    csv.WriteField(cell);
                }

                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }
}
