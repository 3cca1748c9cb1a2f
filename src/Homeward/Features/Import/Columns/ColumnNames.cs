namespace Homeward.Features.Import;

/// <summary>The usual names of columns in English and Spanish, and what they mean. A suggestion: a person can change each.</summary>
public static class ColumnNames
{
    // Words are compared without order, accents and filling words (see Heading), so "nombre de la madre" finds "madre nombre".
    private static readonly (Field Field, string[] Names)[] Usual =
    [
        (Field.RowId, ["id", "row id", "record id", "case id", "number", "num", "numero", "identifier", "local id", "sis id", "sourced id", "student id", "student number", "matricula", "expediente", "clave", "folio", "lunch number", "state id", "report id"]),
        (Field.DeclarationId, ["declaration id", "declaration", "declaration number", "declaracion id", "declaracion", "parent id", "adult id"]),
        (Field.ChildOrAdult, ["child or adult", "adult or child", "kind", "type", "tipo", "child adult", "adult child", "role", "menor o adulto", "is child", "minor"]),
        (Field.GivenName, ["given name", "given names", "first name", "firstname", "first", "first and middle name", "forename", "nombre", "nombres", "primer nombre", "nombre s", "given", "fname", "nombre pila"]),
        (Field.MiddleName, ["middle name", "middle", "middle initial", "mi", "segundo nombre", "second name", "middlename"]),
        (Field.FamilyName, ["family name", "family names", "last name", "last names", "lastname", "last", "surname", "surnames", "apellido", "apellidos", "primer apellido", "apellido paterno", "apellido s", "lname", "familyname", "paterno", "first surname"]),
        (Field.SecondFamilyName, ["second surname", "second last name", "second family name", "segundo apellido", "apellido materno", "materno", "mothers surname", "other surname"]),
        (Field.FullName, ["name", "full name", "fullname", "nombre completo", "nombre apellidos", "nombre apellido", "apellidos nombre", "apellidos nombres", "student", "student name", "child", "child name", "name child", "nino", "nina", "nombre nino", "nombre nina", "nombre menor", "menor", "last name first name", "first last name", "display name", "nombre alumno", "alumno", "alumna", "estudiante"]),
        (Field.OtherNames, ["nickname", "nick name", "preferred name", "other names", "other name", "alias", "aka", "also known as", "known as", "goes by", "apodo", "sobrenombre", "otros nombres", "alternate names", "called"]),
        (Field.BirthDate, ["dob", "date birth", "birth date", "birthdate", "birthday", "born", "fecha nacimiento", "nacimiento", "fec nac", "fecha nac", "f nacimiento", "f nac", "fdn", "nacido", "birth day", "d o b", "year birth", "birth year", "ano nacimiento"]),
        (Field.Age, ["age", "edad", "age years", "edad anos", "approx age", "approximate age", "age approx", "estimated age", "edad aproximada"]),
        (Field.Sex, ["sex", "gender", "sexo", "genero", "m f", "f m", "h m", "boy girl"]),
        (Field.School, ["school", "school name", "escuela", "nombre escuela", "colegio", "campus", "building", "plantel", "school attended"]),
        (Field.Grade, ["grade", "grade level", "class", "homeroom", "grado", "clase", "grupo", "salon", "ano escolar", "curso", "teacher", "grados", "grades", "room", "maestra", "maestro"]),
        (Field.Town, ["town", "city", "area", "pueblo", "ciudad", "municipio", "home town", "town city", "poblacion", "localidad", "colonia", "barrio", "neighborhood", "community", "comunidad", "home city"]),
        (Field.Phone, ["phone", "phone number", "telephone", "tel", "telefono", "telefono numero", "cell", "cell phone", "cellphone", "celular", "mobile", "mobile phone", "movil", "whatsapp", "contact number", "home phone", "call back number", "callback"]),
        (Field.Relation, ["relation", "relationship", "relation child", "relationship child", "parentesco", "relacion", "relation dependents", "relation to child", "relationship to child", "vinculo"]),
        (Field.MotherName, ["mother", "mother name", "mothers name", "mom", "mom name", "mama", "madre", "madre nombre", "nombre mama"]),
        (Field.MotherPhone, ["mother phone", "mother cell", "mom phone", "mom cell", "madre telefono", "madre celular", "mother phone number", "telefono mama", "mothers phone"]),
        (Field.FatherName, ["father", "father name", "fathers name", "dad", "dad name", "papa", "padre", "padre nombre", "nombre papa"]),
        (Field.FatherPhone, ["father phone", "father cell", "dad phone", "dad cell", "padre telefono", "padre celular", "father phone number", "telefono papa", "fathers phone"]),
        (Field.SiblingNames, ["siblings", "sibling", "sibling names", "sibling name", "brothers sisters", "brothers and sisters", "hermanos", "hermanas", "hermano", "nombre hermanos", "hermanos nombres", "brother sister"]),
        (Field.Restriction, ["restriction", "restrictions", "custody alert", "custody note", "custody notes", "custody", "court order", "do not release to", "do not release", "not release to", "release not", "restraining order", "orden judicial", "custodia", "no entregar", "no entregar a", "alerta custodia", "may not collect", "not allowed to collect", "legal alert", "no contact"]),
        (Field.DeclaredAt, ["declared at", "declared", "declaration date", "date declaration", "date declared", "fecha declaracion", "declarado", "interview date", "interviewed at", "fecha entrevista", "declaration time"]),
        (Field.SeenAt, ["seen at", "seen", "last seen", "date seen", "reported at", "report date", "date reported", "reported", "fecha reporte", "visto", "ultima vez visto", "fecha", "date", "time", "when", "cuando", "source date"]),
        (Field.Needs, ["needs", "special needs", "necesidades", "medical needs", "allergies", "alergias", "medical alert", "medication", "medicina", "medicamentos", "diet", "urgent needs", "medical"]),
        (Field.Interpreter, ["interpreter", "interpreter language", "interpreter needed", "needs interpreter", "interprete", "interprete idioma", "necesita interprete"]),
        (Field.Description, ["description", "descripcion", "clothing", "clothes", "ropa", "appearance", "looks like", "senas", "wearing"]),
        (Field.DependentNumber, ["dependent number", "child number", "orden", "sequence", "seq", "order"]),
    ];

