namespace Homeward.Linkage;

/// <summary>
/// Which comparison answers a question about two records of an index: the trained model of two children or of two adults,
/// or, between a child and an adult, whether the one is the other's parent.
/// </summary>
internal sealed class IndexQuestions(LinkageModel? model, TokenScope scope, IndexCounts counts, int records, Func<long, int> bearers)
{
    private readonly SearchMemo memo = new();
    private readonly byte[] levels = new byte[PatternCounts.MostFields];
    private readonly float[] rarity = new float[PatternCounts.MostFields];
    private IndexComparer? children, adults;
    private ParentComparison? parents;

    private IndexComparer Children => children ??= new(model ?? ReportModels.Children, scope, counts, records, bearers, memo);

    private IndexComparer Adults => adults ??= new(model ?? ReportModels.Adults, scope, counts, records, bearers, memo);

    private ParentComparison Parents => parents ??= new(scope, records, bearers);

    /// <summary>log2 of the odds; minus infinity where the question makes no sense, or when the least can't be reached.</summary>
    internal double Bits(PersonView one, PersonView two, Hypothesis hypothesis, double least) => Of(one, two, hypothesis) switch
    {
        Answer.None => double.NegativeInfinity,
        Answer.Parents => Parents.Bits(one, two),
        var by => (by == Answer.Children ? Children : Adults) is var comparer
            ? comparer.Odds(one, two, hypothesis, least, levels.AsSpan(0, comparer.Fields), rarity.AsSpan(0, comparer.Fields)) : 0,
    };

    /// <summary>The same explained; null where the question makes no sense.</summary>
    internal Comparison? Explain(PersonView one, PersonView two, Hypothesis hypothesis) => Of(one, two, hypothesis) switch
    {
        Answer.None => null,
        Answer.Parents => Parents.Explain(one, two),
        var by => (by == Answer.Children ? Children : Adults).Explain(one, two, hypothesis),
    };

    private static Answer Of(PersonView one, PersonView two, Hypothesis hypothesis) => (one.Kind, two.Kind, hypothesis) switch
    {
        // A child is no adult.
        (PersonKind.Child, PersonKind.Adult, _) or (PersonKind.Adult, PersonKind.Child, _) => hypothesis == Hypothesis.SameFamily ? Answer.Parents : Answer.None,
        (PersonKind.Child, PersonKind.Child, _) => Answer.Children,

        // Two adults of one household are no lead: the children they both declare are.
        (_, _, Hypothesis.SameFamily) => Answer.None,
        (PersonKind.Child, _, _) or (_, PersonKind.Child, _) => Answer.Children,
        _ => Answer.Adults,
    };

    private enum Answer
    {
        None,
        Children,
        Adults,
        Parents,
    }
}
