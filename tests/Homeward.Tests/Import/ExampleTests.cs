using System.Text.RegularExpressions;
using Homeward.Domain.Tests;
using Homeward.Features.Import;
using Xunit;

namespace Homeward.Tests.Import;

/// <summary>The examples of the guide are read without a single problem, and every name the guide gives a column is one we know.</summary>
public sealed partial class ExampleTests
{
    private static readonly string Guides = Path.Combine(Repository.Root, "docs", "guides");

    [Theory]
    [InlineData("roll.csv", FilePart.Roll)]
    [InlineData("lista-escolar.csv", FilePart.Roll)]
    [InlineData("declarations.csv", FilePart.Declarations)]
    [InlineData("dependents.csv", FilePart.Dependents)]
    [InlineData("declarations-in-one-file.csv", FilePart.Declarations)]
    [InlineData("people.csv", FilePart.People)]
    public void Each_example_is_read_whole(string name, FilePart part)
    {
        var reading = Sheet.Read(File.ReadAllBytes(Path.Combine(Guides, "examples", name)), part);

        Assert.Empty(reading.Problems);
        Assert.True(reading.Rows.Count >= 3);
        Assert.All(reading.Mapping!.Columns, column => Assert.NotNull(column.Meaning));
    }

    [Fact]
    public void The_guide_names_every_meaning_and_no_other()
    {
        var guide = File.ReadAllText(Path.Combine(Guides, "import.md"));
        var named = Meaning().Matches(guide).Select(match => match.Groups[1].Value.Replace("_N_", "_1_", StringComparison.Ordinal)).ToHashSet();
        var known = Enum.GetValues<FilePart>().SelectMany(ColumnMeaning.For).Where(meaning => meaning.Number <= 1).Select(meaning => meaning.Name).ToHashSet();

        Assert.Equal(known.Order(), named.Order());
    }

    [GeneratedRegex(@"^\| `([a-zN_0-9]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Meaning();
}
