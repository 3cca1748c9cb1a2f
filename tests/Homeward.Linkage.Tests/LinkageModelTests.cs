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
    public void A_pair_is_explained_in_sentences_of_both_languages()
    {
        var pair = new Explanation(9, -12, -2, [new("sex", "same", 0.9), new("birth", "ages fit", 4), new("surname", "same", 11), new("given_name", "nickname", 5), new("phone", "different", -1.5), new("address", "another house, same town", -2), new("shoe_size", "close", 1.5)]);
        Assert.Equal("Same surname, rare here. One given name is a familiar form of the other. The ages fit, each on the day it was told. Shoe size: almost the same. But: another house, same town; different telephones. Perhaps a relative of the same household.", pair.InEnglish());
        Assert.Equal("Mismo apellido, poco común aquí. Un nombre es forma familiar del otro. Las edades concuerdan, cada una en su día. Shoe size: casi igual. Pero: otra casa, mismo pueblo; teléfonos distintos. Quizá un familiar del mismo hogar.", pair.InSpanish());
        Assert.Equal(("Nothing tells much.", "Nada dice mucho."), (pair with { Fields = [], RivalBits = 0 }) is var nothing ? (nothing.InEnglish(), nothing.InSpanish()) : default);
    }

    public static TheoryData<string, int, int> ComparedFields => new()
    {
        { "given_name", (int)FieldKind.Given, NameLevels.GivenCount }, { "surname", (int)FieldKind.Surname, NameLevels.SurnameCount },
        { "birth", (int)FieldKind.Birth, BirthLevels.Count }, { "sex", (int)FieldKind.Sex, 3 }, { "place", (int)FieldKind.Place, 3 }, { "address", (int)FieldKind.Address, AddressLevels.Count },
        { "phone", (int)FieldKind.Phone, 5 }, { "email", (int)FieldKind.Email, 5 }, { "school", (int)FieldKind.School, 5 }, { "shoe_size", (int)FieldKind.Other, 5 },
        { "mother", (int)FieldKind.Mother, KinLevels.ParentCount }, { "father", (int)FieldKind.Father, KinLevels.ParentCount },
        { "siblings", (int)FieldKind.Siblings, KinLevels.SiblingsCount }, { "children", (int)FieldKind.Children, KinLevels.ChildrenCount },
    };

    [Theory]
    [MemberData(nameof(ComparedFields))]
    public void Every_level_of_every_field_has_words_of_its_own_in_both_languages(string name, int kind, int levels)
    {
        var said = Enumerable.Range(1, levels - 1).Select(level => ExplanationWords.Of(new(name, LevelNames.Of((FieldKind)kind, (byte)level), 5))).ToList();
        Assert.All(said, words => Assert.True(words.English.Length > 3 && words.Spanish.Length > 3 && words.English != words.Spanish));
        Assert.Equal((said.Count, said.Count), (said.Select(words => words.English).Distinct().Count(), said.Select(words => words.Spanish).Distinct().Count()));
    }
}
