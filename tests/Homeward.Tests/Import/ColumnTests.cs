using Homeward.Features.Import;
using Homeward.NeverHeld;
using Xunit;

namespace Homeward.Tests.Import;

public sealed class ColumnTests
{
    [Theory]
    [InlineData("given_name", "given_name")]
    [InlineData("First Name", "given_name")]
    [InlineData("firstName", "given_name")]
    [InlineData("Nombre(s)", "given_name")]
    [InlineData("SURNAME", "family_name")]
    [InlineData("last_name", "family_name")]
    [InlineData("Apellido(s)", "family_name")]
    [InlineData("Apellido Materno", "second_family_name")]
    [InlineData("full_name", "full_name")]
    [InlineData("Nombre completo del alumno", "full_name")]
    [InlineData("DOB", "birth_date")]
    [InlineData("Date of Birth", "birth_date")]
    [InlineData("Fecha de nacimiento", "birth_date")]
    [InlineData("edad (años)", "age")]
    [InlineData("Género", "sex")]
    [InlineData("Escuela", "school")]
    [InlineData("Grade Level", "grade")]
    [InlineData("Guardian 2 - Phone", "contact_2_phone")]
    [InlineData("guardian2Phone", "contact_2_phone")]
    [InlineData("Teléfono del contacto 1", "contact_1_phone")]
    [InlineData("Secondary contact", "contact_2_name")]
    [InlineData("Emergency Contact Name", "contact_1_name")]
    [InlineData("contact_1_may_collect", "contact_1_may_collect")]
    [InlineData("Guardian 1 may collect", "contact_1_may_collect")]
    [InlineData("Mother's name", "mother_name")]
    [InlineData("Nombre de la madre", "mother_name")]
    [InlineData("Father phone", "father_phone")]
    [InlineData("Hermanos", "sibling_names")]
    [InlineData("Town", "town")]
    [InlineData("Do not release to", "restriction")]
    [InlineData("Student ID", "row_id")]
    public void Usual_names_of_a_roll_are_recognised(string heading, string meaning) =>
        Assert.Equal(meaning, ColumnNames.Recognise(heading, FilePart.Roll)?.Name);

    [Theory]
    [InlineData("child_1_name", "dependent_1_name")]
    [InlineData("Child 3 Age", "dependent_3_age")]
    [InlineData("hijo 2 escuela", "dependent_2_school")]
    [InlineData("dependent_name", "dependent_1_name")]
    [InlineData("declared_at", "declared_at")]
    [InlineData("relation", "relation")]
    public void Usual_names_of_declarations_are_recognised(string heading, string meaning) =>
        Assert.Equal(meaning, ColumnNames.Recognise(heading, FilePart.Declarations)?.Name);

    [Fact]
    public void Every_meaning_is_recognised_by_its_own_name() =>
        Assert.All(Enum.GetValues<FilePart>(), part => Assert.All(ColumnMeaning.For(part), meaning => Assert.Equal(meaning, ColumnNames.Recognise(meaning.Name, part))));

    [Fact]
    public void The_dependents_file_is_read_as_it_is_written() =>
        Assert.Equal(
            ["declaration_id", "dependent_number", "full_name", "age", "sex", "school"],
            ColumnMapping.Suggest(Sheet.Open("declaration_id,number,name,age,sex,school\nD1,1,Ana,7,F,Morton Elementary"), FilePart.Dependents).Columns.Select(column => column.Meaning?.Name));

    [Fact]
    public void Nombre_is_the_whole_name_unless_apellidos_stands_beside_it()
    {
        Assert.Equal(Field.FullName, ColumnMapping.Suggest(Sheet.Open("Nombre,Edad\nAna,7"), FilePart.Roll).Columns[0].Meaning?.Field);
        Assert.Equal(Field.GivenName, ColumnMapping.Suggest(Sheet.Open("Nombre,Apellidos\nAna,Ruiz"), FilePart.Roll).Columns[0].Meaning?.Field);
    }

