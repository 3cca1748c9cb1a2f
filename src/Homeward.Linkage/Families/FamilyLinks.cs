namespace Homeward.Linkage.Families;

/// <summary>A child's record and a declared dependent who may be the same child.</summary>
/// <param name="ChildId">The record's id.</param>
/// <param name="DeclarationId">The declaration's id.</param>
/// <param name="DependentNumber">The dependent's number in the declaration.</param>
/// <param name="Probability">From 0 to 1. Over the dependents of one declaration those of one record add up to at most 1.</param>
public sealed record FamilyLead(string ChildId, string DeclarationId, string DependentNumber, double Probability)
{
    /// <summary>By child, the likeliest first.</summary>
    internal static int InOrder(FamilyLead one, FamilyLead other) =>
        string.CompareOrdinal(one.ChildId, other.ChildId) is not 0 and var byChild ? byChild
        : other.Probability.CompareTo(one.Probability) is not 0 and var byProbability ? byProbability
        : string.CompareOrdinal(one.DeclarationId, other.DeclarationId) is not 0 and var byDeclaration ? byDeclaration
        : string.CompareOrdinal(one.DependentNumber, other.DependentNumber);
}

/// <summary>The leads found and what was done to find them.</summary>
public sealed class FamilyLinks
{
    private readonly Func<FamilyLead, FamilyExplanation> explain;

    internal FamilyLinks(IReadOnlyList<FamilyLead> leads, FamilySummary summary, FamilyModel model, Func<FamilyLead, FamilyExplanation> explain) =>
        (Leads, Summary, Model, this.explain) = (leads, summary, model, explain);

    /// <summary>By child's id, the likeliest first.</summary>
    public IReadOnlyList<FamilyLead> Leads { get; }

    /// <summary>Counts and timings.</summary>
    public FamilySummary Summary { get; }

    /// <summary>What was learned, or the model that was given.</summary>
    public FamilyModel Model { get; }

    /// <summary>What speaks for and against a lead.</summary>
    /// <param name="lead">One of <see cref="Leads"/>.</param>
    public FamilyExplanation Explain(FamilyLead lead)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return explain(lead);
    }
}

/// <summary>What went in, what was compared, and how long each stage took.</summary>
/// <param name="Children">Children's records.</param>
/// <param name="Declarations">Declarations.</param>
/// <param name="Dependents">Dependents they name.</param>
/// <param name="Families">Families after declarations that name the same children were joined.</param>
/// <param name="Candidates">Pairs of record and declared child or family that were weighed.</param>
/// <param name="Stages">Each stage in order.</param>
public sealed record FamilySummary(int Children, int Declarations, int Dependents, int Families, int Candidates, IReadOnlyList<StageTime> Stages);
