using Homeward.Journal;

namespace Homeward.Tests.Journal;

/// <summary>
/// A journal of twelve rows in four batches, each batch in a minute of its own, so that heads are kept at 0, 3, 6, 9 and 12.
/// It is made once and copied for each test.
/// </summary>
public sealed class TwelveRows : IDisposable
{
    private readonly JournalFolder folder = new();

    public TwelveRows()
    {
        using var journal = folder.Create();
        for (var batch = 0; batch < 4; batch++)
        {
            Heads.Add(journal.Append([folder.Entry("a sighting"), folder.Entry("a name", Guid.NewGuid()), folder.Entry("a place")]));
            folder.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>The heads at rows 3, 6, 9 and 12.</summary>
    public List<Head> Heads { get; } = [];

    public JournalFolder Copy() => folder.Copy();

    public void Dispose() => folder.Dispose();
}
