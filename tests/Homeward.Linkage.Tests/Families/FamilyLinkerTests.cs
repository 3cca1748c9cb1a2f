using System.Globalization;
using Homeward.Linkage.Families;

namespace Homeward.Linkage.Tests.Families;

/// <summary>Which declared dependent is a child's record about, with everything the family says?</summary>
public sealed class FamilyLinkerTests
{
    private static readonly DateOnly Day = new(2019, 8, 7);

    [Fact]
    public void A_child_is_found_by_its_name_age_and_mother()
    {
        var links = Link([Child("c") with { GivenNames = "Yesenia", Surnames = "Chavez", Age = Years(6), Mother = "Rosa Ramos" }], [Mother("d", "Rosa", "Ramos", Dependent("1", "Yesenia Chavez", 6), Dependent("2", "Pedro Chavez", 9))]);

        Assert.True(Of(links, "c", "d", "1") > 0.95, $"{Of(links, "c", "d", "1")}");
        Assert.True(Of(links, "c", "d", "2") < 0.02);
    }

    [Fact]
    public void A_misheard_nickname_and_the_names_of_brothers_are_enough()
    {
        var links = Link(
            [Child("c") with { GivenNames = "Chesi", Age = Years(7), Siblings = ["Wilmer", "Iker"], Town = "Morton" }],
            [Mother("d", "Marta", "Olmos", Dependent("1", "Jesi Zubizarreta", 6), Dependent("2", "Wilmer Zubizarreta", 9), Dependent("3", "Iker Zubizarreta", 4)) with { Town = "Morton" }]);

        Assert.True(Of(links, "c", "d", "1") > 0.5, $"{Of(links, "c", "d", "1")}");
        Assert.True(Of(links, "c", "d", "1") > 5 * Of(links, "c", "d", "2"));
    }

    [Fact]
    public void Both_parents_declarations_name_the_child_and_neither_takes_it_from_the_other()
    {
        var links = Link(
            [Child("c") with { GivenNames = "Iker", Surnames = "Zubizarreta Olmos", Age = Years(6), Mother = "Marta", Father = "Unai" }],
            [Mother("m", "Marta", "Olmos", Dependent("1", "Iker Zubizarreta Olmos", 6), Dependent("2", "Ane", 9)), Father("f", "Unai", "Zubizarreta", Dependent("1", "Ane Zubizarreta", 9), Dependent("2", "Iker", 6))]);

        Assert.True(Of(links, "c", "m", "1") > 0.9, $"{Of(links, "c", "m", "1")}");
        Assert.True(Of(links, "c", "f", "2") > 0.9, $"{Of(links, "c", "f", "2")}");
    }

    [Fact]
    public void A_record_of_little_words_follows_the_siblings_it_was_reported_with()
    {
        var alone = Child("kevin") with { GivenNames = "Kevin", Age = Years(5) };
        var together = alone with { Phone = "601-555-0142" };
        var sister = Child("sister") with { GivenNames = "Yesenia", Surnames = "Chavez", Age = Years(8), Mother = "Rosa Ramos", Phone = "601-555-0142" };
        FamilyDeclaration[] declared = [Mother("d", "Rosa", "Ramos", Dependent("1", "Yesenia Chavez", 8), Dependent("2", "Kevin", 5))];

        var before = Of(Link([alone, sister], declared), "kevin", "d", "2");
        var after = Of(Link([together, sister], declared), "kevin", "d", "2");

        Assert.True(after > before, $"{before} and {after}");
    }

    [Fact]
    public void What_records_say_to_one_another_tells_who_is_declared_and_not_how_many_are()
    {
        // Each child is reported twice, and the children of every third family are declared by nobody: their reports agree with one another only.
        var (reported, declared) = Town(seed: 11);
        ReportedChild[] twice = [.. reported, .. reported.Select(child => child with { Id = $"{child.Id}-again" })];
        FamilyDeclaration[] some = [.. declared.Where(one => int.Parse(one.Id.Split('-')[0], CultureInfo.InvariantCulture) % 3 > 0)];

        var links = FamilyLinker.Link(twice, some, new() { LeastProbability = 0 });

        var found = links.Leads.GroupBy(lead => lead.ChildId).Sum(leads => leads.GroupBy(lead => lead.DeclarationId).Max(those => those.Sum(lead => lead.Probability)));
        Assert.InRange(found / (twice.Length * links.Model.Declared), 0.985, 1.015);
    }

