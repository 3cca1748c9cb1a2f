using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Homeward.Web;

/// <summary>One sentence with numbered gaps ("{0} children known"), cut once when the catalogue is read.</summary>
internal sealed class TextTemplate
{
    private readonly List<(string Words, int Gap)> pieces = [];

    public TextTemplate(string text)
    {
        var start = 0;
        for (var open = text.IndexOf('{'); open >= 0; open = text.IndexOf('{', start))
        {
            var close = text.IndexOf('}', open);
            if (close < 0 || !int.TryParse(text.AsSpan(open + 1, close - open - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var gap))
            {
                throw new FormatException($"\"{text}\" has a gap that is not a number in braces, such as {{0}}.");
            }

            pieces.Add((text[start..open], gap));
            start = close + 1;
        }

        pieces.Add((text[start..], -1));
    }

    /// <summary>The gaps this text fills; every language of one text must have the same.</summary>
    public IEnumerable<int> Gaps => pieces.Where(piece => piece.Gap >= 0).Select(piece => piece.Gap).Distinct().Order();

    public string Plain(object?[] arguments)
    {
        if (pieces.Count == 1)
        {
            return pieces[0].Words;
        }

        var text = new StringBuilder();
        foreach (var (words, gap) in pieces)
        {
            text.Append(words);
            if (gap >= 0)
            {
                text.Append(Say(arguments[gap]));
            }
        }

        return text.ToString();
    }

    /// <summary>The same as markup: words and plain arguments are encoded, arguments that are markup already stay so.</summary>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder, object?[] arguments)
    {
        foreach (var (words, gap) in pieces)
        {
            encoder.Encode(writer, words);
            if (gap >= 0 && arguments[gap] is IHtmlContent markup)
            {
                markup.WriteTo(writer, encoder);
            }
            else if (gap >= 0)
            {
                encoder.Encode(writer, Say(arguments[gap]));
            }
        }
    }

    // A thousand is 1,000 in the English and in the Spanish of the United States and Mexico.
    private static string Say(object? argument) => argument switch
    {
        null => "",
        int or long => ((IFormattable)argument).ToString("#,0", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => argument.ToString() ?? "",
    };
}
