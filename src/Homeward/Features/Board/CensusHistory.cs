using Homeward.Domain;

namespace Homeward.Features.Board;

/// <summary>
/// The census over time, by when things were recorded, made from each child's own chain. Children since found to be
/// duplicates or not affected are left out of the past too: the line shows the same children as today's number.
/// </summary>
public sealed class CensusHistory
{
    private const int MostPoints = 96;

    private static readonly TimeSpan[] Steps =
        [TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7)];

    private readonly int[,] changes;

    public CensusHistory(DateTimeOffset from, DateTimeOffset to)
    {
        to = to < from ? from : to;
        Step = Steps.FirstOrDefault(step => (to - from) / step <= MostPoints, Steps[^1]);
        From = new DateTimeOffset(from.UtcTicks - (from.UtcTicks % Step.Ticks), TimeSpan.Zero);
        Count = (int)((to - From) / Step) + 2;
        changes = new int[Count, Enum.GetValues<ChildState>().Length];
    }

    public DateTimeOffset From { get; }

    public TimeSpan Step { get; }

    public int Count { get; }

    public DateTimeOffset At(int point) => From + (Step * point);

    public void Add(ChildFacts child, DateTimeOffset entered, DateTimeOffset lastHeard)
    {
        if (child.State == ChildState.NotAffectedOrDuplicate)
        {
            return;
        }

        var now = ChildState.ReportedNotLocated;
        changes[PointAfter(entered), (int)now]++;
        foreach (var step in child.Chain)
        {
            now = Move(now, StateAfter(step.Kind, now), step.Recorded);
        }

        Move(now, child.State, lastHeard);
    }

    /// <summary>The children in a state at each point.</summary>
    public int[] Of(ChildState state)
    {
        var counts = new int[Count];
        for (int point = 0, sum = 0; point < Count; point++)
        {
            counts[point] = sum += changes[point, (int)state];
        }

        return counts;
    }

    private ChildState Move(ChildState from, ChildState to, DateTimeOffset at)
    {
        if (from != to)
        {
            var point = PointAfter(at);
            changes[point, (int)from]--;
            changes[point, (int)to]++;
        }

        return to;
    }

    private static ChildState StateAfter(CustodyStepKind kind, ChildState before) => kind switch
    {
        CustodyStepKind.Seen => before == ChildState.ReportedNotLocated ? ChildState.LocatedUnaccompanied : before,
        CustodyStepKind.TakenIn or CustodyStepKind.Accepted or CustodyStepKind.HandedOverOutsideGate => ChildState.InInterimCare,
        CustodyStepKind.Released => ChildState.WithParentOrVerifiedCaregiver,
        CustodyStepKind.LeftOutsideGate => ChildState.ReportedNotLocated,
        _ => before,
    };

    // A point says what was known at its moment, so what came after it shows at the next one.
    private int PointAfter(DateTimeOffset at) => Math.Clamp((int)Math.Ceiling((at - From) / Step), 0, Count - 1);
}
