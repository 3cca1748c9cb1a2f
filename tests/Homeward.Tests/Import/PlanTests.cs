using CsCheck;
using Homeward.Domain;
using Homeward.Features.Import;
using Xunit;

namespace Homeward.Tests.Import;

public sealed class PlanTests
{
    private const string Roll = "id,Name,DOB,Mother,Guardian 1,Guardian 1 phone,Guardian 1 may collect\n1,Ana Ruiz,2012-03-04,Marta Ruiz,Rosa Peña,601 555 0101,yes\n2,Luis Gómez,2010-05-06,,Pedro Gómez,601 555 0102,no\n";
    private const string Declarations = "id,given_name,family_name,age,relation\nD1,Marta,Ruiz,31,mother\nD2,Juan,Díaz,40,father\n";
    private const string Dependents = "declaration_id,number,name,age,sex,school\nD1,1,Ana Ruiz,7,F,Morton Elementary\nD1,2,Eva Ruiz,3,F,\nD2,1,Leo Díaz,9,M,\n";

    [Fact]
    public void A_roll_brings_expected_children_with_who_may_collect_them()
    {
        var town = new Town();

        var plan = town.Import(Roll);

        Assert.Equal((2, 0, 0, 2), (plan.New, plan.Changed, plan.Same, plan.Children));
        Assert.Equal([new Collector("Rosa Peña", Kinship.Unknown, "601 555 0101")], town.RecordNamed("Ana Ruiz").Details!.Collectors);
        Assert.Empty(town.RecordNamed("Luis Gómez").Details!.Collectors);
        Assert.Equal(2, town.State.Tallies[Town.School].Expected);
        Assert.Equal(0, town.State.Counts.TotalChildren);
    }

    [Fact]
    public void Nobody_may_collect_just_because_the_file_lists_them_unless_a_person_says_so()
    {
        const string File = "Name,DOB,Guardian 1\nAna Ruiz,2012-03-04,Rosa Peña\n";

        Assert.Equal(1, new Town().Plan(File).Contacts);
        var town = new Town();
        town.Import(File);
        Assert.Empty(town.RecordNamed("Ana Ruiz").Details!.Collectors);
        town.Import(File, contactsMayCollect: true);
        Assert.Single(town.RecordNamed("Ana Ruiz").Details!.Collectors);
    }

    [Fact]
    public void Declarations_bring_adults_and_children_with_their_relation()
    {
        var town = new Town();

        var plan = town.Import(Declarations, ImportKind.Declarations, Dependents);

        Assert.Equal((2, 3, 2), (plan.New, plan.Children, plan.Adults));
        Assert.Equal(3, town.State.Counts.TotalChildren);
        Assert.Equal([Kinship.Mother, Kinship.Mother, Kinship.Father], town.State.Relationships.Select(pair => pair.Value.Kinship).Order());
        Assert.Equal(Whereabouts.AtProcessingSite, town.State.People[town.RecordNamed("Marta Ruiz").Person].Adult!.Whereabouts);
    }

    [Fact]
    public void Dependents_in_one_row_in_many_rows_and_in_a_second_file_are_the_same_family()
    {
        var (flat, long_, apart) = (new Town(), new Town(), new Town());
        flat.Import("id,Name,child_1_name,child_1_age,child_2_name,child_2_age\nD1,Marta Ruiz,Ana Ruiz,7,Eva Ruiz,3\n", ImportKind.Declarations);
        long_.Import("id,Name,child_name,child_age\nD1,Marta Ruiz,Ana Ruiz,7\nD1,Marta Ruiz,Eva Ruiz,3\n", ImportKind.Declarations);
        apart.Import("id,Name\nD1,Marta Ruiz\n", ImportKind.Declarations, "declaration_id,name,age\nD1,Ana Ruiz,7\nD1,Eva Ruiz,3\n");

        Assert.All([flat, long_, apart], town => Assert.Equal(2, Assert.Single(town.State.Declarations).Value.Dependents.Length));
        Assert.Equal(flat.State.People.Select(pair => pair.Key).ToHashSet(), apart.State.People.Select(pair => pair.Key).ToHashSet());
        Assert.Equal(flat.State.People.Select(pair => pair.Key).ToHashSet(), long_.State.People.Select(pair => pair.Key).ToHashSet());
    }

