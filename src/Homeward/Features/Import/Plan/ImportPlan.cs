using Homeward.Domain;

namespace Homeward.Features.Import;

/// <summary>
/// What importing would do to an incident as it stands: the requests, in order, and what they amount to. Each was tried
/// on the state, so that a refusal is known with its row before anything is sent.
/// </summary>
/// <param name="Requests">To be submitted in order; what one row asks for stands or falls together.</param>
/// <param name="Ends">How many requests there are up to the end of each row that asks for something.</param>
/// <param name="New">Rows that bring somebody new.</param>
/// <param name="Changed">Rows that correct what an earlier import brought.</param>
/// <param name="Same">Rows that say nothing new.</param>
/// <param name="Children">Children the rows describe, dependents included.</param>
/// <param name="Adults">Adults the rows describe.</param>
/// <param name="Contacts">Contacts who are not taken as allowed to collect because the file doesn't say.</param>
/// <param name="Problems">Rows that can't be saved in this incident, and rows that were left as they are.</param>
public sealed record ImportPlan(
    IReadOnlyList<Request> Requests, IReadOnlyList<int> Ends, int New, int Changed, int Same, int Children, int Adults, int Contacts, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>True when a row can't be saved in this incident.</summary>
    public bool Stopped => Problems.Any(problem => problem.Kind.Severity() == Severity.StopsRow);

    /// <summary>Works out the plan. Pure: touches nothing.</summary>
    /// <param name="state">The incident as it is now.</param>
    /// <param name="target">Where the import goes.</param>
    /// <param name="rows">The rows that can be saved.</param>
    /// <param name="dependents">For declarations, the rows of the file of dependents; else empty.</param>
    /// <param name="now">The moment of the import.</param>
    public static ImportPlan Of(IncidentState state, ImportTarget target, IReadOnlyList<ReadRow> rows, IReadOnlyList<ReadRow> dependents, DateTimeOffset now) =>
        new Planning(state, target, now).Plan(rows, dependents);
}
