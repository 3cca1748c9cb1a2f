using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Homeward.Web;

/// <summary>A number that opens the list behind it. Inside a text it also chooses between "one" and "other".</summary>
public sealed record CountLink(int Count, string Address) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write("<a class=\"count\" href=\"");
        encoder.Encode(writer, Address);
        writer.Write("\">");
        writer.Write(Count.ToString("#,0", CultureInfo.InvariantCulture));
        writer.Write("</a>");
    }
}