    [Fact]
    public void A_dependent_of_a_declaration_that_is_not_in_the_file_is_reported() =>
        Assert.Equal(ProblemKind.DeclarationNotFound, new Town().Plan(Declarations, ImportKind.Declarations, "declaration_id,name,age\nD9,Ana,7\n").Problems.Single().Kind);

    [Theory]
    [InlineData(Roll, ImportKind.Roll, null)]
    [InlineData(Declarations, ImportKind.Declarations, Dependents)]
    [InlineData("Name,Age,Needs,Restriction\nAna,7,\"insulin, twice\",not to the uncle\nAna,7,,\nAna,7,,\n", ImportKind.Roll, null)]
    [InlineData("Name,Age,Town\nAna,7,Morton\nPedro,40,Forest\n,6,Canton\n", ImportKind.People, null)]
    public void The_same_file_twice_changes_nothing(string file, ImportKind kind, string? dependents)
    {
        var town = new Town();
        var first = town.Import(file, kind, dependents);
        var position = town.State.Position;

        var second = town.Import(file, kind, dependents);

        Assert.True(first.New > 0 && position > 4);
        Assert.Empty(second.Requests);
        Assert.Equal((0, 0, first.New), (second.New, second.Changed, second.Same));
    }

    [Fact]
    public void An_import_cut_off_anywhere_and_begun_again_ends_in_one_copy()
    {
        var whole = new Town();
        var all = whole.Import(Declarations, ImportKind.Declarations, Dependents).Requests.Count;
        for (var cut = 0; cut < all; cut++)
        {
            var town = new Town();
            foreach (var request in town.Plan(Declarations, ImportKind.Declarations, Dependents).Requests.Take(cut)) { town.Submit(request); }

            town.Import(Declarations, ImportKind.Declarations, Dependents);

            Assert.Equal(whole.State.Counts.Children, town.State.Counts.Children);
            Assert.Equal(whole.State.Records.Count, town.State.Records.Count);
        }
    }

    [Fact]
    public void A_corrected_file_amends_only_the_rows_that_changed()
    {
        var town = new Town();
        town.Import(Roll);

        var plan = town.Import(Roll.Replace("2012-03-04", "2012-03-05", StringComparison.Ordinal));

        Assert.Equal((0, 1, 1), (plan.New, plan.Changed, plan.Same));
        Assert.Equal(new PartialDate(2012, 3, 5), town.RecordNamed("Ana Ruiz").Details!.BirthDate);
        Assert.Equal(new PartialDate(2012, 3, 4), Assert.Single(town.RecordNamed("Ana Ruiz").Earlier).Details.BirthDate);
    }

    [Fact]
    public void A_child_added_to_a_declaration_is_added_and_the_others_stay()
    {
        var town = new Town();
        town.Import(Declarations, ImportKind.Declarations, Dependents);

        var plan = town.Import(Declarations, ImportKind.Declarations, Dependents + "D1,3,Noé Ruiz,1,M,\n");

        Assert.Equal((0, 1, 1), (plan.New, plan.Changed, plan.Same));
        Assert.Equal(4, town.State.Counts.TotalChildren);
        Assert.Empty(town.Plan(Declarations, ImportKind.Declarations, Dependents + "D1,3,Noé Ruiz,1,M,\n").Requests);
    }

    [Fact]
    public void A_child_added_to_a_declaration_is_a_brother_of_those_declared_before()
    {
        var (town, atOnce) = (new Town(), new Town());
        town.Import(Declarations, ImportKind.Declarations, Dependents);
        town.Import(Declarations, ImportKind.Declarations, Dependents + "D1,3,Noé Ruiz,1,M,\n");
        town.Import(Declarations, ImportKind.Declarations, Dependents + "D1,3,Noé Ruiz,1,M,\nD1,4,Iker Ruiz,0,M,\n");
        atOnce.Import(Declarations, ImportKind.Declarations, Dependents + "D1,3,Noé Ruiz,1,M,\nD1,4,Iker Ruiz,0,M,\n");

        Assert.Equal(["Ana Ruiz", "Eva Ruiz", "Iker Ruiz"], SiblingsOf(town, "Noé Ruiz"));
        Assert.All(["Ana Ruiz", "Eva Ruiz", "Noé Ruiz", "Iker Ruiz", "Leo Díaz"], name => Assert.Equal(SiblingsOf(atOnce, name), SiblingsOf(town, name)));
    }