    [Fact]
    public void Over_one_declarations_dependents_a_records_probabilities_add_up_to_at_most_one()
    {
        var (children, declarations) = Town(seed: 5);

        var links = FamilyLinker.Link(children, declarations, new() { LeastProbability = 0 });

        Assert.NotEmpty(links.Leads);
        Assert.All(links.Leads.GroupBy(lead => (lead.ChildId, lead.DeclarationId)), group => Assert.InRange(group.Sum(lead => lead.Probability), 0, 1 + 1e-9));
    }

    [Fact]
    public void The_order_of_rows_changes_nothing()
    {
        var (children, declarations) = Town(seed: 6);
        var turned = declarations.Reverse().Select(one => one with { Dependents = [.. one.Dependents.Reverse()] }).ToArray();

        var links = FamilyLinker.Link(children, declarations);
        var other = FamilyLinker.Link([.. children.Reverse()], turned);

        Assert.NotEmpty(links.Leads);
        Assert.Equal(links.Leads, other.Leads);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var (children, declarations) = Town(seed: 9);

        var links = FamilyLinker.Link(children, declarations, new() { Threads = 1 });
        var other = FamilyLinker.Link(children, declarations, new() { Threads = 4 });

        Assert.NotEmpty(links.Leads);
        Assert.Equal(links.Leads, other.Leads);
    }

