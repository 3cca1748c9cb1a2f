using Homeward.NeverHeld;

namespace Homeward.Features.Import;

/// <summary>
/// Recognises columns that must never be saved, by any word of their heading. They are dropped before anything is read
/// and the person is told; no mapping brings them back.
/// </summary>
public static class ForbiddenColumns
{
    private static readonly (ForbiddenThing Thing, string[] Phrases)[] Known =
    [
        (ForbiddenThing.ImmigrationStatus, ["immigration", "immigrant", "migration", "migratory", "migratorio", "migratoria", "inmigracion", "citizenship", "citizen", "ciudadania", "ciudadano", "visa", "undocumented", "indocumentado", "legal status", "estatus legal", "green card", "work permit", "permiso trabajo", "daca"]),
        (ForbiddenThing.Nationality, ["nationality", "nacionalidad", "country", "pais", "place birth", "birth place", "birthplace", "lugar nacimiento", "city birth", "state birth", "born where", "origin", "origen"]),
        (ForbiddenThing.SocialSecurityNumber, ["ssn", "social security", "seguro social", "nss", "itin", "tax id", "taxpayer"]),
        (ForbiddenThing.AlienNumber, ["alien", "anumber", "a number", "a num", "uscis", "numero extranjero"]),
        (ForbiddenThing.IdentityDocument, ["passport", "pasaporte", "consular", "curp", "dni", "dui", "cedula", "dpi", "national id", "identity card", "identity number", "driver license", "drivers license", "driving licence", "license number", "licencia", "medicaid", "birth certificate", "acta nacimiento", "ine"]),
        (ForbiddenThing.Religion, ["religion", "religious", "church", "iglesia", "faith", "parish", "parroquia"]),
        (ForbiddenThing.Ethnicity, ["race", "raza", "ethnicity", "ethnic", "etnia", "etnicidad", "hispanic", "latino", "tribe", "tribu", "indigenous", "indigena", "skin", "home language", "native language", "lengua materna", "mother tongue"]),
        (ForbiddenThing.StreetAddress, ["address", "addresses", "direccion", "domicilio", "street", "calle", "addr", "house number", "apartment", "zip", "zipcode", "postal", "postcode", "latitude", "longitude", "lat", "lon", "lng", "gps", "coordinates", "coordenadas"]),
        (ForbiddenThing.Employer, ["employer", "empleador", "patron", "employee", "workplace", "place work", "lugar trabajo", "occupation", "ocupacion", "job", "company", "empresa"]),
        (ForbiddenThing.CriminalHistory, ["criminal", "crime", "arrest", "arrests", "charge", "charges", "conviction", "convictions", "felony", "antecedentes", "delito", "cargos", "reason detention", "detention reason", "motivo detencion", "warrant"]),
        (ForbiddenThing.VehiclePlate, ["plate", "plates", "license plate", "placa", "placas", "vehicle", "vehiculo", "car"]),
        (ForbiddenThing.Biometric, ["photo", "picture", "foto", "fotografia", "image", "fingerprint", "huella", "biometric", "face"]),
        (ForbiddenThing.SocialMedia, ["facebook", "instagram", "twitter", "tiktok", "snapchat", "social media", "redes sociales"]),
    ];

    /// <summary>Which forbidden thing the column holds, by its heading; null when none.</summary>
    public static ForbiddenThing? Of(string heading)
    {
        var words = Heading.Split(heading).ToHashSet(StringComparer.Ordinal);
        foreach (var (thing, phrases) in Known)
        {
            if (phrases.Any(phrase => phrase.Split(' ').All(words.Contains))) { return thing; }
        }

        return null;
    }
}
