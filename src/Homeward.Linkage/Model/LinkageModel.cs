using System.Text.Json;

namespace Homeward.Linkage;

/// <summary>
/// A trained model: for each field and level of agreement how often it occurs between two records of one person, of two
/// relatives and of two strangers. Readable as a small JSON file.
/// </summary>
public sealed class LinkageModel
{
    private const string Format = "homeward-linkage-model/2";

    /// <param name="pairs">What levels are worth.</param>
    /// <param name="fields">What is compared.</param>
    /// <param name="records">How many records the prior is for.</param>
    internal LinkageModel(PairModel pairs, IReadOnlyList<ComparedField> fields, int records) => (Pairs, Fields, Records) = (pairs, fields, records);

    /// <summary>How many records there were; among twice as many half as large a share of pairs is of one person.</summary>
    public int Records { get; }

    internal PairModel Pairs { get; }

    internal IReadOnlyList<ComparedField> Fields { get; }

    /// <summary>The names of the fields, in order.</summary>
    public IReadOnlyList<string> FieldNames => [.. Fields.Select(one => one.Name)];

    /// <summary>The weight of evidence, log2(m/u), of each level of a field for one person against strangers; level 0 has none.</summary>
    public IReadOnlyList<double> WeightBits(int field) => [.. Enumerable.Range(0, Fields[field].Levels).Select(level => level == 0 ? 0 : (double)Pairs.Field(field, (byte)level, 0).Same)];

    /// <summary>What each level of a field means, in words.</summary>
    public IReadOnlyList<string> LevelNames(int field) => [.. Enumerable.Range(0, Fields[field].Levels).Select(level => level == 0 ? "not known" : Linkage.LevelNames.Of(Fields[field].Kind, (byte)level))];

    /// <summary>The same for readers who know no levels, in English and Spanish: "surnames sound alike".</summary>
    public IReadOnlyList<(string English, string Spanish)> LevelWords(int field) =>
        [.. LevelNames(field).Select((name, level) => level == 0 ? ("not known", "no se sabe") : ExplanationWords.Of(Fields[field].Name, name))];

