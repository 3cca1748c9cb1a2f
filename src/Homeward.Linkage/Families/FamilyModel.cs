using System.Text.Json;

namespace Homeward.Linkage.Families;

/// <summary>
/// What linking families learned from its lists: how often each agreement is found between a record and its child, and
/// between strangers; the same between two records of one child and between two declarations of one family; and how many
/// records are about declared children. Readable as a small JSON file.
/// </summary>
/// <remarks>It holds no names. How common names are, and how local, is counted in the lists that are linked.</remarks>
public sealed class FamilyModel
{
    private const string Format = "homeward-family-model/1";

    // The logarithm of 1, and how far sums of fractions may miss it.
    private const double MostLog = 1e-9;

    internal FamilyModel(double declared, double undeclared, FamilyWeights records, FamilyWeights ties, FamilyWeights couples) =>
        (Declared, Undeclared, Records, Ties, Couples) = (declared, undeclared, records, ties, couples);

    /// <summary>The share of records that are about a declared child.</summary>
    public double Declared { get; }

    /// <summary>The share of records about a child whose family declared others and left it out.</summary>
    public double Undeclared { get; }

    /// <summary>Between a record and a declared child.</summary>
    internal FamilyWeights Records { get; }

    /// <summary>Between two records.</summary>
    internal FamilyWeights Ties { get; }

    /// <summary>Between two declarations.</summary>
    internal FamilyWeights Couples { get; }

    /// <summary>The model as JSON.</summary>
    public string ToJson() => Json.Written(writer =>
    {
        writer.WriteString("format", Format);
        writer.WriteNumber("about_declared_children", Declared);
        writer.WriteNumber("about_children_left_out", Undeclared);
        Write(writer, "record_and_declared_child", Records);
        Write(writer, "two_records", Ties);
        Write(writer, "two_declarations", Couples);
    });

    /// <summary>Reads a model that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static FamilyModel FromJson(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != Format) { throw new InvalidDataException($"The model is not in the format {Format}."); }

            var (declared, undeclared) = (root.GetProperty("about_declared_children").GetDouble(), root.GetProperty("about_children_left_out").GetDouble());
            return declared is > 0 and < 1 && undeclared is > 0 and < 1 && declared + undeclared < 1
                ? new(declared, undeclared, Read(root, "record_and_declared_child"), Read(root, "two_records"), Read(root, "two_declarations"))
                : throw new InvalidDataException("The model's shares of records are no shares.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"The model can't be read: {fault.Message}");
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, FamilyWeights weights)
    {
        writer.WriteStartArray(name);
        foreach (var (field, situation, level, m, u) in weights.Learned())
        {
            writer.WriteStartObject();
            writer.WriteString("field", field.ToString());
            writer.WriteString("agreement", level.ToString());
            writer.WriteNumber("situation", situation);
            writer.WriteNumber("log_same", m);
            writer.WriteNumber("log_strangers", u);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static FamilyWeights Read(JsonElement root, string name)
    {
        var weights = new FamilyWeights();
        foreach (var one in root.GetProperty(name).EnumerateArray())
        {
            var (situation, m, u) = (one.GetProperty("situation").GetInt32(), one.GetProperty("log_same").GetDouble(), one.GetProperty("log_strangers").GetDouble());
            var (field, level) = (Enum.Parse<FamilyField>(one.GetProperty("field").GetString()!), Enum.Parse<FamilyLevel>(one.GetProperty("agreement").GetString()!));
            if (situation is < 0 or > 15 || !Enum.IsDefined(field) || !Enum.IsDefined(level) || !(m <= MostLog) || !(u <= MostLog)) { throw new InvalidDataException("The model holds a chance that is none."); }

            weights.Put(field, situation, level, m, u);
        }

        return weights;
    }
}
