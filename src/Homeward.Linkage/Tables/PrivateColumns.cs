namespace Homeward.Linkage;

/// <summary>Columns about what Homeward never holds: where somebody comes from or belongs to. Nobody is found by it.</summary>
public static class PrivateColumns
{
    private static readonly string[] Headings =
    [
        "nationality", "nacionalidad", "citizenship", "citizen", "ciudadania", "immigration", "immigration_status", "inmigracion", "migratory_status", "estatus_migratorio", "visa",
        "visa_status", "country_of_birth", "birth_country", "pais_de_nacimiento", "pais_nacimiento", "country_of_origin", "pais_de_origen", "alien_number", "a_number", "religion", "religious_affiliation", "faith",
        "ethnicity", "ethnic_group", "ethnic", "etnia", "etnicidad", "race", "raza", "caste", "tribe", "tribu",
    ];

    /// <summary>Whether a heading says so, however it is written.</summary>
    public static bool AreNeverUsed(string heading) => Headings.Contains(ColumnRoles.Heading(heading), StringComparer.Ordinal);

    /// <summary>Whether a heading says that the column holds numbers of documents. They are compared, as any identifier is, and never shown.</summary>
    public static bool AreNumbersOfDocuments(string heading) => ColumnRoles.Heading(heading) is var words
        && (words is "ssn" or "passport" or "national_id" or "document_number" or "curp" or "nss" || words.StartsWith("soc_sec", StringComparison.Ordinal) || words.StartsWith("social_sec", StringComparison.Ordinal) || words.StartsWith("passport_", StringComparison.Ordinal));
}