    /// <summary>The model as JSON.</summary>
    public string ToJson() => Json.Written(writer =>
    {
        writer.WriteString("format", Format);
        writer.WriteNumber("records", Records);
        writer.WriteNumber("same_prior_bits", Pairs.SamePrior);
        if (!double.IsNegativeInfinity(Pairs.RelativePrior))
        {
            writer.WriteNumber("relative_prior_bits", Pairs.RelativePrior);
        }

        if (Pairs.Namesakes is { } namesakes)
        {
            writer.WriteStartObject("given_names_of_relatives");
            Json.Write(writer, "siblings_bits", namesakes.Siblings.Select(bits => (double)bits));
            Json.Write(writer, "generations_bits", namesakes.Generations.Select(bits => (double)bits));
            writer.WriteEndObject();
        }

        writer.WriteStartArray("fields");
        for (var field = 0; field < Fields.Count; field++)
        {
            writer.WriteStartObject();
            writer.WriteString("name", Fields[field].Name);
            writer.WriteString("kind", Fields[field].Kind.ToString());
            writer.WriteStartArray("levels");
            for (byte level = 1; level < Fields[field].Levels; level++)
            {
                writer.WriteStartObject();
                writer.WriteNumber("level", level);
                writer.WriteString("agreement", Linkage.LevelNames.Of(Fields[field].Kind, level));
                writer.WriteNumber("same", Pairs.Chances.Chances(0, field)[level]);
                writer.WriteNumber("relative", Pairs.Chances.Chances(1, field)[level]);
                writer.WriteNumber("stranger", Pairs.Chances.Chances(2, field)[level]);
                writer.WriteNumber("bits", Math.Round(Pairs.Field(field, level, 0).Same, 4));
                if (!double.IsNaN(Pairs.MeanRarity[field][level]))
                {
                    writer.WriteNumber("usual_rarity_bits", Pairs.MeanRarity[field][level]);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Reads a model that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static LinkageModel FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format)
            {
                throw new InvalidDataException($"The model is not in the format {Format}.");
            }

            var read = root.GetProperty("fields").EnumerateArray().Select(field => (
                Field: new ComparedField(Enum.Parse<FieldKind>(field.GetProperty("kind").GetString()!), field.GetProperty("name").GetString()!, field.GetProperty("levels").GetArrayLength() + 1),
                Levels: field.GetProperty("levels").EnumerateArray().ToArray())).ToArray();
            double[][] Of(string name) => [.. read.Select(field => field.Levels.Select(level => level.GetProperty(name).GetDouble()).Prepend(1).ToArray())];
            double[][] rarity = [.. read.Select(field => field.Levels.Select(level => level.TryGetProperty("usual_rarity_bits", out var bits) ? bits.GetDouble() : double.NaN).Prepend(double.NaN).ToArray())];
            var fields = read.Select(field => field.Field).ToArray();
            var chances = new LatentClassModel([1, 1, 1], (double[][][])[Of("same"), Of("relative"), Of("stranger")]);
            return new(
                new(chances, rarity, root.GetProperty("same_prior_bits").GetDouble(), root.TryGetProperty("relative_prior_bits", out var relative) ? relative.GetDouble() : double.NegativeInfinity, Namesakes(root, fields), PairModel.TellingOf(fields)),
                fields,
                root.GetProperty("records").GetInt32());
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"The model can't be read: {fault.Message}");
        }
    }

    /// <summary>
    /// The model with a share of what records of one person and of relatives usually look like: what training never saw is then
    /// rare instead of next to impossible. Where it found no relatives, the usual ones are taken.
    /// </summary>
    internal LinkageModel WithUnseen(double share)
    {
        const double Unfound = 6;
        var found = Pairs.RelativePrior > Pairs.SamePrior - Unfound;
        double[] Chances(int @class, int field)
        {
            var learned = Pairs.Chances.Chances(@class, field).ToArray();
            var (usual, part) = (PairClass)@class switch
            {
                PairClass.Same => (StartLevels.Unseen(Fields[field]), share),
                PairClass.Relative => (StartLevels.Relative(Fields[field]), found ? 2 * share : 1),
                _ => (learned, 0.0),
            };
            var sum = usual.Skip(1).Sum();
            return [.. learned.Select((chance, level) => level == 0 ? 1 : ((1 - part) * chance) + (part * usual[level] / sum))];
        }

        var chances = Enumerable.Range(0, 3).Select(@class => Enumerable.Range(0, Fields.Count).Select(field => Chances(@class, field)).ToArray()).ToArray();
        return new(new(new LatentClassModel([1, 1, 1], chances), Pairs.MeanRarity, Pairs.SamePrior, found ? Pairs.RelativePrior : Pairs.SamePrior, (found ? Pairs.Namesakes : NamesakeShift.Usual(Fields))?.OfWholeNames(), PairModel.TellingOf(Fields)), Fields, Records);
    }

    /// <summary>The pair model for these fields.</summary>
    /// <exception cref="InvalidDataException">The model was trained on other fields.</exception>
    internal PairModel For(IReadOnlyList<ComparedField> fields) =>
        fields.Select(field => (field.Kind, field.Name, field.Levels)).SequenceEqual(Fields.Select(field => (field.Kind, field.Name, field.Levels)))
            ? Pairs
            : throw new InvalidDataException($"The model was trained on {string.Join(", ", FieldNames)}; this file has {string.Join(", ", fields.Select(field => field.Name))}. Train one on this file, or say with a mapping what its columns hold.");

    private static NamesakeShift? Namesakes(JsonElement root, ComparedField[] fields) =>
        root.TryGetProperty("given_names_of_relatives", out var shift)
            ? new(Array.FindIndex(fields, field => field.Kind == FieldKind.Given), Array.FindIndex(fields, field => field.Kind == FieldKind.Birth), Bits(shift, "siblings_bits"), Bits(shift, "generations_bits"))
            : null;

    private static float[] Bits(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(bits => bits.GetSingle())];
}
