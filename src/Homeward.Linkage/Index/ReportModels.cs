namespace Homeward.Linkage;

/// <summary>
/// The models that come with the library: learned, without labels, from what is reported in Homeward's drill about
/// children and about adults. docs/linkage/model.md says with which command.
/// </summary>
public static class ReportModels
{
    private static readonly Lazy<LinkageModel> OfChildren = new(() => Read("children.json"));
    private static readonly Lazy<LinkageModel> OfAdults = new(() => Read("adults.json"));

    /// <summary>What agreements say about two reports of children.</summary>
    public static LinkageModel Children => OfChildren.Value;

    /// <summary>What agreements say about two reports of adults.</summary>
    public static LinkageModel Adults => OfAdults.Value;

    private static LinkageModel Read(string resource) => LinkageModel.FromJson(string.Concat(EmbeddedTable.Lines(resource)));
}
