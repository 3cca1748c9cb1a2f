using System.Text.Json;

namespace Homeward.Linkage.Tests;

public sealed class LinkageModelTests
{
    private static readonly LinkageResult Learned = Deduplication.Run(DeduplicationTests.Labelled("fake_1000"), new LinkageSettings { Explain = true });

    [Fact]
    public void A_model_read_back_links_as_the_one_that_was_learned()
    {
        var model = LinkageModel.FromJson(Learned.Model!.ToJson());
        var again = Deduplication.Run(DeduplicationTests.Labelled("fake_1000"), new LinkageSettings { Model = model });
        Assert.Equal(Learned.Clusters, again.Clusters);
    }

    [Fact]
    public void A_model_for_other_fields_is_refused() =>
        Assert.Contains("trained on", Assert.Throws<InvalidDataException>(() => Deduplication.Run(DeduplicationTests.Labelled("febrl3"), new LinkageSettings { Model = Learned.Model })).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_model_is_refused() => Assert.Throws<InvalidDataException>(() => LinkageModel.FromJson("{\"format\": 7"));

    [Fact]
    public void Every_level_has_one_chance_and_they_add_up()
    {
        using var json = JsonDocument.Parse(Learned.Model!.ToJson());
        foreach (var field in json.RootElement.GetProperty("fields").EnumerateArray())
        {
            Assert.Equal(1, field.GetProperty("levels").EnumerateArray().Sum(level => level.GetProperty("same").GetDouble()), 1e-6);
            Assert.Equal(1, field.GetProperty("levels").EnumerateArray().Sum(level => level.GetProperty("stranger").GetDouble()), 1e-6);
        }
    }

    [Fact]
    public void Splinks_settings_have_the_weights_of_the_model()
    {
        using var splink = JsonDocument.Parse(SplinkSettings.Export(Learned.Model!, Learned.SplinkColumns(), "unique_id"));
        using var model = JsonDocument.Parse(Learned.Model!.ToJson());
        var comparison = splink.RootElement.GetProperty("comparisons").EnumerateArray().Single(one => one.GetProperty("output_column_name").GetString() == "dob");
        var levels = model.RootElement.GetProperty("fields").EnumerateArray().Single(field => field.GetProperty("name").GetString() == "birth").GetProperty("levels").EnumerateArray().ToArray();
        var exported = comparison.GetProperty("comparison_levels").EnumerateArray().Single(level => level.GetProperty("label_for_charts").GetString() == "equal");
        var weight = Math.Log2(exported.GetProperty("m_probability").GetDouble() / exported.GetProperty("u_probability").GetDouble());
        Assert.Equal(Math.Log2(levels[0].GetProperty("same").GetDouble() / levels[0].GetProperty("stranger").GetDouble()), weight, 1e-9);
        foreach (var one in splink.RootElement.GetProperty("comparisons").EnumerateArray())
        {
            Assert.Equal(1, one.GetProperty("comparison_levels").EnumerateArray().Where(level => level.TryGetProperty("m_probability", out _)).Sum(level => level.GetProperty("m_probability").GetDouble()), 1e-6);
        }
    }

    [Fact]
    public void The_fields_of_an_explanation_add_up_to_its_bits()
    {
        Assert.NotEmpty(Learned.Examples);
        Assert.All(Learned.Examples, example =>
            Assert.Equal(example.Bits, example.PriorBits + example.RivalBits + example.Fields.Sum(field => field.Bits), 1e-3));
    }

    [Fact]
    public void A_pair_is_explained_in_both_languages()
    {
        var strongest = Learned.Examples[0];
        Assert.StartsWith("For: ", strongest.InEnglish(), StringComparison.Ordinal);
        Assert.StartsWith("A favor: ", strongest.InSpanish(), StringComparison.Ordinal);
    }
}