    private static readonly string[] ContactWords = ["guardian", "contact", "emergency contact", "parent", "parent guardian", "tutor", "contacto", "contacto emergencia", "padre tutor", "madre tutor", "emergency", "authorized pickup", "pickup", "authorized person", "autorizado", "persona autorizada", "caregiver", "responsable", "encargado", "legal guardian", "padre madre", "madre padre", "acudiente", "collector", "may collect person"];
    private static readonly string[] DependentWords = ["dependent", "dependant", "child", "kid", "hijo", "hija", "nino", "nina", "menor", "dependiente", "hijo hija", "son daughter"];

    private static readonly string[] NameWords = ["", "name", "full name", "nombre", "nombre completo", "names"];
    private static readonly string[] PhoneWords = ["phone", "phone number", "telephone", "tel", "telefono", "cell", "cell phone", "celular", "mobile", "number", "movil"];
    private static readonly string[] RelationWords = ["relation", "relationship", "parentesco", "relacion", "type", "relation child", "relationship child", "vinculo"];
    private static readonly string[] CollectWords = ["may collect", "may pick up", "can pick up", "can collect", "pickup", "pick up", "authorized", "authorized to pick up", "authorized pickup", "puede recoger", "autorizado", "autorizado recoger", "recoge", "allowed", "release"];

    private static readonly Dictionary<string, Field> Plain = Lookup(Usual.SelectMany(row => row.Names.Select(name => (name, row.Field))));

    private static readonly Dictionary<string, Field> OfContacts = Lookup(
    [
        .. Joined(ContactWords, NameWords, Field.ContactName), .. Joined(ContactWords, PhoneWords, Field.ContactPhone),
        .. Joined(ContactWords, RelationWords, Field.ContactRelation), .. Joined(ContactWords, CollectWords, Field.ContactMayCollect),
        .. Joined([""], CollectWords, Field.ContactMayCollect),
    ]);

    private static readonly Dictionary<string, Field> OfDependents = Lookup(
    [
        .. Joined(DependentWords, NameWords, Field.DependentName), .. Joined(DependentWords, ["age", "edad"], Field.DependentAge),
        .. Joined(DependentWords, ["dob", "birth date", "date birth", "birthdate", "birthday", "fecha nacimiento", "nacimiento"], Field.DependentBirthDate),
        .. Joined(DependentWords, ["sex", "gender", "sexo", "genero"], Field.DependentSex), .. Joined(DependentWords, ["school", "escuela", "colegio"], Field.DependentSchool),
    ]);

    /// <summary>True when the heading is a name we know for a column of any file.</summary>
    public static bool Knows(string heading) =>
        Enum.GetValues<FilePart>().Any(part => Recognise(heading, part) is not null) || ForbiddenColumns.Of(heading) is not null;

    /// <summary>What a heading most likely means in this file; null when it isn't known.</summary>
    public static ColumnMeaning? Recognise(string heading, FilePart part)
    {
        if (ColumnMeaning.Named(heading) is { } own && ColumnMeaning.For(part).Contains(own)) { return own; }

        var taken = Heading.Of(heading);
        return Find(taken, part) ?? (taken.WithOrdinalAsNumber() is { } numbered ? Find(numbered, part) : null);
    }

    private static ColumnMeaning? Find(Heading heading, FilePart part)
    {
        // In a declaration "child 1 name" is a dependent of the adult; everywhere else "child name" is the person of the row.
        if (part == FilePart.Declarations && OfDependents.TryGetValue(heading.Words, out var dependent))
        {
            return Offered(dependent, heading.Number, part);
        }

        if (part == FilePart.Dependents && heading.Words is "number" or "numero" or "num") { return new ColumnMeaning(Field.DependentNumber); }
        if (heading.Number <= 1 && Plain.TryGetValue(heading.Words, out var plain) && Offered(plain, 0, part) is { } meaning) { return meaning; }

        return OfContacts.TryGetValue(heading.Words, out var contact) ? Offered(contact, heading.Number, part) : null;
    }

    private static ColumnMeaning? Offered(Field field, int number, FilePart part)
    {
        var meaning = new ColumnMeaning(field, ColumnMeaning.IsNumbered(field) ? Math.Max(1, number) : 0);
        return ColumnMeaning.For(part).Contains(meaning) ? meaning : null;
    }

    private static IEnumerable<(string Name, Field Field)> Joined(string[] whose, string[] what, Field field) =>
        from who in whose from thing in what select ($"{who} {thing}", field);

    // The first field that claims a heading keeps it; the lists above are in that order.
    private static Dictionary<string, Field> Lookup(IEnumerable<(string Name, Field Field)> names) =>
        names.Select(entry => (Heading.Of(entry.Name).Words, entry.Field)).Where(entry => entry.Words.Length > 0)
            .DistinctBy(entry => entry.Words).ToDictionary(entry => entry.Words, entry => entry.Field, StringComparer.Ordinal);
}
