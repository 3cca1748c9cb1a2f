namespace Homeward.Domain.Tests;

public sealed class ReportingKeyTests
{
    private readonly World world = new();

    [Fact]
    public void A_coordinator_enrols_a_key_for_the_own_organisation_and_ends_it()
    {
        var key = world.New<ReportingKey>();
        Assert.Equal(RefusalReason.NotAllowedForRole, world.Refused(world.Teacher, new EnrolReportingKey(key, null, [.. new byte[ReportingKey.Length]])));
        Assert.Equal(RefusalReason.KeyUnreadable, world.Refused(world.Coordinator, new EnrolReportingKey(key, null, [1, 2, 3])));
        Assert.Equal(RefusalReason.NoSuchPlace, world.Refused(world.Coordinator, new EnrolReportingKey(key, world.New<Place>(), [.. new byte[ReportingKey.Length]])));

        world.Accept(world.Coordinator, new EnrolReportingKey(key, world.Gym, [.. new byte[ReportingKey.Length]]));

        Assert.Equal((world.Agency, world.Gym), (world.State.ReportingKeys[key].Organisation, world.State.ReportingKeys[key].Place!.Value));
        Assert.Equal(RefusalReason.BelongsToAnotherOrganisation, world.Refused(world.Somebody(world.School, Role.Coordinator), new EndReportingKey(key)));
        world.Accept(world.Coordinator, new EndReportingKey(key));
        Assert.NotNull(world.State.ReportingKeys[key].EndedAt);
    }
}