    private static IEnumerable<string> SiblingsOf(Town town, string name) =>
        town.State.People[town.RecordNamed(name).Person].Child!.Siblings.Select(sibling => town.State.Records[town.State.People[sibling].Records[0]].Details!.DisplayName()!).Order();

    [Fact]
    public void A_correction_made_here_is_not_undone_by_the_old_file()
    {
        var town = new Town();
        town.Import(Roll);
        var record = town.RecordNamed("Ana Ruiz");
        town.Submit(new CorrectDetails(record.Id, record.Details! with { Phone = "601 555 0199" }));

        var plan = town.Import(Roll);

        Assert.Empty(plan.Requests);
        Assert.Equal(ProblemKind.KeptLaterCorrection, Assert.Single(plan.Problems).Kind);
    }

    [Fact]
    public void A_number_that_now_stands_for_somebody_else_overwrites_nobody()
    {
        var town = new Town();
        town.Import("id,Name,Age\n1,Ana Ruiz,7\n2,Luis Gómez,9\n");

        var plan = town.Plan("id,Name,Age\n1,Luis Gómez,9\n2,Ana Ruiz,7\n");

        Assert.Empty(plan.Requests);
        Assert.Equal([ProblemKind.SomebodyElse, ProblemKind.SomebodyElse], plan.Problems.Select(problem => problem.Kind));
    }

    [Fact]
    public void Without_numbers_a_name_with_its_birthday_is_the_same_child_in_a_corrected_file()
    {
        var town = new Town();
        town.Import("Name,DOB,Grade\nAna Ruiz,2012-03-04,1\n");

        Assert.Equal((0, 1), (town.Plan("Name,DOB,Grade\nANA RUIZ,2012-03-04,2\n").New, town.Plan("Name,DOB,Grade\nANA RUIZ,2012-03-04,2\n").Changed));
    }

    [Fact]
    public void Rows_in_another_order_are_the_same_rows() =>
        Gen.Int[0, 3].Array[0, 12].Sample(
            picks =>
            {
                string[] children = ["Ana Ruiz,2012-03-04,1", "Ana Ruiz,,1", "Luis Gómez,2011-01-01,2", "Luis Gómez,2011-01-01,3"];
                var rows = picks.Select(pick => children[pick]).ToList();
                var town = new Town();
                town.Import("Name,DOB,Grade\n" + string.Join('\n', rows));
                rows.Reverse();
                Assert.Empty(town.Plan("Name,DOB,Grade\n" + string.Join('\n', rows)).Requests);
            },
            iter: 200);

    [Fact]
    public void A_custody_alert_holds_every_release_until_a_supervisor_decides()
    {
        var town = new Town();
        town.Import("Name,Age,Custody alert\nAna,7,not to the father\n");

        var restriction = Assert.Single(town.State.Restrictions).Value;
        Assert.True(restriction is { Holds: true, Verified: false, BarsEverybody: true });
    }

    [Fact]
    public void Needs_are_counted_by_kind_and_kept_in_their_words()
    {
        var town = new Town();
        town.Import("Name,Age,Needs\nAna,7,insulin twice a day\n");

        Assert.Equal(Needs.Medicine, Assert.Single(town.State.People).Value.Needs);
        Assert.Equal("insulin twice a day", town.RecordNamed("Ana").Notes.Single(note => note.Kind == NoteKind.Needs).Text);
    }

    [Fact]
    public void What_this_incident_refuses_is_said_with_its_row()
    {
        var target = new ImportTarget(ImportKind.Roll, new Id<Place>(Guid.NewGuid()), Town.Secretary);

        var plan = ImportPlan.Of(new Town().State, target, Sheet.Read(Roll).Rows, [], Sheet.Now);

        Assert.Empty(plan.Requests);
        Assert.Equal([(2, ProblemKind.RefusedHere), (3, ProblemKind.RefusedHere)], plan.Problems.Select(problem => (problem.Row, problem.Kind)));
    }
}
