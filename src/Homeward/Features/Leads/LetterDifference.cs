using System.Text.Encodings.Web;
using Homeward.Linkage;
using Microsoft.AspNetCore.Html;

namespace Homeward.Features.Leads;

/// <summary>
/// Two spellings side by side with the letters marked that are not in the other. Case and accents are no difference: they
/// are lost and found by every keyboard.
/// </summary>
public static class LetterDifference
{
    // Longer texts are descriptions, where marking letters would only be noise.
    private const int Longest = 120;

    /// <summary>Both texts as markup, differences inside <c>mark</c>.</summary>
    public static (IHtmlContent Left, IHtmlContent Right) Mark(string left, string right)
    {
        if (left.Length > Longest || right.Length > Longest)
        {
            return (new Marked(left, []), new Marked(right, []));
        }

        var (a, b) = (Folded(left), Folded(right));
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (onlyLeft, onlyRight) = (new bool[a.Length], new bool[b.Length]);
        var (x, y) = (0, 0);
        while (x < a.Length || y < b.Length)
        {
            if (x < a.Length && y < b.Length && a[x] == b[y])
            {
                (x, y) = (x + 1, y + 1);
            }
            else if (y == b.Length || (x < a.Length && common[x + 1, y] >= common[x, y + 1]))
            {
                onlyLeft[x++] = true;
            }
            else
            {
                onlyRight[y++] = true;
            }
        }

        return (new Marked(left, onlyLeft), new Marked(right, onlyRight));
    }

    // One letter for one letter, so that positions stay. What folds to nothing, such as a dash, stays what it is.
    private static char[] Folded(string text)
    {
        var folded = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = NameFolding.Fold(text[i].ToString()) is [var letter, ..] ? letter : char.ToLowerInvariant(text[i]);
        }

        return folded;
    }

    private sealed class Marked(string text, bool[] marks) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            for (var start = 0; start < text.Length;)
            {
                var marked = start < marks.Length && marks[start];
                var end = start + 1;
                while (end < text.Length && (end < marks.Length && marks[end]) == marked)
                {
                    end++;
                }

                // A space has no letter to see; a difference in spaces alone is not worth a mark.
                var mark = marked && !string.IsNullOrWhiteSpace(text[start..end]);
                writer.Write(mark ? "<mark>" : "");
                encoder.Encode(writer, text, start, end - start);
                writer.Write(mark ? "</mark>" : "");
                start = end;
            }
        }
    }
}