    [Fact]
    public void A_model_that_was_saved_gives_the_leads_of_the_run_that_learned_it()
    {
        var (children, declarations) = Town(seed: 10);

        var links = FamilyLinker.Link(children, declarations);
        var saved = FamilyModel.FromJson(links.Model.ToJson());
        var again = FamilyLinker.Link(children, declarations, new() { Model = saved, Seed = 99 });

        Assert.NotEmpty(links.Leads);
        Assert.Equal(links.Leads, again.Leads);
        Assert.Equal(links.Model.ToJson(), saved.ToJson());
        Assert.DoesNotContain(again.Summary.Stages, stage => stage.Stage.StartsWith("learn", StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_of_a_town_weighs_a_list_too_short_to_learn_from()
    {
        var (others, declared) = Town(seed: 10);
        var known = FamilyLinker.Link(others, declared).Model;

        var links = FamilyLinker.Link(
            [Child("c") with { GivenNames = "Yesenia", Surnames = "Chavez", Age = Years(6), Mother = "Rosa Ramos" }],
            [Mother("d", "Rosa", "Ramos", Dependent("1", "Yesenia Chavez", 6), Dependent("2", "Pedro Chavez", 9))], new() { Model = known });

        Assert.True(Of(links, "c", "d", "1") > 0.9, $"{Of(links, "c", "d", "1")}");
        Assert.True(Of(links, "c", "d", "2") < 0.05);
    }

    [Theory]
    [InlineData("{\"format\": 7")]
    [InlineData("{\"format\": \"homeward-linkage-model/2\"}")]
    [InlineData("{\"format\": \"homeward-family-model/1\", \"about_declared_children\": 2, \"about_children_left_out\": 0.1}")]
    [InlineData("{\"format\": \"homeward-family-model/1\", \"about_declared_children\": 0.5, \"about_children_left_out\": 0.1, \"record_and_declared_child\": [{\"field\": \"Given\", \"agreement\": \"Same\", \"situation\": 99, \"log_same\": -1, \"log_strangers\": -2}]}")]
    public void What_is_no_model_is_refused(string json) => Assert.Throws<InvalidDataException>(() => FamilyModel.FromJson(json));

    [Fact]
    public void A_leads_evidence_adds_up_to_its_probability()
    {
        var (children, declarations) = Town(seed: 7);

        var links = FamilyLinker.Link(children, declarations, new() { LeastProbability = 0.02 });

        Assert.NotEmpty(links.Leads);
        Assert.All(links.Leads, lead =>
        {
            var odds = Math.Pow(2, links.Explain(lead).Evidence.Sum(part => part.Bits));
            Assert.Equal(lead.Probability, odds / (1 + odds), 1e-6);
        });
    }

    [Fact]
    public void Most_children_of_a_town_are_found_and_few_wrong_ones()
    {
        var (children, declarations) = Town(seed: 8);

        var leads = FamilyLinker.Link(children, declarations, new() { LeastProbability = 0.5 }).Leads;

        // Ids are made so that the record "3-1-…" is about dependent 1 of the declarations "3-…".
        var right = leads.Count(lead => lead.ChildId.StartsWith($"{lead.DeclarationId.Split('-')[0]}-{lead.DependentNumber}-", StringComparison.Ordinal));
        Assert.True(right > 0.95 * leads.Count, $"{right} of {leads.Count}");
        Assert.True(right > 0.9 * children.Length, $"{right} of {children.Length}");
    }

    [Fact]
    public void Nothing_is_linked_to_nothing()
    {
        Assert.Empty(FamilyLinker.Link([], []).Leads);
        Assert.Empty(FamilyLinker.Link([Child("c")], []).Leads);
        Assert.Empty(FamilyLinker.Link([], [Mother("d", "Rosa", "Ramos", Dependent("1", "Ana", 3))]).Leads);
        Assert.Empty(FamilyLinker.Link([Child("c")], [new FamilyDeclaration("d") { Dependents = [new("1")] }], new() { LeastProbability = 0.5 }).Leads);
    }

    [Fact]
    public void Thousands_of_equal_rows_are_answered_without_comparing_each_with_each()
    {
        var children = Enumerable.Range(0, 2_000).Select(i => Child($"c{i}") with { GivenNames = "Ana", Surnames = "Garcia", Age = Years(7) }).ToArray();
        var declarations = Enumerable.Range(0, 2_000).Select(i => Mother($"d{i}", "Rosa", "Garcia", Dependent("1", "Ana Garcia", 7))).ToArray();

        var links = FamilyLinker.Link(children, declarations, new() { LeastProbability = 0.5 });

        Assert.Empty(links.Leads);
        Assert.True(links.Summary.Candidates < 100_000, $"{links.Summary.Candidates}");
    }

    [Fact]
    public void A_declaration_is_thought_of_with_few_others_however_many_are_like_it()
    {
        const int Declarations = 150, MostOfOne = 10;
        var book = new NameBook();
        var declared = Enumerable.Range(0, Declarations).Select(i => Mother($"d{i}", "Rosa", "Garcia", Dependent("1", "Ana Garcia", 7))).ToList();
        var declarants = declared.Select(one => Booking.Of(one, book)).ToList();
        var dependents = declared.Select((one, d) => (IReadOnlyList<Dependent>)[Booking.Of(one.Dependents[0], d, 0, declarants[d], book)]).ToList();

        var couples = new BothParents(book, new(), new(1, TestContext.Current.CancellationToken)).Find(declarants, dependents);

        Assert.InRange(couples.Count, 1, MostOfOne * Declarations);
    }

    [Fact]
    public void An_id_that_repeats_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => FamilyLinker.Link([Child("c"), Child("c")], []));

    private static ReportedChild Child(string id) => new(id);

    private static FamilyDeclaration Mother(string id, string given, string surname, params DeclaredDependent[] dependents) =>
        new(id) { GivenNames = given, Surnames = surname, Sex = Sex.Female, Relation = DeclarantRelation.Mother, Dependents = dependents };

    private static FamilyDeclaration Father(string id, string given, string surname, params DeclaredDependent[] dependents) =>
        new(id) { GivenNames = given, Surnames = surname, Sex = Sex.Male, Relation = DeclarantRelation.Father, Dependents = dependents };

    private static DeclaredDependent Dependent(string number, string name, int age) => new(number) { Name = name, Age = Years(age) };

    private static StatedAge Years(int age) => new(age, age, AgeUnit.Years, Day);

    [Fact]
    public void A_towns_usual_surname_says_less_there_than_elsewhere_and_a_name_like_any_other_as_much()
    {
        // Ten names in each of two towns: the one's own, and the same in both.
        var apart = Enumerable.Range(0, 200).Select(family => (family % 2, (family % 2 * 100) + (family / 2 % 10)));
        var alike = Enumerable.Range(0, 200).Select(family => (family % 2, family / 2 % 10));

        var local = new LocalNames(apart, _ => 0.05);
        var everywhere = new LocalNames(alike, _ => 0.1);

        Assert.InRange(local.Share(0, [3], 0.05), 0.085, 0.1);
        Assert.InRange(local.Share(1, [3], 0.05), 0, 0.01);
        Assert.Equal(0.05, local.Share(7, [3], 0.05));
        Assert.InRange(everywhere.Share(0, [3], 0.1), 0.0999, 0.1001);
    }

    [Fact]
    public void Of_unions_that_exclude_each_other_the_probabilities_are_those_of_all_matchings_counted_out()
    {
        // Families 1-2-3-4 in a row. Matchings: none, each alone, and the first with the last.
        Union[] unions = [Of(1, 2, 5), Of(2, 3, 2), Of(3, 4, 8)];

        var found = FamilyMatching.Probabilities(unions);

        var all = 1 + 5 + 2 + 8 + (5 * 8.0);
        Assert.Equal([(5 + 40) / all, 2 / all, (8 + 40) / all], found.Select(one => Math.Round(one, 6)).ToArray(), new Nearly());

        static Union Of(int one, int other, double odds) => new(new(0, 1, 0, []), one, other, new(0), [], Math.Log(odds));
    }

    // The family in question among the families of a town, so that chance agreements are those of a town.
    private static FamilyLinks Link(ReportedChild[] children, FamilyDeclaration[] declarations)
    {
        var (others, declared) = Town(seed: 1);
        return FamilyLinker.Link([.. children, .. others], [.. declarations, .. declared], new() { LeastProbability = 0 });
    }

    private static double Of(FamilyLinks links, string child, string declaration, string number) =>
        links.Leads.FirstOrDefault(lead => lead.ChildId == child && lead.DeclarationId == declaration && lead.DependentNumber == number)?.Probability ?? 0;

    // 150 families of one to three children, each child reported once.
    private static (ReportedChild[] Children, FamilyDeclaration[] Declarations) Town(long seed)
    {
        string[] given = ["Ana", "Luis", "Jose", "Rosa", "Carlos", "Emily", "Brandon", "Daniela", "Miguel", "Sofia", "Diego", "Lucia", "Andres", "Camila", "Hector", "Paola"];
        string[] surnames = ["Garcia", "Lopez", "Perez", "Hernandez", "Smith", "Johnson", "Gomez", "Ramirez", "Cruz", "Torres", "Morales", "Castillo", "Aguilar", "Vargas"];
        string[] towns = ["Morton", "Canton", "Carthage"];
        var random = new SplitMix(seed);
        var children = new List<ReportedChild>();
        var declarations = new List<FamilyDeclaration>();
        for (var f = 0; f < 150; f++)
        {
            var (father, mother, town) = (surnames[random.Below(surnames.Length)], surnames[random.Below(surnames.Length)], towns[random.Below(towns.Length)]);
            var dependents = new List<DeclaredDependent>();
            for (var c = 1 + random.Below(3); c > 0; c--)
            {
                var (name, age, number) = (given[random.Below(given.Length)], 1 + random.Below(16), $"{dependents.Count + 1}");
                dependents.Add(Dependent(number, $"{name} {father} {mother}", age));
                children.Add(Child($"{f}-{number}-x") with { GivenNames = name, Surnames = random.Below(2) == 0 ? father : $"{father} {mother}", Age = Years(age), Town = town, Mother = random.Below(2) == 0 ? $"{given[f % given.Length]} {mother}" : null });
            }

            declarations.Add(Mother($"{f}-m", given[f % given.Length], mother, [.. dependents]) with { Town = town });
        }

        return ([.. children], [.. declarations]);
    }

    private sealed class Nearly : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-5;

        public int GetHashCode(double obj) => 0;
    }
}
