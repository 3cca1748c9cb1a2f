using System.CommandLine;
using Homeward.Linkage;

namespace Homeward.Commands;

/// <summary>The file that <c>homeward dedupe</c> reads or the two that <c>homeward link</c> reads, opened: tables, what records are called, what was said.</summary>
internal sealed class LinkageFiles
{
    private readonly LinkageOptions common;
    private readonly ParseResult parsed;
    private readonly string paths;
    private readonly RecordTable left;
    private readonly RecordTable? right;
    private readonly RecordIds leftIds;
    private readonly RecordIds? rightIds;

    /// <summary>Reads the files and the options.</summary>
    /// <param name="common">The options.</param>
    /// <param name="parsed">What was typed.</param>
    /// <param name="leftPath">The file, or the left one of two.</param>
    /// <param name="rightPath">The right one; null for one file.</param>
    /// <param name="cancellation">Ends it early.</param>
    internal LinkageFiles(LinkageOptions common, ParseResult parsed, string leftPath, string? rightPath, CancellationToken cancellation)
    {
        (this.common, this.parsed, paths) = (common, parsed, rightPath is null ? leftPath : $"{leftPath} and {rightPath}");
        Settings = common.Settings(parsed);
        var watch = new StageWatch();
        (left, right) = (LinkageOptions.Read(leftPath, cancellation), rightPath is null ? null : LinkageOptions.Read(rightPath, cancellation));
        (leftIds, rightIds) = (LinkageOptions.Ids(left, Settings), right is null ? null : LinkageOptions.Ids(right, Settings));
        Settings = common.WithLabels(parsed, Settings, (leftIds, left.Rows), right is null ? null : (rightIds!, right.Rows), cancellation);
        Settings = common.WithExplained(parsed, Settings, (leftIds, left.Rows), right is null ? null : (rightIds!, right.Rows));
        Loading = watch.Stop("load");
    }

    internal LinkageSettings Settings { get; private set; }

    internal StageTime Loading { get; }

    internal int LeftRows => left.Rows;

    internal int RightRows => right?.Rows ?? 0;

    /// <summary>What a record is called; those of the right file stand below those of the left one.</summary>
    internal string NameOf(int row) => row < left.Rows ? leftIds[row] : rightIds![row - left.Rows];

    /// <summary>Adds pairs that people decided.</summary>
    internal void Decide(string? together, string? apart, CancellationToken cancellation)
    {
        Settings = Settings with
        {
            Together = DecidedPairs.Read(together, left.Rows, leftIds, cancellation),
            Apart = DecidedPairs.Read(apart, left.Rows, leftIds, cancellation),
        };
        DecidedPairs.Check(Settings.Together, Settings.Apart, left.Rows, leftIds);
    }

    /// <summary>Says what the columns were taken for.</summary>
    internal void Say()
    {
        LinkageOptions.Say(left, ColumnRoles.Recognise(left, Settings.Roles), leftIds);
        if (right is not null) { LinkageOptions.Say(right, ColumnRoles.Recognise(right, Settings.Roles), rightIds!); }
    }

    /// <summary>Finds the links.</summary>
    internal LinkageResult Run(int pairsToJudge, CancellationToken cancellation)
    {
        var settings = Settings with { ToJudge = pairsToJudge };
        return LinkageOptions.Refusing(paths, () => right is null
            ? Deduplication.Run(left, settings, LinkageOptions.Progress(), cancellation)
            : FileLinking.Run(left, right, settings, LinkageOptions.Progress(), cancellation));
    }

    /// <summary>The links that are likely enough to be written.</summary>
    internal IReadOnlyList<Link> Likely(LinkageResult result) =>
        [.. result.Links.Where(link => link.Probability >= (Settings.Threshold ?? LinkageOptions.LeastLinkProbability))];

    /// <summary>Writes links, the likeliest first.</summary>
    internal void WriteLinks(string path, IReadOnlyList<Link> links) => LinkageOptions.Write(path, to => LinkageOptions.WriteLinks(to, links, NameOf));

    /// <summary>Writes the model and the report, and says why, when that was asked for.</summary>
    internal void WriteRest(LinkageResult result)
    {
        common.WriteModel(parsed, result, leftIds);
        common.WriteReport(parsed, result, NameOf, isOneFile: right is null);
        LinkageOptions.SayWhy(result, NameOf);
    }
}
