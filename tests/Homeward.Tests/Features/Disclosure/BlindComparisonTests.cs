using Homeward.Domain;
using Homeward.Features.Disclosure;
using Xunit;
using Record = Homeward.Domain.Record;

namespace Homeward.Tests.Features.Disclosure;

public sealed class BlindComparisonTests
{
    private static readonly DateTimeOffset Now = new(2019, 8, 7, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(BlindQuestion.FirstName, "Paco", true)]
    [InlineData(BlindQuestion.FirstName, "francísco", true)]
    [InlineData(BlindQuestion.FirstName, "Emily", false)]
    [InlineData(BlindQuestion.Surname, "Lopes", true)]
    [InlineData(BlindQuestion.Surname, "Quispe", false)]
    [InlineData(BlindQuestion.Age, "6-7", true)]
    [InlineData(BlindQuestion.Age, "14", false)]
    [InlineData(BlindQuestion.Mother, "Mari", true)]
    [InlineData(BlindQuestion.Mother, "Berta", false)]
    [InlineData(BlindQuestion.Father, "Juan", null)]
    [InlineData(BlindQuestion.School, "Oakwood Elementary School", true)]
    [InlineData(BlindQuestion.School, "Redbud Middle School", false)]
    [InlineData(BlindQuestion.School, "  ", null)]
    public void An_answer_agrees_as_names_and_ages_do_in_leads(BlindQuestion question, string answer, bool? agrees)
    {
        var (agree, differ, unknown) = BlindComparison.Of(StateOf(out var record), record, new Dictionary<BlindQuestion, string?> { [question] = answer }, DateOnly.FromDateTime(Now.UtcDateTime));

        Assert.Equal(agrees switch { true => (1, 0, 0), false => (0, 1, 0), null => (0, 0, string.IsNullOrWhiteSpace(answer) ? 0 : 1) }, (agree, differ, unknown));
    }

    private static IncidentState StateOf(out Record record)
    {
        var (organisation, person, id) = (new Id<Organisation>(Guid.CreateVersion7()), new Id<Person>(Guid.CreateVersion7()), new Id<Record>(Guid.CreateVersion7()));
        var stamp = new Stamp(1, default, Guid.Empty, Now, Now);
        var state = IncidentState.Nothing;
        foreach (var happened in new IncidentEvent[]
        {
            new PersonRegistered(person, PersonKind.Child, "AAA-AAAA"), new RecordFiled(person, id, organisation, Source.Intake, null),
            new DetailsGiven(person, id, new() { NameAsSaid = "Francisco Lopez", Age = new Age(7), MotherName = "María Lopez", School = "Oakwood Elementary" }),
        })
        {
            state = state.Apply(happened, stamp);
        }

        record = state.Records[id];
        return state;
    }
}