    [Theory]
    [InlineData("Immigration Status", ForbiddenThing.ImmigrationStatus)]
    [InlineData("Nacionalidad", ForbiddenThing.Nationality)]
    [InlineData("Country of Birth", ForbiddenThing.Nationality)]
    [InlineData("birthCountry", ForbiddenThing.Nationality)]
    [InlineData("SSN", ForbiddenThing.SocialSecurityNumber)]
    [InlineData("Social Security #", ForbiddenThing.SocialSecurityNumber)]
    [InlineData("A-Number", ForbiddenThing.AlienNumber)]
    [InlineData("Passport no.", ForbiddenThing.IdentityDocument)]
    [InlineData("CURP", ForbiddenThing.IdentityDocument)]
    [InlineData("Religión", ForbiddenThing.Religion)]
    [InlineData("Race/Ethnicity", ForbiddenThing.Ethnicity)]
    [InlineData("Home Address", ForbiddenThing.StreetAddress)]
    [InlineData("Dirección", ForbiddenThing.StreetAddress)]
    [InlineData("Parent employer", ForbiddenThing.Employer)]
    [InlineData("Criminal history", ForbiddenThing.CriminalHistory)]
    public void Columns_that_must_never_be_saved_are_recognised(string heading, ForbiddenThing thing) =>
        Assert.Equal(thing, ForbiddenColumns.Of(heading));

    [Theory]
    [InlineData("given_name")]
    [InlineData("Grade")]
    [InlineData("Town")]
    [InlineData("School")]
    [InlineData("may_collect")]
    [InlineData("Contact 1 relation")]
    [InlineData("Sex")]
    public void Columns_that_may_be_saved_are_not_taken_for_forbidden_ones(string heading) =>
        Assert.Null(ForbiddenColumns.Of(heading));

    [Fact]
    public void No_meaning_has_a_name_that_is_itself_forbidden() =>
        Assert.All(Enum.GetValues<FilePart>().SelectMany(ColumnMeaning.For).Distinct(), meaning => Assert.Null(ForbiddenColumns.Of(meaning.Name)));

    [Fact]
    public void A_forbidden_column_stays_out_even_when_a_person_maps_it()
    {
        var reading = Sheet.Read("Name,Nationality\nAna,somewhere", columns: new() { ["Nationality"] = "description", ["Name"] = "full_name" });

        Assert.Null(reading.Mapping!.Columns[1].Meaning);
        Assert.Contains(ProblemKind.MappingFieldUnknown, reading.Counts.Keys);
        Assert.Contains(ProblemKind.MappingForbidden, Sheet.Read("Name,Nationality\nAna,somewhere", columns: new() { ["Nationality"] = "town" }).Counts.Keys);
    }

    [Fact]
    public void A_choice_takes_the_meaning_from_the_column_it_was_suggested_for()
    {
        var mapping = Sheet.Read("Name,Alias\nAna,Anita", columns: new() { ["Alias"] = "full_name" }).Mapping!;

        Assert.Equal([null, "full_name"], mapping.Columns.Select(column => column.Meaning?.Name));
    }

    [Theory]
    [InlineData("Nme", "full_name", ProblemKind.MappingColumnUnknown)]
    [InlineData("Name", "fullest_name", ProblemKind.MappingFieldUnknown)]
    public void A_choice_that_cannot_be_followed_is_said(string heading, string meaning, ProblemKind kind) =>
        Assert.Contains(kind, Sheet.Read("Name,Age\nAna,7", columns: new() { [heading] = meaning }).Counts.Keys);

    [Fact]
    public void A_list_without_names_waits_for_somebody_to_say_which_column_they_are_in() =>
        Assert.Contains(ProblemKind.NoNameColumn, Sheet.Read("Foo,Bar\nAna,7").Counts.Keys);
}
