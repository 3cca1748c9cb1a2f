using Homeward.Domain;
using Homeward.Features.Import;
using Homeward.NeverHeld;
using Xunit;

namespace Homeward.Tests.Import;

public sealed class ReadingTests
{
    [Fact]
    public void A_roll_is_read_with_its_guardians()
    {
        var row = Assert.Single(Sheet.Read("""
            Student ID;Nombre;Apellidos;Fecha de nacimiento;Sexo;Grado;Tutor 1;Teléfono tutor 1;Parentesco tutor 1;Tutor 1 puede recoger;Madre
            17;Ana María;López Pérez;25/03/2012;F;2;Rosa Pérez;+1 601 555 0101;abuela;sí;Elena López
            """).Rows);

        Assert.Empty(row.Problems);
        Assert.Equal("17", row.FileId);
        Assert.Equal(("Ana María", "López Pérez", Sex.Female, "2", "Elena López"), (row.Details.GivenNames, row.Details.FamilyNames, row.Details.Sex, row.Details.Grade, row.Details.MotherName));
        Assert.Equal(new PartialDate(2012, 3, 25), row.Details.BirthDate);
        Assert.Equal([new("Elena López", Kinship.Mother, null, null), new ReadContact("Rosa Pérez", Kinship.Grandparent, "+1 601 555 0101", MayCollect: true)], row.Contacts);
    }

    [Fact]
    public void A_declaration_is_read_with_the_dependents_in_its_row()
    {
        var row = Assert.Single(Sheet.Read("""
            id,declared_at,given_name,family_name,sex,age,relation,town,phone,child_1_name,child_1_age,child_1_school,child_2_name,child_2_age
            D-1,2019-08-07 14:30,Marta,Ruiz,F,31,mother,Morton,601-555-0101,Ana Ruiz,7,Morton Elementary,Luis Ruiz,18 months
            """, FilePart.Declarations).Rows);

        Assert.Empty(row.Problems);
        Assert.Equal((PersonKind.Adult, Kinship.Mother), (row.PersonKind, row.Relation));
        Assert.Equal(new DateTimeOffset(2019, 8, 7, 19, 30, 0, TimeSpan.Zero), row.Happened);
        Assert.Equal([("Ana Ruiz", new Age(7)), ("Luis Ruiz", new Age(18, 18, true))], row.Dependents.Select(child => (child.NameAsSaid!, child.Age!.Value)));
    }

    [Fact]
    public void One_date_decides_the_order_of_the_whole_column()
    {
        Assert.Equal(new PartialDate(2012, 4, 3), Sheet.Read("Name,DOB\nAna,3/4/2012\nLuis,25/4/2012").Rows[0].Details.BirthDate);
        Assert.Equal(new PartialDate(2012, 3, 4), Sheet.Read("Name,DOB\nAna,3/4/2012\nLuis,4/25/2012").Rows[0].Details.BirthDate);
    }

    [Theory]
    [InlineData("Name,DOB\nAna,3/4/2012\nLuis,5/6/2012")]
    [InlineData("Name,DOB\nAna,25/4/2012\nLuis,4/25/2012")]
    public void An_order_that_the_column_does_not_prove_is_asked(string file)
    {
        Assert.True(Sheet.Read(file).FileStopped);
        Assert.Contains(ProblemKind.DateOrderUnclear, Sheet.Read(file).Counts.Keys);
        Assert.False(Sheet.Read(file, order: DateOrder.DayMonthYear).FileStopped);
    }

    [Fact]
    public void Another_date_column_of_the_file_can_prove_the_order() =>
        Assert.Equal(new PartialDate(2012, 4, 3), Sheet.Read("Name,DOB,seen_at\nAna,3/4/2012,25/7/2019", FilePart.People).Rows[0].Details.BirthDate);

    [Fact]
    public void Dates_that_mean_the_same_in_both_orders_need_no_question() =>
        Assert.False(Sheet.Read("Name,DOB\nAna,5/5/2012\nLuis,2012-06-01").FileStopped);

    [Fact]
    public void An_impossible_date_leaves_the_cell_out_and_keeps_the_row()
    {
        var row = Sheet.Read("Name,DOB\nAna,31/02/2011").Rows.Single();

        Assert.False(row.Stopped);
        Assert.Null(row.Details.BirthDate);
        Assert.Equal(new ImportProblem(2, new ColumnPlace(2, "DOB", "birth_date"), "31/02/2011", ProblemKind.ImpossibleDate), Assert.Single(row.Problems));
    }

