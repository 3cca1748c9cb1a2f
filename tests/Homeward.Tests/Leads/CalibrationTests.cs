using Homeward.Domain;
using Homeward.Engine.Leads;
using Xunit;

namespace Homeward.Tests.Leads;

/// <summary>What people answer changes what leads claim: in the right direction, not by a handful, and the same after every start.</summary>
public sealed class CalibrationTests : LeadScene
{
    private static readonly AnswerLine Before = new(-2, 1);

    private static readonly string[] Names =
    [
        "Abril", "Baltazar", "Catalina", "Damián", "Eulalia", "Fermín", "Gisela", "Humberto", "Itzel", "Joaquín", "Karla", "Leandro", "Minerva", "Norberto",
        "Octavia", "Porfirio", "Queta", "Rigoberto", "Saúl", "Tatiana", "Ulises", "Virginia", "Wendolyn", "Xochitl", "Yahir", "Zulema", "Casimiro", "Dolores",
    ];

    private static readonly string[] Surnames =
    [
        "Quiñones", "Bustamante", "Dávila", "Echeverría", "Figueroa", "Gallegos", "Huerta", "Ibáñez", "Juárez", "Lozano", "Maldonado", "Navarrete", "Ochoa", "Palacios",
        "Quezada", "Rentería", "Saldívar", "Tejeda", "Urrutia", "Valdivia", "Yáñez", "Zamudio", "Arriaga", "Becerra", "Corona", "Duarte", "Escamilla", "Fuentes",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_few_answers_move_the_line_a_little_and_many_move_it_to_what_they_say(bool yes)
    {
        // Said to be true half the time; people say always the one or always the other.
        double After(int answers) => AnswerRegression.Fit(Before, Enumerable.Repeat((2.0, yes), answers)).Bits(2);

        Assert.InRange(Math.Abs(After(3)), 0, 0.5);
        Assert.InRange((yes ? 1 : -1) * After(300), 1.5, 6);
        Assert.True((yes ? 1 : -1) * (After(50) - After(25)) > 0);
    }

    [Fact]
    public void Answers_that_say_what_was_claimed_change_next_to_nothing()
    {
        var answers = Enumerable.Range(0, 1200).Select(i => (i % 12 - 4.0, i / 12 < 100 * Chance(Before.Bits(i % 12 - 4.0))));
        Assert.InRange(AnswerRegression.Fit(Before, answers).Bits(4) - Before.Bits(4), -0.7, 0.7);
    }

    [Fact]
    public void One_slip_about_a_clear_pair_is_taken_for_a_slip()
    {
        var right = Enumerable.Repeat((14.0, true), 60).ToList();
        var line = AnswerRegression.Fit(Before, [.. right, (14.0, false)]);
        Assert.InRange(line.Bits(14), Before.Bits(14) - 0.5, double.PositiveInfinity);
    }

    [Fact]
    public void The_truth_is_found_again_and_the_order_of_answers_does_not_matter()
    {
        var random = new Random(7);
        var known = new AnswerLine(-3, 0.7);
        var pairs = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble() * 16).Select(bits => (bits, random.NextDouble() < Chance(known.Bits(bits)))).ToArray();

        var found = AnswerRegression.FitTruth(pairs);
        Assert.InRange(found.Intercept, -3.2, -2.8);
        Assert.InRange(found.Slope, 0.66, 0.74);

        var answers = pairs[..500];
        var line = AnswerRegression.Fit(Before, answers);
        random.Shuffle(answers);
        Assert.Equal(line, AnswerRegression.Fit(Before, answers));
    }

    [Fact]
    public async Task Leads_that_people_keep_rejecting_make_the_next_ones_claim_less_and_a_start_changes_nothing()
    {
        for (var i = 0; i <= Calibration.AnswersTogether; i++)
        {
            await Child(LookAlike(i));
            await Child(LookAlike(i) with { FamilyNames = Surnames[(i + 9) % Surnames.Length] + " " + Surnames[i] });
        }

        var leads = (await Open()).Where(lead => lead.Kind == LeadKind.SamePerson).OrderBy(lead => lead.Id.Value).ToList();
        Assert.InRange(leads.Count, Calibration.AnswersTogether + 1, int.MaxValue);
        var last = leads[^1];
        foreach (var lead in leads[..(Calibration.AnswersTogether - 1)])
        {
            await Do(Clerk, new DecideLead(lead.Id, LeadAnswer.NotTheSame));
        }

        // Nobody can tell from it what a single answer was.
        await Leads();
        Assert.Equal(last, State.Leads[last.Id]);
        Assert.True(Calibration.Of(State).IsSameAs(Calibration.Shipped));

        await Do(Clerk, new DecideLead(leads[Calibration.AnswersTogether - 1].Id, LeadAnswer.NotTheSame));
        await Leads();

        var learned = Calibration.Of(State);
        var after = State.Leads[last.Id];
        Assert.True(after.Probability < last.Probability, $"{after.Probability} after, {last.Probability} before");
        Assert.Equal((last.Bits, last.Status, last.ProposedAt), (after.Bits, after.Status, after.ProposedAt));

        // Nothing is learned of questions that nobody answered.
        var elsewhere = new Calibration.Group(LeadKind.SamePerson, OfAdults: false, OfOneOrganisation: false);
        Assert.Equal(Calibration.Shipped.Bits(elsewhere, 3), learned.Bits(elsewhere, 3));

        foreach (var fromSnapshot in (bool[])[true, false])
        {
            await StartAgain(fromSnapshot);
            var position = State.Position;
            await Leads();
            Assert.True(Calibration.Of(State).IsSameAs(learned));
            Assert.Equal((position, after), (State.Position, State.Leads[last.Id] with { Reasons = after.Reasons }));
        }
    }

    [Fact]
    public async Task A_link_that_was_taken_back_is_no_answer()
    {
        for (var i = 0; i < Calibration.AnswersTogether; i++)
        {
            await Child(LookAlike(i));
            await Child(LookAlike(i));
        }

        var leads = (await Open()).Where(lead => lead.Kind == LeadKind.SamePerson).Take(Calibration.AnswersTogether).ToList();
        foreach (var lead in leads)
        {
            await Do(Clerk, new DecideLead(lead.Id, LeadAnswer.Same));
        }

        Assert.False(Calibration.Of(State).IsSameAs(Calibration.Shipped));

        await Do(Clerk, new UndoLeadDecision(leads[0].Id));
        Assert.True(Calibration.Of(State).IsSameAs(Calibration.Shipped));
    }

    private static PersonDetails LookAlike(int i) => new() { GivenNames = Names[i], FamilyNames = Surnames[i], Age = new(4 + (i % 11)), Sex = i % 2 == 0 ? Sex.Female : Sex.Male };

    private static double Chance(double bits) => 1 / (1 + Math.Pow(2, -bits));
}
