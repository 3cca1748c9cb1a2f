using System.Text.Encodings.Web;
using Homeward.Web;
using Microsoft.AspNetCore.Html;
using Xunit;

namespace Homeward.Tests.Web;

public sealed class TextCatalogueTests
{
    [Fact]
    public void A_key_in_two_files_is_refused_with_both_named() =>
        Assert.Contains("b.texts.json, \"a.b\"", Refusal(
            ("a.texts.json", """{ "a.b": { "en": "x", "es": "y" } }"""),
            ("b.texts.json", """{ "a.b": { "en": "x", "es": "y" } }""")), StringComparison.Ordinal);

    [Fact]
    public void A_key_twice_in_one_file_is_refused() =>
        Refusal(("a.texts.json", """{ "a.b": { "en": "x", "es": "y" }, "a.b": { "en": "x", "es": "y" } }"""));

    [Fact]
    public void A_text_missing_in_Spanish_is_refused() =>
        Assert.Contains("Español", Refusal(("a.texts.json", """{ "a.b": { "en": "x" } }""")), StringComparison.Ordinal);

    [Fact]
    public void Languages_that_fill_different_gaps_are_refused() =>
        Assert.Contains("gaps", Refusal(("a.texts.json", """{ "a.b": { "en": "{0} of {1}", "es": "{0}" } }""")), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "1 child", "1 niño")]
    [InlineData(0, "0 children", "0 niños")]
    [InlineData(12_345, "12,345 children", "12,345 niños")]
    public void A_text_that_counts_has_a_form_for_one_and_a_form_for_any_other(int count, string english, string spanish)
    {
        var catalogue = TextCatalogue.Read([("a", """
            { "a.count": { "en": { "one": "{0} child", "other": "{0} children" }, "es": { "one": "{0} niño", "other": "{0} niños" } } }
            """)]);
        Assert.Equal(english, new Texts(catalogue, Language.English)["a.count", count]);
        Assert.Equal(spanish, new Texts(catalogue, Language.Spanish)["a.count", count]);
    }

    [Fact]
    public void A_name_inside_a_text_cannot_become_markup_but_a_link_stays_one()
    {
        var catalogue = TextCatalogue.Read([("a", """{ "a.b": { "en": "{0} & {1}", "es": "{0} & {1}" } }""")]);
        using var written = new StringWriter();
        new Texts(catalogue, Language.English).Html("a.b", "<script>", new HtmlString("<a href=\"/\">x</a>")).WriteTo(written, HtmlEncoder.Default);
        Assert.Equal("&lt;script&gt; &amp; <a href=\"/\">x</a>", written.ToString());
    }

    private static string Refusal(params (string, string)[] files) =>
        Assert.Throws<FormatException>(() => TextCatalogue.Read(files)).Message;
}