    [Fact]
    public void What_the_log_may_see_holds_nothing_of_the_cell_or_the_heading() =>
        Assert.Equal("Row 2, column 2 (birth_date): ImpossibleDate", Sheet.Read("Name,DOB\nAna,31/02/2011").Problems.Single().WithoutPersonalData());

    [Theory]
    [InlineData("Name,Age\n,7", ProblemKind.NameMissing)]
    [InlineData("Name,Age\nAna,19", ProblemKind.AdultOnRoll)]
    [InlineData("Name,DOB\nAna,2001-08-07", ProblemKind.AdultOnRoll)]
    [InlineData("Name,Age\nLópez, Ana,7", ProblemKind.TooManyCells)]
    [InlineData("id,Name,Age\n1,Ana,7\n1,Luis,8", ProblemKind.RowIdRepeated)]
    [InlineData("Name,Age\n\"=HYPERLINK(\"\"http://x\"\",\"\"Ana\"\")\",7", ProblemKind.NameMissing)]
    public void A_row_that_cannot_be_saved_stops_with_its_reason(string file, ProblemKind reason)
    {
        var reading = Sheet.Read(file);

        Assert.Equal(1, reading.StoppedRows);
        Assert.Contains(reason, reading.Counts.Keys);
    }

    [Fact]
    public void A_child_is_a_child_until_the_eighteenth_birthday() =>
        Assert.Equal(0, Sheet.Read("Name,DOB\nAna,2001-08-08").StoppedRows);

    [Fact]
    public void A_person_of_unknown_age_stops_until_somebody_says_child_or_adult()
    {
        Assert.Contains(ProblemKind.ChildOrAdultUnclear, Sheet.Read("Name,Town\nAna,Morton", FilePart.People).Counts.Keys);
        Assert.Equal(
            [PersonKind.Child, PersonKind.Adult, PersonKind.Child],
            Sheet.Read("Name,Kind,Age\nAna,niña,\nLuis,adult,\nEva,,7", FilePart.People).Rows.Select(row => row.PersonKind!.Value));
    }

    [Fact]
    public void A_grown_dependent_is_left_out_and_the_small_ones_stay()
    {
        var row = Sheet.Read("Name,child_1_name,child_1_age,child_2_name,child_2_age\nMarta Ruiz,Ana,7,Pedro,19", FilePart.Declarations).Rows.Single();

        Assert.Equal("Ana", Assert.Single(row.Dependents).NameAsSaid);
        Assert.Equal(ProblemKind.DependentIsAdult, Assert.Single(row.Problems).Kind);
        Assert.False(row.Stopped);
    }

    [Fact]
    public void A_forbidden_number_in_a_free_cell_is_not_saved_and_not_shown_again()
    {
        var row = Sheet.Read("Name,Age,Description\nAna,7,ssn 219-09-9999", FilePart.People).Rows.Single();

        Assert.Null(row.Details.Description);
        Assert.Equal(("", ProblemKind.ForbiddenContent), row.Problems.Select(problem => (problem.Seen, problem.Kind)).Single());
    }

    [Fact]
    public void A_row_number_that_is_a_social_security_number_is_not_even_used_to_tell_rows_apart() =>
        Assert.All(Sheet.Read("id,Name,Age\n219-09-9999,Ana,7\n2,Luis,8").Rows, row => Assert.Null(row.FileId));

    [Fact]
    public void An_unknown_column_is_listed_and_not_read()
    {
        var reading = Sheet.Read("Name,Age,Bus stop\nAna,7,by the church");

        Assert.Null(reading.Mapping!.Columns[2].Meaning);
        Assert.DoesNotContain("church", reading.Rows[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_custody_alert_is_kept_and_a_no_is_not_an_alert() =>
        Assert.Equal(
            ["Not to the father, court order", "", ""],
            Sheet.Read("Name,Custody alert\nAna,\"Not to the father, court order\"\nLuis,no\nEva,None").Rows.Select(row => row.Restriction));

    [Fact]
    public void Names_with_a_comma_put_the_family_first() =>
        Assert.Equal(("Ana María", "López Pérez"), Sheet.Read("Name;Age\nLópez Pérez, Ana María;7").Rows.Select(row => (row.Details.GivenNames, row.Details.FamilyNames)).Single());

    [Fact]
    public void An_age_against_the_date_of_birth_is_noted_and_both_are_kept() =>
        Assert.Equal(ProblemKind.AgeAndBirthDateDisagree, Sheet.Read("Name,Age,DOB\nAna,3,2009-01-01").Problems.Single().Kind);
}
