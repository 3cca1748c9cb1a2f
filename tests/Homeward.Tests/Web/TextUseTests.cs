using System.Text.RegularExpressions;
using Homeward.Domain;
using Homeward.Domain.Tests;
using Homeward.Web;
using Xunit;

namespace Homeward.Tests.Web;

/// <summary>The catalogue and the pages agree: no page asks for a text that does not exist, and no text is left that nobody asks for.</summary>
public sealed partial class TextUseTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "Homeward");

    [Fact]
    public void Every_text_a_page_asks_for_is_in_the_catalogue()
    {
        var known = TextCatalogue.Embedded.Keys.ToHashSet();
        var missing = from file in SourceFiles()
                      from Match asked in Asked().Matches(CodeOf(file))
                      let key = asked.Groups["key"].Value
                      where !known.Contains(key)
                      select $"{Path.GetRelativePath(Source, file)}: {key}";
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_text_in_the_catalogue_is_asked_for_somewhere()
    {
        var literals = (from file in SourceFiles()
                        from Match literal in Literal().Matches(CodeOf(file))
                        select literal.Groups["text"].Value).ToHashSet();

        // A key made from parts ("month." + number, $"problem.{kind}.title") is used by its beginning; an enumeration by its type.
        var beginnings = literals.Where(text => text.EndsWith('.') || (text.Contains('.') && text.EndsWith('_'))).ToList();
        var enumerations = EnumerationTexts().Select(key => key[..(key.IndexOf('.') + 1)]).ToHashSet();
        var unused = TextCatalogue.Embedded.Keys.Where(key =>
            !literals.Contains(key) &&
            !beginnings.Any(beginning => key.StartsWith(beginning, StringComparison.Ordinal)) &&
            !enumerations.Contains(key[..(key.IndexOf('.') + 1)]));
        Assert.Empty(unused.Order());
    }

    [Fact]
    public void Every_member_of_an_enumeration_that_pages_name_has_a_text()
    {
        var known = TextCatalogue.Embedded.Keys.ToHashSet();
        var named = known.Select(key => key.Split('.')[0]).ToHashSet();
        Assert.DoesNotContain(EnumerationTexts(), key => named.Contains(key.Split('.')[0]) && !known.Contains(key));
    }

    [Fact]
    public void Every_form_that_is_sent_somewhere_carries_its_antiforgery_token()
    {
        // The framework adds the token by itself only to a form without an address.
        var bare = from file in Directory.EnumerateFiles(Source, "*.cshtml", SearchOption.AllDirectories)
                   from line in File.ReadLines(file)
                   where line.Contains("method=\"post\"", StringComparison.Ordinal) && line.Contains("action=", StringComparison.Ordinal)
                   where !line.Contains("asp-antiforgery=\"true\"", StringComparison.Ordinal)
                   select $"{Path.GetRelativePath(Source, file)}: {line.Trim()}";
        Assert.Empty(bare);
    }

    private static IEnumerable<string> EnumerationTexts() =>
        from assembly in new[] { typeof(Texts).Assembly, typeof(ChildState).Assembly, typeof(DayOfWeek).Assembly }
        from type in assembly.GetTypes()
        where type.IsEnum && (type.Namespace?.StartsWith("Homeward", StringComparison.Ordinal) == true || type == typeof(DayOfWeek))
        from Enum member in Enum.GetValues(type)
        select Texts.KeyOf(member);

    private static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal));

    // Examples in documentation comments are not pages.
    private static string CodeOf(string file) =>
        string.Join('\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal)));

    // T["key"], T["key", …], T.Html("key", …), t["key"].
    [GeneratedRegex("""\b[Tt](?:\[|\.Html\()"(?<key>[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])"[\],)]""")]
    private static partial Regex Asked();

    // Any string in the code, up to its end or its first gap.
    [GeneratedRegex("""\$?"(?<text>[A-Za-z0-9_.\-]+)(?="|\{)""")]
    private static partial Regex Literal();
}
